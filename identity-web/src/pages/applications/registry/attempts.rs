//! The last sign-ons to an application, with what failed and what to do.

use super::views::AttemptRow;
use crate::language::PageText;
use identity_core::applications::SignOnAttempt;

/// Checks that have words of their own; the others are named by their code.
const KNOWN: [&str; 24] = [
    "access_denied",
    "destination",
    "disabled-client",
    "email-not-proved",
    "half_signed",
    "invalid_request",
    "invalid_scope",
    "issue_instant",
    "issuer",
    "malformed",
    "no-further-proof",
    "no-sign-in",
    "not-passive",
    "not_fulfillable",
    "on-trial",
    "relay_state_too_long",
    "signature",
    "signature_in_redirect",
    "signature_required",
    "unknown-redirect-uri",
    "unreadable",
    "unregistered_consumer",
    "unsupported_response_type",
    "weak_algorithm",
];

pub(super) fn row(attempt: SignOnAttempt) -> AttemptRow {
    let SignOnAttempt { at, succeeded, failed, reference, .. } = attempt;
    let code = failed.filter(|_| !succeeded);
    AttemptRow { at, failed: (!succeeded).then(|| words(code.as_deref())), code, reference }
}

fn words(code: Option<&str>) -> PageText {
    match code {
        Some(code) if KNOWN.contains(&code) => {
            PageText::of_code("application-attempt", &code.replace('_', "-"))
        }
        // Why the policy does not let somebody, which is no fault of the application.
        Some(code) if !code.contains('_') => PageText::new("application-attempt-person"),
        _ => PageText::new("application-attempt-other"),
    }
}
