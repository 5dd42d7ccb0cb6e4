//! A change of how text messages are sent that waits for a second administrator.

use super::sms_paths::{path, prove_again};
use super::views::SmsProposalLine;
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::NoFields;
use crate::pages::organizations::head::parse;
use crate::visit::posted::Posted;
use crate::visit::visitor::SignedInVisit;
use axum::extract::Path;
use axum::response::Response;
use identity_core::delivery::{ProposedSmsSettings, SmsSettingsError};

pub(crate) async fn approve(
    signed_in: SignedInVisit,
    Path(id): Path<String>,
    Posted(NoFields): Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let id = parse(&id)?;
    let SignedInVisit { visit, caller, .. } = &signed_in;
    match visit.state.identity.approve_sms_settings(caller, id).await {
        Ok(()) => Ok(visit.done(&path(id), "sms-changed")),
        Err(SmsSettingsError::ProveAgain) => Ok(prove_again(visit, id)),
        Err(error) => Err(error.into()),
    }
}

pub(crate) async fn decline(
    signed_in: SignedInVisit,
    Path(id): Path<String>,
    Posted(NoFields): Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let id = parse(&id)?;
    let SignedInVisit { visit, caller, .. } = &signed_in;
    visit.state.identity.decline_sms_settings(caller, id).await?;
    Ok(visit.done(&path(id), "approval-declined"))
}

/// What the page says of it. Whoever approves it has to see where codes would go.
pub(super) fn row(proposed: &ProposedSmsSettings) -> SmsProposalLine {
    let gateway = proposed.gateway.as_ref();
    let format = gateway.map_or("configured", |gateway| gateway.format.as_str());
    let values = gateway.into_iter().flat_map(|gateway| gateway.fields.iter());
    SmsProposalLine {
        format: PageText::of_code("sms-format", format),
        address: gateway.map(|gateway| gateway.address.clone()),
        values: values.map(|(name, value)| format!("{name}={value}")).collect(),
        digits: proposed.code_digits,
        by: proposed.proposed_by.clone().unwrap_or_default(),
        is_own: proposed.is_own,
        at: proposed.proposed_at,
        until: proposed.expires_at,
    }
}
