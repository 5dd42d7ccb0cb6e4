use super::file::{ROWS_AT_ONCE, Row, file};
use axum::response::Response;
use identity_core::domain::Organization;
use identity_core::people::{Member, MemberSearch};
use identity_core::store::{Direction, Page};
use identity_core::{AccessError, Caller, Identity};

const COLUMNS: &[&str] = &[
    "kind",
    "email",
    "username",
    "given_name",
    "family_name",
    "phone",
    "locale",
    "organization",
    "roles",
    "roles_without_effect",
    "state",
    "since",
];

/// The people of an organisation whom a search finds.
pub(crate) async fn people(
    identity: &Identity,
    caller: &Caller,
    organization: &Organization,
    search: MemberSearch,
    direction: Direction,
) -> Result<Response, AccessError> {
    let id = organization.id;
    let with_details = identity.begin_member_export(caller, id, &search).await?;
    let known = (identity.clone(), caller.clone(), search);
    let crm_id = organization.crm_id().map(ToString::to_string).unwrap_or_default();
    Ok(file("people", COLUMNS, move |behind| {
        let ((identity, caller, search), crm_id) = (known.clone(), crm_id.clone());
        async move {
            let page = Page::first(ROWS_AT_ONCE).in_direction(direction);
            let page = behind.map_or(page.clone(), |behind| page.after(behind));
            let (found, next) = identity.search_members(&caller, id, &search, &page).await?;
            Ok((found.iter().map(|member| row(member, &crm_id, with_details)).collect(), next))
        }
    }))
}

/// A person; the details that the list does not show stay empty unless the reader manages the people.
fn row(member: &Member, crm_id: &str, with_details: bool) -> Row {
    let user = &member.user.record;
    let detail = |text: Option<String>| text.filter(|_| with_details).unwrap_or_default();
    let roles = |in_force: bool| {
        let held = member.roles.iter().filter(|held| held.obstacle.is_none() == in_force);
        held.map(|held| held.role.key.as_str()).collect::<Vec<_>>().join("|")
    };
    vec![
        "user".to_owned(),
        user.email.as_ref().map(ToString::to_string).unwrap_or_default(),
        detail(user.username.as_ref().map(ToString::to_string)),
        user.given_name.to_string(),
        user.family_name.name().map(|name| name.to_string()).unwrap_or_default(),
        detail(user.phone.as_ref().map(ToString::to_string)),
        detail(user.locale.as_ref().map(ToString::to_string)),
        crm_id.to_owned(),
        roles(true),
        roles(false),
        user.state.as_str().to_owned(),
        member.membership.created_at.to_string(),
    ]
}
