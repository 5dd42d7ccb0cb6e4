//! Newer SAML metadata of an application.

use super::metadata_dto::{self, MetadataCall};
use crate::rest::http::answer::Answer;
use crate::rest::http::body::Content;
use crate::rest::http::call::Call;
use crate::rest::http::problem::Problem;
use crate::rest::http::problem_responses::Problems;
use crate::rest::http::segment::Id;
use crate::saml::web::metadata_source::Taken;
use axum::Json;
use axum::response::IntoResponse;
use identity_core::ids::ApplicationId;

/// Puts newer metadata in the place of that of an application by SAML. It has to be about the same entity.
#[utoipa::path(
    post, path = "/api/v1/applications/{id}/metadata", tag = "applications", operation_id = "replaceApplicationMetadata",
    params(("id" = Uuid, Path)), request_body = MetadataCall,
    responses((status = 200, description = "What was read", body = metadata_dto::ReadMetadata), Problems)
)]
pub(crate) async fn replace(
    call: Call,
    Id(id): Id<ApplicationId>,
    Content(given): Content<MetadataCall>,
) -> Answer {
    call.without_condition()?;
    call.identity().application(&call.caller, id).await?;
    let taken = taken(&call, given).await?;
    call.identity().replace_saml_metadata(&call.caller, id, &taken.metadata).await?;
    Ok(Json(metadata_dto::ReadMetadata::from(taken)).into_response())
}

/// Metadata that was given, for those who may register applications: nobody else sends this server to an address.
pub(super) async fn taken(call: &Call, given: MetadataCall) -> Result<Taken, Problem> {
    call.identity().may_register_applications(&call.caller).await?;
    given.take(call.identity()).await
}
