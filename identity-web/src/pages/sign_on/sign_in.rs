//! The sign-in page.

use crate::forms::sign_on::SIGN_IN;
use crate::page::failure::PageFailure;
use crate::page::return_to::{recover_then, safe_return_to};
use crate::page::views::form::FormState;
use crate::pages::authenticators::views::AskPasskey;
use crate::pages::sign_on::forms::{LoginForm, PasskeyForm, SignInForm};
use crate::pages::sign_on::leave::leave;
use crate::pages::sign_on::linking::buttons::connection_buttons;
use crate::pages::sign_on::onward::{next, passkey_refused, passkey_words, sign_in_refused};
use crate::pages::sign_on::views::SignIn;
use crate::visit::posted::Posted;
use crate::visit::visitor::Visit;
use axum::response::Response;
use identity_core::domain::Origin;
use identity_core::sign_on::{Attempt, Progress, SignOnStep};

pub(crate) async fn show(visit: Visit) -> Result<Response, PageFailure> {
    let way = Way {
        return_to: visit.query("return_to").unwrap_or_default(),
        again: visit.query("again").is_some(),
    };
    let attempt = begin(&visit, &way).await?;
    match visit.state.identity.advance(&attempt, &visit.visitor()).await? {
        Progress::Next(_, SignOnStep::Identify) => {
            page(&visit, &way, &attempt, FormState::of(&SIGN_IN)).await
        }
        progress => next(&visit, progress).await,
    }
}

pub(crate) async fn submit(visit: Visit, Posted(form): Posted<LoginForm>) -> Result<Response, PageFailure> {
    match form {
        LoginForm::SignIn(form) => {
            take(&visit, &Way { return_to: form.return_to(), again: form.is_again() }, &form).await
        }
        LoginForm::Leave(mut form) => {
            let way = Way { return_to: form.return_to(), again: form.is_again() };
            let connection = form.connection().ok_or(PageFailure::NotFound)?;
            leave(&visit, &begin(&visit, &way).await?, connection, None).await
        }
        LoginForm::Passkey(form) => {
            take_passkey(&visit, &Way { return_to: form.return_to(), again: form.is_again() }, &form).await
        }
    }
}

/// Where a sign-in leads, and whether it asks somebody who is signed in.
#[derive(Debug)]
pub(crate) struct Way {
    pub(crate) return_to: String,
    pub(crate) again: bool,
}

impl Way {
    pub(crate) const fn to(return_to: String) -> Self {
        Self { return_to, again: false }
    }
}

/// Takes a name and a password, which lead to an address of this server.
pub(crate) async fn take(visit: &Visit, way: &Way, form: &SignInForm) -> Result<Response, PageFailure> {
    let (answer, state) = form.answer();
    let attempt = begin(visit, way).await?;
    let Some(answer) = answer else { return page(visit, way, &attempt, state).await };
    match visit.state.identity.answer(&attempt, &visit.visitor(), answer).await {
        Ok(progress) => next(visit, progress).await,
        Err(error) => page(visit, way, &attempt, sign_in_refused(visit, error, state)?).await,
    }
}

/// Takes a passkey, which leads to an address of this server.
pub(crate) async fn take_passkey(
    visit: &Visit,
    way: &Way,
    form: &PasskeyForm,
) -> Result<Response, PageFailure> {
    let attempt = begin(visit, way).await?;
    match visit.state.identity.answer(&attempt, &visit.visitor(), form.answer()).await {
        Ok(progress) => next(visit, progress).await,
        Err(error) => page(visit, way, &attempt, passkey_refused(passkey_words(error)?)).await,
    }
}

/// A visit to this page is stored nowhere; the way back is in its form.
async fn begin(visit: &Visit, way: &Way) -> Result<Attempt, PageFailure> {
    let start = || visit.state.base.path("/");
    let return_to = safe_return_to(&way.return_to).map_or_else(start, ToOwned::to_owned);
    let origin = if way.again { Origin::Again { return_to } } else { Origin::Page { return_to } };
    Ok(visit.state.identity.begin_sign_on(&visit.visitor(), origin).await?)
}

async fn page(visit: &Visit, way: &Way, attempt: &Attempt, form: FormState) -> Result<Response, PageFailure> {
    let return_to = safe_return_to(&way.return_to).map(ToOwned::to_owned);
    let recover_path = return_to.as_deref().map_or_else(|| "/recover".to_owned(), recover_then);
    let passkey = visit.state.identity.passkey_to_sign_in(attempt, &visit.visitor())?;
    let view = SignIn {
        action: "/login".to_owned(),
        service: None,
        again: way.again,
        return_to,
        recover_path,
        passkey: passkey.map(AskPasskey::of),
        connections: connection_buttons(visit, attempt).await?,
        failure: None,
        form: form.clone(),
    };
    visit.form_page(&form, &view).await
}
