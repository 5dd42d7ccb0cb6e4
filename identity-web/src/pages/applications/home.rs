//! The start page: what may be opened.

use crate::language::{PageText, explanations};
use crate::page::failure::PageFailure;
use crate::page::views::outcome::Switch;
use crate::pages::applications::views::{
    Application, ApplicationGroup, ClosedTile, Home, OfferTile, OrganizationLink,
};
use crate::pages::sign_on::views::AlreadySignedIn;
use crate::visit::visitor::{SignedInVisit, Visit};
use axum::extract::Path;
use axum::response::Response;
use identity_core::ids::OrganizationId;
use identity_core::mandates::OfferedMandates;
use identity_core::people::Account;
use identity_core::roles::ClosedService;
use identity_core::values::FoldedText;
use std::collections::BTreeSet;

pub(crate) async fn show(
    SignedInVisit { visit, caller, current }: SignedInVisit,
) -> Result<Response, PageFailure> {
    let account = visit.state.identity.account(&caller).await?;
    let offers = visit.state.identity.mandates_to_answer(&caller).await?;
    let waiting = visit.state.identity.approvals(&caller).await?;
    let approvals = waiting.iter().filter(|one| !one.is_own).count();
    let groups = by_organization(&account.applications, current.session.acting_for, &visit);
    visit.page(&Home { groups, approvals, ..home(&account, &offers) }).await
}

/// Where a person goes who chose an application of another organisation than the one that they acted for: a form does not lead
/// to another site by itself.
pub(crate) async fn open(
    SignedInVisit { visit, caller, current }: SignedInVisit,
    Path(service): Path<String>,
) -> Result<Response, PageFailure> {
    let account = visit.state.identity.account(&caller).await?;
    let acting_for = current.session.acting_for;
    let found = account.applications.iter().find(|one| {
        one.service.key.as_str() == service && acting_for.is_none_or(|chosen| chosen == one.organization)
    });
    let found = found.ok_or(PageFailure::NotFound)?;
    let view = AlreadySignedIn {
        service: found.service.name.to_string(),
        text: PageText::new("home-open").with("organization", found.organization_name.as_str()),
        path: found.service.start_url.clone(),
    };
    visit.page(&view).await
}

/// Where a person goes who has just joined an organisation: to its page, when it is one that they look after.
pub(crate) async fn joined(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(organization): Path<String>,
) -> Result<Response, PageFailure> {
    let organization = OrganizationId::parse(&organization).map_err(|_| PageFailure::NotFound)?;
    let account = visit.state.identity.account(&caller).await?;
    let looks_after = account.administers.contains(&organization);
    let path = if looks_after { format!("/organizations/{organization}") } else { "/".to_owned() };
    Ok(visit.go(&format!("{path}?done=joined")))
}

fn home(account: &Account, offers: &[OfferedMandates]) -> Home {
    let administered = account.places.iter().filter(|(place, _)| account.administers.contains(&place.id));
    Home {
        given_name: account.user.given_name.to_string(),
        groups: Vec::new(),
        no_applications: account.closed.is_empty().then(|| no_applications(account)),
        closed: account.closed.iter().map(|closed| closed_tile(account, closed)).collect(),
        organizations: administered
            .map(|(place, _)| OrganizationLink {
                name: place.name.to_string(),
                path: format!("/organizations/{}", place.id),
            })
            .collect(),
        mandates: account.concerned_with_mandates,
        mandates_offered: account.mandates_offered,
        approvals: 0,
        offers: offers
            .iter()
            .map(|offer| OfferTile {
                organization: offer.name.clone(),
                path: format!("/organizations/{}/mandates", offer.organization),
                count: offer.count,
            })
            .collect(),
    }
}

/// A service that is closed, with the reason and whom to ask: who looks after the organisation is sent to us.
fn closed_tile(account: &Account, closed: &ClosedService) -> ClosedTile {
    let administers = account.administers.contains(&closed.organization);
    let belongs = account.places.iter().any(|(place, _)| place.id == closed.organization);
    let ask = if belongs && !administers { "closed-ask-contact" } else { "closed-ask" };
    ClosedTile {
        service: closed.service.clone(),
        organization: closed.organization_name.clone(),
        why: explanations::deny(&closed.why),
        ask: PageText::new(ask),
    }
}

/// Why a person can open nothing: only somebody with a contact person is sent there.
fn no_applications(account: &Account) -> PageText {
    PageText::new(if account.oversees || !account.administers.is_empty() {
        "home-no-applications-administrator"
    } else if account.places.is_empty() {
        "home-no-applications-nowhere"
    } else {
        "home-no-applications"
    })
}

/// One group for each organisation for which there is something to open. Whoever acts for one of several opens its applications
/// at once; another one is chosen first.
fn by_organization(
    found: &[identity_core::people::Application],
    acting_for: Option<OrganizationId>,
    visit: &Visit,
) -> Vec<ApplicationGroup> {
    let organizations: BTreeSet<_> = found.iter().map(|one| one.organization).collect();
    let several = organizations.len() > 1;
    let tile = |one: &identity_core::people::Application| {
        let chosen = !several || acting_for == Some(one.organization);
        let open = visit.state.base.path(&format!("/open/{}", one.service.key));
        Some(Application {
            name: one.service.name.to_string(),
            url: one.service.start_url.clone()?,
            switch: (!chosen).then(|| Switch {
                action: "/acting-for/switch".to_owned(),
                organization: one.organization.to_string(),
                name: one.organization_name.clone(),
                return_to: Some(open),
            }),
        })
    };
    let mut groups: Vec<_> = organizations
        .iter()
        .filter_map(|id| {
            let here = || found.iter().filter(|one| one.organization == *id);
            let organization = here().next()?.organization_name.clone();
            let applications = here().filter_map(tile).collect();
            Some(ApplicationGroup { organization, headed: several, applications })
        })
        .collect();
    groups.sort_by_cached_key(|group| FoldedText::sort_key(&group.organization));
    groups
}
