//! What somebody may undo who manages for single services or contracts only: what is limited to these.

use super::authority::{AccessError, Trace};
use super::caller::Caller;
use super::facts::Known;
use crate::Identity;
use crate::domain::Grant;
use crate::ids::{ContractId, OrganizationId, ServiceId};
use crate::policy::Permission;
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
        if known.allows_within(permission, organization, limits) {
            return Ok(());
        }
        let trace = Trace::default().at(organization).with("permission", permission).with("missing", WIDER);
        self.note_refusal(caller, trace).await?;
        Err(AccessError::for_want_of(WIDER))
    }
}
