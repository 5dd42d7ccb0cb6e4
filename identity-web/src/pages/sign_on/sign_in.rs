//! Signing in with user name or e-mail address and password.

use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::{FormData, PageForm};
use crate::page::return_to::safe_return_to;
use crate::page::views::form::FormState;
use crate::pages::sign_on::views::SignIn;
use crate::visit::posted::Posted;
use crate::visit::visitor::Visit;
use axum::response::Response;
use identity_core::secrets::Secret;
use identity_core::sessions::SignedIn;
use identity_core::sign_on::{PasswordSignIn, SignInError};

/// What the sign-in form posts.
#[derive(Debug)]
pub(crate) struct SignInForm {
    identifier: String,
    password: Secret,
    return_to: String,
}

impl PageForm for SignInForm {
    const FIELDS: &'static [&'static str] = &["identifier", "password", "return_to"];

    fn read(data: &FormData) -> Self {
        Self {
            identifier: data.text("identifier"),
            password: Secret::new(data.raw("password")),
            return_to: data.text("return_to"),
        }
    }
}

pub(crate) async fn show(visit: Visit) -> Result<Response, PageFailure> {
    let return_to = visit.query("return_to").and_then(|path| safe_return_to(&path).map(ToOwned::to_owned));
    if visit.current.is_some() {
        return Ok(visit.go_back(return_to.as_deref()));
    }
    let form = FormState::new();
    visit.page(&SignIn { action: "/login".to_owned(), service: None, return_to, form }).await
}

pub(crate) async fn submit(visit: Visit, Posted(form): Posted<SignInForm>) -> Result<Response, PageFailure> {
    let return_to = safe_return_to(&form.return_to).map(ToOwned::to_owned);
    match attempt(&visit, form).await? {
        Ok(signed_in) => Ok(visit.signed_in(&signed_in.token, visit.go_back(return_to.as_deref()))),
        Err(form) => {
            let view = SignIn { action: "/login".to_owned(), service: None, return_to, form: form.clone() };
            visit.form_page(&form, &view).await
        }
    }
}

/// Tries to sign in; gives the form with what to say about it when that did not work.
pub(crate) async fn attempt(
    visit: &Visit,
    form: SignInForm,
) -> Result<Result<SignedIn, FormState>, PageFailure> {
    let mut state = FormState::new().value("identifier", form.identifier.as_str());
    if form.identifier.is_empty() {
        state = state.error("identifier", PageText::new("error-identifier-empty"));
    }
    if form.password.is_empty() {
        state = state.error("password", PageText::new("error-password-empty"));
    }
    if state.has_errors() {
        return Ok(Err(state));
    }
    let attempt = PasswordSignIn {
        identifier: form.identifier,
        password: form.password,
        device: visit.device.clone(),
        previous: visit.session_token.clone(),
        reference: Some(visit.reference.to_string()),
    };
    match visit.state.identity.sign_in(attempt).await {
        Ok(signed_in) => Ok(Ok(signed_in)),
        Err(SignInError::Refused | SignInError::TooLong) => {
            let minutes = visit.state.identity.settings().sign_in_window.as_secs().div_ceil(60);
            let refused = PageText::new("sign-in-refused").with("minutes", minutes.to_string());
            Ok(Err(state.error("identifier", refused)))
        }
        Err(SignInError::Busy) => Err(PageFailure::Unavailable(None)),
        Err(SignInError::Store(error)) => Err(error.into()),
    }
}
