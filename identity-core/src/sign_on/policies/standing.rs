//! For how long somebody has had a right.

use crate::Timestamp;
use crate::authority::{AccessError, Caller, Identity};
use crate::domain::{Actor, Grant, GrantScope, Holder};
use crate::ids::OrganizationId;
use crate::policy::Permission;

use std::time::Duration;

/// How long before a request somebody must have had the right to approve it, if a person gave it to them.
const STANDING: Duration = Duration::from_hours(24);

impl Identity {
    /// Whether the caller had a permission at an organisation for a day before a moment, or has it from no person. Who asks for
    /// something that a second administrator approves could otherwise give the right to an account of their own.
    pub(crate) async fn has_held_for_a_day(
        &self,
        caller: &Caller,
        permission: Permission,
        organization: OrganizationId,
        before: Timestamp,
    ) -> Result<bool, AccessError> {
        let Some(own) = caller.user().map(Holder::User) else { return Ok(false) };
        let known = self.facts(caller, &[organization]).await?;
        let lineage = known.lineage(organization);
        let gives = |grant: &Grant| {
            let role = known.roles.get(&grant.role);
            let reaches = match grant.scope {
                GrantScope::Organization => grant.organization == organization,
                GrantScope::Subtree => lineage.contains(&grant.organization),
            };
            reaches && role.is_some_and(|role| role.permissions.contains(&permission))
        };
        let stands = |grant: &Grant| {
            let is_old = grant.created_at.plus(STANDING) <= before;
            grant.holder == own && gives(grant) && (is_old || !matches!(grant.given_by, Actor::User(_)))
        };
        Ok(known.grants.values().any(|grant| stands(grant)))
    }
}
