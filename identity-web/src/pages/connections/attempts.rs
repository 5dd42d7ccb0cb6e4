//! The last sign-ins by a connection that failed, with what to do about each.

use super::views::FailedSignIn;
use crate::language::PageText;
use identity_core::federation::ConnectionAttempt;

/// The checks by what is to be done about them. The others are named by their code.
const KNOWN: [(&str, &[&str]); 14] = [
    ("unreachable", &["unreachable", "timed-out", "unavailable", "too-large"]),
    ("cancelled", &["cancelled", "login-required"]),
    ("issuer", &["issuer", "discovery", "address", "response_issuer", "assertion_issuer"]),
    ("tenant", &["tenant"]),
    ("audience", &["audience", "no_audience", "no_conditions"]),
    ("destination", &["destination", "recipient"]),
    ("signature", &["signature", "signature_shape", "unsigned", "unknown-key", "keys"]),
    ("algorithm", &["algorithm"]),
    (
        "clock",
        &[
            "expired",
            "not-yet",
            "issue_instant",
            "confirmation_expired",
            "confirmation_not_before",
            "not_before",
            "not_on_or_after",
            "session_expired",
        ],
    ),
    ("client", &["client-refused", "token-endpoint"]),
    ("provider", &["provider-error", "status", "authn_context"]),
    ("subject", &["subject", "name_id"]),
    (
        "replayed",
        &["nonce", "in_response_to", "confirmation_in_response_to", "unsolicited", "callback", "replayed"],
    ),
    ("fresh", &["not-fresh", "authn_instant"]),
];

pub(super) fn row(attempt: ConnectionAttempt) -> FailedSignIn {
    let ConnectionAttempt { at, check, reference, .. } = attempt;
    let known = KNOWN.iter().find(|(_, codes)| codes.contains(&check.as_str()));
    let text = PageText::of_code("connection-check", known.map_or("other", |(words, _)| words));
    FailedSignIn { at, text, code: check, reference }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_check_is_of_one_kind() {
        let all: Vec<_> = KNOWN.iter().flat_map(|(_, codes)| codes.iter()).collect();
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
    }
}
