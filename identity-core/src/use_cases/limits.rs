//! What somebody may undo who manages for single services or contracts only: what is limited to these.

use super::authority::{AccessError, Trace};
use super::caller::Caller;
use super::facts::Known;
use crate::Identity;
use crate::domain::{Grant, GrantScope};
use crate::ids::{ContractId, OrganizationId, ServiceId};
use crate::policy::{Permission, standing};
use crate::store::Versioned;
use std::collections::BTreeSet;

const WIDER: &str = "you manage certain services or contracts only, and this concerns others too";

/// To what something that was given is limited.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limits<'a> {
    pub(crate) services: Option<&'a BTreeSet<ServiceId>>,
    pub(crate) contracts: Option<&'a BTreeSet<ContractId>>,
}

impl<'a> Limits<'a> {
    pub(crate) fn of(grant: &'a Grant) -> Self {
        Self { services: grant.services.as_ref(), contracts: grant.contracts.as_ref() }
    }

    fn is_within(self, link: &Grant) -> bool {
        within(link.services.as_ref(), self.services) && within(link.contracts.as_ref(), self.contracts)
    }
}

fn within<T: Ord>(own: Option<&BTreeSet<T>>, given: Option<&BTreeSet<T>>) -> bool {
    own.is_none_or(|own| given.is_some_and(|given| given.is_subset(own)))
}

/// Whether the subject has a permission at an organisation by a chain whose limits are no narrower than these.
fn reaches(known: &Known, permission: Permission, organization: OrganizationId, limits: Limits<'_>) -> bool {
    let line = known.organizations.get(&organization).map(|found| found.path.steps()).unwrap_or_default();
    let link_does = |link: &Versioned<Grant>| {
        let role = known.roles.get(&link.role);
        role.is_some_and(|role| role.permissions.contains(&permission)) && limits.is_within(link)
    };
    known.grants.values().any(|grant| {
        let covers = grant.organization == organization
            || (grant.scope == GrantScope::Subtree && line.contains(&grant.organization));
        grant.holder == known.subject.holder
            && grant.rights.may_act()
            && covers
            && grant.path.steps().iter().all(|step| known.grants.get(step).is_some_and(link_does))
            && standing(grant.id, known.subject.at, &known.facts).is_ok()
    })
}

impl Identity {
    /// Refuses to undo what reaches further than what the caller manages; the policy has allowed the permission before.
    pub(crate) async fn within_limits(
        &self,
        caller: &Caller,
        known: &Known,
        permission: Permission,
        organization: OrganizationId,
        limits: Limits<'_>,
    ) -> Result<(), AccessError> {
        if reaches(known, permission, organization, limits) {
            return Ok(());
        }
        let trace = Trace::default().at(organization).with("permission", permission).with("missing", WIDER);
        self.note_refusal(caller, trace).await?;
        Err(AccessError::for_want_of(WIDER))
    }
}
