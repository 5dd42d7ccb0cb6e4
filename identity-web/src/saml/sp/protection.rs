//! What protects an application: headers on every answer, and no act on behalf of another site.

use crate::base_url::BaseUrl;
use crate::device::find_sender;
use crate::page::headers::{HeaderPolicy, is_foreign, security_headers};
use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use http::{Method, StatusCode};
use std::net::IpAddr;
use std::sync::Arc;

/// Where other sites post messages to: the identity provider's are signed.
const FOR_OTHER_SITES: [&str; 2] = ["/saml/sp/acs", "/saml/sp/slo"];

/// The same routes with security headers on every answer, failures included, which are left alone where a handler has set
/// them. What would change something and comes from another site is refused with 403, except SAML messages.
///
/// [`router`](super::router) protects its own routes. Put this around the whole application, so that its own pages and what
/// is not found are protected as well.
pub fn protected(routes: Router, base: &BaseUrl) -> Router {
    layers(routes, base)
}

/// The same routes behind these proxies: the sender of a request is who they say in `X-Forwarded-For`, as
/// [`trusted_proxies`](crate::IdentityWebBuilder::trusted_proxies) of the pages has it. Without it, all that comes through a
/// proxy counts as one network. Put it around everything else; the addresses of connections are known only if the routes are
/// served with `into_make_service_with_connect_info::<SocketAddr>()`.
pub fn behind_proxies(routes: Router, proxies: impl IntoIterator<Item = IpAddr>) -> Router {
    let proxies: Arc<[IpAddr]> = proxies.into_iter().map(|proxy| proxy.to_canonical()).collect();
    routes.layer(middleware::from_fn_with_state(proxies, find_sender))
}

pub(super) fn layers<S: Clone + Send + Sync + 'static>(routes: Router<S>, base: &BaseUrl) -> Router<S> {
    let own = base.absolute("/");
    let origin = url::Url::parse(&own).map(|url| url.origin().ascii_serialization()).unwrap_or_default();
    routes
        .layer(middleware::from_fn_with_state(origin, refuse_other_sites))
        .layer(middleware::from_fn_with_state(HeaderPolicy::new(base), security_headers))
}

async fn refuse_other_sites(State(origin): State<String>, request: Request, next: Next) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let message = FOR_OTHER_SITES.iter().any(|path| request.uri().path().ends_with(path));
    if !reads && !message && is_foreign(request.headers(), &origin) {
        tracing::info!(path = request.uri().path(), "a request of another site was refused");
        return StatusCode::FORBIDDEN.into_response();
    }
    next.run(request).await
}
