//! Closing one's own account.

use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::NoFields;
use crate::page::return_to::prove_again_then;
use crate::pages::closing::views::{AccountClosed, AloneAt, CloseAccount, EndingMandate};
use crate::pages::contacts::own::PROFILE;
use crate::pages::organizations::head::path;
use crate::visit::posted::Posted;
use crate::visit::visitor::{SignedInVisit, Visit};
use axum::response::Response;
use http::StatusCode;
use identity_core::Caller;
use identity_core::closing::CloseAccountError;
use identity_core::domain::Organization;
use identity_core::mandates::MandateDetails;

const PATH: &str = "/account/close";

pub(crate) async fn show(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
) -> Result<Response, PageFailure> {
    // Asked for here, so that nobody reads all this and is sent away by the button.
    if visit.state.identity.must_prove_again(&caller).await? {
        return Ok(visit.go(&prove_again_then(&visit.state.base.path(PATH))));
    }
    visit.page(&view(&visit, &caller).await?).await
}

pub(crate) async fn close(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    match visit.state.identity.close_account(&caller).await {
        Ok(_) => Ok(visit.go("/account/closed")),
        Err(CloseAccountError::ProveAgain) => Ok(visit.go(&prove_again_then(&visit.state.base.path(PATH)))),
        Err(CloseAccountError::LastAdministrator) => {
            let mut page = visit.page(&view(&visit, &caller).await?).await?;
            *page.status_mut() = StatusCode::CONFLICT;
            Ok(page)
        }
        Err(error) => Err(error.into()),
    }
}

/// The same for everybody, whoever closed an account or did not.
pub(crate) async fn closed(visit: Visit) -> Result<Response, PageFailure> {
    let days = visit.state.identity.closing_days();
    visit.page(&AccountClosed { days, sign_in_path: "/login".to_owned() }).await
}

async fn view(visit: &Visit, caller: &Caller) -> Result<CloseAccount, PageFailure> {
    let account = visit.state.identity.account_to_close(caller).await?;
    let received = account.received.iter().map(|mandate| ending(mandate, "close-mandate-held"));
    let given = account.given.iter().map(|mandate| ending(mandate, "close-mandate-given"));
    Ok(CloseAccount {
        action: PATH.to_owned(),
        back_path: PROFILE.to_owned(),
        erase_at: account.erase_at,
        days: account.days,
        alone_at: account.alone_at.iter().map(alone).collect(),
        leaves: account.leaves.iter().map(|one| one.name.to_string()).collect(),
        mandates: received.chain(given).collect(),
    })
}

fn alone(organization: &Organization) -> AloneAt {
    AloneAt { name: organization.name.to_string(), path: path(organization) }
}

fn ending(mandate: &MandateDetails, key: &'static str) -> EndingMandate {
    let text = PageText::new(key).with("role", mandate.role.name.as_str());
    let text = text.with("organization", mandate.organization_name.as_str());
    let text = text.with("giver", mandate.giver_name.as_str());
    EndingMandate {
        text: text.with("receiver", mandate.receiver_name.as_str()),
        path: format!("/mandates/{}", mandate.grant.id),
    }
}
