//! The start page: what may be opened.

use crate::language::{PageText, explanations};
use crate::page::failure::PageFailure;
use crate::pages::applications::views::{Application, ClosedTile, Home, OfferTile, OrganizationLink};
use crate::visit::visitor::SignedInVisit;
use axum::extract::Path;
use axum::response::Response;
use identity_core::ids::OrganizationId;
use identity_core::mandates::OfferedMandates;
use identity_core::people::Account;
use identity_core::roles::ClosedService;

pub(crate) async fn show(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
) -> Result<Response, PageFailure> {
    let account = visit.state.identity.account(&caller).await?;
    let offers = visit.state.identity.mandates_to_answer(&caller).await?;
    let waiting = visit.state.identity.approvals(&caller).await?;
    let approvals = waiting.iter().filter(|one| !one.is_own).count();
    visit.page(&Home { approvals, ..home(&account, &offers) }).await
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
        applications: by_service(&account.applications),
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

/// One tile for each application, naming the organisations for which it may be opened.
fn by_service(found: &[identity_core::people::Application]) -> Vec<Application> {
    let mut tiles: Vec<Application> = Vec::new();
    for application in found {
        let Some(url) = application.service.start_url.clone() else { continue };
        match tiles.iter_mut().find(|tile| tile.url == url) {
            Some(tile) => tile.organizations.push(application.organization_name.clone()),
            None => tiles.push(Application {
                name: application.service.name.to_string(),
                organizations: vec![application.organization_name.clone()],
                url,
            }),
        }
    }
    tiles
}
