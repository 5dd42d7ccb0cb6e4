//! The addresses of the pages.

use super::around::around_pages;
use super::failure::Failure;
use super::{
    account, acting_for, flow, give_mandate, home, invitations, invite, manage, mandates, mandates_of,
    organizations, people, sign_in, sign_out, who_can,
};
use crate::slow_body::in_time;
use crate::state::WebState;
use axum::extract::{Path, State};
use axum::response::{Redirect, Response};
use axum::routing::{get, post};
use axum::{Router, middleware};

/// The pages, with the layer that they need round them. At the root, the start page is left to the host
/// application; below a mount point it is ours like everything there.
pub(crate) fn router(state: &WebState) -> Router<WebState> {
    let routes = if state.base.mount().is_empty() { routes() } else { routes().route("/", get(home::show)) };
    routes.layer(middleware::from_fn_with_state(state.clone(), around_pages))
}

/// The pages of an application that has nothing else: an address that nobody has gets the brand's page too.
pub(crate) fn with_not_found(state: &WebState) -> Router<WebState> {
    let not_found = || async { Failure::NotFound };
    routes()
        .route("/", get(home::show))
        .fallback(not_found)
        .layer(middleware::from_fn_with_state(state.clone(), around_pages))
}

fn routes() -> Router<WebState> {
    Router::new()
        .route("/joined/{organization}", get(home::joined))
        .merge(entry())
        .merge(own())
        .merge(administration())
        .merge(delegation())
        .route("/assets/{file}", get(asset))
        .route("/.well-known/change-password", get(change_password))
        .layer(middleware::map_request(in_time))
}

fn entry() -> Router<WebState> {
    Router::new()
        .route("/login", get(sign_in::show).post(sign_in::submit))
        .route("/flow/{id}", get(flow::show).post(flow::submit))
        .route("/flow/{id}/organization", post(flow::choose))
        .route("/logout", get(sign_out::show).post(sign_out::submit))
        .route("/logout/done", get(sign_out::done))
        .route("/logout/{id}", get(sign_out::next))
        .route("/invitations/{token}", get(invitations::show).post(invitations::accept))
        .route("/invitations/{token}/join", post(invitations::join))
        .route("/invitations/{token}/sign-out", post(invitations::sign_out))
        .route("/invitations/open/{id}", get(invitations::notice).post(invitations::mail_again))
}

fn own() -> Router<WebState> {
    Router::new()
        .route("/account", get(account::show).post(account::save))
        .route("/acting-for", get(acting_for::show).post(acting_for::choose))
        .route("/acting-for/switch", post(acting_for::switch))
        .route("/acting-for/stop", post(acting_for::stop))
        .route("/account/sessions/end-others", post(account::end_other_sessions))
        .route("/account/sessions/{id}/end", post(account::end_session))
}

fn administration() -> Router<WebState> {
    Router::new()
        .route("/organizations", get(organizations::list))
        .route("/organizations/{id}", get(people::list))
        .route("/organizations/{id}/details", get(organizations::details))
        .route("/organizations/{id}/people/{user}", get(people::show))
        .route("/organizations/{id}/people/{user}/grants", get(people::show).post(people::give))
        .route("/organizations/{id}/people/{user}/edit", get(manage::show_edit).post(manage::edit))
        .route(
            "/organizations/{id}/people/{user}/state/{state}",
            get(manage::ask_state).post(manage::set_state),
        )
        .route(
            "/organizations/{id}/people/{user}/grants/{grant}/revoke",
            get(people::ask_revoke).post(people::revoke),
        )
        .route("/organizations/{id}/invite", get(invite::show).post(invite::submit))
        .route("/organizations/{id}/invitations", get(invite::list))
        .route("/organizations/{id}/invitations/{invitation}/resend", post(invite::resend))
        .route(
            "/organizations/{id}/invitations/{invitation}/cancel",
            get(invite::ask_cancel).post(invite::cancel),
        )
}

fn delegation() -> Router<WebState> {
    Router::new()
        .route("/mandates", get(mandates::list))
        .route("/mandates/{mandate}", get(mandates::show))
        .route("/mandates/{mandate}/accept", post(mandates::accept))
        .route("/mandates/{mandate}/decline", post(mandates::decline))
        .route("/mandates/{mandate}/end", get(mandates::ask_end).post(mandates::end))
        .route("/mandates/{mandate}/pass-on", get(give_mandate::show_pass_on).post(give_mandate::pass_on))
        .route("/organizations/{id}/mandates", get(mandates_of::list))
        .route("/organizations/{id}/mandates/new", get(give_mandate::show).post(give_mandate::submit))
        .route("/organizations/{id}/who-can", get(who_can::show))
}

async fn asset(State(state): State<WebState>, Path(file): Path<String>) -> Response {
    state.pages.assets().serve(&file)
}

/// A well-known URL for changing passwords (W3C).
async fn change_password(State(state): State<WebState>) -> Redirect {
    Redirect::to(&state.base.path("/account"))
}
