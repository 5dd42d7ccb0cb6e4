//! What events are called.

use crate::language::PageText;
use identity_core::domain::{Action, AuditEvent, AuthenticationMethod};

/// What happened, in a few words.
pub(crate) fn what(event: &AuditEvent) -> PageText {
    let method = event.details.get("method").map(String::as_str);
    if event.action == Action::CodeUsed && method == Some(AuthenticationMethod::RECOVERY_CODE.as_str()) {
        return PageText::new("audit-authenticator-recovery-code-used");
    }
    PageText::of_code("audit", &event.action.as_str().replace(['.', '_'], "-"))
}
