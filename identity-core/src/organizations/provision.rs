//! The CRM's feed of organisations.

use super::moving::AnnouncedMove;
use super::provision_error::ProvisionOrganizationError;
use crate::authority::{Act, Caller, Identity, Trace, on_fresh_facts};
use crate::domain::{
    Action, Organization, OrganizationClass, OrganizationFilter, OrganizationKey, OrganizationPath,
    OrganizationState, Region,
};
use crate::ids::OrganizationId;
use crate::policy::Permission;
use crate::provisioning::{ProvisionOutcome, Provisioned, is_outdated, same_version};
use crate::store::{StoreError, Version, Versioned};
use crate::values::{Attributes, BusinessId, DisplayName, DomainName, ExternalId};

/// An organisation as the CRM tells it.
///
/// ```
/// use identity_core::contracts::ProvisionContract;
/// use identity_core::domain::OrganizationClass;
/// use identity_core::organizations::ProvisionOrganization;
/// use identity_core::provisioning::ProvisionOutcome;
/// use identity_core::testing::{SERVICE, TestIdentity};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let test = TestIdentity::start().await?;
/// let (identity, crm) = (test.identity(), test.feed().await?);
///
/// let id = "CRM-7".parse()?;
/// let acme = ProvisionOrganization::new(id, "Acme Ltd".parse()?, OrganizationClass::Sme)
///     .domains(["acme.example".parse()?])
///     .source_version(3);
/// let created = identity.provision_organization(&crm, &acme).await?;
/// assert_eq!(created.outcome, ProvisionOutcome::Created);
/// let again = identity.provision_organization(&crm, &acme).await?;
/// assert_eq!(again.outcome, ProvisionOutcome::Unchanged);
///
/// let starts_at = identity.clock().now();
/// let contract =
///     ProvisionContract::new("CRM-7-1".parse()?, acme.external_id, [SERVICE.parse()?], starts_at);
/// identity.provision_contract(&crm, &contract).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProvisionOrganization {
    /// The CRM's id.
    pub external_id: ExternalId,
    /// Its name.
    pub name: DisplayName,
    /// What kind of party it is.
    pub class: OrganizationClass,
    /// Its number in the business register.
    pub business_id: Option<BusinessId>,
    /// The CRM's id of the organisation that it belongs to; `None` = directly below the operator.
    pub parent: Option<ExternalId>,
    /// Mail domains that are its own.
    pub domains: Vec<DomainName>,
    /// What else the CRM tells.
    pub attributes: Attributes,
    /// The version of the CRM's record.
    pub source_version: Option<u64>,
    /// Only if the organisation here is still in this version (`If-Match`).
    pub expected: Option<Version>,
}

impl ProvisionOrganization {
    /// An organisation directly below the operator.
    pub fn new(external_id: ExternalId, name: DisplayName, class: OrganizationClass) -> Self {
        Self {
            external_id,
            name,
            class,
            business_id: None,
            parent: None,
            domains: Vec::new(),
            attributes: Attributes::default(),
            source_version: None,
            expected: None,
        }
    }

    /// Sets the CRM's id of the organisation that it belongs to.
    #[must_use]
    pub fn parent(self, parent: ExternalId) -> Self {
        Self { parent: Some(parent), ..self }
    }

    /// Sets its number in the business register.
    #[must_use]
    pub fn business_id(self, business_id: BusinessId) -> Self {
        Self { business_id: Some(business_id), ..self }
    }

    /// Sets the mail domains that are its own.
    #[must_use]
    pub fn domains(self, domains: impl IntoIterator<Item = DomainName>) -> Self {
        Self { domains: domains.into_iter().collect(), ..self }
    }

    /// Sets what else the CRM tells.
    #[must_use]
    pub fn attributes(self, attributes: Attributes) -> Self {
        Self { attributes, ..self }
    }

    /// Sets the version of the CRM's record; an older one than was seen before changes nothing.
    #[must_use]
    pub fn source_version(self, version: u64) -> Self {
        Self { source_version: Some(version), ..self }
    }

    /// Changes it only if the organisation here is still in this version (`If-Match`).
    #[must_use]
    pub fn expected(self, version: Version) -> Self {
        Self { expected: Some(version), ..self }
    }
}

impl Identity {
    /// Creates or changes an organisation by the CRM's id; the same call again changes nothing.
    ///
    /// Needs `organization.provision` at the parent, and at the organisation when it exists.
    pub async fn provision_organization(
        &self,
        caller: &Caller,
        wanted: &ProvisionOrganization,
    ) -> Result<Provisioned<Organization>, ProvisionOrganizationError> {
        let (mut wanted, mut announced) = (wanted.clone(), None);
        on_fresh_facts!(self.try_provision_organization(caller, &mut wanted, &mut announced))
    }

    async fn try_provision_organization(
        &self,
        caller: &Caller,
        wanted: &mut ProvisionOrganization,
        announced: &mut Option<AnnouncedMove>,
    ) -> Result<Provisioned<Organization>, ProvisionOrganizationError> {
        let key = OrganizationKey::External(wanted.external_id.clone());
        let stored = self.store.organizations().find(&key).await?;
        let parent = self.provision_parent(caller, wanted).await?;
        match stored {
            Some(stored) => self.update_organization(caller, wanted, stored, parent, announced).await,
            None if wanted.expected.is_some() => {
                self.authorize(caller, Permission::OrganizationProvision, parent.id).await?;
                Err(ProvisionOrganizationError::PreconditionFailed)
            }
            None => self.create_organization(caller, wanted, parent).await,
        }
    }

    async fn provision_parent(
        &self,
        caller: &Caller,
        wanted: &ProvisionOrganization,
    ) -> Result<Versioned<Organization>, ProvisionOrganizationError> {
        if let Some(external_id) = &wanted.parent {
            let key = OrganizationKey::External(external_id.clone());
            if let Some(found) = self.store.organizations().find(&key).await? {
                return Ok(found);
            }
            let permission = Permission::OrganizationProvision;
            self.may_hear_of_unknown(caller, permission).await?;
            Err(ProvisionOrganizationError::UnknownParent(external_id.clone()))
        } else {
            self.operator().await?.ok_or(ProvisionOrganizationError::NoOperator)
        }
    }

    async fn create_organization(
        &self,
        caller: &Caller,
        wanted: &ProvisionOrganization,
        parent: Versioned<Organization>,
    ) -> Result<Provisioned<Organization>, ProvisionOrganizationError> {
        let (mut act, _) = self.authorize(caller, Permission::OrganizationProvision, parent.id).await?;
        let id: OrganizationId = self.new_id();
        let now = self.instant(caller);
        let organization = Organization {
            id,
            path: parent.path.child(id)?,
            name: wanted.name.clone(),
            class: wanted.class,
            state: OrganizationState::Active,
            external_id: Some(wanted.external_id.clone()),
            business_id: wanted.business_id.clone(),
            domains: wanted.domains.clone(),
            attributes: wanted.attributes.clone(),
            source_version: wanted.source_version,
            created_at: now,
            updated_at: now,
        };
        act.changes().insert(organization.clone());
        self.gain_child(&mut act, &parent).await?;
        let trace = Trace::of(id).at(id).with("name", &wanted.name).with("external_id", &wanted.external_id);
        self.commit(act.finish(self, Action::OrganizationCreated, trace)).await?;
        Ok(Provisioned {
            record: Versioned::new(organization, Version::FIRST),
            outcome: ProvisionOutcome::Created,
        })
    }

    async fn update_organization(
        &self,
        caller: &Caller,
        wanted: &mut ProvisionOrganization,
        stored: Versioned<Organization>,
        parent: Versioned<Organization>,
        announced: &mut Option<AnnouncedMove>,
    ) -> Result<Provisioned<Organization>, ProvisionOrganizationError> {
        let (mut act, _) = self.authorize(caller, Permission::OrganizationProvision, stored.id).await?;
        if wanted.expected.is_some_and(|expected| expected != stored.version) {
            return Err(ProvisionOrganizationError::PreconditionFailed);
        }
        if is_outdated(stored.source_version, wanted.source_version) {
            return Ok(Provisioned { record: stored, outcome: ProvisionOutcome::Outdated });
        }
        let changed = told_by_crm(wanted, &stored, &parent)?;
        if changed == stored.record {
            return Ok(Provisioned { record: stored, outcome: ProvisionOutcome::Unchanged });
        }
        if let Some(version) = same_version(stored.source_version, wanted.source_version) {
            return Err(ProvisionOrganizationError::SameVersionOtherContent(version));
        }
        if changed.path != stored.path {
            let (mut there, _) = self.authorize(caller, Permission::OrganizationProvision, parent.id).await?;
            act.absorb(&mut there);
            if !announced.as_ref().is_some_and(|announced| announced.holds(&stored, self.now())) {
                *announced = Some(self.announce_move(caller, &stored).await?);
                wanted.expected = wanted.expected.map(|_| stored.version.next());
                // What the act rests on was read before the announcement.
                return Err(StoreError::Conflict { record: stored.id.into() }.into());
            }
            self.gain_child(&mut act, &parent).await?;
            self.move_below(&mut act, &stored, &changed.path).await?;
        }
        let changed = Organization { updated_at: self.instant(caller), ..changed };
        act.changes().update(changed.clone(), stored.version);
        let trace =
            Trace::of(stored.id).at(stored.id).with("name", &wanted.name).with("name_before", &stored.name);
        self.commit(act.finish(self, Action::OrganizationUpdated, trace)).await?;
        Ok(Provisioned {
            record: Versioned::new(changed, stored.version.next()),
            outcome: ProvisionOutcome::Updated,
        })
    }

    /// Gives everything below a moved organisation its new path.
    async fn move_below(
        &self,
        act: &mut Act,
        moved: &Versioned<Organization>,
        to: &OrganizationPath,
    ) -> Result<(), ProvisionOrganizationError> {
        let below = Region::Subtree(moved.path.clone());
        let filter = OrganizationFilter { within: Some(vec![below]), ..OrganizationFilter::default() };
        for found in self.all(self.store.organizations(), &filter).await? {
            if found.id == moved.id {
                continue;
            }
            let mut path = to.clone();
            for step in found.path.steps().iter().skip(moved.path.steps().len()) {
                path = path.child(*step)?;
            }
            act.changes()
                .update(Organization { path, updated_at: self.now(), ..found.record }, found.version);
        }
        Ok(())
    }
}

/// The stored organisation with what the CRM is the master of.
fn told_by_crm(
    wanted: &ProvisionOrganization,
    stored: &Organization,
    parent: &Organization,
) -> Result<Organization, ProvisionOrganizationError> {
    if parent.path.steps().contains(&stored.id) {
        return Err(ProvisionOrganizationError::Cycle);
    }
    let path = parent.path.child(stored.id)?;
    Ok(Organization {
        path,
        name: wanted.name.clone(),
        class: wanted.class,
        business_id: wanted.business_id.clone(),
        domains: wanted.domains.clone(),
        attributes: wanted.attributes.clone(),
        source_version: wanted.source_version.or(stored.source_version),
        ..stored.clone()
    })
}
