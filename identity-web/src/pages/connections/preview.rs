//! What was read of the metadata of a provider, before it is saved.

use super::facts::words;
use super::place::of;
use super::views::ProviderPreview;
use crate::forms::applications::METADATA_READ;
use crate::forms::federation::connections::{NAME, NEW_PROVIDER_METADATA, SAML_CONNECTION};
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::views::form::FormState;
use crate::saml::web::metadata_source::TakenProvider;
use crate::saml::web::metadata_words::{Finding, left_out_of_provider, warnings_of_provider};
use crate::visit::visitor::SignedInVisit;
use axum::response::Response;
use identity_core::domain::Connection;
use identity_core::federation::ProviderMetadata;

/// What was read for a new connection, with the name that its metadata says.
pub(super) async fn new(
    signed_in: &SignedInVisit,
    path: &str,
    taken: &TakenProvider,
) -> Result<Response, PageFailure> {
    let name = taken.read.display_name.clone().unwrap_or_default();
    let form = FormState::of(&SAML_CONNECTION).value(&NAME, name);
    let view = view(signed_in, (None, path), &taken.metadata, form)?;
    page(signed_in, with_findings(view, taken)).await
}

/// The same again, after what was filled in was not right.
pub(super) async fn again(
    signed_in: &SignedInVisit,
    path: &str,
    metadata: &ProviderMetadata,
    form: FormState,
) -> Result<Response, PageFailure> {
    page(signed_in, view(signed_in, (None, path), metadata, form)?).await
}

/// What was read to take the place of the metadata of a connection.
pub(super) async fn replacement(
    signed_in: &SignedInVisit,
    found: &Connection,
    taken: &TakenProvider,
) -> Result<Response, PageFailure> {
    let path = format!("{}/metadata", of(found.id));
    let form = FormState::of(&NEW_PROVIDER_METADATA);
    let view = view(signed_in, (Some(found.name.to_string()), &path), &taken.metadata, form)?;
    page(signed_in, with_findings(view, taken)).await
}

fn with_findings(view: ProviderPreview, taken: &TakenProvider) -> ProviderPreview {
    let texts = |findings: Vec<Finding>| findings.into_iter().map(|finding| finding.text).collect();
    ProviderPreview {
        warnings: texts(warnings_of_provider(taken)),
        left_out: texts(left_out_of_provider(taken)),
        ..view
    }
}

fn view(
    SignedInVisit { visit, .. }: &SignedInVisit,
    (name, path): (Option<String>, &str),
    metadata: &ProviderMetadata,
    form: FormState,
) -> Result<ProviderPreview, PageFailure> {
    let carried = serde_json::to_string(metadata).map_err(|error| PageFailure::Internal(error.into()))?;
    if METADATA_READ.is_too_long(&carried) {
        return Err(PageFailure::Refused(PageText::new("metadata-too-large")));
    }
    Ok(ProviderPreview {
        name,
        action: format!("{path}/save"),
        back_path: path.to_owned(),
        read: words(metadata, visit.state.identity.clock().now()),
        warnings: Vec::new(),
        left_out: Vec::new(),
        form: form.value(&METADATA_READ, carried),
    })
}

async fn page(
    SignedInVisit { visit, .. }: &SignedInVisit,
    view: ProviderPreview,
) -> Result<Response, PageFailure> {
    let form = view.form.clone();
    visit.form_page(&form, &view).await
}
