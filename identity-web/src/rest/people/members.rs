//! The members of an organisation.

use crate::rest::http::answer::{Answer, changed, list as page};
use crate::rest::http::body::Content;
use crate::rest::http::call::Call;
use crate::rest::http::list::List;
use crate::rest::http::parameters::PeopleSearch;
use crate::rest::http::problem_responses::Problems;
use crate::rest::http::segment::Id;
use crate::rest::people::dto;
use http::StatusCode;
use identity_core::ids::OrganizationId;
use identity_core::people::MemberSearch;

/// The people of an organisation, by name.
#[utoipa::path(
    get, path = "/api/v1/organizations/{id}/members", tag = "organizations", operation_id = "listMembers",
    params(
        ("id" = Uuid, Path),
        ("search" = Option<String>, Query, description = "Only those whose name, e-mail address or user name contains this; case and accents make no difference"),
        ("role" = Option<String>, Query, description = "Only those who hold the role of this key at the organisation, in force or not; needs `grant.view`"),
        ("cursor" = Option<String>, Query, description = "The `next` of the previous page"),
        ("limit" = Option<u16>, Query, minimum = 1, maximum = 200, description = "The size of a page; if left out, 50"),
    ),
    responses((status = 200, description = "The current state", body = List<dto::Member>), Problems)
)]
pub(crate) async fn members(call: Call<PeopleSearch>, Id(id): Id<OrganizationId>) -> Answer {
    let PeopleSearch { text, role, listing } = &call.parameters;
    let search = MemberSearch::new(text.as_deref().unwrap_or_default(), None).role(role.clone());
    let (found, next) = call.identity().search_members(&call.caller, id, &search, &listing.page).await?;
    Ok(page(&call, found.into_iter().map(dto::Member::from).collect(), next))
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
