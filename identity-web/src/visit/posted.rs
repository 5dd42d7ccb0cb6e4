//! The form of a post, read from its request.

use crate::page::failure::PageFailure;
use crate::page::forms::{FormData, LARGEST_FORM, PageForm, TOKEN_FIELD};
use crate::slow_body::was_too_slow;
use crate::state::WebState;
use crate::visit::visitor::Browser;
use axum::extract::{FromRequest, Request};

/// The form of a post, bounded, shown to this very browser, and with no field too many.
#[derive(Debug)]
pub(crate) struct Posted<T>(pub(crate) T);

impl<T: PageForm> FromRequest<WebState> for Posted<T> {
    type Rejection = PageFailure;

    async fn from_request(request: Request, state: &WebState) -> Result<Self, PageFailure> {
        let (parts, body) = request.into_parts();
        let body = axum::body::to_bytes(body, LARGEST_FORM).await;
        let body =
            body.map_err(
                |error| if was_too_slow(&error) { PageFailure::BadRequest } else { PageFailure::TooLarge },
            )?;
        let data = FormData::parse(&parts.headers, &body)?;
        let browser = parts.extensions.get::<Browser>().ok_or(PageFailure::ForgedForm)?;
        let same_site = parts.headers.get("sec-fetch-site").is_none_or(|from| from != "cross-site");
        let shown = state.csrf.verify(browser.0.expose(), parts.uri.path(), data.raw(TOKEN_FIELD));
        if same_site && shown { Ok(Self(data.read()?)) } else { Err(PageFailure::ForgedForm) }
    }
}
