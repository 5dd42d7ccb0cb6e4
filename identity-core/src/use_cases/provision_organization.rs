//! The CRM's feed of organisations.

use super::authority::{AccessError, Act, Trace};
use super::caller::Caller;
use super::retry::{FromStore, on_fresh_facts};
use crate::Identity;
use crate::domain::{
    Action, Organization, OrganizationClass, OrganizationFilter, OrganizationKey, OrganizationPath,
    OrganizationState, PathTooDeep, Region,
};
use crate::ids::OrganizationId;
use crate::policy::Permission;
use crate::store::{StoreError, Version, Versioned};
use crate::values::{Attributes, BusinessId, DisplayName, DomainName, ExternalId};

/// An organisation as the CRM tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// What came of a provisioning call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Provisioned<T> {
    /// The record as it now stands.
    pub record: Versioned<T>,
    /// What was done.
    pub outcome: Outcome,
}

/// What a provisioning call did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The record is new.
    Created,
    /// The record changed.
    Updated,
    /// The record already was like that.
    Unchanged,
    /// The call carried an older `source_version` than the record shows, and was ignored.
    Outdated,
}

/// Why a provisioning call was refused.
#[derive(Debug, thiserror::Error)]
pub enum ProvisionError {
    /// The caller may not.
    #[error(transparent)]
    Access(#[from] AccessError),
    /// The named parent, organisation or service is not known here.
    #[error("there is no {kind} {id}; provision it first")]
    Unknown {
        /// What is not known.
        kind: &'static str,
        /// Its name in the call.
        id: String,
    },
    /// The same `source_version` came before with other content.
    #[error("source_version {0} came before with other content; send a higher one")]
    SameVersionOtherContent(u64),
    /// The record is no longer in the version that `If-Match` names.
    #[error("it changed in the meantime; read it again")]
    PreconditionFailed,
    /// An organisation cannot lie below itself.
    #[error("an organisation cannot lie below itself")]
    Cycle,
    /// Organisations are nested too deep.
    #[error(transparent)]
    TooDeep(#[from] PathTooDeep),
    /// The period ends before it starts.
    #[error("ends_at must be after starts_at")]
    EmptyPeriod,
}

impl From<StoreError> for ProvisionError {
    fn from(error: StoreError) -> Self {
        Self::Access(AccessError::Store(error))
    }
}

impl FromStore for ProvisionError {
    fn store_error(&self) -> Option<&StoreError> {
        match self {
            Self::Access(error) => error.store_error(),
            _ => None,
        }
    }
}

/// Whether a call with this `source_version` is older than what is here.
pub(super) fn is_outdated(stored: Option<u64>, given: Option<u64>) -> bool {
    matches!((stored, given), (Some(stored), Some(given)) if given < stored)
}

/// The `source_version` to refuse, when the same one came before with other content.
pub(super) fn same_version(stored: Option<u64>, given: Option<u64>) -> Option<u64> {
    given.filter(|given| stored == Some(*given))
}

impl Identity {
    /// Creates or changes an organisation by the CRM's id; the same call again changes nothing.
    ///
    /// Needs `organization.provision` at the parent, and at the organisation when it exists.
    pub async fn provision_organization(
        &self,
        caller: &Caller,
        wanted: &ProvisionOrganization,
    ) -> Result<Provisioned<Organization>, ProvisionError> {
        on_fresh_facts!(self.try_provision_organization(caller, wanted))
    }

    async fn try_provision_organization(
        &self,
        caller: &Caller,
        wanted: &ProvisionOrganization,
    ) -> Result<Provisioned<Organization>, ProvisionError> {
        let key = OrganizationKey::External(wanted.external_id.clone());
        let stored = self.store.organizations().find(&key).await?;
        let parent = self.provision_parent(caller, wanted).await?;
        match stored {
            Some(stored) => self.update_organization(caller, wanted, stored, parent).await,
            None if wanted.expected.is_some() => {
                self.authorize(caller, Permission::OrganizationProvision, parent.id).await?;
                Err(ProvisionError::PreconditionFailed)
            }
            None => self.create_organization(caller, wanted, parent).await,
        }
    }

    async fn provision_parent(
        &self,
        caller: &Caller,
        wanted: &ProvisionOrganization,
    ) -> Result<Versioned<Organization>, ProvisionError> {
        if let Some(external_id) = &wanted.parent {
            let key = OrganizationKey::External(external_id.clone());
            if let Some(found) = self.store.organizations().find(&key).await? {
                return Ok(found);
            }
            let permission = Permission::OrganizationProvision;
            Err(self.unknown_to(caller, permission, "parent organisation", external_id).await?)
        } else {
            let unknown = || ProvisionError::Unknown { kind: "operator", id: "root".to_owned() };
            self.operator().await?.ok_or_else(unknown)
        }
    }

    /// That something named in a call is not known: said only to those who may provision everywhere,
    /// since to others the answer would tell which names are taken.
    pub(super) async fn unknown_to(
        &self,
        caller: &Caller,
        permission: Permission,
        kind: &'static str,
        id: &ExternalId,
    ) -> Result<ProvisionError, ProvisionError> {
        if let Some(operator) = self.operator().await? {
            self.authorize(caller, permission, operator.id).await?;
        }
        Ok(ProvisionError::Unknown { kind, id: id.to_string() })
    }

    /// The organisation of this CRM id, for callers who may see it.
    pub async fn organization_by_external_id(
        &self,
        caller: &Caller,
        external_id: &ExternalId,
    ) -> Result<Versioned<Organization>, AccessError> {
        let key = OrganizationKey::External(external_id.clone());
        let Some(found) = self.store.organizations().find(&key).await? else {
            return Err(self.absent(caller, Permission::OrganizationView).await?);
        };
        self.may_look(caller, Permission::OrganizationView, found.id).await?;
        Ok(found)
    }

    async fn create_organization(
        &self,
        caller: &Caller,
        wanted: &ProvisionOrganization,
        parent: Versioned<Organization>,
    ) -> Result<Provisioned<Organization>, ProvisionError> {
        let (mut act, _) = self.authorize(caller, Permission::OrganizationProvision, parent.id).await?;
        let id: OrganizationId = self.new_id();
        let now = self.now();
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
        gain_child(&mut act, parent);
        let trace = Trace::of(id).at(id).with("name", &wanted.name).with("external_id", &wanted.external_id);
        self.commit(act.finish(self, Action::OrganizationCreated, trace)).await?;
        Ok(Provisioned { record: Versioned::new(organization, Version::FIRST), outcome: Outcome::Created })
    }

    async fn update_organization(
        &self,
        caller: &Caller,
        wanted: &ProvisionOrganization,
        stored: Versioned<Organization>,
        parent: Versioned<Organization>,
    ) -> Result<Provisioned<Organization>, ProvisionError> {
        let (mut act, _) = self.authorize(caller, Permission::OrganizationProvision, stored.id).await?;
        if wanted.expected.is_some_and(|expected| expected != stored.version) {
            return Err(ProvisionError::PreconditionFailed);
        }
        if is_outdated(stored.source_version, wanted.source_version) {
            return Ok(Provisioned { record: stored, outcome: Outcome::Outdated });
        }
        let changed = told_by_crm(wanted, &stored, &parent)?;
        if changed == stored.record {
            return Ok(Provisioned { record: stored, outcome: Outcome::Unchanged });
        }
        if let Some(version) = same_version(stored.source_version, wanted.source_version) {
            return Err(ProvisionError::SameVersionOtherContent(version));
        }
        if changed.path != stored.path {
            let (mut there, _) = self.authorize(caller, Permission::OrganizationProvision, parent.id).await?;
            act.absorb(&mut there);
            gain_child(&mut act, parent);
            self.move_below(&mut act, &stored, &changed.path).await?;
        }
        let changed = Organization { updated_at: self.now(), ..changed };
        act.changes().update(changed.clone(), stored.version);
        let trace =
            Trace::of(stored.id).at(stored.id).with("name", &wanted.name).with("name_before", &stored.name);
        self.commit(act.finish(self, Action::OrganizationUpdated, trace)).await?;
        Ok(Provisioned { record: Versioned::new(changed, stored.version.next()), outcome: Outcome::Updated })
    }

    /// Gives everything below a moved organisation its new path.
    async fn move_below(
        &self,
        act: &mut Act,
        moved: &Versioned<Organization>,
        to: &OrganizationPath,
    ) -> Result<(), ProvisionError> {
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

    /// The organisation that runs the service: the root of the tree.
    pub(crate) async fn operator(&self) -> Result<Option<Versioned<Organization>>, StoreError> {
        let key = OrganizationKey::External(operator_external_id());
        self.store.organizations().find(&key).await
    }
}

/// The name under which the operator's organisation is found; not a name that a CRM can use.
#[allow(clippy::expect_used, reason = "a literal that a test reads")]
pub(crate) fn operator_external_id() -> ExternalId {
    ExternalId::parse("urn:identity:operator").expect("a valid literal")
}

/// Makes a commit with a new child of `parent` conflict with one that moves the parent at the same time and
/// so has not seen the child. The root never moves, so it need not change with each new customer.
fn gain_child(act: &mut Act, parent: Versioned<Organization>) {
    if parent.parent().is_some() {
        act.changes().update(parent.record, parent.version);
    } else {
        act.changes().require_read(&parent);
    }
}

/// The stored organisation with what the CRM is the master of.
fn told_by_crm(
    wanted: &ProvisionOrganization,
    stored: &Organization,
    parent: &Organization,
) -> Result<Organization, ProvisionError> {
    if parent.path.steps().contains(&stored.id) {
        return Err(ProvisionError::Cycle);
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
