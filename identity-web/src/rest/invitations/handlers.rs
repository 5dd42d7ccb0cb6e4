//! Invitations.

use crate::exports;
use crate::rest::http::answer::{Answer, list as page};
use crate::rest::http::body::Content;
use crate::rest::http::call::Call;
use crate::rest::http::list::List;
use crate::rest::http::names::{NamedIds, Names};
use crate::rest::http::parameters::Parameters;
use crate::rest::http::problem::Problem;
use crate::rest::http::problem_responses::Problems;
use crate::rest::http::searches::Searched;
use crate::rest::http::segment::Id;
use crate::rest::invitations::dto;
use axum::Json;
use axum::response::IntoResponse;
use http::StatusCode;
use identity_core::domain::Invitation;
use identity_core::ids::{InvitationId, OrganizationId};
use identity_core::invitations::InvitationSearch;

/// The invitations to an organisation, newest first unless another order is asked for.
#[utoipa::path(
    get, path = "/api/v1/organizations/{id}/invitations", tag = "invitations", operation_id = "listInvitations",
    params(
        ("id" = Uuid, Path),
        ("search" = Option<String>, Query, description = "Only those whose name or e-mail address contains this; case and accents make no difference"),
        ("state" = Option<String>, Query, description = "`open`, `expired`, `accepted` or `revoked`: only those that stand so"),
        ("order" = Option<String>, Query, description = "`created_at` or `email`; if left out, `created_at`"),
        ("desc" = Option<bool>, Query, description = "Whether the list goes down in this order; if left out, `true` by `created_at` and `false` by `email`"),
        ("cursor" = Option<String>, Query), ("limit" = Option<u16>, Query, minimum = 1, maximum = 200)
    ),
    responses((status = 200, description = "The current state", body = List<dto::ListedInvitation>), Problems)
)]
pub(crate) async fn list(call: Call<Searched<InvitationSearch>>, Id(id): Id<OrganizationId>) -> Answer {
    let Searched { search, listing } = &call.parameters;
    let (found, next) = call.identity().search_invitations(&call.caller, id, search, &listing.page).await?;
    let names = names_for(&call, found.iter().map(|details| &details.invitation.record)).await?;
    let items = found.iter().map(|details| dto::ListedInvitation::new(details, &names)).collect();
    Ok(page(&call, items, next))
}

/// The invitations that the list finds, as a file of comma-separated values; `cursor` and `limit` do not count. The audit
/// trail tells of it.
#[utoipa::path(
    get, path = "/api/v1/organizations/{id}/invitations/export", tag = "invitations", operation_id = "exportInvitations",
    params(
        ("id" = Uuid, Path),
        ("search" = Option<String>, Query), ("state" = Option<String>, Query),
        ("order" = Option<String>, Query), ("desc" = Option<bool>, Query),
        ("cursor" = Option<String>, Query), ("limit" = Option<u16>, Query, minimum = 1, maximum = 200),
    ),
    responses((status = 200, description = "The file", body = String, content_type = "text/csv"), Problems)
)]
pub(crate) async fn export(call: Call<Searched<InvitationSearch>>, Id(id): Id<OrganizationId>) -> Answer {
    let Searched { search, listing } = &call.parameters;
    let direction = listing.page.direction();
    Ok(exports::invitations(call.identity(), &call.caller, id, search.clone(), direction).await?)
}

/// Invites a person. The invitation and its mail are written in one commit.
#[utoipa::path(
    post, path = "/api/v1/organizations/{id}/invitations", tag = "invitations", operation_id = "createInvitation",
    params(("id" = Uuid, Path)), request_body = dto::InvitationCall,
    responses((status = 201, description = "Invited; the mail is on its way", body = dto::Invitation), Problems)
)]
pub(crate) async fn create(
    call: Call,
    Id(id): Id<OrganizationId>,
    Content(wanted): Content<dto::InvitationCall>,
) -> Answer {
    call.without_condition()?;
    let invited = call.identity().invite(&call.caller, &wanted.into_core(id)).await?;
    let body = dto::Invitation::new(&invited, &names_for(&call, [&invited.record]).await?);
    Ok((StatusCode::CREATED, Json(body)).into_response())
}

/// Sends an invitation again with a new link. The earlier link stops working.
#[utoipa::path(
    post, path = "/api/v1/invitations/{id}/resend", tag = "invitations", operation_id = "resendInvitation", params(("id" = Uuid, Path)),
    responses((status = 200, description = "Sent again", body = dto::Invitation), Problems)
)]
pub(crate) async fn resend(call: Call, Id(id): Id<InvitationId>) -> Answer {
    call.without_condition()?;
    let sent = call.identity().resend_invitation(&call.caller, id).await?;
    Ok(Json(dto::Invitation::new(&sent, &names_for(&call, [&sent.record]).await?)).into_response())
}

/// Revokes an invitation. Its link stops working.
#[utoipa::path(
    delete, path = "/api/v1/invitations/{id}", tag = "invitations", operation_id = "revokeInvitation", params(("id" = Uuid, Path)),
    responses((status = 204, description = "Revoked"), Problems)
)]
pub(crate) async fn revoke(call: Call, Id(id): Id<InvitationId>) -> Answer {
    call.without_condition()?;
    call.identity().revoke_invitation(&call.caller, id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The names for showing invitations with the contracts of their mandates.
async fn names_for<'a, P: Parameters>(
    call: &Call<P>,
    invitations: impl IntoIterator<Item = &'a Invitation> + Send,
) -> Result<Names, Problem> {
    let ids = NamedIds::of_invitations(invitations);
    call.names(&ids).await
}
