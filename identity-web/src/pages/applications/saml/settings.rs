//! Seeing and changing what an application is told by SAML.

use super::views::{SamlApplication, SamlAttributeRow};
use super::{choices, fields, words};
use crate::forms::applications::saml::{ENCRYPT, REQUESTS_SIGNED, SAML_SETTINGS, SIGNED};
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::{Filled, page_forms};
use crate::page::return_to::prove_again_then;
use crate::page::views::form::FormState;
use crate::visit::posted::Posted;
use crate::visit::visitor::{SignedInVisit, Visit};
use axum::extract::Path;
use axum::response::Response;
use identity_core::applications::{SamlPatch, SamlSettings, SamlSettingsError};
use identity_core::domain::AttributeEntry;
use identity_core::ids::ApplicationId;
use sha2::{Digest, Sha256};

page_forms! {
    /// What an application is told by SAML.
    SamlSettingsForm => SAML_SETTINGS;
}

pub(crate) async fn show(signed_in: SignedInVisit, Path(id): Path<String>) -> Result<Response, PageFailure> {
    let found = found(&signed_in, &id).await?;
    page(&signed_in, &found, fields::shown(&found)).await
}

pub(crate) async fn submit(
    signed_in: SignedInVisit,
    Path(id): Path<String>,
    Posted(SamlSettingsForm(mut form)): Posted<SamlSettingsForm>,
) -> Result<Response, PageFailure> {
    let found = found(&signed_in, &id).await?;
    if let Some(patch) = fields::read(&mut form, &found) {
        match change(&signed_in, found.id, &patch).await? {
            Changed::Answered(answer) => return Ok(answer),
            Changed::Refused(error) => refuse(&mut form, error)?,
        }
    }
    page(&signed_in, &found, form.state()).await
}

/// What became of a change.
pub(super) enum Changed {
    /// It was made, or waits for a fresh proof.
    Answered(Response),
    /// It was not made.
    Refused(SamlSettingsError),
}

/// Makes a change and leads back to the page of the application.
pub(super) async fn change(
    SignedInVisit { visit, caller, .. }: &SignedInVisit,
    id: ApplicationId,
    patch: &SamlPatch,
) -> Result<Changed, PageFailure> {
    match visit.state.identity.change_saml_settings(caller, id, patch).await {
        Ok(()) => Ok(Changed::Answered(visit.done(&path(id), "saml-changed"))),
        Err(SamlSettingsError::ProveAgain) => {
            let back = visit.state.base.path(&path(id));
            Ok(Changed::Answered(visit.go(&prove_again_then(&back))))
        }
        Err(SamlSettingsError::Access(error)) => Err(error.into()),
        Err(error) => Ok(Changed::Refused(error)),
    }
}

/// The settings of an application that speaks SAML; others have no such page.
pub(super) async fn found(
    SignedInVisit { visit, caller, .. }: &SignedInVisit,
    id: &str,
) -> Result<SamlSettings, PageFailure> {
    let id = ApplicationId::parse(id).map_err(|_| PageFailure::NotFound)?;
    let found = visit.state.identity.saml_settings(caller, id).await?;
    found.ok_or(PageFailure::NotFound)
}

pub(super) fn path(id: ApplicationId) -> String {
    format!("/applications/{id}/saml")
}

/// Marks the field that is wrong.
fn refuse(form: &mut Filled, error: SamlSettingsError) -> Result<(), PageFailure> {
    match error {
        SamlSettingsError::AssertionSignatureWanted => {
            form.refuse(&SIGNED, PageText::new("error-saml-assertion-signed"));
        }
        SamlSettingsError::NoEncryptionKey => form.wrong(&ENCRYPT),
        SamlSettingsError::NothingToVerifyWith => form.wrong(&REQUESTS_SIGNED),
        other => return Err(other.into()),
    }
    Ok(())
}

async fn page(
    SignedInVisit { visit, .. }: &SignedInVisit,
    found: &SamlSettings,
    form: FormState,
) -> Result<Response, PageFailure> {
    let rows = found.attributes.entries().iter().map(|entry| row(found, entry));
    let view = SamlApplication {
        action: path(found.id),
        name: found.name.to_string(),
        entity_id: found.entity_id.to_string(),
        is_declared: found.declared,
        warnings: found.warnings.iter().map(words::warning).collect(),
        attributes: rows.collect(),
        add_path: format!("{}/attributes", path(found.id)),
        name_formats: choices::name_formats(visit)?,
        signed: choices::signed(visit, found)?,
        presets: choices::presets(visit)?,
        can_encrypt: found.can_encrypt,
        can_verify_requests: found.can_verify_requests,
        facts: facts(visit, found)?,
        form: form.clone(),
    };
    visit.form_page(&form, &view).await
}

/// What holds now, in words.
fn facts(visit: &Visit, found: &SamlSettings) -> Result<Vec<(PageText, PageText)>, PageFailure> {
    let format = |format: &identity_core::domain::NameFormat| {
        visit.say(&PageText::of_code("saml-format", format.as_str()))
    };
    let formats: Vec<String> = found.allowed_name_formats.iter().map(format).collect::<Result<_, _>>()?;
    let yes_or_no = |flag| PageText::new(if flag { "saml-yes" } else { "saml-no" });
    Ok(vec![
        (
            PageText::new("saml-name-formats"),
            PageText::new("saml-formats-listed").with("formats", formats.join("; ")),
        ),
        (PageText::new("saml-signed"), PageText::of_code("saml-signed", found.signed.as_str())),
        (PageText::new("saml-encrypt"), yes_or_no(found.encrypt_assertions)),
        (PageText::new("saml-requests"), yes_or_no(found.requests_signed)),
    ])
}

fn row(found: &SamlSettings, entry: &AttributeEntry) -> SamlAttributeRow {
    let remove = || format!("{}/attributes/{}/remove", path(found.id), reference(entry));
    SamlAttributeRow {
        name: entry.name.clone(),
        friendly_name: entry.friendly_name.clone(),
        name_format: words::name_format(entry.name_format),
        source: words::source(&entry.source),
        in_one: entry.values == identity_core::domain::AttributeValues::One,
        condition: entry.condition.as_ref().map(words::condition),
        remove_action: (!found.declared).then(remove),
    }
}

/// What stands for an attribute in an address: its name is often one itself.
pub(super) fn reference(entry: &AttributeEntry) -> String {
    let digest = Sha256::digest(format!("{} {}", entry.name_format.as_str(), entry.name));
    let begin = digest.iter().take(16).fold(0, |begin: u128, octet| begin << 8 | u128::from(*octet));
    format!("{begin:032x}")
}

impl From<SamlSettingsError> for PageFailure {
    fn from(error: SamlSettingsError) -> Self {
        match error {
            SamlSettingsError::Access(error) => error.into(),
            SamlSettingsError::Declared => Self::Refused(PageText::new("saml-declared")),
            SamlSettingsError::NotSaml => Self::NotFound,
            // The page takes these up.
            SamlSettingsError::ProveAgain => Self::Refused(PageText::new("sign-in-again")),
            SamlSettingsError::RepeatedFormat
            | SamlSettingsError::Attributes(_)
            | SamlSettingsError::AssertionSignatureWanted
            | SamlSettingsError::NoEncryptionKey
            | SamlSettingsError::NothingToVerifyWith => Self::BadRequest,
            unknown => Self::Internal(unknown.into()),
        }
    }
}
