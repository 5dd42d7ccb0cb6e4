//! What SAML endpoints have to show to a person.

use crate::language::PageText;
use crate::saml::bindings::post_form::PostForm;
use axum::response::Response;
use http::{HeaderMap, StatusCode};
use identity_core::Entropy;
use std::fmt;

/// What went wrong, as far as a person can do something about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SamlProblemKind {
    /// The message cannot be read, or is not from whom it should be.
    BadMessage,
    /// The same of a message about signing out.
    BadLogoutMessage,
    /// The answer belongs to no sign-out of this browser (any more).
    LogoutOver,
    /// The service is not registered here.
    UnknownService,
    /// The request was used before, or took too long: start again at the service.
    Over,
    /// The identity provider did not sign the person in.
    NotSignedIn,
    /// The message is larger than any honest one.
    TooLarge,
    /// Something here does not work at the moment.
    Unavailable,
}

/// What a page says of a problem, in the language of its reader once it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProblemWords {
    /// The heading.
    pub title: PageText,
    /// What happened.
    pub text: PageText,
    /// What the reader can do now.
    pub advice: PageText,
}

impl SamlProblemKind {
    /// Every kind there is.
    pub const ALL: [Self; 8] = [
        Self::BadMessage,
        Self::BadLogoutMessage,
        Self::LogoutOver,
        Self::UnknownService,
        Self::Over,
        Self::NotSignedIn,
        Self::TooLarge,
        Self::Unavailable,
    ];

    /// What a page says of it.
    pub const fn words(self) -> ProblemWords {
        macro_rules! words {
            ($kind:literal) => {
                ProblemWords {
                    title: PageText::new(concat!("problem-", $kind, "-title")),
                    text: PageText::new(concat!("problem-", $kind, "-text")),
                    advice: PageText::new(concat!("problem-", $kind, "-advice")),
                }
            };
        }
        match self {
            Self::BadMessage => words!("saml-message"),
            Self::BadLogoutMessage => words!("saml-logout"),
            Self::LogoutOver => words!("sign-out-over"),
            Self::UnknownService => words!("saml-service"),
            Self::Over => words!("sign-on-over"),
            Self::NotSignedIn => words!("saml-refused"),
            Self::TooLarge => words!("saml-too-large"),
            Self::Unavailable => words!("unavailable"),
        }
    }
}

/// A problem to be shown on a page. Nothing in it comes from a message that was not verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SamlProblem {
    /// What went wrong.
    pub kind: SamlProblemKind,
    /// The id that is in the log and in the audit trail.
    pub reference: String,
    /// Where to try again.
    pub retry: Option<String>,
    /// What the identity provider says of it, in its own words, when its signature vouches for them.
    pub said: Option<String>,
}

impl SamlProblem {
    /// The HTTP status of the page.
    pub const fn status(&self) -> StatusCode {
        match self.kind {
            SamlProblemKind::BadMessage
            | SamlProblemKind::BadLogoutMessage
            | SamlProblemKind::LogoutOver
            | SamlProblemKind::UnknownService
            | SamlProblemKind::Over => StatusCode::BAD_REQUEST,
            SamlProblemKind::NotSignedIn => StatusCode::FORBIDDEN,
            SamlProblemKind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            SamlProblemKind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

/// The reference of a page that no layer round it gave one.
pub(crate) fn reference(entropy: &dyn Entropy) -> String {
    crate::reference::Reference::generate(entropy).to_string()
}

/// How a host shows these pages in its own look.
///
/// `asked` are the headers of the request that is answered: [`Languages::asked_for`](crate::language::Languages::asked_for)
/// reads from them which language its sender wants.
pub trait Presenter: fmt::Debug + Send + Sync + 'static {
    /// The page that says what went wrong and how to go on.
    fn problem(&self, problem: &SamlProblem, asked: &HeaderMap) -> Response;

    /// The page that carries a message on to `service`.
    fn onward(&self, form: &PostForm, service: &str, asked: &HeaderMap) -> Response;

    /// After signing out everywhere.
    fn signed_out(&self, asked: &HeaderMap) -> Response;
}
