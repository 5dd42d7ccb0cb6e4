//! The reasons for which a response is rejected.

use crate::saml::messages::status::StatusCode;
use crate::saml::signatures::gate::{GateError, ShapeError};
use crate::saml::signatures::xmlsec::VerifyError;

/// Why a response is not believed. The name says which check failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[allow(missing_docs, reason = "each message says it")]
#[non_exhaustive]
pub enum Rejection {
    #[error("the gate: {0}")]
    Gate(#[from] GateError),
    #[error("the identity provider answered with {top}{}", second.map(|code| format!(" / {}", code.uri())).unwrap_or_default())]
    StatusNotSuccess { top: String, second: Option<StatusCode>, said: Option<String> },
    #[error("a required part of the response is missing or malformed: {0}")]
    Malformed(&'static str),
    #[error("neither the response nor the assertion is signed")]
    Unsigned,
    #[error("the signature: {0}")]
    Signature(VerifyError),
    #[error("the version is not 2.0")]
    Version,
    #[error("the issuer of the response is not the identity provider")]
    ResponseIssuer,
    #[error("the issuer of the assertion is not the identity provider")]
    AssertionIssuer,
    #[error("the response was meant for another address")]
    Destination,
    #[error("the response is too old or from the future")]
    IssueInstant,
    #[error("the response answers no request of this browser")]
    InResponseTo,
    #[error("the identity provider may not start a sign-on by itself")]
    Unsolicited,
    #[error("the subject has no usable NameID")]
    NameId,
    #[error("no bearer confirmation")]
    NoBearerConfirmation,
    #[error("the confirmation is for another recipient")]
    Recipient,
    #[error("the confirmation has no NotOnOrAfter, or it has passed")]
    ConfirmationExpired,
    #[error("a bearer confirmation must not have a NotBefore")]
    ConfirmationNotBefore,
    #[error("the confirmation answers another request")]
    ConfirmationInResponseTo,
    #[error("the assertion has no conditions")]
    NoConditions,
    #[error("the assertion holds a condition that is not understood")]
    UnknownCondition,
    #[error("the assertion is not valid yet")]
    NotBefore,
    #[error("the assertion has expired")]
    NotOnOrAfter,
    #[error("the assertion is not restricted to an audience")]
    NoAudience,
    #[error("the assertion is for another audience")]
    Audience,
    #[error("the assertion says nothing about an authentication")]
    NoAuthnStatement,
    #[error("the authentication is dated in the future, or before the request that asked for a new one")]
    AuthnInstant,
    #[error("the session at the identity provider has ended")]
    SessionExpired,
    #[error("the authentication was not as strong as required")]
    AuthnContext,
}

impl Rejection {
    /// A stable name of the check that failed, for the audit trail.
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::Gate(GateError::Signature(
                ShapeError::SignatureAlgorithm | ShapeError::DigestAlgorithm,
            )) => "algorithm",
            Self::Gate(GateError::Signature(_)) => "signature_shape",
            Self::Gate(GateError::AssertionCount) => "assertion_count",
            Self::Gate(GateError::DuplicateId) => "duplicate_id",
            Self::Gate(_) => "gate",
            Self::StatusNotSuccess { .. } => "status",
            Self::Malformed(_) => "malformed",
            Self::Unsigned => "unsigned",
            Self::Signature(_) => "signature",
            Self::Version => "version",
            Self::ResponseIssuer => "response_issuer",
            Self::AssertionIssuer => "assertion_issuer",
            Self::Destination => "destination",
            Self::IssueInstant => "issue_instant",
            Self::InResponseTo => "in_response_to",
            Self::Unsolicited => "unsolicited",
            Self::NameId => "name_id",
            Self::NoBearerConfirmation => "no_bearer_confirmation",
            Self::Recipient => "recipient",
            Self::ConfirmationExpired => "confirmation_expired",
            Self::ConfirmationNotBefore => "confirmation_not_before",
            Self::ConfirmationInResponseTo => "confirmation_in_response_to",
            Self::NoConditions => "no_conditions",
            Self::UnknownCondition => "unknown_condition",
            Self::NotBefore => "not_before",
            Self::NotOnOrAfter => "not_on_or_after",
            Self::NoAudience => "no_audience",
            Self::Audience => "audience",
            Self::NoAuthnStatement => "no_authn_statement",
            Self::AuthnInstant => "authn_instant",
            Self::SessionExpired => "session_expired",
            Self::AuthnContext => "authn_context",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weak_algorithm_is_named_and_not_taken_for_a_wrong_signature() {
        for weak in [ShapeError::SignatureAlgorithm, ShapeError::DigestAlgorithm] {
            assert_eq!(Rejection::Gate(weak.into()).reason(), "algorithm");
        }
        assert_eq!(Rejection::Gate(ShapeError::Placement.into()).reason(), "signature_shape");
    }
}
