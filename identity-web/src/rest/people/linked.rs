//! The identities elsewhere that belong to the caller's account.

use crate::rest::http::answer::Answer;
use crate::rest::http::call::Call;
use crate::rest::http::list::List;
use crate::rest::http::problem_responses::Problems;
use crate::rest::http::segment::Id;
use crate::rest::people::dto;
use axum::Json;
use axum::response::IntoResponse;
use http::StatusCode;
use identity_core::ids::LinkedIdentityId;

/// The identities elsewhere by which the caller signs in, all on one page.
#[utoipa::path(
    get, path = "/api/v1/me/linked-identities", tag = "me", operation_id = "listMyLinkedIdentities",
    responses((status = 200, description = "The current state", body = List<dto::LinkedIdentity>), Problems)
)]
pub(crate) async fn list(call: Call) -> Answer {
    call.by_a_person()?;
    let own = call.identity().own_identities(&call.caller).await?;
    let items: Vec<_> = own.linked.into_iter().map(dto::LinkedIdentity::from).collect();
    Ok(Json(List { items, next: None }).into_response())
}

/// Ends that an identity elsewhere belongs to the caller's account, which is told by mail. The last way to sign in stays.
#[utoipa::path(
    delete, path = "/api/v1/me/linked-identities/{id}", tag = "me", operation_id = "removeMyLinkedIdentity",
    params(("id" = Uuid, Path)), responses((status = 204, description = "Removed"), Problems)
)]
pub(crate) async fn remove(call: Call, Id(id): Id<LinkedIdentityId>) -> Answer {
    call.by_a_person()?;
    call.without_condition()?;
    call.identity().unlink_identity(&call.caller, id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
