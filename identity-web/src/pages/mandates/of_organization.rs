//! The mandates of an organisation: who acts for it, and for whom it acts.

use crate::exports;
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::NoFields;
use crate::pages::mandates::row::Looker;
use crate::pages::mandates::views::{InvitedRow, OrganizationMandates};
use crate::pages::organizations::head::{head, parse};
use crate::visit::listing::{Column, Columns, Listing};
use crate::visit::posted::Posted;
use crate::visit::visitor::{SignedInVisit, Visit};
use axum::extract::Path;
use axum::response::Response;
use identity_core::domain::{Invitation, Role};
use identity_core::ids::{OrganizationId, ServiceId};
use identity_core::mandates::{MandateDetails, MandateStatus};
use identity_core::organizations::OrganizationDetails;
use identity_core::policy::Permission;
use identity_core::store::{Count, Cursor, Direction, OrderBy, Page};
use std::collections::BTreeMap;

/// How many mandates of others an organisation's page shows.
const RECEIVED: u16 = 100;

/// How mandates stand, as [`MandateStatus::as_str`] has it.
const STATES: [(&str, &str); 3] = [
    ("offered", "mandate-state-offered"),
    ("accepted", "mandate-state-accepted"),
    ("ended", "mandate-state-ended"),
];

// Ids ascend in time.
const COLUMNS: Columns =
    (Column { code: "given", order: OrderBy::Id, label: "mandates-given-at", descending: true }, &[]);

/// The list as the address asks for it.
fn asked(visit: &Visit, id: OrganizationId) -> Result<(Listing, Option<MandateStatus>), PageFailure> {
    let path = format!("/organizations/{id}/mandates");
    let listing = Listing::of(visit, path.clone(), &STATES, COLUMNS)?.exported_at(format!("{path}/export"));
    let status = MandateStatus::ALL.into_iter().find(|status| listing.state == Some(status.as_str()));
    Ok((listing, status))
}

/// Every mandate that the list finds, as a file.
pub(crate) async fn export(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(id): Path<String>,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let id = parse(&id)?;
    let (listing, status) = asked(&visit, id)?;
    Ok(exports::mandates(&visit.state.identity, &caller, id, status, listing.direction()).await?)
}

pub(crate) async fn list(signed_in: SignedInVisit, Path(id): Path<String>) -> Result<Response, PageFailure> {
    let id = parse(&id)?;
    let SignedInVisit { visit, caller, .. } = &signed_in;
    let identity = &visit.state.identity;
    let organization = identity.organization(caller, id).await?;
    let (listing, status) = asked(visit, id)?;
    let (mut given, further) = identity.search_mandates_given(caller, id, status, &listing.page()).await?;
    let first = listing.is_first();
    let count = if listing.is_whole(further.as_ref()) {
        Count::Exactly(given.len() as u64)
    } else {
        identity.count_mandates_given(caller, id, status).await?
    };
    let cursor = |found: &MandateDetails| Cursor::of(&found.grant.record, listing.order());
    let list = listing.shown(&mut given, count, further.as_ref(), cursor);
    let invited = if first { identity.mandates_invited(caller, id).await? } else { Vec::new() };
    let received = if first {
        let page = Page::first(RECEIVED).in_direction(Direction::Descending);
        identity.mandates_received(caller, id, &page).await?.0
    } else {
        Vec::new()
    };
    let looker = Looker::new(&signed_in, true);
    let cancels = organization.permitted.contains(&Permission::InvitationManage);
    let names = service_names(&organization);
    let mut invited_rows = Vec::new();
    for (invitation, roles) in &invited {
        let withdrawn = identity.is_invitation_withdrawn(invitation).await?;
        let state = match (invitation.expires_at <= identity.clock().now(), withdrawn) {
            (true, _) => ("invitation-state-expired", ""),
            (false, true) => ("invitation-state-withdrawn", "bad"),
            (false, false) => ("mandate-state-offered", "warn"),
        };
        invited_rows.push(invited_row(invitation, roles, &names, (cancels, state)));
    }
    let view = OrganizationMandates {
        organization: head(&organization),
        invited: invited_rows,
        given: given.iter().map(|found| looker.row(found)).collect(),
        received: received.iter().map(|found| looker.row(found)).collect(),
        give_path: Some(format!("/organizations/{id}/mandates/new")),
        list,
    };
    visit.page(&view).await
}

fn invited_row(
    invitation: &Invitation,
    roles: &[Role],
    names: &BTreeMap<ServiceId, String>,
    (cancels, (state, tone)): (bool, (&'static str, &'static str)),
) -> InvitedRow {
    let services = invitation.services.iter().flatten();
    InvitedRow {
        email: invitation.email.to_string(),
        roles: roles.iter().map(|role| role.name.to_string()).collect(),
        services: services.filter_map(|id| names.get(id).cloned()).collect(),
        until: invitation.mandate.as_ref().and_then(|terms| terms.period.ends_at),
        expires_at: invitation.expires_at,
        state: PageText::new(state),
        tone,
        cancel_path: cancels.then(|| {
            format!("/organizations/{}/invitations/{}/cancel", invitation.organization, invitation.id)
        }),
    }
}

fn service_names(organization: &OrganizationDetails) -> BTreeMap<ServiceId, String> {
    let all = organization.contracts.iter().flat_map(|contract| &contract.services);
    all.map(|service| (service.id, service.name.to_string())).collect()
}
