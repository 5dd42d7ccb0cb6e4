//! The code of a letter, typed by those who do not have a camera at hand for the long address. It leads where the link leads.

use crate::forms::passwords::{FIRST_USE, FIRST_USE_CODE};
use crate::language::PageText;
use crate::page::cookies::Cookie;
use crate::page::failure::PageFailure;
use crate::page::forms::page_forms;
use crate::page::return_to::RESET_PATH;
use crate::page::views::form::FormState;
use crate::pages::recovery::views::FirstUse;
use crate::visit::browser::with_cookie;
use crate::visit::posted::Posted;
use crate::visit::visitor::Visit;
use axum::response::Response;
use http::StatusCode;
use identity_core::recovery::FirstUseError;

/// Where the code is typed; it stands in letters.
pub(crate) const FIRST_USE_PATH: &str = "/first-use";

page_forms! {
    /// The code.
    FirstUseForm => FIRST_USE;
}

pub(crate) async fn show(visit: Visit) -> Result<Response, PageFailure> {
    page(&visit, FormState::of(&FIRST_USE), false).await
}

pub(crate) async fn submit(
    visit: Visit,
    Posted(FirstUseForm(mut form)): Posted<FirstUseForm>,
) -> Result<Response, PageFailure> {
    if !form.is_right() {
        return page(&visit, form.state(), false).await;
    }
    let (identity, code) = (&visit.state.identity, form.secret(&FIRST_USE_CODE));
    let refused = match identity.first_use_link(&code, &visit.device, Some(visit.reference.as_str())).await {
        Ok(token) => {
            let kept = visit.state.cookies.set(Cookie::Recovery, token.expose());
            return Ok(with_cookie(visit.go(RESET_PATH), kept));
        }
        Err(FirstUseError::TooMany) => {
            let mut page = page(&visit, form.state(), true).await?;
            *page.status_mut() = StatusCode::TOO_MANY_REQUESTS;
            return Ok(page);
        }
        Err(FirstUseError::WrongCode) => "error-first-use-wrong",
        Err(FirstUseError::Expired) => "error-first-use-expired",
        Err(FirstUseError::Store(error)) => return Err(error.into()),
        Err(unknown) => return Err(PageFailure::Internal(unknown.into())),
    };
    form.refuse(&FIRST_USE_CODE, PageText::new(refused));
    page(&visit, form.state(), false).await
}

async fn page(visit: &Visit, form: FormState, too_many: bool) -> Result<Response, PageFailure> {
    let view = FirstUse { action: FIRST_USE_PATH.to_owned(), too_many, form: form.clone() };
    visit.form_page(&form, &view).await
}
