//! The REST interface: JSON over the use cases of core, described by its own `/api/openapi.json`.
//!
//! Programs call with a bearer token from `/oauth2/token` (RFC 6749 section 4.4, RFC 6750), people with
//! their session cookie and `X-CSRF-Token`. Failures are `application/problem+json` (RFC 9457).

mod abilities;
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
mod mandates;
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
use axum::routing::{MethodFilter, any, on};
use problem::Problem;

/// Makes the table of routes and the router from the same lines, so that none is in one alone.
macro_rules! routes {
    ($($method:ident $path:literal => $handler:path;)+) => {
        /// Every route of the interface, for those who walk them all: method and path.
        pub const ROUTES: &[(&str, &str)] = &[$((stringify!($method), $path)),+];

        fn router() -> Router<WebState> {
            Router::new()$(.route($path, on(MethodFilter::$method, $handler)))+
        }
    };
}

routes! {
    POST "/oauth2/token" => token::issue;
    GET "/api/openapi.json" => openapi::serve;
    GET "/api/v1/me" => me::me;
    PUT "/api/v1/me/acting-for" => me::act_for;
    GET "/api/v1/organizations" => organizations::list;
    GET "/api/v1/organizations/{id}" => organizations::read;
    GET "/api/v1/organizations/{id}/members" => organizations::members;
    GET "/api/v1/organizations/{id}/invitations" => invitations::list;
    POST "/api/v1/organizations/{id}/invitations" => invitations::create;
    GET "/api/v1/organizations/{id}/grants" => grants::list;
    POST "/api/v1/organizations/{id}/grants" => grants::create;
    GET "/api/v1/organizations/{id}/mandates" => mandates::list;
    GET "/api/v1/organizations/{id}/who-can" => abilities::who_can;
    GET "/api/v1/organizations/{id}/members/{user}/permissions" => abilities::what_can;
    PUT "/api/v1/organizations/{id}/roles/{key}" => abilities::define_role;
    GET "/api/v1/organizations/{id}/audit" => organizations::audit;
    GET "/api/v1/organizations/external/{crm_id}" => organizations::read_external;
    PUT "/api/v1/organizations/external/{crm_id}" => organizations::provision;
    GET "/api/v1/contracts/external/{crm_id}" => contracts::read;
    PUT "/api/v1/contracts/external/{crm_id}" => contracts::provision;
    DELETE "/api/v1/contracts/external/{crm_id}" => contracts::end;
    POST "/api/v1/invitations/{id}/resend" => invitations::resend;
    DELETE "/api/v1/invitations/{id}" => invitations::revoke;
    DELETE "/api/v1/grants/{id}" => grants::revoke;
    GET "/api/v1/mandates" => mandates::own;
    POST "/api/v1/mandates" => mandates::create;
    GET "/api/v1/mandates/{id}" => mandates::read;
    DELETE "/api/v1/mandates/{id}" => mandates::end;
    POST "/api/v1/mandates/{id}/accept" => mandates::accept;
    POST "/api/v1/mandates/{id}/decline" => mandates::decline;
    GET "/api/v1/users/{id}" => users::read;
    PATCH "/api/v1/users/{id}" => users::update;
    GET "/api/v1/sessions" => sessions::list;
    DELETE "/api/v1/sessions/{id}" => sessions::end;
    POST "/api/v1/decisions" => decisions::decide;
}

/// Those of [`ROUTES`] that anybody may call.
pub const OPEN_ROUTES: &[(&str, &str)] = &[("POST", "/oauth2/token"), ("GET", "/api/openapi.json")];

/// The routes of the interface with the layer round them.
pub(crate) fn routes(state: &WebState) -> Router<WebState> {
    router()
        .route("/api", any(nowhere))
        .route("/api/", any(nowhere))
        .route("/api/{*rest}", any(nowhere))
        .layer(middleware::from_fn_with_state(state.clone(), around::around_api))
}

async fn nowhere() -> Problem {
    Problem::not_found()
}
