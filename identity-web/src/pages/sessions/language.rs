//! Choosing the language of the pages, on a page without a form. The layer round the pages does it; what is left is the way back.

use crate::forms::sessions::LANGUAGE;
use crate::forms::sign_on::RETURN_TO;
use crate::page::failure::PageFailure;
use crate::page::forms::page_forms;
use crate::visit::posted::Posted;
use crate::visit::visitor::Visit;
use axum::response::Response;

page_forms! {
    /// The choice of a language.
    LanguageForm => LANGUAGE;
}

/// Back to the page on which a language was chosen.
pub(crate) async fn back(visit: Visit) -> Response {
    visit.go_back(visit.query("return_to").as_deref())
}

/// Back to the page, where no language was chosen.
pub(crate) async fn stay(
    visit: Visit,
    Posted(LanguageForm(form)): Posted<LanguageForm>,
) -> Result<Response, PageFailure> {
    Ok(visit.go_back(Some(&form.text(&RETURN_TO))))
}
