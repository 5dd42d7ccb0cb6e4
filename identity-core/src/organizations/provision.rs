//! The CRM's feed of organisations.

use super::moving::AnnouncedMove;
use super::placement::Placement;
use super::provision_error::ProvisionOrganizationError;
use crate::authority::{Caller, Identity, Trace, on_fresh_facts};
use crate::domain::{Action, Organization, OrganizationClass, OrganizationKey, OrganizationState};
use crate::ids::OrganizationId;
use crate::policy::Permission;
use crate::provisioning::{FeedVersion, ProvisionOutcome, Provisioned};
use crate::store::{Version, Versioned};
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
///     .version(3);
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
    /// Where it belongs. Unsaid, a new organisation lies directly below the operator, and one that is there stays.
    pub placement: Placement,
    /// Mail domains that are its own. What is empty here is emptied there; the outcome says so.
    pub domains: Vec<DomainName>,
    /// What else the CRM tells.
    pub attributes: Attributes,
    /// What the call says of versions.
    pub version: FeedVersion,
}

impl ProvisionOrganization {
    /// An organisation that stays where it is, or begins directly below the operator.
    pub fn new(external_id: ExternalId, name: DisplayName, class: OrganizationClass) -> Self {
        Self {
            external_id,
            name,
            class,
            business_id: None,
            placement: Placement::Unsaid,
            domains: Vec::new(),
            attributes: Attributes::default(),
            version: FeedVersion::UNSAID,
        }
    }

    /// Sets the CRM's id of the organisation that it belongs to. If it lies elsewhere, it moves there with all below it.
    #[must_use]
    pub fn parent(self, parent: ExternalId) -> Self {
        Self { placement: Placement::Below(parent), ..self }
    }

    /// Says that it belongs directly below the operator. If it lies elsewhere, it moves there with all below it.
    #[must_use]
    pub fn at_the_top(self) -> Self {
        Self { placement: Placement::Top, ..self }
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

    /// Sets what the call says of versions: that of the CRM's record, or that of the organisation here.
    #[must_use]
    pub fn version(self, version: impl Into<FeedVersion>) -> Self {
        Self { version: version.into(), ..self }
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
        let _turn = self.turn(&wanted.external_id).await;
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
        // Read in any case, so that the reads before an answer do not tell which ids exist.
        let operator = self.operator().await?;
        let parent = self.told_parent(caller, &wanted.placement, operator.as_ref()).await?;
        if let Some(stored) = stored {
            return self.update_organization(caller, wanted, stored, parent, announced).await;
        }
        let parent = match parent {
            Some(parent) => parent,
            None => operator.ok_or(ProvisionOrganizationError::NoOperator)?,
        };
        if !wanted.version.is_meant_for::<Organization>(None) {
            self.authorize(caller, Permission::OrganizationProvision, parent.id).await?;
            return Err(ProvisionOrganizationError::PreconditionFailed);
        }
        self.create_organization(caller, wanted, parent).await
    }

    /// The organisation that is to be the parent, if the CRM said which.
    pub(super) async fn told_parent(
        &self,
        caller: &Caller,
        placement: &Placement,
        operator: Option<&Versioned<Organization>>,
    ) -> Result<Option<Versioned<Organization>>, ProvisionOrganizationError> {
        let external_id = match placement {
            Placement::Unsaid => return Ok(None),
            Placement::Top => {
                return operator.cloned().map(Some).ok_or(ProvisionOrganizationError::NoOperator);
            }
            Placement::Below(external_id) => external_id,
        };
        let key = OrganizationKey::External(external_id.clone());
        if let Some(found) = self.store.organizations().find(&key).await? {
            return Ok(Some(found));
        }
        self.may_hear_of_unknown(caller, Permission::OrganizationProvision).await?;
        Err(ProvisionOrganizationError::UnknownParent(external_id.clone()))
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
            source_version: wanted.version.source,
            created_at: now,
            updated_at: now,
        };
        act.changes().insert(organization.clone());
        self.gain_child(&mut act, &parent).await?;
        let trace = Trace::of(id).at(id).with("name", &wanted.name).with("external_id", &wanted.external_id);
        self.commit(act.finish(self, Action::OrganizationCreated, trace)).await?;
        Ok(Provisioned::new(Versioned::new(organization, Version::FIRST), ProvisionOutcome::Created))
    }
}
