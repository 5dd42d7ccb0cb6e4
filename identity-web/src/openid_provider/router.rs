//! The endpoints beside the pages and the token endpoint.

use crate::openid_provider::calls::{introspect, revoke, token, userinfo};
use crate::openid_provider::provider::OpenIdProvider;
use crate::openid_provider::{authorize, logout, metadata, push};
use crate::rest::around_api;
use crate::state::WebState;
use crate::visit::around::{Around, around_pages};
use axum::Extension;
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

/// The token endpoint, which programs have without a provider too, and the endpoints of the provider.
pub(crate) fn routes(state: &WebState, provider: Option<&OpenIdProvider>) -> Router<WebState> {
    let around = middleware::from_fn_with_state(state.clone(), around_api);
    let token = Router::new().route("/oauth2/token", post(token::issue)).layer(around);
    match provider {
        Some(provider) => token.merge(of_provider(state)).layer(Extension(provider.clone())),
        None => token,
    }
}

fn of_provider(state: &WebState) -> Router<WebState> {
    // People are led through these two as through pages; none of them has a form.
    let pages = Around { state: state.clone(), pages: Router::new().with_state(()) };
    let pages = Router::new()
        .route("/oauth2/authorize", get(authorize::ask))
        .route("/oauth2/logout", get(logout::ask))
        .layer(middleware::from_fn_with_state(pages, around_pages));
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
        .merge(pages)
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
