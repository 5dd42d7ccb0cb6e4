//! Setting up, changing and removing connections.

use super::dto::{self, WantedProvider};
use super::metadata::findings;
use super::{ConnectionCall, ConnectionPatchCall};
use crate::openid_client::discovered_issuer::discovered_issuer;
use crate::rest::http::answer::{Answer, list as page, tagged};
use crate::rest::http::body::Content;
use crate::rest::http::call::Call;
use crate::rest::http::conditional::Tag;
use crate::rest::http::list::List;
use crate::rest::http::parameters::{Listing, OfOrganization};
use crate::rest::http::problem_responses::Problems;
use crate::rest::http::segment::Id;
use axum::Json;
use axum::response::IntoResponse;
use http::StatusCode;
use http::header::{HeaderValue, LOCATION};
use identity_core::domain::ConnectionState;
use identity_core::federation::{NewConnection, NewProvider, NewSamlProvider};
use identity_core::ids::ConnectionId;

/// The connections of an organisation, or those for everybody, by name, on one page.
#[utoipa::path(
    get, path = "/api/v1/connections", tag = "connections", operation_id = "listConnections",
    params(("organization" = Option<Uuid>, Query)),
    responses((status = 200, description = "The current state", body = List<dto::ConnectionStateBody>), Problems)
)]
pub(crate) async fn list(call: Call<OfOrganization>) -> Answer {
    let organization = call.parameters.organization;
    let found = call.identity().connections(&call.caller, organization).await?;
    let items: Vec<_> = found.into_iter().map(|one| dto::ConnectionStateBody::from(one.record)).collect();
    Ok(Json(List { items, next: None }).into_response())
}

/// Sets up a connection, which begins on trial.
#[utoipa::path(
    post, path = "/api/v1/connections", tag = "connections", operation_id = "registerConnection",
    request_body = ConnectionCall,
    responses((status = 201, description = "Set up", body = dto::RegisteredConnection, headers(("Location" = String))), Problems)
)]
pub(crate) async fn register(call: Call, Content(wanted): Content<ConnectionCall>) -> Answer {
    call.without_condition()?;
    let dto::Wanted { name, organization, provider, rules } = wanted.into_core()?;
    let (provider, [left_out, warnings]) = match provider {
        WantedProvider::OpenId(provider) => (NewProvider::OpenId(provider), [Vec::new(), Vec::new()]),
        WantedProvider::Saml { metadata, subject } => {
            let taken = metadata.take(&call, organization).await?;
            let mut provider = NewSamlProvider::new(taken.metadata.clone());
            provider.subject = subject;
            (NewProvider::Saml(provider), findings(&taken))
        }
    };
    let wanted = NewConnection::new(name, provider).organization(organization).rules(rules.onto_usual());
    let id = call.identity().register_connection(&call.caller, &wanted).await?;
    let location = call.path(&format!("/api/v1/connections/{id}"));
    let made = dto::RegisteredConnection { id: id.into(), left_out, warnings };
    let mut answer = (StatusCode::CREATED, Json(made)).into_response();
    if let Ok(location) = HeaderValue::from_str(&location) {
        answer.headers_mut().insert(LOCATION, location);
    }
    Ok(answer)
}

/// A connection, with its mail domains and how many accounts are linked with it.
#[utoipa::path(
    get, path = "/api/v1/connections/{id}", tag = "connections", operation_id = "getConnection",
    params(("id" = Uuid, Path)),
    responses((status = 200, description = "The current state", body = dto::ConnectionBody, headers(("ETag" = String))), Problems)
)]
pub(crate) async fn read(call: Call, Id(id): Id<ConnectionId>) -> Answer {
    let found = call.identity().connection(&call.caller, id).await?;
    // How many are linked and the domains change without the connection, so the tag is good for conditions on changes alone.
    Ok(tagged(Tag::of(&found.connection), Json(dto::ConnectionBody::from(found)).into_response()))
}

/// Changes a connection by merge patch, enables or disables it.
#[utoipa::path(
    patch, path = "/api/v1/connections/{id}", tag = "connections", operation_id = "changeConnection",
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)),
    request_body(content = ConnectionPatchCall, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The new state", body = dto::ConnectionBody, headers(("ETag" = String))), Problems)
)]
pub(crate) async fn change(
    call: Call,
    Id(id): Id<ConnectionId>,
    Content(patch): Content<ConnectionPatchCall>,
) -> Answer {
    let identity = call.identity();
    let mut patch = patch.into_core()?.expected(call.if_match);
    if patch.state == Some(ConnectionState::Enabled) {
        let found = identity.connection(&call.caller, id).await?.connection;
        // Nobody else sends this server to an address.
        identity.may_register_connections(&call.caller, found.organization).await?;
        patch = patch.discovered(discovered_issuer(identity, &found.provider).await);
    }
    identity.change_connection(&call.caller, id, &patch).await?;
    let found = identity.connection(&call.caller, id).await?;
    Ok(tagged(Tag::of(&found.connection), Json(dto::ConnectionBody::from(found)).into_response()))
}

/// Removes a connection with which no account is linked, with its mail domains.
#[utoipa::path(
    delete, path = "/api/v1/connections/{id}", tag = "connections", operation_id = "removeConnection",
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)),
    responses((status = 204, description = "Removed"), Problems)
)]
pub(crate) async fn remove(call: Call, Id(id): Id<ConnectionId>) -> Answer {
    call.identity().remove_connection(&call.caller, id, call.if_match).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The last sign-ins by a connection that failed, newest first, with the check that failed.
#[utoipa::path(
    get, path = "/api/v1/connections/{id}/attempts", tag = "connections", operation_id = "listConnectionAttempts",
    params(
        ("id" = Uuid, Path),
        ("cursor" = Option<String>, Query), ("limit" = Option<u16>, Query, minimum = 1, maximum = 200)
    ),
    responses((status = 200, description = "The current state", body = List<dto::ConnectionAttemptBody>), Problems)
)]
pub(crate) async fn attempts(call: Call<Listing>, Id(id): Id<ConnectionId>) -> Answer {
    let asked = &call.parameters.page;
    let (found, next) = call.identity().connection_attempts(&call.caller, id, asked).await?;
    let items = found.into_iter().map(dto::ConnectionAttemptBody::from).collect();
    Ok(page(&call, items, next))
}
