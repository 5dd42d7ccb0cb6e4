//! What a refusal of a connection is to a call.

use crate::language::{PageText, in_english};
use crate::rest::http::problem::{Problem, ProblemKind};
use crate::rest::http::refusals::precondition_failed;
use crate::saml::metadata::MetadataError;
use crate::saml::web::metadata_source::TakeError;
use crate::saml::web::metadata_words::refused_of_provider;
use identity_core::federation::{ConnectionError, SignInDomainError};

/// Why metadata of a provider that was given is not taken.
pub(super) fn refused_metadata(field: &str, error: &TakeError) -> Problem {
    let text = refused_of_provider(error);
    match error {
        TakeError::Busy(_) => Problem::said(ProblemKind::Unavailable, &text),
        TakeError::Metadata(MetadataError::Several(_) | MetadataError::NotDescribed(_)) => {
            Problem::field("entity_id", in_english(&text))
        }
        _ => Problem::field(field, in_english(&text)),
    }
}

impl From<ConnectionError> for Problem {
    fn from(error: ConnectionError) -> Self {
        match error {
            ConnectionError::Access(error) => error.into(),
            ConnectionError::ProveAgain => {
                Self::said(ProblemKind::ProveAgain, &PageText::new("rest-prove-again"))
            }
            ConnectionError::PreconditionFailed => precondition_failed(),
            ConnectionError::Address { of, uri, fault } => {
                let shown: String = uri.chars().take(200).collect();
                Self::field(of.as_str(), format!("{shown}: {fault}"))
            }
            ConnectionError::Provider(of) => Self::said_of_field(of.as_str(), "rest-connection-provider"),
            ConnectionError::Rule(fault) => Self::field(fault.as_str(), fault.to_string()),
            ConnectionError::OtherProtocol => {
                Self::said_of_field("protocol", "rest-connection-other-protocol")
            }
            ConnectionError::AlreadyConnected => Self::of_field(
                ProblemKind::AlreadyExists,
                "name",
                in_english(&PageText::new("error-connection-twice")),
            ),
            ConnectionError::OtherEntity { registered, given } => {
                let text =
                    PageText::new("connection-other-entity").with("registered", registered.to_string());
                Self::field("metadata", in_english(&text.with("given", given.to_string())))
            }
            ConnectionError::NotDiscovered => Self::said_of_field("state", "connection-not-discovered"),
            ConnectionError::OtherIssuer { registered, found } => {
                let text = PageText::new("connection-other-issuer").with("registered", registered);
                Self::field("issuer", in_english(&text.with("found", found)))
            }
            ConnectionError::NotTested => {
                Self::said_of_field("rules.only_from", "error-connection-not-tested")
            }
            ConnectionError::NobodyKeepsPassword | ConnectionError::NoKeeper(_) => {
                Self::said_of_field("rules.break_glass", "error-connection-break-glass")
            }
            ConnectionError::PeopleLinked { count } => {
                let text = PageText::new("connection-people-linked").with("count", count);
                Self::said(ProblemKind::InUse, &text)
            }
            unknown => Self::internal(unknown),
        }
    }
}

impl From<SignInDomainError> for Problem {
    fn from(error: SignInDomainError) -> Self {
        match error {
            SignInDomainError::Access(error) => error.into(),
            SignInDomainError::ProveAgain => {
                Self::said(ProblemKind::ProveAgain, &PageText::new("rest-prove-again"))
            }
            SignInDomainError::AlreadyThere => Self::of_field(
                ProblemKind::AlreadyExists,
                "domain",
                in_english(&PageText::new("error-domain-there")),
            ),
            SignInDomainError::TooMany { most } => {
                let text = PageText::new("rest-at-most").with("most", most.to_string());
                Self::field("domain", in_english(&text))
            }
            SignInDomainError::TooManyMails => Self::said_of_field("domain", "error-domain-mails"),
            unknown => Self::internal(unknown),
        }
    }
}
