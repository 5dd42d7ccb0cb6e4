//! What organisations and their roles ask of those who sign in.

use super::policy_dto;
use crate::rest::http::answer::Answer;
use crate::rest::http::body::Content;
use crate::rest::http::call::Call;
use crate::rest::http::problem_responses::Problems;
use crate::rest::http::segment::{Id, IdAndKey};
use axum::Json;
use axum::response::IntoResponse;
use identity_core::domain::SignInRules;
use identity_core::ids::OrganizationId;

/// What the organisation asks of its people, and of those of what lies below it, when they sign in.
#[utoipa::path(
    get, path = "/api/v1/organizations/{id}/sign-in", tag = "organizations", operation_id = "getSignInPolicy",
    params(("id" = Uuid, Path)),
    responses((status = 200, description = "The current state", body = policy_dto::SignInPolicy), Problems)
)]
pub(crate) async fn read(call: Call, Id(id): Id<OrganizationId>) -> Answer {
    Ok(answer(call.identity().sign_in_rules(&call.caller, id, None).await?))
}

/// Sets what the organisation asks of its people, and of those of what lies below it, when they sign in. It holds from the
/// next sign-in on.
#[utoipa::path(
    put, path = "/api/v1/organizations/{id}/sign-in", tag = "organizations", operation_id = "putSignInPolicy",
    params(("id" = Uuid, Path)), request_body = policy_dto::SignInPolicyCall,
    responses((status = 200, description = "The new state", body = policy_dto::SignInPolicy), Problems)
)]
pub(crate) async fn write(
    call: Call,
    Id(id): Id<OrganizationId>,
    Content(wanted): Content<policy_dto::SignInPolicyCall>,
) -> Answer {
    call.without_condition()?;
    Ok(answer(call.identity().set_sign_in_policy(&call.caller, &wanted.into_core(id)).await?))
}

/// What a role that the organisation defined asks of whoever holds it when they sign in.
#[utoipa::path(
    get, path = "/api/v1/organizations/{id}/roles/{key}/sign-in", tag = "grants", operation_id = "getRoleSignInPolicy",
    params(("id" = Uuid, Path), ("key" = String, Path)),
    responses((status = 200, description = "The current state", body = policy_dto::SignInPolicy), Problems)
)]
pub(crate) async fn read_of_role(call: Call, IdAndKey(id, key): IdAndKey<OrganizationId>) -> Answer {
    Ok(answer(call.identity().sign_in_rules(&call.caller, id, Some(&key)).await?))
}

/// Sets what a role that the organisation defined asks of whoever holds it when they sign in.
#[utoipa::path(
    put, path = "/api/v1/organizations/{id}/roles/{key}/sign-in", tag = "grants", operation_id = "putRoleSignInPolicy",
    params(("id" = Uuid, Path), ("key" = String, Path)), request_body = policy_dto::SignInPolicyCall,
    responses((status = 200, description = "The new state", body = policy_dto::SignInPolicy), Problems)
)]
pub(crate) async fn write_of_role(
    call: Call,
    IdAndKey(id, key): IdAndKey<OrganizationId>,
    Content(wanted): Content<policy_dto::SignInPolicyCall>,
) -> Answer {
    call.without_condition()?;
    let wanted = wanted.into_core(id).role(key);
    Ok(answer(call.identity().set_sign_in_policy(&call.caller, &wanted).await?))
}

fn answer(rules: SignInRules) -> axum::response::Response {
    Json(policy_dto::SignInPolicy::from(rules)).into_response()
}
