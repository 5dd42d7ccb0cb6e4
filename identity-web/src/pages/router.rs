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

/// Makes the table of pages and the router from the same lines, so that none is in one alone.
macro_rules! pages {
    ($($path:literal => $first:ident($handler:path) $(.$second:ident($other:path))?;)+) => {
        /// Every page, for those who walk them all: address and methods.
        #[cfg(test)]
        pub(crate) const PAGES: &[(&str, &[&str])] =
            &[$(($path, &[stringify!($first), $(stringify!($second))?])),+];

        fn routes() -> Router<WebState> {
            let pages = Router::new()$(.route($path, $first($handler)$(.$second($other))?))+;
            pages.layer(middleware::map_request(in_time))
        }
    };
}

pages! {
    "/joined/{organization}" => get(home::joined);
    "/assets/{file}" => get(asset);
    "/.well-known/change-password" => get(change_password);
    "/login" => get(sign_in::show).post(sign_in::submit);
    "/flow/{id}" => get(flow::show).post(flow::submit);
    "/flow/{id}/organization" => post(flow::choose);
    "/logout" => get(sign_out::show).post(sign_out::submit);
    "/logout/done" => get(sign_out::done);
    "/logout/{id}" => get(sign_out::next);
    "/invitations/{token}" => get(invitations::follow);
    "/invitations/open/{id}" => get(invitations::show).post(invitations::mail_again);
    "/invitations/open/{id}/accept" => post(invitations::accept);
    "/invitations/open/{id}/join" => post(invitations::join);
    "/invitations/open/{id}/sign-out" => post(invitations::sign_out);
    "/account" => get(account::show).post(account::save);
    "/acting-for" => get(acting_for::show).post(acting_for::choose);
    "/acting-for/switch" => post(acting_for::switch);
    "/acting-for/stop" => post(acting_for::stop);
    "/account/sessions/end-others" => post(account::end_other_sessions);
    "/account/sessions/{id}/end" => post(account::end_session);
    "/organizations" => get(organizations::list);
    "/organizations/{id}" => get(people::list);
    "/organizations/{id}/details" => get(organizations::details);
    "/organizations/{id}/people/{user}" => get(people::show);
    "/organizations/{id}/people/{user}/grants" => get(people::show).post(people::give);
    "/organizations/{id}/people/{user}/edit" => get(manage::show_edit).post(manage::edit);
    "/organizations/{id}/people/{user}/state/{state}" => get(manage::ask_state).post(manage::set_state);
    "/organizations/{id}/people/{user}/grants/{grant}/revoke" => get(people::ask_revoke).post(people::revoke);
    "/organizations/{id}/invite" => get(invite::show).post(invite::submit);
    "/organizations/{id}/invitations" => get(invite::list);
    "/organizations/{id}/invitations/{invitation}/resend" => post(invite::resend);
    "/organizations/{id}/invitations/{invitation}/cancel" => get(invite::ask_cancel).post(invite::cancel);
    "/mandates" => get(mandates::list);
    "/mandates/{mandate}" => get(mandates::show);
    "/mandates/{mandate}/accept" => post(mandates::accept);
    "/mandates/{mandate}/decline" => post(mandates::decline);
    "/mandates/{mandate}/end" => get(mandates::ask_end).post(mandates::end);
    "/mandates/{mandate}/pass-on" => get(give_mandate::show_pass_on).post(give_mandate::pass_on);
    "/organizations/{id}/mandates" => get(mandates_of::list);
    "/organizations/{id}/mandates/new" => get(give_mandate::show).post(give_mandate::submit);
    "/organizations/{id}/who-can" => get(who_can::show);
}

async fn asset(State(state): State<WebState>, Path(file): Path<String>) -> Response {
    state.pages.assets().serve(&file)
}

/// A well-known URL for changing passwords (W3C).
async fn change_password(State(state): State<WebState>) -> Redirect {
    Redirect::to(&state.base.path("/account"))
}
