//! Refusals to set up or change a connection, at the field that they are about.

use crate::forms::Field;
use crate::forms::federation::connections::{
    ASK_AGAIN_DAYS, BENEFIT_EN, BREAK_GLASS, CLIENT_ID, CLIENT_SECRET, CONTEXTS, EMAIL_NAME, ISSUER,
    LEAST_LEVEL, LEVELS, NAME, ONLY_FROM, SCOPES, SUBJECT_ATTRIBUTE, TENANTS,
};
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::Filled;
use crate::page::return_to::prove_again_then;
use crate::visit::visitor::Visit;
use axum::response::Response;
use identity_core::federation::{ConnectionError, OfProvider, RuleFault};

/// What is wrong, at its field; the error itself if it is about none of this form.
pub(super) fn refuse(form: &mut Filled, error: ConnectionError) -> Result<(), ConnectionError> {
    let Some(field) = field_of(&error) else { return Err(error) };
    let shown = |field: &Field| form.form().page_field(field.name()).is_some();
    // What has no field that somebody sees stands at the name.
    let field = if shown(field) { field } else { &NAME };
    if !shown(field) {
        return Err(error);
    }
    form.refuse(field, text(&error));
    Ok(())
}

const fn field_of(error: &ConnectionError) -> Option<&'static Field> {
    Some(match error {
        ConnectionError::Address { of, .. } | ConnectionError::Provider(of) => match of {
            OfProvider::SignOnUrl | OfProvider::LogoutUrl | OfProvider::Certificates => &NAME,
            OfProvider::Subject => &SUBJECT_ATTRIBUTE,
            OfProvider::Issuer => &ISSUER,
            OfProvider::ClientId => &CLIENT_ID,
            OfProvider::ClientSecret => &CLIENT_SECRET,
            OfProvider::Scopes | OfProvider::Algorithms => &SCOPES,
            OfProvider::Tenants => &TENANTS,
        },
        ConnectionError::Rule(fault) => match fault {
            RuleFault::AskAgain => &ASK_AGAIN_DAYS,
            RuleFault::Levels => &LEVELS,
            RuleFault::LeastLevel => &LEAST_LEVEL,
            RuleFault::Contexts | RuleFault::NotOurs => &CONTEXTS,
            RuleFault::Names => &EMAIL_NAME,
            RuleFault::Benefits => &BENEFIT_EN,
            RuleFault::BreakGlass => &BREAK_GLASS,
        },
        ConnectionError::AlreadyConnected => &NAME,
        ConnectionError::NotTested => &ONLY_FROM,
        ConnectionError::NobodyKeepsPassword | ConnectionError::NoKeeper(_) => &BREAK_GLASS,
        _ => return None,
    })
}

/// What is said of a refusal.
fn text(error: &ConnectionError) -> PageText {
    match error {
        ConnectionError::Address { uri, .. } => {
            let shown: String = uri.chars().take(200).collect();
            PageText::new("error-connection-address").with("uri", shown)
        }
        ConnectionError::Provider(OfProvider::Certificates) => PageText::new("error-connection-certificates"),
        ConnectionError::AlreadyConnected => PageText::new("error-connection-twice"),
        ConnectionError::NotTested => PageText::new("error-connection-not-tested"),
        other => PageText::new(field_of(other).map_or("error-connection-choose", Field::error_key)),
    }
}

/// A page that needs a fresh proof: first to the sign-in, then back to it.
pub(super) fn prove_again(visit: &Visit, path: &str) -> Response {
    visit.go(&prove_again_then(&visit.state.base.path(path)))
}

/// The answer to a refusal that is about no field: the way to a fresh proof, or a page that says why.
pub(super) fn answer(visit: &Visit, path: &str, error: ConnectionError) -> Result<Response, PageFailure> {
    match error {
        ConnectionError::ProveAgain => Ok(prove_again(visit, path)),
        error => Err(error.into()),
    }
}

impl From<ConnectionError> for PageFailure {
    fn from(error: ConnectionError) -> Self {
        let said = |key| Self::Refused(PageText::new(key));
        match error {
            ConnectionError::Access(error) => error.into(),
            ConnectionError::ProveAgain => said("sign-in-again"),
            ConnectionError::NotDiscovered => said("connection-not-discovered"),
            ConnectionError::OtherIssuer { registered, found } => Self::Refused(
                PageText::new("connection-other-issuer")
                    .with("registered", registered)
                    .with("found", found.chars().take(200).collect::<String>()),
            ),
            ConnectionError::OtherEntity { registered, given } => Self::Refused(
                PageText::new("connection-other-entity")
                    .with("registered", registered.to_string())
                    .with("given", given.to_string()),
            ),
            ConnectionError::PeopleLinked { count } => {
                Self::Refused(PageText::new("connection-people-linked").with("count", count))
            }
            ConnectionError::PreconditionFailed
            | ConnectionError::OtherProtocol
            // The page takes these up.
            | ConnectionError::Rule(_)
            | ConnectionError::NotTested
            | ConnectionError::NobodyKeepsPassword
            | ConnectionError::NoKeeper(_) => Self::BadRequest,
            ConnectionError::Address { .. }
            | ConnectionError::Provider(_)
            | ConnectionError::AlreadyConnected => Self::Refused(text(&error)),
            unknown => Self::Internal(unknown.into()),
        }
    }
}
