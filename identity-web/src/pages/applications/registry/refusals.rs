//! Refusals to register or change an application, at the field that they are about.

use crate::forms::Field;
use crate::forms::applications::{
    AUTHENTICATION, BACK_CHANNEL_LOGOUT_URI, KEYS, NAME, POST_LOGOUT_REDIRECT_URIS, REDIRECT_URIS, SCOPES,
    SERVICE,
};
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::Filled;
use crate::page::return_to::prove_again_then;
use crate::visit::visitor::Visit;
use axum::response::Response;
use identity_core::applications::{OfUri, RegistrationError, UriFault};

/// What is wrong, at its field; the error itself if it is about none.
pub(super) fn refuse(form: &mut Filled, error: RegistrationError) -> Result<(), RegistrationError> {
    let (field, text): (&Field, _) = match &error {
        RegistrationError::Uri { of: OfUri::Redirect, uri, fault } => (&REDIRECT_URIS, of_uri(uri, *fault)),
        RegistrationError::Uri { of: OfUri::PostLogout, uri, fault } => {
            (&POST_LOGOUT_REDIRECT_URIS, of_uri(uri, *fault))
        }
        RegistrationError::Uri { of: OfUri::BackChannelLogout, uri, fault } => {
            (&BACK_CHANNEL_LOGOUT_URI, of_uri(uri, *fault))
        }
        RegistrationError::NoRedirectUri => {
            (&REDIRECT_URIS, PageText::new("error-application-redirect-uris"))
        }
        RegistrationError::TooManyUris { of: OfUri::Redirect, most } => (&REDIRECT_URIS, of_most(*most)),
        RegistrationError::TooManyUris { of: OfUri::PostLogout, most } => {
            (&POST_LOGOUT_REDIRECT_URIS, of_most(*most))
        }
        RegistrationError::UnknownService(_) => (&SERVICE, PageText::new("error-application-service")),
        RegistrationError::StandardScope(scope) => {
            (&SCOPES, PageText::new("error-application-scope-standard").with("scope", scope.to_string()))
        }
        RegistrationError::TooManyScopes { most } => (&SCOPES, of_most(*most)),
        RegistrationError::NoKeys => (&KEYS, PageText::new("error-application-keys")),
        RegistrationError::PublicClient => (&AUTHENTICATION, PageText::new("error-application-public")),
        other => match of_metadata(other) {
            // The metadata has no field that somebody sees.
            Some(text) if form.form().page_field(NAME.name()).is_some() => (&NAME, text),
            _ => return Err(error),
        },
    };
    form.refuse(field, text);
    Ok(())
}

/// What is wrong with metadata.
pub(super) fn of_metadata(error: &RegistrationError) -> Option<PageText> {
    Some(match error {
        RegistrationError::NoConsumer => PageText::new("error-metadata-no-consumer"),
        RegistrationError::NoEncryptionKey => PageText::new("error-metadata-no-encryption-key"),
        RegistrationError::NothingToVerifyWith => PageText::new("error-metadata-nothing-to-verify"),
        RegistrationError::EntityIdTaken(entity) => {
            PageText::new("error-metadata-taken").with("entity", entity.to_string())
        }
        RegistrationError::OtherEntity { registered, given } => PageText::new("error-metadata-other")
            .with("registered", registered.to_string())
            .with("given", given.to_string()),
        RegistrationError::Uri { of: OfUri::Consumer | OfUri::Logout, uri, fault } => of_uri(uri, *fault),
        RegistrationError::TooManyUris { of: OfUri::Consumer | OfUri::Logout, most }
        | RegistrationError::TooManyKeys { most } => of_most(*most),
        _ => return None,
    })
}

fn of_most(most: usize) -> PageText {
    PageText::new("error-application-most").with("count", most)
}

/// What is said of an address that cannot be registered.
fn of_uri(uri: &str, fault: UriFault) -> PageText {
    let key = match fault {
        UriFault::NotAbsolute => "error-uri-not-absolute",
        UriFault::Fragment => "error-uri-fragment",
        UriFault::Credentials => "error-uri-credentials",
        UriFault::Wildcard => "error-uri-wildcard",
        UriFault::NotPublic => "error-uri-not-public",
        UriFault::NotEncrypted => "error-uri-not-encrypted",
        UriFault::Scheme => "error-uri-scheme",
        UriFault::NotNative => "error-uri-not-native",
    };
    let shown: String = uri.chars().take(200).collect();
    PageText::new(key).with("uri", shown)
}

/// A page that needs a fresh proof: first to the sign-in, then back to it.
pub(super) fn prove_again(visit: &Visit, path: &str) -> Response {
    visit.go(&prove_again_then(&visit.state.base.path(path)))
}

/// The answer to a refusal that is about no field: the way to a fresh proof, or a page that says why.
pub(super) fn answer(visit: &Visit, path: &str, error: RegistrationError) -> Result<Response, PageFailure> {
    match error {
        RegistrationError::ProveAgain => Ok(prove_again(visit, path)),
        error => Err(error.into()),
    }
}

impl From<RegistrationError> for PageFailure {
    fn from(error: RegistrationError) -> Self {
        if let Some(text) = of_metadata(&error) {
            return Self::Refused(text);
        }
        let said = |key| Self::Refused(PageText::new(key));
        match error {
            RegistrationError::Access(error) => error.into(),
            RegistrationError::ProveAgain => said("sign-in-again"),
            RegistrationError::Declared => said("application-declared-refused"),
            RegistrationError::HoldsGrants => said("application-holds-grants"),
            RegistrationError::DelegationDenied { .. } => said("manage-holds-more"),
            RegistrationError::NoSecret => said("application-no-secret"),
            RegistrationError::NotSaml => Self::NotFound,
            RegistrationError::OfSaml
            | RegistrationError::OtherKind
            // The page takes these up.
            | RegistrationError::NoRedirectUri
            | RegistrationError::TooManyUris { .. }
            | RegistrationError::Uri { .. }
            | RegistrationError::UnknownService(_)
            | RegistrationError::StandardScope(_)
            | RegistrationError::TooManyScopes { .. }
            | RegistrationError::NoKeys
            | RegistrationError::PublicClient
            // Said above.
            | RegistrationError::NoConsumer
            | RegistrationError::NothingToVerifyWith
            | RegistrationError::NoEncryptionKey
            | RegistrationError::TooManyKeys { .. }
            | RegistrationError::EntityIdTaken(_)
            | RegistrationError::OtherEntity { .. } => Self::BadRequest,
            unknown => Self::Internal(unknown.into()),
        }
    }
}
