//! The applications that know a person, and taking back what they may.

use crate::page::failure::PageFailure;
use crate::page::forms::NoFields;
use crate::pages::applications::views::{KnownApplication, OwnApplications};
use crate::pages::sign_on::asked::scope_words;
use crate::visit::posted::Posted;
use crate::visit::visitor::SignedInVisit;
use axum::extract::Path;
use axum::response::Response;
use identity_core::applications::OwnApplication;
use identity_core::ids::ApplicationId;

const LIST: &str = "/account/applications";

pub(crate) async fn show(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
) -> Result<Response, PageFailure> {
    let own = visit.state.identity.own_applications(&caller).await?;
    visit.page(&OwnApplications { rows: own.iter().map(row).collect() }).await
}

pub(crate) async fn withdraw(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
    Path(id): Path<String>,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let id = ApplicationId::parse(&id).map_err(|_| PageFailure::NotFound)?;
    visit.state.identity.withdraw_application(&caller, id).await?;
    Ok(visit.done(LIST, "application-withdrawn"))
}

fn row(own: &OwnApplication) -> KnownApplication {
    KnownApplication {
        name: own.name.to_string(),
        may: own.scopes.iter().map(scope_words).collect(),
        consented: own.consented,
        since: own.since,
        withdraw_action: format!("{LIST}/{}/withdraw", own.id),
    }
}
