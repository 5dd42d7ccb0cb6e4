//! The endpoints beside the pages and the token endpoint.

use crate::openid::op::{authorize, introspect, logout, metadata, push, revoke, userinfo};
use crate::rest::around_api;
use crate::state::WebState;
use axum::extract::Request;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Router, body::Body};
use http::header::{self, HeaderName, HeaderValue};
use http::{Method, StatusCode};

/// Those that a program of another site may call from a browser: it proves who it is by what it sends, never by a cookie.
const OPEN_TO_SCRIPTS: [&str; 7] = [
    "/.well-known/openid-configuration",
    "/.well-known/oauth-authorization-server",
    "/oauth2/jwks",
    "/oauth2/token",
    "/oauth2/userinfo",
    "/oauth2/revoke",
    "/oauth2/par",
];

/// The endpoints of the provider.
pub(crate) fn routes(state: &WebState) -> Router<WebState> {
    Router::new()
        .route("/.well-known/openid-configuration", get(metadata::configuration))
        .route("/.well-known/oauth-authorization-server", get(metadata::configuration))
        .route("/oauth2/jwks", get(metadata::keys))
        .route("/oauth2/authorize", post(authorize::ask_posted))
        .route("/oauth2/logout", post(logout::ask_posted))
        .route("/oauth2/userinfo", get(userinfo::show).post(userinfo::show_posted))
        .route("/oauth2/introspect", post(introspect::introspect))
        .route("/oauth2/revoke", post(revoke::revoke))
        .route("/oauth2/par", post(push::push))
        .layer(middleware::from_fn_with_state(state.clone(), around_api))
}

/// Lets scripts of every site call some endpoints, without the cookies of this one (Fetch, section 3.2).
pub(crate) async fn open_to_scripts(request: Request, next: Next) -> Response {
    if !OPEN_TO_SCRIPTS.contains(&request.uri().path()) {
        return next.run(request).await;
    }
    let preflight = request.method() == Method::OPTIONS;
    let mut response = if preflight {
        (StatusCode::NO_CONTENT, Body::empty()).into_response()
    } else {
        next.run(request).await
    };
    let headers = response.headers_mut();
    let mut set =
        |name: HeaderName, value: &'static str| headers.insert(name, HeaderValue::from_static(value));
    set(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    set(HeaderName::from_static("cross-origin-resource-policy"), "cross-origin");
    set(header::ACCESS_CONTROL_EXPOSE_HEADERS, "WWW-Authenticate");
    if preflight {
        set(header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST");
        set(header::ACCESS_CONTROL_ALLOW_HEADERS, "Authorization, Content-Type, DPoP");
        set(header::ACCESS_CONTROL_MAX_AGE, "3600");
    }
    response
}
