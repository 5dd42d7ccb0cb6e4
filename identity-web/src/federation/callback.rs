//! Where `OpenID` providers send people back to (OpenID Connect Core, section 3.1.2.5).

use crate::elsewhere::{OPENID_CALLBACK, OPENID_CALLBACK_OF};
use crate::federation::back;
use crate::federation::connections::Federation;
use crate::federation::departing::Brought;
use crate::openid_client::answer::Answer;
use crate::page::failure::PageFailure;
use crate::state::WebState;
use crate::visit::browser::see_other;
use crate::visit::visitor::Visit;
use axum::Extension;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::StatusCode;

/// The most octets of a posted answer.
const MOST_OCTETS: usize = 16 * 1024;

/// An answer in the address.
pub(super) async fn show(
    visit: Visit,
    Extension(federation): Extension<Federation>,
    of: Option<Path<String>>,
) -> Result<Response, PageFailure> {
    if !visit.state.identity.may_ask_for_sign_on(&visit.device).await? {
        return Err(PageFailure::Unavailable(None));
    }
    let Ok(answer) = Answer::read(&visit.query) else { return Err(PageFailure::SignOnOver) };
    let brought = Ok(Brought::OpenId { query: visit.query.clone(), at: place(of.as_deref()) });
    back::take(&visit, &federation, answer.state.expose(), brought).await
}

/// A posted answer (`form_post`). It comes without the cookies of this site, which are `SameSite=Lax`, so the browser asks again by a
/// GET that brings them.
pub(super) async fn posted(
    State(state): State<WebState>,
    of: Option<Path<String>>,
    form: String,
) -> Response {
    let is_a_form = form.len() <= MOST_OCTETS && form.bytes().all(|octet| octet.is_ascii_graphic());
    if !is_a_form {
        return StatusCode::BAD_REQUEST.into_response();
    }
    if !of.iter().all(|of| of.bytes().all(|octet| octet.is_ascii_hexdigit() || octet == b'-')) {
        return StatusCode::NOT_FOUND.into_response();
    }
    see_other(&format!("{}?{form}", state.base.path(&place(of.as_deref()))))
}

/// The address that the answer came to: that of everybody's providers, or that of an organisation's.
fn place(of: Option<&String>) -> String {
    let of_organization = |of: &String| OPENID_CALLBACK_OF.replace("{organization}", of);
    of.map_or_else(|| OPENID_CALLBACK.to_owned(), of_organization)
}
