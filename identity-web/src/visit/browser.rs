//! The browser that asks: its cookies, and the page that it shows.

use crate::page::return_to::safe_return_to;
use crate::state::WebState;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::{HeaderValue, LOCATION, REFERER, SET_COOKIE};
use http::request::Parts;
use identity_core::secrets::SecretToken;

/// The browser that asks, known by its cookie; made by the layer round the pages.
#[derive(Debug, Clone)]
pub(crate) struct Browser(pub(crate) SecretToken);

/// The page whose form was posted, where the browser says it; else the start page.
pub(crate) fn page_of_form(asked: &Parts, state: &WebState) -> String {
    let from = asked.headers.get(REFERER).and_then(|from| from.to_str().ok());
    let path = from.and_then(|from| from.strip_prefix(state.base.origin())).and_then(safe_return_to);
    path.map_or_else(|| state.base.path("/"), ToOwned::to_owned)
}

pub(crate) fn with_cookie(mut response: Response, cookie: Option<HeaderValue>) -> Response {
    if let Some(cookie) = cookie {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

pub(crate) fn see_other(path: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let Ok(location) = HeaderValue::from_str(path) {
        response.headers_mut().insert(LOCATION, location);
    }
    response
}
