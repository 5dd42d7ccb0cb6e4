//! The SMS gateway and the digits of codes, changed while the server runs.

use super::sms_fields::{self, SmsForm};
use super::sms_paths::{path, prove_again};
use super::sms_proposal;
use super::sms_words::test_line;
use super::views::SmsSettings;
use crate::forms::sign_on::{ADDRESS, CODE_DIGITS, SECRET, VALUES};
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::{Filled, NoFields};
use crate::page::views::form::{Choice, FormState};
use crate::pages::organizations::head::{head, parse};
use crate::visit::posted::Posted;
use crate::visit::visitor::{SignedInVisit, Visit};
use axum::extract::Path;
use axum::response::Response;
use identity_core::delivery::{GatewayAddressFault, SmsSettingsDetails, SmsSettingsError, SmsSettingsSet};
use identity_core::ids::OrganizationId;

pub(crate) async fn show(signed_in: SignedInVisit, Path(id): Path<String>) -> Result<Response, PageFailure> {
    let id = parse(&id)?;
    let found = signed_in.visit.state.identity.sms_settings(&signed_in.caller, id).await?;
    page(&signed_in, id, &found, sms_fields::shown(&found)).await
}

pub(crate) async fn submit(
    signed_in: SignedInVisit,
    Path(id): Path<String>,
    Posted(SmsForm(mut form)): Posted<SmsForm>,
) -> Result<Response, PageFailure> {
    let id = parse(&id)?;
    let SignedInVisit { visit, caller, .. } = &signed_in;
    let found = visit.state.identity.sms_settings(caller, id).await?;
    if let Some(wanted) = sms_fields::read(&mut form, id, &found) {
        match visit.state.identity.set_sms_settings(caller, &wanted).await {
            Ok(SmsSettingsSet::InForce) => return Ok(visit.done(&path(id), "sms-changed")),
            Ok(SmsSettingsSet::Waits) => return Ok(visit.done(&path(id), "sms-proposed")),
            Err(SmsSettingsError::ProveAgain) => return Ok(prove_again(visit, id)),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    page(&signed_in, id, &found, form.state()).await
}

/// Sends a test message to the administrator's own telephone.
pub(crate) async fn test(
    signed_in: SignedInVisit,
    Path(id): Path<String>,
    Posted(NoFields): Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let id = parse(&id)?;
    let SignedInVisit { visit, caller, .. } = &signed_in;
    match visit.state.identity.send_sms_test(caller, id).await {
        Ok(()) => Ok(visit.done(&path(id), "sms-tested")),
        Err(SmsSettingsError::ProveAgain) => Ok(prove_again(visit, id)),
        Err(error) => Err(error.into()),
    }
}

/// Marks the field that is wrong.
fn refuse(form: &mut Filled, error: SmsSettingsError) -> Result<(), PageFailure> {
    let (field, key) = match error {
        SmsSettingsError::Address(fault) => (&ADDRESS, address_fault(fault)),
        SmsSettingsError::PlaceMissing => (&ADDRESS, "error-sms-place"),
        SmsSettingsError::Fields => (&VALUES, "error-sms-values"),
        SmsSettingsError::Secret => (&SECRET, "error-sms-secret"),
        SmsSettingsError::SecretMissing => (&SECRET, "error-sms-secret-missing"),
        SmsSettingsError::OtherServer => (&SECRET, "error-sms-other-server"),
        SmsSettingsError::Digits => (&CODE_DIGITS, "error-sms-digits"),
        other => return Err(other.into()),
    };
    form.refuse(field, PageText::new(key));
    Ok(())
}

/// The text for what is wrong with an address.
pub(crate) const fn address_fault(fault: GatewayAddressFault) -> &'static str {
    match fault {
        GatewayAddressFault::NotSecure => "error-sms-address-secure",
        GatewayAddressFault::NotPublic => "error-sms-address-public",
        GatewayAddressFault::Parts => "error-sms-address-parts",
        _ => "error-sms-address",
    }
}

async fn page(
    signed_in: &SignedInVisit,
    id: OrganizationId,
    found: &SmsSettingsDetails,
    form: FormState,
) -> Result<Response, PageFailure> {
    let SignedInVisit { visit, caller, .. } = signed_in;
    let organization = visit.state.identity.organization(caller, id).await?;
    let view = SmsSettings {
        action: path(id),
        organization: head(&organization),
        back: format!("/organizations/{id}/sign-in"),
        formats: formats(visit)?,
        digits: digits(visit, found)?,
        has_secret: found.gateway.as_ref().is_some_and(|gateway| gateway.has_secret),
        own_number: found.own_number.clone(),
        test: found.test.as_ref().map(test_line),
        proposal: found.proposed.as_ref().map(sms_proposal::row),
        form: form.clone(),
    };
    visit.form_page(&form, &view).await
}

fn formats(visit: &Visit) -> Result<Vec<Choice>, PageFailure> {
    let choice = |format: &&str| {
        let label = visit.say(&PageText::of_code("sms-format", format))?;
        Ok(Choice::new(*format, label, ""))
    };
    sms_fields::FORMATS.iter().map(choice).collect()
}

fn digits(visit: &Visit, found: &SmsSettingsDetails) -> Result<Vec<Choice>, PageFailure> {
    let configured = i64::from(found.configured_digits);
    let configured = visit.say(&PageText::new("sms-digits-configured").with("count", configured))?;
    let of = |digits: u8| {
        let label = visit.say(&PageText::new("sms-digits-count").with("count", i64::from(digits)))?;
        Ok(Choice::new(digits.to_string(), label, ""))
    };
    std::iter::once(Ok(Choice::new("", configured, ""))).chain((6..=8).map(of)).collect()
}

impl From<SmsSettingsError> for PageFailure {
    fn from(error: SmsSettingsError) -> Self {
        match error {
            SmsSettingsError::Access(error) => error.into(),
            SmsSettingsError::Store(error) => error.into(),
            SmsSettingsError::TooMany => Self::TooMany,
            SmsSettingsError::NoNumber => Self::Refused(PageText::new("sms-no-number")),
            SmsSettingsError::NumberRefused => Self::Refused(PageText::new("error-number-refused")),
            // The page takes these up.
            SmsSettingsError::ProveAgain => Self::Refused(PageText::new("sign-in-again")),
            SmsSettingsError::NothingProposed => Self::Refused(PageText::new("sms-nothing-waits")),
            SmsSettingsError::OwnProposal => Self::Refused(PageText::new("approval-own-request")),
            SmsSettingsError::TooNew => Self::Refused(PageText::new("approval-too-new")),
            SmsSettingsError::ProposerLostRight => Self::Refused(PageText::new("approval-asker-lost-right")),
            SmsSettingsError::PeopleOnly
            | SmsSettingsError::Address(_)
            | SmsSettingsError::PlaceMissing
            | SmsSettingsError::Fields
            | SmsSettingsError::Secret
            | SmsSettingsError::SecretMissing
            | SmsSettingsError::OtherServer
            | SmsSettingsError::Digits => Self::BadRequest,
            unknown => Self::Internal(unknown.into()),
        }
    }
}
