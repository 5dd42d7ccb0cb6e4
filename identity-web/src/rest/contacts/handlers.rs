//! Changes of the caller's e-mail addresses and telephone number, which count once they are proved.

use crate::rest::contacts::dto;
use crate::rest::http::answer::Answer;
use crate::rest::http::body::{Content, NoContent};
use crate::rest::http::call::Call;
use crate::rest::http::list::List;
use crate::rest::http::problem::Problem;
use crate::rest::http::problem_responses::Problems;
use crate::rest::http::segment::OfKind;
use axum::Json;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use identity_core::values::ContactKind;

/// The changes that the caller began and has not confirmed yet, one of each kind at the most.
#[utoipa::path(
    get, path = "/api/v1/me/contact-changes", tag = "me", operation_id = "listMyContactChanges",
    responses((status = 200, description = "The current state", body = List<dto::ContactChange>), Problems)
)]
pub(crate) async fn list(call: Call) -> Answer {
    call.by_a_person()?;
    let mut items = Vec::new();
    for kind in [ContactKind::Email, ContactKind::Phone] {
        let waiting = call.identity().waiting_contact_change(&call.caller, kind).await?;
        items.extend(waiting.map(dto::ContactChange::from));
    }
    Ok(Json(List { items, next: None }).into_response())
}

/// Begins a change, in the place of one of the same kind that waits: a code goes to the new address or number. The mailbox of
/// the account is told, and can stop it. An address of another account gets the same answer.
#[utoipa::path(
    put, path = "/api/v1/me/contact-changes/{kind}", tag = "me", operation_id = "beginMyContactChange",
    params(("kind" = String, Path)), request_body = dto::ContactChangeCall,
    responses((status = 200, description = "The change waits", body = dto::ContactChange), Problems)
)]
pub(crate) async fn begin(
    call: Call,
    OfKind(kind): OfKind,
    Content(wanted): Content<dto::ContactChangeCall>,
) -> Answer {
    call.by_a_person()?;
    call.without_condition()?;
    let contact = wanted.contact(kind)?;
    if wanted.adds() {
        call.identity().begin_adding_email(&call.caller, wanted.email()?).await?;
    } else {
        call.identity().begin_contact_change(&call.caller, contact).await?;
    }
    waiting(&call, kind).await
}

/// Sends another code, and for a mailbox another link.
#[utoipa::path(
    post, path = "/api/v1/me/contact-changes/{kind}/resend", tag = "me", operation_id = "resendMyContactCode",
    params(("kind" = String, Path)),
    responses((status = 200, description = "The change waits", body = dto::ContactChange), Problems)
)]
pub(crate) async fn resend(call: Call, OfKind(kind): OfKind, _: NoContent) -> Answer {
    call.by_a_person()?;
    call.without_condition()?;
    call.identity().resend_contact_code(&call.caller, kind).await?;
    waiting(&call, kind).await
}

/// Makes the change that waits, if the code is right.
#[utoipa::path(
    post, path = "/api/v1/me/contact-changes/{kind}/confirm", tag = "me", operation_id = "confirmMyContactChange",
    params(("kind" = String, Path)), request_body = dto::ContactCodeCall,
    responses((status = 204, description = "Changed"), Problems)
)]
pub(crate) async fn confirm(
    call: Call,
    OfKind(kind): OfKind,
    Content(typed): Content<dto::ContactCodeCall>,
) -> Answer {
    call.by_a_person()?;
    call.without_condition()?;
    call.identity().confirm_contact_change(&call.caller, kind, &typed.code).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Gives up the change that waits; there need not be one.
#[utoipa::path(
    delete, path = "/api/v1/me/contact-changes/{kind}", tag = "me", operation_id = "cancelMyContactChange",
    params(("kind" = String, Path)), responses((status = 204, description = "Given up"), Problems)
)]
pub(crate) async fn cancel(call: Call, OfKind(kind): OfKind) -> Answer {
    call.by_a_person()?;
    call.without_condition()?;
    call.identity().cancel_contact_change(&call.caller, kind).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn waiting(call: &Call, kind: ContactKind) -> Result<Response, Problem> {
    let waiting = call.identity().waiting_contact_change(&call.caller, kind).await?;
    let waiting = waiting.map(dto::ContactChange::from).ok_or_else(Problem::not_found)?;
    Ok(Json(waiting).into_response())
}
