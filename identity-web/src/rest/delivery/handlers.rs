//! Seeing and setting how text messages are sent, and trying it.

use super::dto;
use crate::rest::http::answer::Answer;
use crate::rest::http::body::Content;
use crate::rest::http::call::Call;
use crate::rest::http::problem_responses::Problems;
use crate::rest::http::segment::Id;
use axum::Json;
use axum::response::IntoResponse;
use http::StatusCode;
use identity_core::delivery::SmsSettingsSet;
use identity_core::ids::OrganizationId;

/// How text messages are sent, at the operator's own organisation.
#[utoipa::path(
    get, path = "/api/v1/organizations/{id}/text-messages", tag = "organizations", operation_id = "getSmsSettings",
    params(("id" = Uuid, Path)),
    responses((status = 200, description = "The current state", body = dto::SmsSettings), Problems)
)]
pub(crate) async fn read(call: Call, Id(id): Id<OrganizationId>) -> Answer {
    state(&call, id).await
}

/// Sets how text messages are sent, at the operator's own organisation. It holds from the next message on, or waits for a second
/// administrator where one is asked for.
#[utoipa::path(
    put, path = "/api/v1/organizations/{id}/text-messages", tag = "organizations", operation_id = "putSmsSettings",
    params(("id" = Uuid, Path)), request_body = dto::SmsSettingsCall,
    responses(
        (status = 200, description = "The new state", body = dto::SmsSettings),
        (status = 202, description = "It waits for a second administrator", body = dto::SmsSettings),
        Problems
    )
)]
pub(crate) async fn write(
    call: Call,
    Id(id): Id<OrganizationId>,
    Content(wanted): Content<dto::SmsSettingsCall>,
) -> Answer {
    call.without_condition()?;
    let status = match call.identity().set_sms_settings(&call.caller, &wanted.into_core(id)?).await? {
        SmsSettingsSet::InForce => StatusCode::OK,
        SmsSettingsSet::Waits => StatusCode::ACCEPTED,
    };
    Ok((status, state(&call, id).await?).into_response())
}

/// Approves the change that waits for a second administrator.
#[utoipa::path(
    post, path = "/api/v1/organizations/{id}/text-messages/approve", tag = "organizations",
    operation_id = "approveSmsSettings", params(("id" = Uuid, Path)),
    responses((status = 200, description = "The new state", body = dto::SmsSettings), Problems)
)]
pub(crate) async fn approve(call: Call, Id(id): Id<OrganizationId>) -> Answer {
    call.without_condition()?;
    call.identity().approve_sms_settings(&call.caller, id).await?;
    state(&call, id).await
}

/// Declines the change that waits for a second administrator, or withdraws it.
#[utoipa::path(
    post, path = "/api/v1/organizations/{id}/text-messages/decline", tag = "organizations",
    operation_id = "declineSmsSettings", params(("id" = Uuid, Path)),
    responses((status = 200, description = "The current state", body = dto::SmsSettings), Problems)
)]
pub(crate) async fn decline(call: Call, Id(id): Id<OrganizationId>) -> Answer {
    call.without_condition()?;
    call.identity().decline_sms_settings(&call.caller, id).await?;
    state(&call, id).await
}

/// Sends a test message to the caller's own telephone. It is tried once; `test` of the settings tells what became of it.
#[utoipa::path(
    post, path = "/api/v1/organizations/{id}/text-messages/test", tag = "organizations", operation_id = "testSmsSettings",
    params(("id" = Uuid, Path)),
    responses((status = 202, description = "On its way", body = dto::SmsSettings), Problems)
)]
pub(crate) async fn test(call: Call, Id(id): Id<OrganizationId>) -> Answer {
    call.without_condition()?;
    call.identity().send_sms_test(&call.caller, id).await?;
    Ok((StatusCode::ACCEPTED, state(&call, id).await?).into_response())
}

async fn state(call: &Call, id: OrganizationId) -> Answer {
    let found = call.identity().sms_settings(&call.caller, id).await?;
    Ok(Json(dto::SmsSettings::from(found)).into_response())
}
