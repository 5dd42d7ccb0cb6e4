//! Asking for the link. Whatever name is entered, the answer is the same.

use crate::forms::passwords::RECOVER;
use crate::forms::sign_on::{IDENTIFIER, RETURN_TO};
use crate::page::failure::PageFailure;
use crate::page::forms::{Filled, page_forms};
use crate::page::return_to::safe_return_to;
use crate::page::views::form::FormState;
use crate::pages::recovery::views::{Recover, RecoverSent};
use crate::visit::posted::Posted;
use crate::visit::visitor::Visit;
use axum::response::Response;
use http::StatusCode;
use identity_core::recovery::{AskRecoveryError, RecoveryRequest};

/// Where a link is asked for.
pub(crate) const RECOVER_PATH: &str = "/recover";

page_forms! {
    /// The user name or e-mail address of the account.
    RecoverForm => RECOVER;
}

pub(crate) async fn show(visit: Visit) -> Result<Response, PageFailure> {
    let return_to = visit.query("return_to").unwrap_or_default();
    page(&visit, &return_to, FormState::of(&RECOVER), false).await
}

pub(crate) async fn submit(
    visit: Visit,
    Posted(RecoverForm(form)): Posted<RecoverForm>,
) -> Result<Response, PageFailure> {
    let return_to = form.text(&RETURN_TO);
    if !form.is_right() {
        return page(&visit, &return_to, form.state(), false).await;
    }
    match take(&visit, &form).await {
        Ok(()) => Ok(visit.go("/recover/sent")),
        Err(AskRecoveryError::TooMany) => {
            let mut page = page(&visit, &return_to, form.state(), true).await?;
            *page.status_mut() = StatusCode::TOO_MANY_REQUESTS;
            Ok(page)
        }
        Err(AskRecoveryError::Store(error)) => Err(error.into()),
        Err(unknown) => Err(PageFailure::Internal(unknown.into())),
    }
}

/// Asks for the link in the name that was filled in.
pub(crate) async fn take(visit: &Visit, form: &Filled) -> Result<(), AskRecoveryError> {
    let start = || visit.state.base.path("/");
    let way_back = safe_return_to(&form.text(&RETURN_TO)).map_or_else(start, ToOwned::to_owned);
    let asked = RecoveryRequest::new(form.text(&IDENTIFIER)).return_to(way_back);
    let asked = asked.browser(visit.device.clone()).known_device(visit.known_device.clone());
    visit.state.identity.ask_for_recovery(asked.reference(visit.reference.as_str())).await
}

pub(crate) async fn sent(visit: Visit) -> Result<Response, PageFailure> {
    visit.page(&RecoverSent { again_path: RECOVER_PATH.to_owned() }).await
}

async fn page(
    visit: &Visit,
    return_to: &str,
    form: FormState,
    too_many: bool,
) -> Result<Response, PageFailure> {
    let return_to = safe_return_to(return_to).map(ToOwned::to_owned);
    let view = Recover { action: RECOVER_PATH.to_owned(), return_to, too_many, form: form.clone() };
    visit.form_page(&form, &view).await
}
