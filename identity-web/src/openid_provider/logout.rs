//! Signing out that an application asks for (OpenID Connect RP-Initiated Logout, section 2).

use crate::openid::authorize::parameters::{self, Parameters};
use crate::openid::endpoints;
use crate::openid_provider::posted::as_get;
use crate::openid_provider::provider::{Hint, OpenIdProvider};
use crate::page::cookies::Cookie;
use crate::page::failure::PageFailure;
use crate::pages::sign_on::sign_out::with_logout;
use crate::rest::http::problem::Problem;
use crate::state::WebState;
use crate::visit::browser::{see_other, with_cookie};
use crate::visit::visitor::Visit;
use axum::Extension;
use axum::extract::{Request, State};
use axum::response::Response;
use identity_core::domain::{ApiClient, LogoutInitiator};
use identity_core::ids::RelyingPartyId;
use identity_core::sessions::LogoutAsked;

/// A request in the address. Only one with an ID token about the person of this browser signs out at once; every other asks
/// the person first, so that no other site signs them out.
pub(super) async fn ask(
    visit: Visit,
    Extension(provider): Extension<OpenIdProvider>,
) -> Result<Response, PageFailure> {
    let asked = parameters::read(visit.query.as_bytes()).map_err(|_| PageFailure::BadRequest)?;
    let asked = Parameters::new(&asked);
    let hint = match asked.single("id_token_hint") {
        Some(hint) => provider.hint(hint).await?,
        None => None,
    };
    let named = asked.single("client_id");
    let hint = hint.filter(|hint| named.is_none_or(|named| named == hint.client_id));
    let Some(hint) = hint else { return Ok(visit.go("/logout")) };
    let Some(client) = visit.state.identity.client(&hint.client_id).await? else {
        return Ok(visit.go("/logout"));
    };
    let redirect_uri = asked.single("post_logout_redirect_uri");
    if redirect_uri.is_some_and(|uri| !is_registered(&client, uri)) {
        return Ok(visit.go("/logout"));
    }
    let application = client.application().ok_or(PageFailure::NotFound)?;
    let Some(hint) = of_browser(&visit, application, hint).await? else { return Ok(visit.go("/logout")) };
    sign_out(&visit, application, hint, redirect_uri, asked.single("state")).await
}

/// What the hint says of the session of this browser: nothing, if it is about another person. Whoever lures somebody here with
/// an ID token of their own signs nobody else out.
async fn of_browser(
    visit: &Visit,
    application: RelyingPartyId,
    hint: Hint,
) -> Result<Option<Hint>, PageFailure> {
    let Some(current) = &visit.current else { return Ok(Some(hint)) };
    let identity = &visit.state.identity;
    let session = identity.session_name(&current.caller, application, &hint.subject).await?;
    Ok(session.map(|session| Hint { session: Some(session.to_string()), ..hint }))
}

/// A posted request.
pub(super) async fn ask_posted(State(state): State<WebState>, request: Request) -> Result<Response, Problem> {
    as_get(&state, request, endpoints::LOGOUT).await
}

/// Whether the browser may go to this address afterwards; compared octet for octet.
fn is_registered(client: &ApiClient, uri: &str) -> bool {
    client
        .openid
        .as_ref()
        .is_some_and(|openid| openid.post_logout_redirect_uris.iter().any(|known| known == uri))
}

async fn sign_out(
    visit: &Visit,
    application: RelyingPartyId,
    hint: Hint,
    redirect_uri: Option<&str>,
    state: Option<&str>,
) -> Result<Response, PageFailure> {
    let initiator = LogoutInitiator {
        relying_party: application,
        request_id: String::new(),
        relay_state: state.map(ToOwned::to_owned),
        redirect_uri: redirect_uri.map(ToOwned::to_owned),
    };
    let asked = LogoutAsked {
        initiator,
        name_id: hint.subject,
        session_indexes: hint.session.into_iter().collect(),
        by_browser: true,
    };
    let begun = visit.state.identity.begin_asked_logout(&asked).await?;
    let Some(begun) = begun.filter(|begun| !begun.logout.parties.is_empty()) else {
        let onward = redirect_uri.map(|uri| OpenIdProvider::signed_out_address(uri, state));
        let response = onward.map_or_else(|| visit.go("/logout/done"), |address| see_other(&address));
        return Ok(with_cookie(response, visit.state.cookies.clear(Cookie::Session)));
    };
    let response = with_logout(visit, &begun, visit.go(&format!("/logout/{}", begun.id())));
    Ok(with_cookie(response, visit.state.cookies.clear(Cookie::Session)))
}
