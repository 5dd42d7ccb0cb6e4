//! Audit rows for refusals that are no deny of the policy.

use super::caller::Caller;
use super::identity::Identity;
use super::trace::Trace;
use crate::ids::OrganizationId;
use crate::store::StoreError;

/// What the audit trail says about a refusal that is no deny of the policy.
#[derive(Debug)]
pub(crate) struct RefusalNote {
    why: String,
    after_access: bool,
}

impl RefusalNote {
    /// A refusal after the policy allowed the act as such, so that it belongs to the history of the organisation.
    pub(crate) fn after_access(why: &impl std::fmt::Display) -> Self {
        Self { why: why.to_string(), after_access: true }
    }

    /// A refusal before the policy was asked: the organisation may be any, and its history is left alone.
    pub(crate) fn before_access(why: &impl std::fmt::Display) -> Self {
        Self { why: why.to_string(), after_access: false }
    }
}

/// An error that may be a refusal for another reason than a deny of the policy, which is written down where it happens.
pub(crate) trait AuditedRefusal {
    /// What to write down, if it is such a refusal.
    fn refusal(&self) -> Option<RefusalNote>;
}

impl Identity {
    /// Writes down that a caller was refused what they do not hold, or sent too much.
    pub(crate) async fn audit_refusal<T, E: AuditedRefusal + From<StoreError>>(
        &self,
        caller: &Caller,
        organization: impl Into<Option<OrganizationId>>,
        result: Result<T, E>,
    ) -> Result<T, E> {
        if let Some(note) = result.as_ref().err().and_then(AuditedRefusal::refusal) {
            let organization = organization.into().filter(|_| note.after_access);
            let trace = Trace { organization, ..Trace::default() };
            self.note_refusal(caller, trace.with("missing", note.why)).await?;
        }
        result
    }
}
