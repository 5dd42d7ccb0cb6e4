//! Organisations: the list for those who look after several, and one with its contracts.

use crate::exports;
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::NoFields;
use crate::pages::organizations::head::{class, head, parse, path, state};
use crate::pages::organizations::suspend::state_act;
use crate::pages::organizations::views::{ContractRow, OrganizationDetails, OrganizationRow, Organizations};
use crate::visit::listing::{Column, Columns, Listing};
use crate::visit::posted::Posted;
use crate::visit::visitor::{SignedInVisit, Visit};
use axum::extract::Path;
use axum::response::Response;
use identity_core::contracts::ContractDetails;
use identity_core::domain::{Organization, OrganizationState};
use identity_core::organizations::OrganizationSearch;
use identity_core::policy::Permission;
use identity_core::store::{Count, Cursor, OrderBy, Versioned};

/// The states of organisations, as [`OrganizationState::as_str`] has them.
const STATES: [(&str, &str); 3] = [
    ("active", "people-active"),
    ("suspended", "organization-state-suspended"),
    ("closed", "organization-state-closed"),
];

const COLUMNS: Columns = (
    Column { code: "name", order: OrderBy::Name, label: "details-name", descending: false },
    &[Column {
        code: "external_id",
        order: OrderBy::ExternalId,
        label: "details-external-id",
        descending: false,
    }],
);

/// The list as the address asks for it.
fn asked(visit: &Visit) -> Result<(Listing, OrganizationSearch), PageFailure> {
    let listing = Listing::of(visit, "/organizations".to_owned(), &STATES, COLUMNS)?;
    let listing = listing.exported_at("/organizations/export".to_owned());
    let chosen = OrganizationState::ALL.into_iter().find(|state| listing.state == Some(state.as_str()));
    let search = OrganizationSearch::new(listing.search.as_str(), chosen).order(listing.order());
    Ok((listing, search))
}

/// Every organisation that the list finds, as a file.
pub(crate) async fn export(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let (listing, search) = asked(&visit)?;
    Ok(exports::organizations(&visit.state.identity, &caller, search, listing.direction()).await?)
}

pub(crate) async fn list(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
) -> Result<Response, PageFailure> {
    let (listing, search) = asked(&visit)?;
    let identity = &visit.state.identity;
    let mut found = identity.search_organizations(&caller, &search, &listing.page()).await?;
    let count = if listing.is_whole(found.next.as_ref()) {
        Count::Exactly(found.items.len() as u64)
    } else {
        identity.count_organizations(&caller, &search).await?
    };
    let cursor = |found: &Versioned<Organization>| Cursor::of(&found.record, listing.order());
    let list = listing.shown(&mut found.items, count, found.next.as_ref(), cursor);
    let view = Organizations {
        rows: found.items.iter().map(|organization| row(organization)).collect(),
        query: listing.search,
        list,
    };
    visit.page(&view).await
}

pub(crate) async fn details(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(id): Path<String>,
) -> Result<Response, PageFailure> {
    let id = parse(&id)?;
    let found = visit.state.identity.organization(&caller, id).await?;
    let may_suspend = visit.state.identity.may_suspend_organization(&caller, id).await?;
    let now = visit.state.identity.clock().now();
    let organization = &found.organization;
    let view = OrganizationDetails {
        business_id: organization.business_id.as_ref().map(ToString::to_string),
        external_id: organization.crm_id().map(ToString::to_string),
        domains: organization.domains.iter().map(ToString::to_string).collect(),
        contracts: found.contracts.iter().map(|contract| contract_row(contract, now)).collect(),
        sees_contracts: found.permitted.contains(&Permission::ContractView),
        state_act: may_suspend.then(|| state_act(organization)),
        organization: head(&found),
    };
    visit.page(&view).await
}

fn row(organization: &Organization) -> OrganizationRow {
    OrganizationRow {
        name: organization.name.to_string(),
        path: path(organization),
        class: class(organization.class),
        external_id: organization.crm_id().map(ToString::to_string),
        state: state(organization.state),
    }
}

fn contract_row(found: &ContractDetails, now: identity_core::Timestamp) -> ContractRow {
    let period = found.contract.period;
    let (state, tone) = match (found.in_force, period.is_over(now)) {
        (true, _) => ("contract-state-in-force", "good"),
        (false, true) => ("contract-state-ended", ""),
        (false, false) => ("contract-state-upcoming", "warn"),
    };
    ContractRow {
        external_id: found.contract.external_id.to_string(),
        services: found.services.iter().map(|service| service.name.to_string()).collect(),
        starts_at: period.starts_at,
        ends_at: period.ends_at,
        state: PageText::new(state),
        tone,
    }
}
