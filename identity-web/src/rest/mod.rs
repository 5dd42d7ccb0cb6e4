//! The REST interface: JSON over the use cases of core, described by its own `/api/openapi.json`.
//!
//! Programs call with a bearer token from `/oauth2/token` (RFC 6749 section 4.4, RFC 6750), people with
//! their session cookie and `X-CSRF-Token`. Failures are `application/problem+json` (RFC 9457).

mod answer;
mod around;
mod body;
mod call;
mod conditional;
mod contracts;
mod cursor;
mod decisions;
mod dto;
mod grants;
mod invitations;
mod me;
mod openapi;
mod organizations;
mod parameters;
mod problem;
mod segment;
mod sessions;
mod token;
mod users;

#[cfg(test)]
mod tests;

pub use openapi::openapi_json;
pub use problem::{ProblemKind, TYPE_PREFIX};

use crate::state::WebState;
use axum::Router;
use axum::middleware;
use axum::routing::{any, delete, get, patch, post, put};
use problem::Problem;

/// Every route of the interface, for those who walk them all: method and path.
pub const ROUTES: &[(&str, &str)] = &[
    ("POST", "/oauth2/token"),
    ("GET", "/api/openapi.json"),
    ("GET", "/api/v1/me"),
    ("GET", "/api/v1/organizations"),
    ("GET", "/api/v1/organizations/{id}"),
    ("GET", "/api/v1/organizations/{id}/members"),
    ("GET", "/api/v1/organizations/{id}/invitations"),
    ("POST", "/api/v1/organizations/{id}/invitations"),
    ("GET", "/api/v1/organizations/{id}/grants"),
    ("POST", "/api/v1/organizations/{id}/grants"),
    ("GET", "/api/v1/organizations/{id}/audit"),
    ("GET", "/api/v1/organizations/external/{crm_id}"),
    ("PUT", "/api/v1/organizations/external/{crm_id}"),
    ("GET", "/api/v1/contracts/external/{crm_id}"),
    ("PUT", "/api/v1/contracts/external/{crm_id}"),
    ("DELETE", "/api/v1/contracts/external/{crm_id}"),
    ("POST", "/api/v1/invitations/{id}/resend"),
    ("DELETE", "/api/v1/invitations/{id}"),
    ("DELETE", "/api/v1/grants/{id}"),
    ("GET", "/api/v1/users/{id}"),
    ("PATCH", "/api/v1/users/{id}"),
    ("GET", "/api/v1/sessions"),
    ("DELETE", "/api/v1/sessions/{id}"),
    ("POST", "/api/v1/decisions"),
];

/// Those of [`ROUTES`] that anybody may call.
pub const OPEN_ROUTES: &[(&str, &str)] = &[("POST", "/oauth2/token"), ("GET", "/api/openapi.json")];

/// The routes of the interface with the layer round them.
pub(crate) fn routes(state: &WebState) -> Router<WebState> {
    Router::new()
        .route("/oauth2/token", post(token::issue))
        .route("/api/openapi.json", get(openapi::serve))
        .route("/api/v1/me", get(me::me))
        .merge(organization_routes())
        .merge(other_routes())
        .route("/api", any(nowhere))
        .route("/api/", any(nowhere))
        .route("/api/{*rest}", any(nowhere))
        .layer(middleware::from_fn_with_state(state.clone(), around::around_api))
}

fn organization_routes() -> Router<WebState> {
    Router::new()
        .route("/api/v1/organizations", get(organizations::list))
        .route("/api/v1/organizations/{id}", get(organizations::read))
        .route("/api/v1/organizations/{id}/members", get(organizations::members))
        .route("/api/v1/organizations/{id}/audit", get(organizations::audit))
        .route("/api/v1/organizations/{id}/invitations", get(invitations::list).post(invitations::create))
        .route("/api/v1/organizations/{id}/grants", get(grants::list).post(grants::create))
        .route(
            "/api/v1/organizations/external/{crm_id}",
            get(organizations::read_external).put(organizations::provision),
        )
}

fn other_routes() -> Router<WebState> {
    Router::new()
        .route(
            "/api/v1/contracts/external/{crm_id}",
            put(contracts::provision).get(contracts::read).delete(contracts::end),
        )
        .route("/api/v1/invitations/{id}/resend", post(invitations::resend))
        .route("/api/v1/invitations/{id}", delete(invitations::revoke))
        .route("/api/v1/grants/{id}", delete(grants::revoke))
        .route("/api/v1/users/{id}", patch(users::update).get(users::read))
        .route("/api/v1/sessions", get(sessions::list))
        .route("/api/v1/sessions/{id}", delete(sessions::end))
        .route("/api/v1/decisions", post(decisions::decide))
}

async fn nowhere() -> Problem {
    Problem::not_found()
}
