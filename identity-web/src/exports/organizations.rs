use super::file::{ROWS_AT_ONCE, Row, file};
use axum::response::Response;
use identity_core::domain::Organization;
use identity_core::ids::OrganizationId;
use identity_core::organizations::OrganizationSearch;
use identity_core::store::{Direction, Page};
use identity_core::values::ExternalId;
use identity_core::{AccessError, Caller, Identity};
use std::collections::BTreeMap;

const COLUMNS: &[&str] =
    &["kind", "external_id", "name", "class", "parent", "business_id", "domains", "state", "created_at"];

/// The organisations that the caller may see and a search finds.
pub(crate) async fn organizations(
    identity: &Identity,
    caller: &Caller,
    search: OrganizationSearch,
    direction: Direction,
) -> Result<Response, AccessError> {
    identity.begin_organization_export(caller, &search).await?;
    let known = (identity.clone(), caller.clone(), search);
    Ok(file("organizations", COLUMNS, move |behind| {
        let (identity, caller, search) = known.clone();
        async move {
            let page = Page::first(ROWS_AT_ONCE).in_direction(direction);
            let page = behind.map_or(page.clone(), |behind| page.after(behind));
            let found = identity.search_organizations(&caller, &search, &page).await?;
            let parents = identity.parents_of(&caller, &found.items).await?;
            Ok((found.items.iter().map(|organization| row(organization, &parents)).collect(), found.next))
        }
    }))
}

fn row(organization: &Organization, parents: &BTreeMap<OrganizationId, ExternalId>) -> Row {
    let parent = organization.parent().and_then(|parent| parents.get(&parent));
    let domains: Vec<_> = organization.domains.iter().map(ToString::to_string).collect();
    vec![
        "organization".to_owned(),
        organization.crm_id().map(ToString::to_string).unwrap_or_default(),
        organization.name.to_string(),
        organization.class.as_str().to_owned(),
        parent.map(ToString::to_string).unwrap_or_default(),
        organization.business_id.as_ref().map(ToString::to_string).unwrap_or_default(),
        domains.join("|"),
        organization.state.as_str().to_owned(),
        organization.created_at.to_string(),
    ]
}
