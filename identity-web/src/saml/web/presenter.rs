//! What SAML endpoints have to show to a person, and a plain way to show it.

use crate::saml::bindings::post_form::PostForm;
use axum::response::{Html, IntoResponse, Redirect, Response};
use http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderValue, REFERRER_POLICY};
use http::{HeaderName, StatusCode};
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

    /// The heading and what to do, in English.
    pub const fn words(&self) -> (&'static str, &'static str) {
        match self.kind {
            SamlProblemKind::BadMessage => (
                "The sign-in message was not accepted",
                "Go back to the service and try again. If it happens again, tell the service's help desk the reference below.",
            ),
            SamlProblemKind::BadLogoutMessage => (
                "The sign-out message was not accepted",
                "You may still be signed in at the service: sign out there. If it happens again, tell the service's help desk the reference below.",
            ),
            SamlProblemKind::LogoutOver => (
                "This sign-out is over",
                "It was finished before or took too long. To be sure, sign out once more.",
            ),
            SamlProblemKind::UnknownService => (
                "This service is not registered here",
                "Tell the help desk of the service that sent you the reference below.",
            ),
            SamlProblemKind::Over => {
                ("This sign-in is over", "It was used before or took too long. Start again at the service.")
            }
            SamlProblemKind::NotSignedIn => (
                "You were not signed in",
                "The sign-in service did not let you in. Try again, or ask your administrator for access.",
            ),
            SamlProblemKind::TooLarge => {
                ("The message is too large", "Go back to the service and try again.")
            }
            SamlProblemKind::Unavailable => ("Sign-in does not work at the moment", "Try again in a minute."),
        }
    }
}

/// The reference of a page that no layer round it gave one.
pub(crate) fn reference(entropy: &dyn Entropy) -> String {
    crate::reference::Reference::generate(entropy).to_string()
}

/// How a host shows these pages in its own look.
pub trait Presenter: fmt::Debug + Send + Sync + 'static {
    /// The page that says what went wrong and how to go on.
    fn problem(&self, problem: &SamlProblem) -> Response;

    /// The page that carries a message on to `service`.
    fn onward(&self, form: &PostForm, service: &str) -> Response;

    /// After signing out everywhere.
    fn signed_out(&self) -> Response;
}

/// Pages without a look, in English.
#[derive(Debug, Clone, Default)]
pub struct PlainPages {
    /// Where signing out ends.
    pub home: String,
}

impl Presenter for PlainPages {
    fn problem(&self, problem: &SamlProblem) -> Response {
        let (title, text) = problem.words();
        let retry = problem.retry.as_deref().map_or_else(String::new, |path| {
            format!("<p><a href=\"{}\">Try again</a></p>", crate::html::escape(path))
        });
        let said = problem
            .said
            .as_deref()
            .map_or_else(String::new, |said| format!("<p>{}</p>", crate::html::escape(said)));
        let html = format!(
            "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title>\
             <meta name=\"viewport\" content=\"width=device-width\"></head>\n<body><main><h1>{title}</h1>\
             {said}<p>{text}</p>{retry}<p>Reference: {}</p></main></body></html>\n",
            crate::html::escape(&problem.reference)
        );
        page(
            problem.status(),
            html,
            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
        )
    }

    fn onward(&self, form: &PostForm, service: &str) -> Response {
        let title = format!("Continue to {service}");
        page(StatusCode::OK, form.html("en", &title, "Continue"), &form.content_security_policy())
    }

    fn signed_out(&self) -> Response {
        Redirect::to(if self.home.is_empty() { "/" } else { &self.home }).into_response()
    }
}

fn page(status: StatusCode, html: String, policy: &str) -> Response {
    let mut response = (status, Html(html)).into_response();
    let headers = response.headers_mut();
    if let Ok(policy) = HeaderValue::from_str(policy) {
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(HeaderName::from_static("x-content-type-options"), HeaderValue::from_static("nosniff"));
    response
}
