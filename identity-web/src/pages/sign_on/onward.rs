//! How a page of a sign-on goes on: to the next step, to its end, or to what was wrong with a password.

use crate::forms::sign_on::{IDENTIFIER, SIGN_IN};
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::views::form::FormState;
use crate::pages::sign_on::outcome;
use crate::pages::sign_on::sign_out::with_logout;
use crate::visit::visitor::Visit;
use axum::response::Response;
use identity_core::sign_on::{AnswerError, Done, Progress, SignOnError};

impl From<SignOnError> for PageFailure {
    fn from(error: SignOnError) -> Self {
        match error {
            SignOnError::Store(error) => error.into(),
            _ => Self::SignOnOver,
        }
    }
}

impl From<AnswerError> for PageFailure {
    fn from(error: AnswerError) -> Self {
        match error {
            AnswerError::Busy => Self::Unavailable(None),
            AnswerError::Store(error) => error.into(),
            _ => Self::SignOnOver,
        }
    }
}

/// The form with what to say about a password that did not sign in.
pub(crate) fn sign_in_refused(
    visit: &Visit,
    error: AnswerError,
    form: FormState,
) -> Result<FormState, PageFailure> {
    let (AnswerError::Refused | AnswerError::TooLong) = error else { return Err(error.into()) };
    let minutes = visit.state.identity.settings().sign_in_window.as_secs().div_ceil(60);
    let refused = PageText::new("sign-in-refused").with("minutes", minutes.to_string());
    Ok(form.error(&IDENTIFIER, refused))
}

/// The sign-in form with what to say about a passkey that did not sign in.
pub(crate) fn passkey_refused(words: PageText) -> FormState {
    FormState::of(&SIGN_IN).error(&IDENTIFIER, words)
}

/// What to say about a passkey that did not do.
pub(crate) fn passkey_words(error: AnswerError) -> Result<PageText, PageFailure> {
    match error {
        AnswerError::RequestOver => Ok(PageText::new("error-passkey-over")),
        AnswerError::Refused => Ok(PageText::new("error-passkey")),
        error => Err(error.into()),
    }
}

/// The answer to what was posted elsewhere than at the address of the sign-on: its end, or the way to that address.
pub(crate) async fn next(visit: &Visit, progress: Progress) -> Result<Response, PageFailure> {
    match progress {
        Progress::Next(attempt, _) if !attempt.is_stored() => Ok(visit.go("/login")),
        Progress::Next(attempt, _) => Ok(visit.go(&format!("/flow/{}", attempt.id()))),
        Progress::Done(finished) => done(visit, *finished).await,
    }
}

/// The end of a sign-on, with the cookie of the session that it opened.
///
/// When it ended the session of somebody else, the services that took part in that one are told first, on the way.
pub(crate) async fn done(visit: &Visit, done: Done) -> Result<Response, PageFailure> {
    let response = match &done.ended {
        Some(begun) => with_logout(visit, begun, visit.go(&format!("/logout/{}", begun.id()))),
        None => outcome::show(visit, done.outcome).await?,
    };
    Ok(match done.signed_in {
        Some(signed_in) => visit.signed_in(&signed_in, response),
        None => response,
    })
}
