//! The caller's e-mail addresses, and removing what reaches them.

use crate::rest::contacts::dto;
use crate::rest::http::answer::Answer;
use crate::rest::http::body::NoContent;
use crate::rest::http::call::Call;
use crate::rest::http::list::List;
use crate::rest::http::problem_responses::Problems;
use crate::rest::http::segment::Id;
use axum::Json;
use axum::response::IntoResponse;
use http::StatusCode;
use identity_core::ids::UserEmailId;

/// The caller's e-mail addresses, the main one first, all on one page. They sign in with each.
#[utoipa::path(
    get, path = "/api/v1/me/emails", tag = "me", operation_id = "listMyEmails",
    responses((status = 200, description = "The current state", body = List<dto::OwnEmail>), Problems)
)]
pub(crate) async fn list(call: Call) -> Answer {
    call.by_a_person()?;
    let own = call.identity().own_emails(&call.caller).await?;
    Ok(Json(List { items: dto::OwnEmail::all(own), next: None }).into_response())
}

/// Makes a further address the main one. The one before stays as a further one if it was verified; it is told, and can undo it
/// for some days.
#[utoipa::path(
    post, path = "/api/v1/me/emails/{id}/main", tag = "me", operation_id = "chooseMyMainEmail",
    params(("id" = Uuid, Path)), responses((status = 204, description = "Chosen"), Problems)
)]
pub(crate) async fn choose_main(call: Call, Id(id): Id<UserEmailId>, _: NoContent) -> Answer {
    call.by_a_person()?;
    call.without_condition()?;
    call.identity().choose_main_email(&call.caller, id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Removes a further address, which is told. The main one stays until another is chosen.
#[utoipa::path(
    delete, path = "/api/v1/me/emails/{id}", tag = "me", operation_id = "removeMyEmail", params(("id" = Uuid, Path)),
    responses((status = 204, description = "Removed"), Problems)
)]
pub(crate) async fn remove(call: Call, Id(id): Id<UserEmailId>) -> Answer {
    call.by_a_person()?;
    call.without_condition()?;
    call.identity().remove_own_email(&call.caller, id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Removes the caller's telephone number; there need not be one. The mailbox of the account is told, and can undo it for some
/// days.
#[utoipa::path(
    delete, path = "/api/v1/me/phone", tag = "me", operation_id = "removeMyPhone",
    responses((status = 204, description = "Removed"), Problems)
)]
pub(crate) async fn remove_phone(call: Call) -> Answer {
    call.by_a_person()?;
    call.without_condition()?;
    call.identity().remove_own_phone(&call.caller).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
