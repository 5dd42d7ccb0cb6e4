//! What a refusal of a registration is to a call.

use crate::language::{PageText, in_english};
use crate::rest::http::problem::{Problem, ProblemKind};
use crate::rest::http::refusals::not_held;
use identity_core::applications::{OfUri, RegistrationError, UriFault};

impl From<RegistrationError> for Problem {
    fn from(error: RegistrationError) -> Self {
        let said = |kind, key| Self::said(kind, &PageText::new(key));
        match error {
            RegistrationError::Access(error) => error.into(),
            RegistrationError::ProveAgain => said(ProblemKind::ProveAgain, "rest-prove-again"),
            RegistrationError::Declared => said(ProblemKind::Declared, "rest-application-declared"),
            RegistrationError::HoldsGrants => said(ProblemKind::InUse, "rest-application-holds"),
            RegistrationError::DelegationDenied { role, why } => not_held(&role, &why),
            RegistrationError::UnknownService(service) => {
                let text = PageText::new("rest-unknown-service").with("service", service.to_string());
                Self::of_field(ProblemKind::UnknownReference, "service", in_english(&text))
            }
            RegistrationError::OtherKind => Self::said_of_field("service", "rest-application-other-kind"),
            RegistrationError::NoRedirectUri => {
                Self::said_of_field(OfUri::Redirect.as_str(), "rest-redirect-uri-needed")
            }
            RegistrationError::TooManyUris { of, most } => of_most(of.as_str(), most),
            RegistrationError::TooManyScopes { most } => of_most("scopes", most),
            RegistrationError::Uri { of, uri, fault } => {
                let shown: String = uri.chars().take(200).collect();
                let text = PageText::new(of_fault(fault)).with("uri", shown);
                Self::field(of.as_str(), in_english(&text))
            }
            RegistrationError::StandardScope(scope) => {
                let text = PageText::new("rest-scope-standard").with("scope", scope.to_string());
                Self::field("scopes", in_english(&text))
            }
            RegistrationError::NoKeys => Self::said_of_field("keys", "rest-keys-needed"),
            RegistrationError::PublicClient => Self::said_of_field("authentication", "rest-public-client"),
            RegistrationError::OfSaml => Self::said_of_field("application", "rest-application-of-saml"),
            RegistrationError::NotSaml => Self::said_of_field("metadata", "rest-application-not-saml"),
            RegistrationError::NoConsumer => Self::said_of_field("metadata", "error-metadata-no-consumer"),
            RegistrationError::NoEncryptionKey => {
                Self::said_of_field("metadata", "error-metadata-no-encryption-key")
            }
            RegistrationError::NothingToVerifyWith => {
                Self::said_of_field("metadata", "error-metadata-nothing-to-verify")
            }
            RegistrationError::TooManyKeys { most } => of_most("metadata", most),
            RegistrationError::EntityIdTaken(entity) => {
                let text = PageText::new("error-metadata-taken").with("entity", entity.to_string());
                Self::of_field(ProblemKind::AlreadyExists, "metadata", in_english(&text))
            }
            RegistrationError::OtherEntity { registered, given } => {
                let text = PageText::new("error-metadata-other").with("registered", registered.to_string());
                Self::field("metadata", in_english(&text.with("given", given.to_string())))
            }
            RegistrationError::NoSecret => Self::said_of_field("authentication", "rest-no-secret"),
            unknown => Self::internal(unknown),
        }
    }
}

fn of_most(field: &str, most: usize) -> Problem {
    let text = PageText::new("rest-at-most").with("most", most.to_string());
    Problem::field(field, in_english(&text))
}

/// What is said of an address that cannot be registered.
const fn of_fault(fault: UriFault) -> &'static str {
    match fault {
        UriFault::NotAbsolute => "rest-uri-not-absolute",
        UriFault::Fragment => "rest-uri-fragment",
        UriFault::Credentials => "rest-uri-credentials",
        UriFault::Wildcard => "rest-uri-wildcard",
        UriFault::NotPublic => "rest-uri-not-public",
        UriFault::NotEncrypted => "rest-uri-not-encrypted",
        UriFault::Scheme => "rest-uri-scheme",
        UriFault::NotNative => "rest-uri-not-native",
    }
}
