//! The people of an organisation.

use crate::exports;
use crate::page::failure::PageFailure;
use crate::page::forms::NoFields;
use crate::pages::organizations::head::{head, parse};
use crate::pages::people::person::state;
use crate::pages::people::views::{People, PersonRow};
use crate::visit::listing::{Column, Columns, Listing};
use crate::visit::posted::Posted;
use crate::visit::visitor::{SignedInVisit, Visit};
use axum::extract::Path;
use axum::response::Response;
use identity_core::Caller;
use identity_core::domain::UserState;
use identity_core::organizations::OrganizationDetails;
use identity_core::people::{Member, MemberSearch};
use identity_core::policy::Permission;
use identity_core::roles::HeldRole;
use identity_core::store::{Count, Cursor, OrderBy};

/// The states of accounts, as [`UserState::as_str`] has them.
const STATES: [(&str, &str); 4] = [
    ("active", "people-active"),
    ("locked", "user-state-locked"),
    ("disabled", "user-state-disabled"),
    ("closing", "user-state-closing"),
];

/// The names of the roles that have an effect now, or of those that have none.
pub(crate) fn role_names(held: &[HeldRole], in_force: bool) -> Vec<String> {
    let wanted = held.iter().filter(|held| held.obstacle.is_none() == in_force);
    wanted.map(|held| held.role.name.to_string()).collect()
}

const COLUMNS: Columns = (
    Column { code: "name", order: OrderBy::Name, label: "people-name", descending: false },
    &[
        Column { code: "email", order: OrderBy::Email, label: "field-email", descending: false },
        // Ids ascend in time.
        Column { code: "since", order: OrderBy::Id, label: "person-since", descending: true },
    ],
);

pub(crate) async fn list(
    SignedInVisit { visit, caller, current }: SignedInVisit,
    Path(id): Path<String>,
) -> Result<Response, PageFailure> {
    let id = parse(&id)?;
    let organization = visit.state.identity.organization(&caller, id).await?;
    if !organization.permitted.contains(&Permission::MemberView) {
        return Ok(visit.go(&format!("/organizations/{id}/details")));
    }
    let (listing, search) = asked(&visit, &caller, &organization).await?;
    let identity = &visit.state.identity;
    let (mut members, further) = identity.search_members(&caller, id, &search, &listing.page()).await?;
    let count = if listing.is_whole(further.as_ref()) {
        Count::Exactly(members.len() as u64)
    } else {
        identity.count_members(&caller, id, &search).await?
    };
    let cursor = |member: &Member| Cursor::of(&member.membership, listing.order());
    let list = listing.shown(&mut members, count, further.as_ref(), cursor);
    let row = |member: &Member| PersonRow {
        name: member.user.full_name(),
        email: member.user.email.as_ref().map(ToString::to_string),
        username: member.user.username.as_ref().map(ToString::to_string),
        path: format!("/organizations/{id}/people/{}", member.user.id),
        roles: role_names(&member.roles, true),
        idle_roles: role_names(&member.roles, false),
        state: state(member.user.state),
        since: member.membership.created_at,
        is_self: member.user.id == current.user.id,
    };
    let view = People {
        create_path: organization
            .permitted
            .contains(&Permission::MemberManage)
            .then(|| format!("/organizations/{id}/people/new")),
        organization: head(&organization),
        rows: members.iter().map(row).collect(),
        query: listing.search,
        list,
    };
    visit.page(&view).await
}

/// The list as the address asks for it.
async fn asked(
    visit: &Visit,
    caller: &Caller,
    organization: &OrganizationDetails,
) -> Result<(Listing, MemberSearch), PageFailure> {
    let id = organization.organization.id;
    let path = format!("/organizations/{id}");
    let listing =
        Listing::of(visit, path.clone(), &STATES, COLUMNS)?.exported_at(format!("{path}/people/export"));
    let listing = if organization.permitted.contains(&Permission::GrantView) {
        listing.with_roles(visit, visit.state.identity.roles_at_hand(caller, id).await?)
    } else {
        listing
    };
    let chosen = UserState::ALL.into_iter().find(|state| listing.state == Some(state.as_str()));
    let search = MemberSearch::new(listing.search.as_str(), chosen);
    let search = search.role(listing.role.clone()).order(listing.order());
    Ok((listing, search))
}

/// Everybody whom the list finds, as a file.
pub(crate) async fn export(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(id): Path<String>,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let identity = &visit.state.identity;
    let organization = identity.organization(&caller, parse(&id)?).await?;
    let (listing, search) = asked(&visit, &caller, &organization).await?;
    Ok(exports::people(identity, &caller, &organization.organization, search, listing.direction()).await?)
}
