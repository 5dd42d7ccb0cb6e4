//! Setting a new password. Opening the link (`GET`) never uses it up, since mail scanners open links too.
//!
//! As with an [invitation](crate::pages::invitations::accept), the link redirects at once to an address without the token,
//! which a cookie holds from then on.

use crate::forms::passwords::{CHOSEN_PASSWORD, RESET_PASSWORD};
use crate::page::cookies::Cookie;
use crate::page::failure::PageFailure;
use crate::page::forms::{Filled, page_forms};
use crate::page::headers::SecretAddress;
use crate::page::password_words::password_words;
use crate::page::return_to::RESET_PATH;
use crate::page::views::form::FormState;
use crate::pages::recovery::closed::{Closed, closed};
use crate::pages::recovery::views::RecoverPassword;
use crate::pages::sign_on::onward::next;
use crate::visit::browser::with_cookie;
use crate::visit::posted::Posted;
use crate::visit::visitor::Visit;
use axum::Extension;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use identity_core::domain::Origin;
use identity_core::recovery::{OpenRecovery, ResetError};
use identity_core::secrets::SecretToken;
use identity_core::sign_on::{Answer, AnswerError, Attempt, Progress};

/// The notice of the page that follows.
const DONE: &str = "password-changed";

page_forms! {
    /// The new password.
    ResetForm => RESET_PASSWORD;
}

/// The link of the mail.
pub(crate) async fn follow(visit: Visit, Path(text): Path<String>) -> Result<Response, PageFailure> {
    let Ok(token) = SecretToken::parse(&text) else { return closed(&visit, Closed::Unknown).await };
    match visit.state.identity.open_recovery(&token).await {
        Ok(_) => {
            let kept = visit.state.cookies.set(Cookie::Recovery, token.expose());
            Ok((Extension(SecretAddress), with_cookie(visit.go(RESET_PATH), kept)).into_response())
        }
        Err(error) => closed(&visit, error).await,
    }
}

pub(crate) async fn show(visit: Visit) -> Result<Response, PageFailure> {
    let Some(token) = &visit.recovery_token else { return closed(&visit, Closed::Unknown).await };
    match visit.state.identity.open_recovery(token).await {
        Ok(opened) => page(&visit, &opened, FormState::of(&RESET_PASSWORD)).await,
        Err(error) => closed(&visit, error).await,
    }
}

pub(crate) async fn submit(
    visit: Visit,
    Posted(ResetForm(form)): Posted<ResetForm>,
) -> Result<Response, PageFailure> {
    let Some(token) = visit.recovery_token.clone() else { return closed(&visit, Closed::Unknown).await };
    let identity = &visit.state.identity;
    let opened = match identity.open_recovery(&token).await {
        Ok(opened) => opened,
        Err(error) => return closed(&visit, error).await,
    };
    let origin = origin(&visit, &opened);
    let attempt = identity.begin_sign_on(&visit.visitor(), origin).await?;
    match take(&visit, &attempt, token, &form).await? {
        Reset::Set(progress) => {
            let landed = next(&visit, *progress).await?;
            let landed = with_cookie(landed, visit.state.cookies.clear(Cookie::Recovery));
            Ok(visit.says_done(landed, DONE))
        }
        Reset::Again(form) => page(&visit, &opened, form).await,
        Reset::Closed(error) => closed(&visit, error).await,
    }
}

/// What became of a new password.
#[derive(Debug)]
pub(crate) enum Reset {
    /// It is set, and the sign-on goes on.
    Set(Box<Progress>),
    /// Something is wrong with it, as the form says.
    Again(FormState),
    /// The link does not work any more.
    Closed(ResetError),
}

/// Where the sign-on of somebody begins and ends who sets a new password.
pub(crate) fn origin(visit: &Visit, opened: &OpenRecovery) -> Origin {
    Origin::Recovery { recovery: opened.id, return_to: way_on(visit, opened) }
}

/// Takes a new password.
pub(crate) async fn take(
    visit: &Visit,
    attempt: &Attempt,
    token: SecretToken,
    form: &Filled,
) -> Result<Reset, PageFailure> {
    if !form.is_right() {
        return Ok(Reset::Again(form.state()));
    }
    let answer = Answer::NewPassword { token, password: form.secret(&CHOSEN_PASSWORD) };
    match visit.state.identity.answer(attempt, &visit.visitor(), answer).await {
        Ok(progress) => Ok(Reset::Set(Box::new(progress))),
        Err(AnswerError::Recovery(ResetError::Password(refused))) => {
            Ok(Reset::Again(form.state().error(&CHOSEN_PASSWORD, password_words(refused))))
        }
        Err(AnswerError::Recovery(error)) => Ok(Reset::Closed(error)),
        Err(error) => Err(error.into()),
    }
}

/// Where the person was heading, or else the start page, which says that the password was set.
fn way_on(visit: &Visit, opened: &OpenRecovery) -> String {
    let start = visit.state.base.path("/");
    if opened.return_to == start { format!("{start}?done={DONE}") } else { opened.return_to.clone() }
}

async fn page(visit: &Visit, opened: &OpenRecovery, form: FormState) -> Result<Response, PageFailure> {
    let view = RecoverPassword {
        action: RESET_PATH.to_owned(),
        sign_in_name: opened.sign_in_name().to_owned(),
        is_first: opened.kind.is_first(),
        shortest_password: visit.state.identity.shortest_password(),
        expires_at: opened.expires_at,
        form: form.clone(),
    };
    Ok((Extension(SecretAddress), visit.form_page(&form, &view).await?).into_response())
}
