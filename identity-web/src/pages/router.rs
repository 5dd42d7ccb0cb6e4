//! The addresses of the pages.

use super::applications::home;
use super::delivery::inbox::{Development, routes as routes_of_inbox};
use super::{
    applications, approvals, audit, authenticators, brands, closing, connections, contacts, delivery,
    invitations, linked_accounts, mandates, organizations, people, personal_data, programs, recovery, roles,
    sessions, sign_on,
};
use crate::page::failure::PageFailure;
use crate::slow_body::in_time;
use crate::state::WebState;
use crate::visit::around::{Around, around_pages};
use axum::extract::{Path, State};
use axum::response::{Redirect, Response};
use axum::routing::{get, post};
use axum::{Router, middleware};

/// The pages, with the layer that they need round them. At the root, the start page is left to the host
/// application; below a mount point it is ours like everything there.
pub(crate) fn router(state: &WebState) -> Router<WebState> {
    let routes = if state.base.mount().is_empty() { routes() } else { routes().route("/", get(home::show)) };
    routes.layer(middleware::from_fn_with_state(around(state), around_pages))
}

/// What the layer round the pages needs.
pub(crate) fn around(state: &WebState) -> Around {
    Around { state: state.clone(), pages: routes().with_state(state.clone()) }
}

/// The development inbox.
pub(crate) fn development_router(state: &WebState, development: Development) -> Router<WebState> {
    routes_of_inbox(development).layer(middleware::from_fn_with_state(around(state), around_pages))
}

/// The pages as an application of its own: unknown addresses get the brand's page too.
pub(crate) fn with_not_found(state: &WebState) -> Router<WebState> {
    let not_found = || async { PageFailure::NotFound };
    routes()
        .route("/", get(home::show))
        .fallback(not_found)
        .layer(middleware::from_fn_with_state(around(state), around_pages))
}

/// Makes the table of pages and the router from the same lines, so that none is in one alone.
macro_rules! pages {
    ($($path:literal => $first:ident($handler:path) $(.$second:ident($other:path))?;)+) => {
        /// Every page, for those who walk them all: address and methods.
        // Public for the tests that walk all pages; hosts have no use for it.
        #[doc(hidden)]
        pub const PAGES: &[(&str, &[&str])] =
            &[$(($path, &[stringify!($first), $(stringify!($second))?])),+];

        fn routes() -> Router<WebState> {
            let pages = Router::new()$(.route($path, $first($handler)$(.$second($other))?))+;
            pages.layer(middleware::map_request(in_time))
        }
    };
}

pages! {
    "/joined/{organization}" => get(applications::home::joined);
    "/open/{service}" => get(applications::home::open);
    "/assets/{file}" => get(asset);
    "/.well-known/change-password" => get(change_password);
    "/brand/{brand}/{file}" => get(brands::files::logo);
    "/brand/colours/{file}" => get(brands::files::colours);
    "/applications" => get(applications::registry::list::show);
    "/applications/new" => get(applications::registry::choose::show);
    "/applications/new/saml" => get(applications::registry::metadata::show_new).post(applications::registry::metadata::read_new);
    "/applications/new/saml/save" => get(applications::registry::metadata::show_saved).post(applications::registry::metadata::save_new);
    "/applications/new/{kind}" => get(applications::registry::register::show).post(applications::registry::register::submit);
    "/applications/{id}" => get(applications::registry::show::show);
    "/applications/{id}/edit" => get(applications::registry::edit::show).post(applications::registry::edit::submit);
    "/applications/{id}/metadata" => get(applications::registry::metadata::show).post(applications::registry::metadata::read);
    "/applications/{id}/metadata/save" => post(applications::registry::metadata::save);
    "/applications/{id}/opening/{opening}" => get(applications::registry::acts::ask_opening).post(applications::registry::acts::set_opening);
    "/applications/{id}/secret" => get(applications::registry::acts::ask_secret).post(applications::registry::acts::make_secret);
    "/applications/{id}/delete" => get(applications::registry::acts::ask_delete).post(applications::registry::acts::delete);
    "/applications/{id}/brand" => get(brands::of_application::show).post(brands::of_application::draft);
    "/applications/{id}/brand/logo" => post(brands::of_application::logo);
    "/applications/{id}/brand/logo/remove" => post(brands::of_application::remove_logo);
    "/applications/{id}/brand/publish" => post(brands::of_application::publish);
    "/applications/{id}/brand/discard" => post(brands::of_application::discard);
    "/applications/{id}/brand/preview" => get(brands::of_application::preview);
    "/connections" => get(connections::list::show);
    "/connections/new" => get(connections::choose::show);
    "/connections/new/saml" => get(connections::metadata::show_new).post(connections::metadata::read_new);
    "/connections/new/saml/save" => get(connections::metadata::show_saved).post(connections::metadata::save_new);
    "/connections/new/{kind}" => get(connections::register::show).post(connections::register::submit);
    "/organizations/{id}/connections" => get(connections::list::show);
    "/organizations/{id}/connections/new" => get(connections::choose::show);
    "/organizations/{id}/connections/new/saml" => get(connections::metadata::show_new).post(connections::metadata::read_new);
    "/organizations/{id}/connections/new/saml/save" => get(connections::metadata::show_saved).post(connections::metadata::save_new);
    "/organizations/{id}/connections/new/{kind}" => get(connections::register::show).post(connections::register::submit);
    "/connections/{id}" => get(connections::show::show);
    "/connections/{id}/edit" => get(connections::edit::show).post(connections::edit::submit);
    "/connections/{id}/rules" => get(connections::rules::show).post(connections::rules::submit);
    "/connections/{id}/only" => get(connections::only::show).post(connections::only::submit);
    "/connections/{id}/metadata" => get(connections::metadata::show).post(connections::metadata::read);
    "/connections/{id}/metadata/save" => post(connections::metadata::save);
    "/connections/{id}/domains" => get(connections::domains::show).post(connections::domains::add);
    "/connections/{id}/domains/{domain}/remove" => post(connections::domains::remove);
    "/connections/{id}/state/{state}" => get(connections::acts::ask_state).post(connections::acts::set_state);
    "/connections/{id}/remove" => get(connections::acts::ask_remove).post(connections::acts::remove);
    "/sign-in-domains/{id}/{token}" => get(connections::domain_link::show).post(connections::domain_link::prove);
    "/applications/{id}/saml" => get(applications::saml::settings::show).post(applications::saml::settings::submit);
    "/applications/{id}/saml/attributes" => get(applications::saml::attributes::show).post(applications::saml::attributes::add);
    "/applications/{id}/saml/attributes/{attribute}/remove" => post(applications::saml::attributes::remove);
    "/login" => get(sign_on::sign_in::show).post(sign_on::sign_in::submit);
    "/flow/{id}" => get(sign_on::flow::show).post(sign_on::flow::submit);
    "/flow/{id}/connections/{connection}" => post(sign_on::flow::leave_by);
    "/applications/{id}/start" => get(sign_on::start::show);
    "/logout" => get(sign_on::sign_out::show).post(sign_on::sign_out::submit);
    "/logout/done" => get(sign_on::sign_out::done);
    "/logout/{id}" => get(sign_on::sign_out::tell);
    "/logout/{id}/tell/{participant}" => get(sign_on::sign_out::carry);
    "/logout/{id}/answer" => get(sign_on::sign_out::answer);
    "/invitations/ask" => get(invitations::accept::latest).post(invitations::accept::ask_again);
    "/invitations/{token}" => get(invitations::accept::follow);
    "/invitations/open/{id}" => get(invitations::accept::show).post(invitations::accept::mail_again);
    "/invitations/open/{id}/accept" => get(invitations::accept::show).post(invitations::accept::accept);
    "/invitations/open/{id}/connections/{connection}" => post(invitations::elsewhere::leave_by);
    "/invitations/open/{id}/join" => post(invitations::join::join);
    "/invitations/open/{id}/add-address" => post(invitations::join::add_address);
    "/invitations/open/{id}/sign-out" => post(invitations::accept::sign_out);
    "/first-use" => get(recovery::first_use::show).post(recovery::first_use::submit);
    "/recover" => get(recovery::ask::show).post(recovery::ask::submit);
    "/recover/sent" => get(recovery::ask::sent);
    "/recover/new-password" => get(recovery::reset::show).post(recovery::reset::submit);
    "/recover/{token}" => get(recovery::reset::follow);
    "/account/password" => get(sessions::password::show).post(sessions::password::submit);
    "/account" => get(sessions::account::show);
    "/account/activity" => get(audit::activity::show);
    "/account/export" => get(personal_data::export::show).post(personal_data::export::download);
    "/account/close" => get(closing::close::show).post(closing::close::close);
    "/account/closed" => get(closing::close::closed);
    "/account/organizations/{organization}/leave" => get(people::leave::ask).post(people::leave::leave);
    "/account/organizations/{organization}/roles/{grant}/give-back" => get(people::leave::ask_give_back).post(people::leave::give_back);
    "/account/applications" => get(applications::own::show);
    "/account/applications/{id}/withdraw" => post(applications::own::withdraw);
    "/account/profile" => get(people::profile::show).post(people::profile::save);
    "/account/email" => get(contacts::change::show_email).post(contacts::change::submit_email);
    "/account/email/send" => post(contacts::change::send_email);
    "/account/email/cancel" => post(contacts::change::cancel_email);
    "/account/email/{id}/main" => post(contacts::emails::choose_main);
    "/account/email/{id}/remove" => get(contacts::emails::ask_remove).post(contacts::emails::remove);
    "/account/phone" => get(contacts::change::show_phone).post(contacts::change::submit_phone);
    "/account/phone/send" => post(contacts::change::send_phone);
    "/account/phone/cancel" => post(contacts::change::cancel_phone);
    "/account/phone/remove" => get(contacts::change::ask_remove).post(contacts::change::remove);
    "/contacts/open" => get(contacts::link::show).post(contacts::link::submit);
    "/contacts/{token}" => get(contacts::link::follow);
    "/language" => get(sessions::language::back).post(sessions::language::stay);
    "/account/security" => get(authenticators::security::show).post(authenticators::security::add);
    "/account/security/approvals/{approval}/stop" => post(approvals::own::stop);
    "/account/security/enrol/{credential}" => get(authenticators::enrol::show).post(authenticators::enrol::confirm);
    "/account/security/enrol/{credential}/passkey" => get(authenticators::enrol::show).post(authenticators::enrol::confirm_passkey);
    "/account/security/enrol/{credential}/send" => post(authenticators::enrol::send);
    "/account/security/{credential}/label" => get(authenticators::change::show_label).post(authenticators::change::label);
    "/account/security/{credential}/remove" => get(authenticators::change::ask_remove).post(authenticators::change::remove);
    "/account/security/recovery-codes" => post(authenticators::security::recovery_codes);
    "/account/linked" => get(linked_accounts::own::show);
    "/account/linked/{linked}/connect" => post(linked_accounts::own::connect);
    "/account/linked/{linked}/remove" => get(linked_accounts::own::ask_remove).post(linked_accounts::own::remove);
    "/acting-for" => get(sessions::acting_for::show).post(sessions::acting_for::choose);
    "/acting-for/switch" => post(sessions::acting_for::switch);
    "/acting-for/stop" => post(sessions::acting_for::stop);
    "/account/sessions/end-others" => post(sessions::account::end_other_sessions);
    "/account/sessions/{id}/end" => post(sessions::account::end_session);
    "/account/browsers/{id}/forget" => post(sessions::account::forget_browser);
    "/organizations" => get(organizations::list::list);
    "/organizations/export" => post(organizations::list::export);
    "/organizations/{id}" => get(people::list::list);
    "/organizations/{id}/details" => get(organizations::list::details);
    "/organizations/{id}/suspend" => get(organizations::suspend::ask).post(organizations::suspend::suspend);
    "/organizations/{id}/resume" => get(organizations::suspend::ask_resume).post(organizations::suspend::resume);
    "/organizations/{id}/sign-in" => get(sign_on::policy::show).post(sign_on::policy::submit);
    "/organizations/{id}/text-messages" => get(delivery::sms::show).post(delivery::sms::submit);
    "/organizations/{id}/text-messages/approve" => post(delivery::sms_proposal::approve);
    "/organizations/{id}/text-messages/decline" => post(delivery::sms_proposal::decline);
    "/organizations/{id}/text-messages/test" => post(delivery::sms::test);
    "/organizations/{id}/brand" => get(brands::of_organization::show).post(brands::of_organization::draft);
    "/organizations/{id}/brand/logo" => post(brands::of_organization::logo);
    "/organizations/{id}/brand/logo/remove" => post(brands::of_organization::remove_logo);
    "/organizations/{id}/brand/publish" => post(brands::of_organization::publish);
    "/organizations/{id}/brand/discard" => post(brands::of_organization::discard);
    "/organizations/{id}/brand/preview" => get(brands::of_organization::preview);
    "/organizations/{id}/people/new" => get(people::create::show).post(people::create::submit);
    "/organizations/{id}/people/export" => post(people::list::export);
    "/organizations/{id}/people/{user}" => get(people::person::show);
    "/organizations/{id}/people/{user}/password-link" => get(people::password_link::ask_mail).post(people::password_link::mail);
    "/organizations/{id}/people/{user}/letter" => get(people::password_link::ask_letter).post(people::password_link::letter);
    "/organizations/{id}/people/{user}/grants" => get(people::person::show).post(people::grants::give);
    "/organizations/{id}/people/{user}/edit" => get(people::manage::show_edit).post(people::manage::edit);
    "/organizations/{id}/people/{user}/state/{state}" => get(people::manage::ask_state).post(people::manage::set_state);
    "/organizations/{id}/people/{user}/reset-authenticators" => get(people::manage::ask_reset).post(people::manage::reset);
    "/organizations/{id}/people/{user}/approval/{act}" => get(approvals::ask::show).post(approvals::ask::submit);
    "/approvals" => get(approvals::list::show);
    "/approvals/{approval}/approve" => get(approvals::list::ask_approve).post(people::password_link::approve);
    "/approvals/{approval}/decline" => post(approvals::list::decline);
    "/organizations/{id}/people/{user}/grants/{grant}/revoke" => get(people::grants::ask_revoke).post(people::grants::revoke);
    "/organizations/{id}/programs" => get(programs::list::show).post(programs::list::give);
    "/organizations/{id}/programs/{client}" => get(programs::program::show);
    "/organizations/{id}/programs/{client}/stop" => get(programs::stop::ask).post(programs::stop::stop);
    "/organizations/{id}/invite" => get(invitations::invite::show).post(invitations::invite::submit);
    "/organizations/{id}/invitations" => get(invitations::list::list);
    "/organizations/{id}/invitations/export" => post(invitations::list::export);
    "/organizations/{id}/invitations/{invitation}/resend" => post(invitations::list::resend);
    "/organizations/{id}/invitations/{invitation}/cancel" => get(invitations::list::ask_cancel).post(invitations::list::cancel);
    "/mandates" => get(mandates::own::list);
    "/mandates/{mandate}" => get(mandates::own::show);
    "/mandates/{mandate}/accept" => post(mandates::own::accept);
    "/mandates/{mandate}/decline" => post(mandates::own::decline);
    "/mandates/{mandate}/end" => get(mandates::own::ask_end).post(mandates::own::end);
    "/mandates/{mandate}/pass-on" => get(mandates::give::show_pass_on).post(mandates::give::pass_on);
    "/organizations/{id}/mandates" => get(mandates::of_organization::list);
    "/organizations/{id}/mandates/export" => post(mandates::of_organization::export);
    "/organizations/{id}/mandates/new" => get(mandates::give::show).post(mandates::give::submit);
    "/organizations/{id}/history" => get(audit::history::show);
    "/organizations/{id}/who-can" => get(roles::who_can::show);
    "/organizations/{id}/people/{user}/erase" => get(closing::erase::ask).post(closing::erase::erase);
    "/organizations/{id}/people/{user}/remove" => get(people::remove::ask).post(people::remove::remove);
}

async fn asset(State(state): State<WebState>, Path(file): Path<String>) -> Response {
    state.pages.assets().serve(&file)
}

/// A well-known URL for changing passwords (W3C).
async fn change_password(State(state): State<WebState>) -> Redirect {
    Redirect::to(&state.base.path("/account/password"))
}
