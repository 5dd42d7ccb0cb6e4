//! What somebody may undo who manages for single services or contracts only: what is limited to these.

use super::access_error::AccessError;
use super::caller::Caller;
use super::decision_context::DecisionContext;
use super::explanations::Missing;
use super::grant_limits::GrantLimits;
use super::identity::Identity;
use super::writing::Trace;
use crate::ids::OrganizationId;
use crate::policy::Permission;

impl Identity {
    /// Refuses to undo what reaches further than what the caller manages; the policy has allowed the permission before.
    pub(crate) async fn ensure_within_scope(
        &self,
        caller: &Caller,
        known: &DecisionContext,
        permission: Permission,
        organization: OrganizationId,
        limits: GrantLimits<'_>,
    ) -> Result<(), AccessError> {
        if known.allows_within(permission, organization, limits) {
            return Ok(());
        }
        let missing = Missing::WiderScope;
        let trace = Trace::default().at(organization).with("permission", permission);
        self.note_refusal(caller, trace.with("missing", missing.code())).await?;
        Err(AccessError::for_want_of(missing))
    }
}
