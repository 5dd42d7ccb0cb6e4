//! Organisations: listed, read, and provisioned by the CRM.

use crate::exports;
use crate::rest::http::answer::{Answer, changed, list as page, resource};
use crate::rest::http::body::{Content, NoContent};
use crate::rest::http::call::Call;
use crate::rest::http::conditional::Tag;
use crate::rest::http::list::List;
use crate::rest::http::outcome::Outcome;
use crate::rest::http::problem_responses::Problems;
use crate::rest::http::searches::Searched;
use crate::rest::http::segment::{CrmId, Id};
use crate::rest::organizations::dto;
use axum::response::Response;
use http::StatusCode;
use identity_core::domain::Organization;
use identity_core::ids::OrganizationId;
use identity_core::organizations::OrganizationSearch;
use identity_core::provisioning::Provisioned;

/// Creates or changes an organisation by its id in the CRM. Repeating the call changes nothing.
#[utoipa::path(
    put, path = "/api/v1/organizations/external/{crm_id}", tag = "organizations", operation_id = "putOrganizationByExternalId",
    params(("crm_id" = String, Path, description = "The CRM's id"), ("If-Match" = Option<String>, Header)),
    request_body = dto::OrganizationCall,
    responses(
        (status = 200, description = "It existed already", body = dto::ProvisionedOrganization),
        (status = 201, description = "It was created", body = dto::ProvisionedOrganization),
        Problems
    )
)]
pub(crate) async fn provision(
    call: Call,
    CrmId(id): CrmId,
    Content(told): Content<dto::OrganizationCall>,
) -> Answer {
    let wanted = told.into_core(id, call.if_match);
    let provisioned = call.identity().provision_organization(&call.caller, &wanted).await?;
    Ok(answer(provisioned))
}

/// Changes what the body names of an organisation by its id in the CRM, and leaves the rest as it is.
#[utoipa::path(
    patch, path = "/api/v1/organizations/external/{crm_id}", tag = "organizations", operation_id = "patchOrganizationByExternalId",
    params(("crm_id" = String, Path, description = "The CRM's id"), ("If-Match" = Option<String>, Header)),
    request_body(content = dto::OrganizationPatchCall, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The new state", body = dto::ProvisionedOrganization), Problems)
)]
pub(crate) async fn patch(
    call: Call,
    CrmId(id): CrmId,
    Content(told): Content<dto::OrganizationPatchCall>,
) -> Answer {
    let patch = told.into_core(id, call.if_match);
    let patched = call.identity().patch_organization(&call.caller, &patch).await?;
    Ok(answer(patched))
}

fn answer(provisioned: Provisioned<Organization>) -> Response {
    let record = provisioned.record.clone();
    let body = dto::ProvisionedOrganization::from(provisioned);
    let created = body.outcome == Outcome::Created;
    changed(if created { StatusCode::CREATED } else { StatusCode::OK }, &record, &body)
}

/// Suspends an organisation: nobody acts for it or for what lies below it until it is resumed, and mandates that it gave have
/// no effect. Its people keep their accounts and roles, and its administrators are told by mail. Only the operator's staff may.
#[utoipa::path(
    post, path = "/api/v1/organizations/{id}/suspend", tag = "organizations", operation_id = "suspendOrganization",
    params(("id" = Uuid, Path)), request_body = dto::SuspendCall,
    responses((status = 200, description = "The new state", body = dto::Organization), Problems)
)]
pub(crate) async fn suspend(
    call: Call,
    Id(id): Id<OrganizationId>,
    Content(wanted): Content<dto::SuspendCall>,
) -> Answer {
    call.without_condition()?;
    let found = call.identity().suspend_organization(&call.caller, id, &wanted.reason).await?;
    Ok(changed(StatusCode::OK, &found, &dto::Organization::from(found.record.clone())))
}

/// Resumes a suspended organisation: everything works again as it did. Only the operator's staff may.
#[utoipa::path(
    post, path = "/api/v1/organizations/{id}/resume", tag = "organizations", operation_id = "resumeOrganization",
    params(("id" = Uuid, Path)),
    responses((status = 200, description = "The new state", body = dto::Organization), Problems)
)]
pub(crate) async fn resume(call: Call, Id(id): Id<OrganizationId>, _: NoContent) -> Answer {
    call.without_condition()?;
    let found = call.identity().resume_organization(&call.caller, id).await?;
    Ok(changed(StatusCode::OK, &found, &dto::Organization::from(found.record.clone())))
}

/// The organisation of this CRM id.
#[utoipa::path(
    get, path = "/api/v1/organizations/external/{crm_id}", tag = "organizations", operation_id = "getOrganizationByExternalId",
    params(("crm_id" = String, Path, description = "The CRM's id")),
    responses((status = 200, description = "The current state", body = dto::Organization), Problems)
)]
pub(crate) async fn read_external(call: Call, CrmId(id): CrmId) -> Answer {
    let found = call.identity().organization_by_external_id(&call.caller, &id).await?;
    Ok(resource(&call, Tag::of(&found), &dto::Organization::from(found.record)))
}

/// The organisations that the caller may see, by name unless another order is asked for.
#[utoipa::path(
    get, path = "/api/v1/organizations", tag = "organizations", operation_id = "listOrganizations",
    params(
        ("search" = Option<String>, Query, description = "Only those whose name, CRM number, business id or domains contain this; case and accents make no difference"),
        ("state" = Option<String>, Query, description = "`active`, `suspended` or `closed`: only those in this state"),
        ("order" = Option<String>, Query, description = "`name` or `external_id`; if left out, `name`"),
        ("desc" = Option<bool>, Query, description = "Whether the list goes down in this order; if left out, `false`"),
        ("cursor" = Option<String>, Query, description = "The `next` of the previous page"),
        ("limit" = Option<u16>, Query, minimum = 1, maximum = 200, description = "The size of a page; if left out, 50"),
    ),
    responses((status = 200, description = "The current state", body = List<dto::Organization>), Problems)
)]
pub(crate) async fn list(call: Call<Searched<OrganizationSearch>>) -> Answer {
    let Searched { search, listing } = &call.parameters;
    let found = call.identity().search_organizations(&call.caller, search, &listing.page).await?;
    let items = found.items.into_iter().map(|item| dto::Organization::from(item.record)).collect();
    Ok(page(&call, items, found.next))
}

/// The organisations that the list finds, as a file of comma-separated values; `cursor` and `limit` do not count. The audit
/// trail tells of it.
#[utoipa::path(
    get, path = "/api/v1/organizations/export", tag = "organizations", operation_id = "exportOrganizations",
    params(
        ("search" = Option<String>, Query), ("state" = Option<String>, Query),
        ("order" = Option<String>, Query), ("desc" = Option<bool>, Query),
        ("cursor" = Option<String>, Query), ("limit" = Option<u16>, Query, minimum = 1, maximum = 200),
    ),
    responses((status = 200, description = "The file", body = String, content_type = "text/csv"), Problems)
)]
pub(crate) async fn export(call: Call<Searched<OrganizationSearch>>) -> Answer {
    let Searched { search, listing } = &call.parameters;
    let direction = listing.page.direction();
    Ok(exports::organizations(call.identity(), &call.caller, search.clone(), direction).await?)
}

/// One organisation.
#[utoipa::path(
    get, path = "/api/v1/organizations/{id}", tag = "organizations", operation_id = "getOrganization",
    params(("id" = Uuid, Path)),
    responses((status = 200, description = "The current state", body = dto::Organization), Problems)
)]
pub(crate) async fn read(call: Call, Id(id): Id<OrganizationId>) -> Answer {
    let found = call.identity().organization(&call.caller, id).await?.organization;
    Ok(resource(&call, Tag::of(&found), &dto::Organization::from(found.record)))
}
