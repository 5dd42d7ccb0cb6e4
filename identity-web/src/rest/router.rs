//! The routes of the REST interface.

use super::http::around;
use super::http::problem::Problem;
use super::{
    applications, approvals, audit, authzen, brands, connections, contacts, contracts, delivery, invitations,
    mandates, openapi, organizations, people, programs, roles, sessions, sign_on,
};
use crate::state::WebState;
use axum::routing::{MethodFilter, any, on};
use axum::{Router, middleware};

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
    GET "/api/openapi.json" => openapi::serve;
    GET "/api/v1/me" => sessions::me::me;
    PUT "/api/v1/me/acting-for" => sessions::me::act_for;
    GET "/api/v1/me/emails" => contacts::emails::list;
    POST "/api/v1/me/emails/{id}/main" => contacts::emails::choose_main;
    DELETE "/api/v1/me/emails/{id}" => contacts::emails::remove;
    DELETE "/api/v1/me/phone" => contacts::emails::remove_phone;
    GET "/api/v1/me/contact-changes" => contacts::handlers::list;
    PUT "/api/v1/me/contact-changes/{kind}" => contacts::handlers::begin;
    DELETE "/api/v1/me/contact-changes/{kind}" => contacts::handlers::cancel;
    POST "/api/v1/me/contact-changes/{kind}/resend" => contacts::handlers::resend;
    POST "/api/v1/me/contact-changes/{kind}/confirm" => contacts::handlers::confirm;
    GET "/api/v1/me/linked-identities" => people::linked::list;
    DELETE "/api/v1/me/linked-identities/{id}" => people::linked::remove;
    POST "/api/v1/me/export" => people::own::export;
    GET "/api/v1/organizations" => organizations::handlers::list;
    GET "/api/v1/organizations/export" => organizations::handlers::export;
    GET "/api/v1/organizations/{id}" => organizations::handlers::read;
    POST "/api/v1/organizations/{id}/suspend" => organizations::handlers::suspend;
    POST "/api/v1/organizations/{id}/resume" => organizations::handlers::resume;
    GET "/api/v1/organizations/{id}/members" => people::members::members;
    GET "/api/v1/organizations/{id}/members/export" => people::members::export;
    POST "/api/v1/organizations/{id}/members" => people::members::create;
    GET "/api/v1/organizations/{id}/invitations" => invitations::handlers::list;
    GET "/api/v1/organizations/{id}/invitations/export" => invitations::handlers::export;
    POST "/api/v1/organizations/{id}/invitations" => invitations::handlers::create;
    GET "/api/v1/organizations/{id}/grants" => roles::grants::list;
    POST "/api/v1/organizations/{id}/grants" => roles::grants::create;
    GET "/api/v1/organizations/{id}/mandates" => mandates::handlers::list;
    GET "/api/v1/organizations/{id}/mandates/export" => mandates::handlers::export;
    GET "/api/v1/organizations/{id}/programs" => programs::handlers::list;
    GET "/api/v1/organizations/{id}/programs/{client}" => programs::handlers::read;
    DELETE "/api/v1/organizations/{id}/programs/{client}" => programs::handlers::stop;
    GET "/api/v1/organizations/{id}/who-can" => roles::abilities::who_can;
    GET "/api/v1/organizations/{id}/members/{user}/permissions" => roles::abilities::what_can;
    PUT "/api/v1/organizations/{id}/roles/{key}" => roles::abilities::define_role;
    GET "/api/v1/organizations/{id}/roles/{key}/sign-in" => sign_on::policy::read_of_role;
    PUT "/api/v1/organizations/{id}/roles/{key}/sign-in" => sign_on::policy::write_of_role;
    GET "/api/v1/organizations/{id}/sign-in" => sign_on::policy::read;
    PUT "/api/v1/organizations/{id}/sign-in" => sign_on::policy::write;
    GET "/api/v1/organizations/{id}/text-messages" => delivery::handlers::read;
    PUT "/api/v1/organizations/{id}/text-messages" => delivery::handlers::write;
    POST "/api/v1/organizations/{id}/text-messages/approve" => delivery::handlers::approve;
    POST "/api/v1/organizations/{id}/text-messages/decline" => delivery::handlers::decline;
    POST "/api/v1/organizations/{id}/text-messages/test" => delivery::handlers::test;
    GET "/api/v1/organizations/{id}/brand" => brands::handlers::read;
    PUT "/api/v1/organizations/{id}/brand" => brands::handlers::write;
    GET "/api/v1/me/applications" => applications::own::list;
    DELETE "/api/v1/me/applications/{id}" => applications::own::withdraw;
    GET "/api/v1/applications" => applications::handlers::list;
    POST "/api/v1/applications" => applications::handlers::register;
    GET "/api/v1/applications/{id}" => applications::handlers::read;
    PATCH "/api/v1/applications/{id}" => applications::handlers::change;
    DELETE "/api/v1/applications/{id}" => applications::handlers::delete;
    POST "/api/v1/applications/{id}/secret" => applications::handlers::make_secret;
    POST "/api/v1/applications/{id}/metadata" => applications::metadata::replace;
    GET "/api/v1/applications/{id}/attempts" => applications::handlers::attempts;
    GET "/api/v1/connections" => connections::handlers::list;
    POST "/api/v1/connections" => connections::handlers::register;
    GET "/api/v1/connections/{id}" => connections::handlers::read;
    PATCH "/api/v1/connections/{id}" => connections::handlers::change;
    DELETE "/api/v1/connections/{id}" => connections::handlers::remove;
    POST "/api/v1/connections/{id}/metadata" => connections::metadata::replace;
    GET "/api/v1/connections/{id}/attempts" => connections::handlers::attempts;
    GET "/api/v1/connections/{id}/domains" => connections::domains::list;
    POST "/api/v1/connections/{id}/domains" => connections::domains::add;
    DELETE "/api/v1/connections/{id}/domains/{domain}" => connections::domains::remove;
    GET "/api/v1/applications/{id}/brand" => brands::handlers::read_of_application;
    PUT "/api/v1/applications/{id}/brand" => brands::handlers::write_of_application;
    GET "/api/v1/organizations/{id}/audit" => audit::handlers::audit;
    GET "/api/v1/organizations/external/{crm_id}" => organizations::handlers::read_external;
    PUT "/api/v1/organizations/external/{crm_id}" => organizations::handlers::provision;
    PATCH "/api/v1/organizations/external/{crm_id}" => organizations::handlers::patch;
    GET "/api/v1/contracts/external/{crm_id}" => contracts::handlers::read;
    PUT "/api/v1/contracts/external/{crm_id}" => contracts::handlers::provision;
    PATCH "/api/v1/contracts/external/{crm_id}" => contracts::handlers::patch;
    DELETE "/api/v1/contracts/external/{crm_id}" => contracts::handlers::end;
    POST "/api/v1/invitations/{id}/resend" => invitations::handlers::resend;
    DELETE "/api/v1/invitations/{id}" => invitations::handlers::revoke;
    DELETE "/api/v1/grants/{id}" => roles::grants::revoke;
    DELETE "/api/v1/users/{id}" => people::users::erase;
    GET "/api/v1/mandates" => mandates::handlers::own;
    POST "/api/v1/mandates" => mandates::handlers::create;
    GET "/api/v1/mandates/{id}" => mandates::handlers::read;
    DELETE "/api/v1/mandates/{id}" => mandates::handlers::end;
    POST "/api/v1/mandates/{id}/accept" => mandates::handlers::accept;
    POST "/api/v1/mandates/{id}/decline" => mandates::handlers::decline;
    GET "/api/v1/users/{id}" => people::users::read;
    PATCH "/api/v1/users/{id}" => people::users::update;
    POST "/api/v1/users/{id}/password-link" => people::users::password_link;
    POST "/api/v1/users/{id}/approvals" => approvals::handlers::ask;
    GET "/api/v1/approvals" => approvals::handlers::list;
    POST "/api/v1/approvals/{id}/approve" => approvals::handlers::approve;
    POST "/api/v1/approvals/{id}/decline" => approvals::handlers::decline;
    POST "/api/v1/approvals/{id}/stop" => approvals::handlers::stop;
    GET "/api/v1/sessions" => sessions::handlers::list;
    DELETE "/api/v1/sessions/{id}" => sessions::handlers::end;
    POST "/api/v1/decisions" => roles::decisions::decide;
    POST "/access/v1/evaluation" => authzen::handlers::evaluate;
    POST "/access/v1/evaluations" => authzen::handlers::evaluate_all;
    GET "/.well-known/authzen-configuration" => authzen::handlers::configuration;
    DELETE "/api/v1/me/organizations/{id}" => people::own::leave;
    POST "/api/v1/flows" => sign_on::handlers::begin;
    GET "/api/v1/flows/{id}" => sign_on::handlers::show;
    POST "/api/v1/flows/{id}" => sign_on::handlers::answer;
}

/// Those of [`ROUTES`] that anybody may call.
pub const OPEN_ROUTES: &[(&str, &str)] = &[
    ("GET", "/api/openapi.json"),
    ("GET", "/.well-known/authzen-configuration"),
    ("POST", "/api/v1/flows"),
    ("GET", "/api/v1/flows/{id}"),
    ("POST", "/api/v1/flows/{id}"),
];

/// The routes of the interface with the layer round them.
pub(crate) fn routes(state: &WebState) -> Router<WebState> {
    router()
        .route("/access/{*rest}", any(nowhere))
        .route("/api", any(nowhere))
        .route("/api/", any(nowhere))
        .route("/api/{*rest}", any(nowhere))
        .layer(middleware::from_fn_with_state(state.clone(), around::around_api))
}

async fn nowhere() -> Problem {
    Problem::not_found()
}
