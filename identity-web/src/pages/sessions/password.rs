//! Changing the own password.

use crate::forms::passwords::{CHANGE_PASSWORD, CHOSEN_PASSWORD, PRESENT_PASSWORD};
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::page_forms;
use crate::page::names::address_or_name;
use crate::page::password_words::password_words;
use crate::page::return_to::prove_again_then;
use crate::page::views::form::FormState;
use crate::pages::sessions::views::ChangePassword;
use crate::visit::posted::Posted;
use crate::visit::visitor::{SignedInVisit, Visit};
use axum::response::Response;
use identity_core::people::ChangePasswordError;

page_forms! {
    /// The present password and the new one.
    PasswordForm => CHANGE_PASSWORD;
}

const PATH: &str = "/account/password";

pub(crate) async fn show(signed_in: SignedInVisit) -> Result<Response, PageFailure> {
    let SignedInVisit { visit, caller, .. } = &signed_in;
    if visit.state.identity.must_prove_again(caller).await? {
        return Ok(prove_again(visit));
    }
    page(&signed_in, FormState::of(&CHANGE_PASSWORD)).await
}

pub(crate) async fn submit(
    signed_in: SignedInVisit,
    Posted(PasswordForm(form)): Posted<PasswordForm>,
) -> Result<Response, PageFailure> {
    if !form.is_right() {
        return page(&signed_in, form.state()).await;
    }
    let (present, new) = (form.secret(&PRESENT_PASSWORD), form.secret(&CHOSEN_PASSWORD));
    let SignedInVisit { visit, caller, .. } = &signed_in;
    let changed = visit.state.identity.change_password(caller, present, new, &visit.visitor()).await;
    match changed {
        Ok(()) => Ok(visit.done("/account", "password-changed")),
        Err(ChangePasswordError::ProveAgain) => Ok(prove_again(visit)),
        Err(error) => page(&signed_in, refused(visit, error, form.state())?).await,
    }
}

/// To the sign-in, and back here.
fn prove_again(visit: &Visit) -> Response {
    visit.go(&prove_again_then(&visit.state.base.path(PATH)))
}

/// The form with what to say about it.
fn refused(visit: &Visit, error: ChangePasswordError, form: FormState) -> Result<FormState, PageFailure> {
    Ok(match error {
        ChangePasswordError::WrongPassword => {
            let minutes = visit.state.identity.settings().sign_in_window.as_secs().div_ceil(60);
            let text = PageText::new("error-password-wrong").with("minutes", minutes.to_string());
            form.error(&PRESENT_PASSWORD, text)
        }
        ChangePasswordError::Unchanged => {
            form.error(&CHOSEN_PASSWORD, PageText::new("error-password-unchanged"))
        }
        ChangePasswordError::Password(refused) => form.error(&CHOSEN_PASSWORD, password_words(refused)),
        // The page says what there is instead, or the sign-in comes first.
        ChangePasswordError::NoPassword | ChangePasswordError::ProveAgain => form,
        ChangePasswordError::Busy => return Err(PageFailure::Unavailable(None)),
        ChangePasswordError::Store(error) => return Err(error.into()),
        unknown => return Err(PageFailure::Internal(unknown.into())),
    })
}

async fn page(
    SignedInVisit { visit, current, caller }: &SignedInVisit,
    form: FormState,
) -> Result<Response, PageFailure> {
    let identity = &visit.state.identity;
    let view = ChangePassword {
        action: PATH.to_owned(),
        sign_in_name: address_or_name(&current.user),
        has_password: identity.has_password(caller).await?,
        shortest_password: identity.shortest_password(),
        form: form.clone(),
    };
    visit.form_page(&form, &view).await
}
