//! The endpoints for identity providers elsewhere, and for the browsers that they send back.

use crate::elsewhere::{OPENID_CALLBACK, OPENID_CALLBACK_OF, OPENID_LOGOUT, SAML_CONSUMER, SAML_METADATA};
use crate::federation::connections::Federation;
use crate::federation::{callback, consumer, logout};
use crate::saml::web::message_form::LARGEST_BODY;
use crate::slow_body::in_time;
use crate::state::WebState;
use crate::visit::around::{Around, around_pages};
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn_with_state, map_request};
use axum::routing::{get, post};
use axum::{Extension, Router};
use http::StatusCode;

/// The endpoints, if there is federation.
pub(crate) fn routes(state: &WebState, federation: Option<&Federation>) -> Router<WebState> {
    let Some(federation) = federation else { return Router::new() };
    // People are led through these as through pages; none of them has a form of ours.
    let around = Around { state: state.clone(), pages: Router::new().with_state(()) };
    let pages = Router::new()
        .route(OPENID_CALLBACK, get(callback::show).head(nothing))
        .route(OPENID_CALLBACK_OF, get(callback::show).head(nothing))
        .route(consumer::AGAIN, post(consumer::again))
        .layer(from_fn_with_state(around, around_pages));
    // Without that layer: what another site posts comes without cookies, and must not be answered with new ones.
    Router::new()
        .route(OPENID_CALLBACK, post(callback::posted))
        .route(OPENID_CALLBACK_OF, post(callback::posted))
        .route(OPENID_LOGOUT, post(logout::take))
        .route(SAML_CONSUMER, post(consumer::posted))
        .route(SAML_METADATA, get(consumer::metadata))
        .merge(pages)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(map_request(in_time))
        .layer(Extension(federation.clone()))
}

/// Who asks for the head of an answer's address only looks whether there is something, and uses up no code.
async fn nothing() -> StatusCode {
    StatusCode::NO_CONTENT
}
