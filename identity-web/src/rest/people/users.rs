//! People with an account.

use crate::rest::http::answer::{Answer, changed, resource};
use crate::rest::http::body::Content;
use crate::rest::http::call::Call;
use crate::rest::http::conditional::Tag;
use crate::rest::http::problem_responses::Problems;
use crate::rest::http::segment::Id;
use crate::rest::people::dto;
use axum::Json;
use axum::response::IntoResponse;
use http::StatusCode;
use identity_core::closing::ErasureOrder;
use identity_core::ids::UserId;

/// A person: the caller, or a member of an organisation whose people the caller may see.
#[utoipa::path(
    get, path = "/api/v1/users/{id}", tag = "users", operation_id = "getUser", params(("id" = Uuid, Path)),
    responses((status = 200, description = "The current state", body = dto::User), Problems)
)]
pub(crate) async fn read(call: Call, Id(id): Id<UserId>) -> Answer {
    let found = call.identity().user(&call.caller, id).await?;
    Ok(resource(&call, Tag::of(&found), &dto::User::from(found.record)))
}

/// Changes a person's data by merge patch. The caller is the person, or manages the people of all
/// their organisations.
#[utoipa::path(
    patch, path = "/api/v1/users/{id}", tag = "users", operation_id = "updateUser",
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)),
    request_body(content = dto::UserPatchCall, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The new state", body = dto::User), Problems)
)]
pub(crate) async fn update(
    call: Call,
    Id(id): Id<UserId>,
    Content(patch): Content<dto::UserPatchCall>,
) -> Answer {
    let patch = patch.into_core(call.if_match);
    let user = call.identity().update_user(&call.caller, id, &patch).await?;
    Ok(changed(StatusCode::OK, &user, &dto::User::from(user.record.clone())))
}

/// Erases what is kept about a person at once, for somebody who manages people at the operator and in all organisations of the
/// person. The history stays, with the id of the person. Nothing takes it back. Repeating the call answers that there is nothing.
#[utoipa::path(
    delete, path = "/api/v1/users/{id}", tag = "users", operation_id = "eraseUser",
    params(("id" = Uuid, Path), ("If-Match" = Option<String>, Header)),
    responses((status = 204, description = "Erased"), Problems)
)]
pub(crate) async fn erase(call: Call, Id(id): Id<UserId>) -> Answer {
    let order =
        call.if_match.map_or_else(ErasureOrder::default, |seen| ErasureOrder::default().expected(seen));
    call.identity().erase_user(&call.caller, id, &order).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Makes the link with which a person chooses a password: the first one, or a new one. Nobody else learns the password.
#[utoipa::path(
    post, path = "/api/v1/users/{id}/password-link", tag = "users", operation_id = "makePasswordLink",
    params(("id" = Uuid, Path)), request_body = dto::PasswordLinkCall,
    responses((status = 200, description = "The link was made", body = dto::PasswordLink), Problems)
)]
pub(crate) async fn password_link(
    call: Call,
    Id(id): Id<UserId>,
    Content(wanted): Content<dto::PasswordLinkCall>,
) -> Answer {
    call.without_condition()?;
    let made = match wanted.delivery {
        dto::Delivery::Mail => {
            dto::PasswordLink::mailed(call.identity().send_password_link(&call.caller, id).await?)
        }
        dto::Delivery::Letter => call.identity().print_password_letter(&call.caller, id).await?.into(),
    };
    Ok(Json(made).into_response())
}
