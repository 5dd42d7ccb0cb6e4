//! Seeing and setting how pages and mails look. What is set counts at once; a draft and its preview are for the pages.

use super::dto::BrandCall;
use crate::rest::http::answer::Answer;
use crate::rest::http::body::Content;
use crate::rest::http::call::Call;
use crate::rest::http::problem_responses::Problems;
use crate::rest::http::segment::Id;
use axum::Json;
use axum::response::IntoResponse;
use identity_core::brands::{BrandChange, BrandOf};
use identity_core::ids::{OrganizationId, RelyingPartyId};

/// How pages and mails look for an organisation; of the operator's own organisation, in the whole deployment.
#[utoipa::path(
    get, path = "/api/v1/organizations/{id}/brand", tag = "organizations", operation_id = "getBrand",
    params(("id" = Uuid, Path)),
    responses((status = 200, description = "The current state", body = BrandCall), Problems)
)]
pub(crate) async fn read(call: Call, Id(id): Id<OrganizationId>) -> Answer {
    of(&call, BrandOf::Organization(id)).await
}

/// Sets how pages and mails look for an organisation; of the operator's own organisation, in the whole deployment.
#[utoipa::path(
    put, path = "/api/v1/organizations/{id}/brand", tag = "organizations", operation_id = "putBrand",
    params(("id" = Uuid, Path)), request_body = BrandCall,
    responses((status = 200, description = "The new state", body = BrandCall), Problems)
)]
pub(crate) async fn write(
    call: Call,
    Id(id): Id<OrganizationId>,
    Content(wanted): Content<BrandCall>,
) -> Answer {
    set(&call, BrandOf::Organization(id), wanted).await
}

/// How pages look while somebody signs in to an application.
#[utoipa::path(
    get, path = "/api/v1/applications/{id}/brand", tag = "organizations", operation_id = "getApplicationBrand",
    params(("id" = Uuid, Path)),
    responses((status = 200, description = "The current state", body = BrandCall), Problems)
)]
pub(crate) async fn read_of_application(call: Call, Id(id): Id<RelyingPartyId>) -> Answer {
    of(&call, BrandOf::Application(id)).await
}

/// Sets how pages look while somebody signs in to an application.
#[utoipa::path(
    put, path = "/api/v1/applications/{id}/brand", tag = "organizations", operation_id = "putApplicationBrand",
    params(("id" = Uuid, Path)), request_body = BrandCall,
    responses((status = 200, description = "The new state", body = BrandCall), Problems)
)]
pub(crate) async fn write_of_application(
    call: Call,
    Id(id): Id<RelyingPartyId>,
    Content(wanted): Content<BrandCall>,
) -> Answer {
    set(&call, BrandOf::Application(id), wanted).await
}

async fn of(call: &Call, of: BrandOf) -> Answer {
    let found = call.identity().brand(&call.caller, of).await?;
    Ok(Json(BrandCall::from(found.look)).into_response())
}

async fn set(call: &Call, of: BrandOf, wanted: BrandCall) -> Answer {
    call.without_condition()?;
    let look = wanted.into_core()?;
    call.identity().change_brand(&call.caller, of, &BrandChange::Set(look.clone())).await?;
    Ok(Json(BrandCall::from(look)).into_response())
}
