//! The members of an organisation.

use crate::exports;
use crate::rest::http::answer::{Answer, changed, list as page};
use crate::rest::http::body::Content;
use crate::rest::http::call::Call;
use crate::rest::http::list::List;
use crate::rest::http::problem_responses::Problems;
use crate::rest::http::searches::Searched;
use crate::rest::http::segment::Id;
use crate::rest::people::dto;
use http::StatusCode;
use identity_core::ids::OrganizationId;
use identity_core::people::MemberSearch;

/// The people of an organisation, by name unless another order is asked for.
#[utoipa::path(
    get, path = "/api/v1/organizations/{id}/members", tag = "organizations", operation_id = "listMembers",
    params(
        ("id" = Uuid, Path),
        ("search" = Option<String>, Query, description = "Only those whose name, e-mail address or user name contains this; case and accents make no difference"),
        ("role" = Option<String>, Query, description = "Only those who hold the role of this key at the organisation, in force or not; needs `grant.view`"),
        ("state" = Option<String>, Query, description = "`active`, `locked` or `disabled`: only those with an account in this state"),
        ("order" = Option<String>, Query, description = "`name`, `email` or `since`; if left out, `name`"),
        ("desc" = Option<bool>, Query, description = "Whether the list goes down in this order; if left out, `false`"),
        ("cursor" = Option<String>, Query, description = "The `next` of the previous page"),
        ("limit" = Option<u16>, Query, minimum = 1, maximum = 200, description = "The size of a page; if left out, 50"),
    ),
    responses((status = 200, description = "The current state", body = List<dto::Member>), Problems)
)]
pub(crate) async fn members(call: Call<Searched<MemberSearch>>, Id(id): Id<OrganizationId>) -> Answer {
    let Searched { search, listing } = &call.parameters;
    let (found, next) = call.identity().search_members(&call.caller, id, search, &listing.page).await?;
    Ok(page(&call, found.into_iter().map(dto::Member::from).collect(), next))
}

/// The people whom the list finds, as a file of comma-separated values; `cursor` and `limit` do not count. The audit trail
/// tells of it.
#[utoipa::path(
    get, path = "/api/v1/organizations/{id}/members/export", tag = "organizations", operation_id = "exportMembers",
    params(
        ("id" = Uuid, Path),
        ("search" = Option<String>, Query), ("role" = Option<String>, Query), ("state" = Option<String>, Query),
        ("order" = Option<String>, Query), ("desc" = Option<bool>, Query),
        ("cursor" = Option<String>, Query), ("limit" = Option<u16>, Query, minimum = 1, maximum = 200),
    ),
    responses((status = 200, description = "The file", body = String, content_type = "text/csv"), Problems)
)]
pub(crate) async fn export(call: Call<Searched<MemberSearch>>, Id(id): Id<OrganizationId>) -> Answer {
    let Searched { search, listing } = &call.parameters;
    let organization = call.identity().organization(&call.caller, id).await?.organization;
    let direction = listing.page.direction();
    Ok(exports::people(call.identity(), &call.caller, &organization, search.clone(), direction).await?)
}

/// Makes an account for somebody, who has the roles at once. The person chooses the password by a link that works once.
/// Whoever has an account already is invited instead.
#[utoipa::path(
    post, path = "/api/v1/organizations/{id}/members", tag = "organizations", operation_id = "createMember",
    params(("id" = Uuid, Path)), request_body = dto::MemberCall,
    responses((status = 201, description = "The account was made", body = dto::User), Problems)
)]
pub(crate) async fn create(
    call: Call,
    Id(id): Id<OrganizationId>,
    Content(wanted): Content<dto::MemberCall>,
) -> Answer {
    call.without_condition()?;
    let user = call.identity().create_member(&call.caller, &wanted.into_core(id)).await?;
    Ok(changed(StatusCode::CREATED, &user, &dto::User::from(user.record.clone())))
}
