//! The people of an organisation.

use crate::page::failure::PageFailure;
use crate::pages::organizations::head::{head, parse};
use crate::pages::people::person::state;
use crate::pages::people::views::{People, PersonRow};
use crate::visit::visitor::{SignedInVisit, searched_page};
use axum::extract::Path;
use axum::response::Response;
use identity_core::people::Member;
use identity_core::policy::Permission;

pub(crate) async fn list(
    SignedInVisit { visit, caller, current }: SignedInVisit,
    Path(id): Path<String>,
) -> Result<Response, PageFailure> {
    let id = parse(&id)?;
    let organization = visit.state.identity.organization(&caller, id).await?;
    if !organization.permitted.contains(&Permission::MemberView) {
        return Ok(visit.go(&format!("/organizations/{id}/details")));
    }
    let query = visit.search();
    let (members, next) =
        visit.state.identity.members(&caller, id, Some(&query), &visit.list_page()?).await?;
    let row = |member: &Member| PersonRow {
        name: member.user.full_name(),
        email: member.user.email.to_string(),
        path: format!("/organizations/{id}/people/{}", member.user.id),
        roles: member.roles.iter().map(|held| held.role.name.to_string()).collect(),
        state: state(member.user.state),
        is_self: member.user.id == current.user.id,
    };
    let view = People {
        organization: head(&organization),
        rows: members.iter().map(row).collect(),
        next: next.map(|next| searched_page(&format!("/organizations/{id}"), &query, &next)),
        query,
    };
    visit.page(&view).await
}
