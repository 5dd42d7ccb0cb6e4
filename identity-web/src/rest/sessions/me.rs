//! Who the caller is.

use crate::rest::http::answer::Answer;
use crate::rest::http::body::Content;
use crate::rest::http::call::Call;
use crate::rest::http::names::NamedIds;
use crate::rest::http::problem_responses::Problems;
use crate::rest::mandates::dto::Mandate;
use crate::rest::sessions::dto::{self, Me, MyClient, MySelf};
use axum::Json;
use axum::response::IntoResponse;
use http::StatusCode;
use identity_core::domain::Actor;
use identity_core::ids::OrganizationId;
use identity_core::mandates::MandateState;

/// The caller with their organisations and rights; for session cookies also the `csrf_token` that changes
/// have to show.
#[utoipa::path(get, path = "/api/v1/me", tag = "me", operation_id = "getMe", responses((status = 200, description = "The current state", body = Me), Problems))]
pub(crate) async fn me(call: Call) -> Answer {
    if let Actor::Client(id) = call.caller.actor() {
        return Ok(Json(Me::Client(MyClient::new(id.into(), &call.caller))).into_response());
    }
    let account = call.identity().account(&call.caller).await?;
    let session = call.session().map(|session| dto::Session::new(session, call.caller.session()));
    let mandates = call.identity().held_mandates(&call.caller).await?;
    let ids = NamedIds::of_grants(mandates.iter().map(|mandate| &mandate.grant.record));
    let names = call.names(&ids).await?;
    let mandates = mandates.iter().filter(|mandate| !matches!(mandate.state, MandateState::Ended(_)));
    let mandates = mandates.map(|mandate| Mandate::new(mandate, &names)).collect();
    let acting_for = call.caller.acting_for();
    let myself = MySelf::new(account, session, acting_for, mandates, call.csrf_token());
    Ok(Json(Me::User(Box::new(myself))).into_response())
}

/// Chooses the organisation that the caller acts for in this session, or leaves it open. Rights by mandate count for
/// that organisation alone from then on.
#[utoipa::path(
    put, path = "/api/v1/me/acting-for", tag = "me", operation_id = "setActingFor", request_body = dto::ActingForCall,
    responses((status = 204, description = "Chosen"), Problems)
)]
pub(crate) async fn act_for(call: Call, Content(chosen): Content<dto::ActingForCall>) -> Answer {
    call.by_a_person()?;
    call.without_condition()?;
    call.identity().act_for(&call.caller, chosen.organization.map(OrganizationId::from)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
