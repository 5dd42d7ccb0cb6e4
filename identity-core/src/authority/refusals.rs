//! Audit rows for refusals that are no deny of the policy.

use super::caller::Caller;
use super::identity::Identity;
use super::writing::Trace;
use crate::ids::OrganizationId;
use crate::store::StoreError;
use crate::values::RoleKey;

/// The code that the audit trail has for a refusal that is no deny of the policy.
#[derive(Debug)]
pub(crate) struct RefusalNote {
    code: &'static str,
    role: Option<RoleKey>,
    after_access: bool,
}

impl RefusalNote {
    /// A refusal after the policy allowed the act as such, so that it belongs to the history of the organisation.
    pub(crate) fn after_access(code: &'static str) -> Self {
        Self { code, role: None, after_access: true }
    }

    /// A refusal before the policy was asked: the organisation may be any, and its history is left alone.
    pub(crate) fn before_access(code: &'static str) -> Self {
        Self { code, role: None, after_access: false }
    }

    /// Names the role that the refusal is about.
    pub(crate) fn of_role(self, role: &RoleKey) -> Self {
        Self { role: Some(role.clone()), ..self }
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
            let trace = trace.with("missing", note.code);
            let trace = note.role.into_iter().fold(trace, |trace, role| trace.with("role", role));
            self.note_refusal(caller, trace).await?;
        }
        result
    }
}
