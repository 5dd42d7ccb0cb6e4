//! Mandates: what one gives another to do in one's place.

use crate::exports;
use crate::rest::http::answer::{Answer, list as page};
use crate::rest::http::body::Content;
use crate::rest::http::call::Call;
use crate::rest::http::list::List;
use crate::rest::http::names::{NamedIds, Names};
use crate::rest::http::parameters::{Parameters, Side};
use crate::rest::http::problem::Problem;
use crate::rest::http::problem_responses::Problems;
use crate::rest::http::searches::Sided;
use crate::rest::http::segment::Id;
use crate::rest::mandates::dto;
use axum::Json;
use axum::response::IntoResponse;
use http::StatusCode;
use http::header::{HeaderValue, LOCATION};
use identity_core::ids::{GrantId, OrganizationId};
use identity_core::mandates::{FoundMandate, GivenMandate, MandateDetails};

/// Offers a mandate. It takes effect when the receiver accepts it; one for a program for which you answer holds at once. With an e-mail address, the person is invited,
/// and the mandate has the invitation's id.
#[utoipa::path(
    post, path = "/api/v1/mandates", tag = "mandates", operation_id = "createMandate", request_body = dto::MandateCall,
    responses((status = 201, description = "Offered", body = dto::Mandate, headers(("Location" = String))), Problems)
)]
pub(crate) async fn create(call: Call, Content(wanted): Content<dto::MandateCall>) -> Answer {
    call.without_condition()?;
    let wanted = wanted.into_core()?;
    let id = match call.identity().give_mandate(&call.caller, &wanted).await? {
        GivenMandate::Offered(grant) | GivenMandate::Accepted(grant) => grant.id,
        GivenMandate::Invited(invitation) => GrantId::from(invitation.id.as_uuid()),
    };
    let mut answer = (StatusCode::CREATED, found(&call, id).await?).into_response();
    if let Ok(location) = HeaderValue::from_str(&call.path(&format!("/api/v1/mandates/{id}"))) {
        answer.headers_mut().insert(LOCATION, location);
    }
    Ok(answer)
}

async fn found(call: &Call, id: GrantId) -> Result<Json<dto::Mandate>, Problem> {
    let found = call.identity().find_mandate(&call.caller, id).await?;
    let ids = match &found {
        FoundMandate::Given(details) => NamedIds::of_grants([&details.grant.record]),
        FoundMandate::Invited(invitation, _) => NamedIds::of_invitations([&invitation.record]),
    };
    let names = call.names(&ids).await?;
    Ok(Json(dto::Mandate::found(&found, &names)))
}

/// A mandate, for its receiver, its givers, and those who manage the mandates of the organisation.
#[utoipa::path(
    get, path = "/api/v1/mandates/{id}", tag = "mandates", operation_id = "getMandate", params(("id" = Uuid, Path)),
    responses((status = 200, description = "The current state", body = dto::Mandate), Problems)
)]
pub(crate) async fn read(call: Call, Id(id): Id<GrantId>) -> Answer {
    Ok(found(&call, id).await?.into_response())
}

/// Accepts a mandate, as its receiver or for the receiving organisation. Repeating the call changes nothing.
#[utoipa::path(
    post, path = "/api/v1/mandates/{id}/accept", tag = "mandates", operation_id = "acceptMandate",
    params(("id" = Uuid, Path)),
    responses((status = 200, description = "The new state", body = dto::Mandate), Problems)
)]
pub(crate) async fn accept(call: Call, Id(id): Id<GrantId>) -> Answer {
    call.without_condition()?;
    call.identity().accept_mandate(&call.caller, id).await?;
    Ok(found(&call, id).await?.into_response())
}

/// Declines a mandate for good. Repeating the call changes nothing.
#[utoipa::path(
    post, path = "/api/v1/mandates/{id}/decline", tag = "mandates", operation_id = "declineMandate",
    params(("id" = Uuid, Path)),
    responses((status = 200, description = "The new state", body = dto::Mandate), Problems)
)]
pub(crate) async fn decline(call: Call, Id(id): Id<GrantId>) -> Answer {
    call.without_condition()?;
    call.identity().decline_mandate(&call.caller, id).await?;
    Ok(found(&call, id).await?.into_response())
}

/// Ends a mandate and everything passed on from it, at once. Repeating the call changes nothing.
#[utoipa::path(
    delete, path = "/api/v1/mandates/{id}", tag = "mandates", operation_id = "endMandate", params(("id" = Uuid, Path)),
    responses((status = 204, description = "Ended"), Problems)
)]
pub(crate) async fn end(call: Call, Id(id): Id<GrantId>) -> Answer {
    call.without_condition()?;
    call.identity().end_mandate(&call.caller, id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The caller's mandates, all on one page: those received, or those given and passed on from them.
#[utoipa::path(
    get, path = "/api/v1/mandates", tag = "mandates", operation_id = "listOwnMandates",
    params(("side" = Option<String>, Query, description = "`received` or `given`; if left out, `received`")),
    responses((status = 200, description = "The current state", body = List<dto::Mandate>), Problems)
)]
pub(crate) async fn own(call: Call<Side>) -> Answer {
    call.by_a_person()?;
    let own = call.identity().own_mandates(&call.caller).await?;
    let found = match call.parameters {
        Side::Received => own.received,
        Side::Given => own.given,
        Side::Invited => Vec::new(),
    };
    let names = names_for(&call, &found).await?;
    let items = found.iter().map(|found| dto::Mandate::new(found, &names)).collect();
    Ok(Json(List { items, next: None }).into_response())
}

/// The mandates to act for an organisation, those that it holds for others, or those that wait in invitations.
#[utoipa::path(
    get, path = "/api/v1/organizations/{id}/mandates", tag = "mandates", operation_id = "listMandates",
    params(
        ("id" = Uuid, Path),
        ("side" = Option<String>, Query, description = "`given`, `received` or `invited`, the last all on one page; if left out, `given`"),
        ("state" = Option<String>, Query, description = "`offered`, `accepted` or `ended`: only those given that stand so"),
        ("order" = Option<String>, Query, description = "`created_at`, the only order"),
        ("desc" = Option<bool>, Query, description = "Whether the list goes down in this order; if left out, `false`"),
        ("cursor" = Option<String>, Query), ("limit" = Option<u16>, Query, minimum = 1, maximum = 200)
    ),
    responses((status = 200, description = "The current state", body = List<dto::Mandate>), Problems)
)]
pub(crate) async fn list(call: Call<Sided>, Id(id): Id<OrganizationId>) -> Answer {
    let (identity, asked) = (call.identity(), &call.parameters.listing.page);
    let (found, next) = match call.parameters.side {
        Side::Given => {
            identity.search_mandates_given(&call.caller, id, call.parameters.status, asked).await?
        }
        Side::Received => identity.mandates_received(&call.caller, id, asked).await?,
        Side::Invited => return invited(&call, id).await,
    };
    let names = names_for(&call, &found).await?;
    Ok(page(&call, found.iter().map(|found| dto::Mandate::new(found, &names)).collect(), next))
}

/// The mandates to act for an organisation that the list finds, as a file of comma-separated values; `cursor` and `limit` do
/// not count. The audit trail tells of it.
#[utoipa::path(
    get, path = "/api/v1/organizations/{id}/mandates/export", tag = "mandates", operation_id = "exportMandates",
    params(
        ("id" = Uuid, Path),
        ("side" = Option<String>, Query, description = "`given`, the only side that is exported"), ("state" = Option<String>, Query),
        ("order" = Option<String>, Query), ("desc" = Option<bool>, Query),
        ("cursor" = Option<String>, Query), ("limit" = Option<u16>, Query, minimum = 1, maximum = 200),
    ),
    responses((status = 200, description = "The file", body = String, content_type = "text/csv"), Problems)
)]
pub(crate) async fn export(call: Call<Sided>, Id(id): Id<OrganizationId>) -> Answer {
    let Sided { side, status, listing } = &call.parameters;
    if *side != Side::Given {
        return Err(Problem::invalid_request("rest-parameter-export-side"));
    }
    let direction = listing.page.direction();
    Ok(exports::mandates(call.identity(), &call.caller, id, *status, direction).await?)
}

async fn invited(call: &Call<Sided>, id: OrganizationId) -> Answer {
    let found = call.identity().mandates_invited(&call.caller, id).await?;
    let names =
        call.names(&NamedIds::of_invitations(found.iter().map(|(invitation, _)| &invitation.record))).await?;
    let items =
        found.iter().map(|(invitation, roles)| dto::Mandate::invited(invitation, roles, &names)).collect();
    Ok(Json(List { items, next: None }).into_response())
}

async fn names_for<P: Parameters>(call: &Call<P>, found: &[MandateDetails]) -> Result<Names, Problem> {
    call.names(&NamedIds::of_grants(found.iter().map(|found| &found.grant.record))).await
}
