//! The mandates of an organisation: who acts for it, and for whom it acts.

use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::pages::mandates::row::Looker;
use crate::pages::mandates::views::{InvitedRow, OrganizationMandates};
use crate::pages::organizations::head::{head, parse};
use crate::visit::visitor::SignedInVisit;
use axum::extract::Path;
use axum::response::Response;
use identity_core::domain::{Invitation, Role};
use identity_core::ids::ServiceId;
use identity_core::organizations::OrganizationDetails;
use identity_core::policy::Permission;
use identity_core::store::{Direction, Page};
use std::collections::BTreeMap;

/// How many mandates of others an organisation's page shows.
const RECEIVED: u16 = 100;

pub(crate) async fn list(signed_in: SignedInVisit, Path(id): Path<String>) -> Result<Response, PageFailure> {
    let id = parse(&id)?;
    let SignedInVisit { visit, caller, .. } = &signed_in;
    let identity = &visit.state.identity;
    let organization = identity.organization(caller, id).await?;
    let page = visit.list_page()?.in_direction(Direction::Descending);
    let (given, next) = identity.mandates_given(caller, id, &page).await?;
    let first = visit.query("next").is_none();
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
        next: next.map(|next| format!("/organizations/{id}/mandates?next={next}")),
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
