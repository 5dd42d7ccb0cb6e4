//! Asking for a second administrator, and the answers.

use crate::rest::approvals::dto;
use crate::rest::http::answer::{Answer, changed, list as page};
use crate::rest::http::body::{Content, NoContent};
use crate::rest::http::call::Call;
use crate::rest::http::list::List;
use crate::rest::http::parameters::Listing;
use crate::rest::http::problem_responses::Problems;
use crate::rest::http::segment::Id;
use crate::rest::people::dto::PasswordLink;
use axum::Json;
use axum::response::IntoResponse;
use http::StatusCode;
use identity_core::approvals::AskApproval;
use identity_core::ids::{ApprovalId, UserId};

/// Asks for an act on somebody's account that needs a second administrator. The person is told by mail, and can stop it.
#[utoipa::path(
    post, path = "/api/v1/users/{id}/approvals", tag = "users", operation_id = "askApproval",
    params(("id" = Uuid, Path)), request_body = dto::ApprovalCall,
    responses((status = 201, description = "It waits for a second administrator", body = dto::Approval), Problems)
)]
pub(crate) async fn ask(
    call: Call,
    Id(id): Id<UserId>,
    Content(wanted): Content<dto::ApprovalCall>,
) -> Answer {
    call.without_condition()?;
    call.by_a_person()?;
    let wanted = AskApproval::new(wanted.act, id, wanted.reason);
    let asked = call.identity().ask_approval(&call.caller, &wanted).await?;
    Ok(changed(StatusCode::CREATED, &asked, &dto::Approval::from(asked.record.clone())))
}

/// What waits for a second administrator at the organisations whose people the caller manages, the oldest first. It is all on one
/// page.
#[utoipa::path(
    get, path = "/api/v1/approvals", tag = "users", operation_id = "listApprovals",
    params(("cursor" = Option<String>, Query), ("limit" = Option<u16>, Query, minimum = 1, maximum = 200)),
    responses((status = 200, description = "The current state", body = List<dto::Approval>), Problems)
)]
pub(crate) async fn list(call: Call<Listing>) -> Answer {
    let found = call.identity().approvals(&call.caller).await?;
    let items = found.into_iter().map(|one| dto::Approval::from(one.approval.record)).collect();
    Ok(page(&call, items, None))
}

/// Approves what another administrator asked for, and does it. A recovery of somebody without an e-mail address gives the letter
/// with the link, once.
#[utoipa::path(
    post, path = "/api/v1/approvals/{id}/approve", tag = "users", operation_id = "approveApproval",
    params(("id" = Uuid, Path)),
    responses(
        (status = 200, description = "It was done; the letter", body = PasswordLink),
        (status = 204, description = "It was done"),
        Problems,
    )
)]
pub(crate) async fn approve(call: Call, Id(id): Id<ApprovalId>, _: NoContent) -> Answer {
    call.without_condition()?;
    call.by_a_person()?;
    Ok(match call.identity().approve(&call.caller, id).await? {
        Some(letter) => Json(PasswordLink::from(letter)).into_response(),
        None => StatusCode::NO_CONTENT.into_response(),
    })
}

/// Declines what another administrator asked for, or withdraws what the caller asked for.
#[utoipa::path(
    post, path = "/api/v1/approvals/{id}/decline", tag = "users", operation_id = "declineApproval",
    params(("id" = Uuid, Path)), responses((status = 204, description = "It waits no longer"), Problems)
)]
pub(crate) async fn decline(call: Call, Id(id): Id<ApprovalId>, _: NoContent) -> Answer {
    call.without_condition()?;
    call.by_a_person()?;
    call.identity().decline_approval(&call.caller, id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Stops what two administrators are about to do to the caller's own account.
#[utoipa::path(
    post, path = "/api/v1/approvals/{id}/stop", tag = "users", operation_id = "stopApproval",
    params(("id" = Uuid, Path)), responses((status = 204, description = "It waits no longer"), Problems)
)]
pub(crate) async fn stop(call: Call, Id(id): Id<ApprovalId>, _: NoContent) -> Answer {
    call.without_condition()?;
    call.by_a_person()?;
    call.identity().stop_approval(&call.caller, id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
