//! What was read of metadata, before it is saved.

use super::options;
use super::paths::{NEW_SAML, of};
use super::views::{ApplicationChoices, KeyRow, MetadataPreview, MetadataWords};
use crate::forms::applications::{METADATA_READ, NAME, NEW_METADATA, OPENING, SAML_REGISTRATION};
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::views::form::FormState;
use crate::saml::keys::certificate::CertificateFacts;
use crate::saml::web::metadata_source::Taken;
use crate::saml::web::metadata_words::{Finding, left_out, warnings};
use crate::visit::visitor::SignedInVisit;
use axum::response::Response;
use identity_core::Timestamp;
use identity_core::applications::{ApplicationDetails, ApplicationKind, Opening, SamlMetadata};
use identity_core::domain::{LogoutBinding, LogoutService, NameFormat};

/// The form that saves a new application, with the name that its metadata says.
pub(super) fn new_form(taken: &Taken) -> FormState {
    FormState::of(&SAML_REGISTRATION)
        .value(&NAME, taken.read.display_name.clone().unwrap_or_default())
        .chosen(&OPENING, [Opening::Everybody.as_str().to_owned()])
}

/// What was read for a new application.
pub(super) async fn new(
    signed_in: &SignedInVisit,
    taken: &Taken,
    form: FormState,
) -> Result<Response, PageFailure> {
    let choices = options::choices(signed_in, ApplicationKind::Saml).await?;
    let view = view(None, &taken.metadata, form, choices, taken.at)?;
    page(
        signed_in,
        MetadataPreview { warnings: texts(warnings(taken)), left_out: texts(left_out(taken)), ..view },
    )
    .await
}

/// The same again, after what was filled in was not right.
pub(super) async fn again(
    signed_in: &SignedInVisit,
    metadata: &SamlMetadata,
    form: FormState,
) -> Result<Response, PageFailure> {
    let now = signed_in.visit.state.identity.clock().now();
    let choices = options::choices(signed_in, ApplicationKind::Saml).await?;
    page(signed_in, view(None, metadata, form, choices, now)?).await
}

/// What was read to take the place of the metadata of an application.
pub(super) async fn replacement(
    signed_in: &SignedInVisit,
    found: &ApplicationDetails,
    taken: &Taken,
) -> Result<Response, PageFailure> {
    let form = FormState::of(&NEW_METADATA);
    let view = view(Some(found), &taken.metadata, form, ApplicationChoices::default(), taken.at)?;
    page(
        signed_in,
        MetadataPreview { warnings: texts(warnings(taken)), left_out: texts(left_out(taken)), ..view },
    )
    .await
}

fn texts(findings: Vec<Finding>) -> Vec<PageText> {
    findings.into_iter().map(|finding| finding.text).collect()
}

fn view(
    found: Option<&ApplicationDetails>,
    metadata: &SamlMetadata,
    form: FormState,
    choices: ApplicationChoices,
    now: Timestamp,
) -> Result<MetadataPreview, PageFailure> {
    let carried = serde_json::to_string(metadata).map_err(|error| PageFailure::Internal(error.into()))?;
    if METADATA_READ.is_too_long(&carried) {
        return Err(PageFailure::Refused(PageText::new("metadata-too-large")));
    }
    let (action, back_path) = match found {
        Some(found) => {
            let back = format!("{}/metadata", of(found.id));
            (format!("{back}/save"), back)
        }
        None => (format!("{NEW_SAML}/save"), NEW_SAML.to_owned()),
    };
    Ok(MetadataPreview {
        name: found.map(|found| found.name.to_string()),
        action,
        back_path,
        read: words(metadata, now),
        warnings: Vec::new(),
        left_out: Vec::new(),
        choices,
        form: form.value(&METADATA_READ, carried),
    })
}

async fn page(
    SignedInVisit { visit, .. }: &SignedInVisit,
    view: MetadataPreview,
) -> Result<Response, PageFailure> {
    let form = view.form.clone();
    visit.form_page(&form, &view).await
}

/// What is registered of metadata, in words.
pub(super) fn words(metadata: &SamlMetadata, now: Timestamp) -> MetadataWords {
    MetadataWords {
        entity_id: metadata.entity_id.to_string(),
        consumers: metadata.consumers.iter().map(|consumer| consumer.url.clone()).collect(),
        logout: metadata.logout_services.iter().map(logout).collect(),
        keys: metadata.certificates.iter().filter_map(|der| key(der, now)).collect(),
        name_formats: metadata
            .name_formats
            .iter()
            .map(|format| PageText::new(name_format(*format)))
            .collect(),
        requests_signed: metadata.requests_signed,
        valid_until: metadata.valid_until,
        expired: metadata.valid_until.is_some_and(|until| until <= now),
        address: metadata.address.clone(),
    }
}

fn logout(service: &LogoutService) -> (PageText, String) {
    let key = match service.binding {
        LogoutBinding::Redirect => "metadata-logout-redirect",
        LogoutBinding::Post => "metadata-logout-post",
        LogoutBinding::Soap => "metadata-logout-soap",
        LogoutBinding::LogoutToken => "metadata-logout-token",
    };
    (PageText::new(key), service.url.clone())
}

const fn name_format(format: NameFormat) -> &'static str {
    match format {
        NameFormat::Persistent => "name-format-persistent",
        NameFormat::Transient => "name-format-transient",
        NameFormat::Email => "name-format-email",
    }
}

fn key(der: &[u8], now: Timestamp) -> Option<KeyRow> {
    let facts = CertificateFacts::read(der)?;
    Some(KeyRow {
        subject: facts.subject,
        fingerprint: facts.fingerprint,
        ends_at: facts.not_after,
        expired: facts.not_after.is_some_and(|until| until <= now),
    })
}
