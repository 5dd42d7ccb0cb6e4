//! Giving the metadata of an application: a file, a text or an address; and saving it after it was looked at.

use super::choose::is_offered;
use super::paths::{NEW, NEW_SAML, of, parse};
use super::refusals::{answer, prove_again, refuse};
use super::views::GiveMetadata;
use super::{fields, preview};
use crate::forms::applications::{
    ENTITY, METADATA, METADATA_ADDRESS, METADATA_FILE, METADATA_READ, METADATA_TEXT, NAME, NEW_METADATA,
    SAML_REGISTRATION, SERVICE,
};
use crate::page::failure::PageFailure;
use crate::page::forms::{Filled, page_forms};
use crate::page::views::form::{Choice, FormState};
use crate::saml::metadata::MetadataError;
use crate::saml::web::metadata_source::{MetadataReader, Source, TakeError, Taken};
use crate::saml::web::metadata_words::refused;
use crate::visit::posted::Posted;
use crate::visit::uploaded::WithFile;
use crate::visit::visitor::SignedInVisit;
use axum::extract::Path;
use axum::response::Response;
use identity_core::applications::{
    ApplicationDetails, ApplicationKind, RegistrationError, SamlMetadata, SamlRegistration,
};
use identity_core::values::{DisplayName, ServiceKey};

page_forms! {
    /// An application whose metadata was looked at.
    Registration => SAML_REGISTRATION;
    /// Newer metadata that was looked at.
    NewMetadata => NEW_METADATA;
    /// Metadata as it was given, without its file.
    Fields => METADATA;
}

/// Metadata that cannot be used yet: the form says why, and which entities there are.
struct NotTaken {
    form: FormState,
    entities: Vec<String>,
}

pub(crate) async fn show_new(signed_in: SignedInVisit) -> Result<Response, PageFailure> {
    if let Some(away) = closed(&signed_in, NEW_SAML).await? {
        return Ok(away);
    }
    page(&signed_in, None, FormState::of(&METADATA), &[]).await
}

pub(crate) async fn read_new(
    signed_in: SignedInVisit,
    given: WithFile<Fields>,
) -> Result<Response, PageFailure> {
    if let Some(away) = closed(&signed_in, NEW_SAML).await? {
        return Ok(away);
    }
    match take(&signed_in, given).await? {
        Ok(taken) => preview::new(&signed_in, &taken, preview::new_form(&taken)).await,
        Err(NotTaken { form, entities }) => page(&signed_in, None, form, &entities).await,
    }
}

/// The page that showed what was read, in another language; whoever comes by a link gives the metadata first.
pub(crate) async fn show_saved(signed_in: SignedInVisit) -> Result<Response, PageFailure> {
    let SignedInVisit { visit, caller, .. } = &signed_in;
    visit.state.identity.application_services(caller).await?;
    let carried = visit.draft.as_ref().and_then(|draft| draft.text(&METADATA_READ));
    match carried.and_then(|text| serde_json::from_str(text).ok()) {
        Some(metadata) => preview::again(&signed_in, &metadata, FormState::of(&SAML_REGISTRATION)).await,
        None => Ok(visit.go(NEW_SAML)),
    }
}

pub(crate) async fn save_new(
    signed_in: SignedInVisit,
    Posted(Registration(mut form)): Posted<Registration>,
) -> Result<Response, PageFailure> {
    let SignedInVisit { visit, caller, .. } = &signed_in;
    visit.state.identity.application_services(caller).await?;
    let metadata = read_back(&form)?;
    let (name, service) = (form.read(&NAME, DisplayName::parse), form.read(&SERVICE, ServiceKey::parse));
    let opening = fields::opening(&mut form);
    if let (Some(name), Some(service), Some(opening), true) = (name, service, opening, form.is_right()) {
        let wanted = SamlRegistration::new(name, service, metadata.clone()).opening(opening);
        match visit.state.identity.register_saml_application(caller, &wanted).await {
            Ok(id) => return Ok(visit.done(&of(id), "application-registered")),
            Err(RegistrationError::ProveAgain) => return Ok(prove_again(visit, NEW_SAML)),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    preview::again(&signed_in, &metadata, form.state()).await
}

pub(crate) async fn show(signed_in: SignedInVisit, Path(id): Path<String>) -> Result<Response, PageFailure> {
    let found = replaceable(&signed_in, &id).await?;
    if let Some(away) = closed(&signed_in, &path(&found)).await? {
        return Ok(away);
    }
    let address = found.metadata.as_ref().and_then(|metadata| metadata.address.clone());
    let form = FormState::of(&METADATA).value(&METADATA_ADDRESS, address.unwrap_or_default());
    page(&signed_in, Some(&found), form, &[]).await
}

pub(crate) async fn read(
    signed_in: SignedInVisit,
    Path(id): Path<String>,
    given: WithFile<Fields>,
) -> Result<Response, PageFailure> {
    let found = replaceable(&signed_in, &id).await?;
    if let Some(away) = closed(&signed_in, &path(&found)).await? {
        return Ok(away);
    }
    match take(&signed_in, given).await? {
        Ok(taken) => preview::replacement(&signed_in, &found, &taken).await,
        Err(NotTaken { form, entities }) => page(&signed_in, Some(&found), form, &entities).await,
    }
}

pub(crate) async fn save(
    signed_in: SignedInVisit,
    Path(id): Path<String>,
    Posted(NewMetadata(form)): Posted<NewMetadata>,
) -> Result<Response, PageFailure> {
    let id = parse(&id)?;
    let SignedInVisit { visit, caller, .. } = &signed_in;
    // Whoever may not see it learns nothing of what was posted.
    visit.state.identity.application(caller, id).await?;
    match visit.state.identity.replace_saml_metadata(caller, id, &read_back(&form)?).await {
        Ok(()) => Ok(visit.done(&of(id), "application-metadata-replaced")),
        Err(error) => answer(visit, &format!("{}/metadata", of(id)), error),
    }
}

/// What the page that showed the metadata carried along; core checks it once more.
fn read_back(form: &Filled) -> Result<SamlMetadata, PageFailure> {
    serde_json::from_str(&form.text(&METADATA_READ)).map_err(|_| PageFailure::BadRequest)
}

/// The application whose metadata is replaced.
async fn replaceable(
    SignedInVisit { visit, caller, .. }: &SignedInVisit,
    id: &str,
) -> Result<ApplicationDetails, PageFailure> {
    let found = visit.state.identity.application(caller, parse(id)?).await?;
    match (found.kind, found.declared) {
        (ApplicationKind::Saml, false) => Ok(found),
        (ApplicationKind::Saml, true) => Err(RegistrationError::Declared.into()),
        _ => Err(PageFailure::NotFound),
    }
}

/// Where somebody goes first who may not do it now: to the sign-in, and back.
async fn closed(
    SignedInVisit { visit, caller, .. }: &SignedInVisit,
    path: &str,
) -> Result<Option<Response>, PageFailure> {
    match visit.state.identity.may_register_applications(caller).await {
        Err(RegistrationError::ProveAgain) => Ok(Some(prove_again(visit, path))),
        Err(error) => Err(error.into()),
        Ok(()) if is_offered(visit, ApplicationKind::Saml) => Ok(None),
        Ok(()) => Err(PageFailure::NotFound),
    }
}

/// Takes what was given by the first way that was used.
async fn take(
    SignedInVisit { visit, .. }: &SignedInVisit,
    WithFile { form: Fields(mut form), file }: WithFile<Fields>,
) -> Result<Result<Taken, NotTaken>, PageFailure> {
    let (address, text) = (form.text(&METADATA_ADDRESS), form.text(&METADATA_TEXT));
    let given =
        [!file.is_empty(), !address.is_empty(), !text.is_empty()].into_iter().filter(|one| *one).count();
    let (source, field) = if !file.is_empty() {
        (Source::Document(file.clone()), &METADATA_FILE)
    } else if !text.is_empty() {
        (Source::Document(text.clone().into_bytes()), &METADATA_TEXT)
    } else {
        (Source::Address(address), &METADATA_ADDRESS)
    };
    if given != 1 {
        form.wrong(&METADATA_FILE);
    }
    if !form.is_right() {
        return Ok(Err(NotTaken { form: form.state(), entities: Vec::new() }));
    }
    let identity = &visit.state.identity;
    let reader = MetadataReader::new(&identity.settings().base_url);
    let reader = reader.map_err(|error| PageFailure::Internal(error.into()))?;
    let entity = Some(form.text(&ENTITY)).filter(|entity| !entity.is_empty());
    let error = match reader.take(source, entity, identity.clock().now()).await {
        Ok(taken) => return Ok(Ok(taken)),
        Err(error) => error,
    };
    let TakeError::Metadata(MetadataError::Several(entities)) = &error else {
        form.refuse(field, refused(&error));
        return Ok(Err(NotTaken { form: form.state(), entities: Vec::new() }));
    };
    let entities = entities.clone();
    form.refuse(&ENTITY, refused(&error));
    // A file is not chosen twice: its text goes along.
    if let Ok(text) = String::from_utf8(file)
        && !text.is_empty()
        && !METADATA_TEXT.is_too_long(&text)
    {
        let form = form.state().value(&METADATA_TEXT, text);
        return Ok(Err(NotTaken { form, entities }));
    }
    Ok(Err(NotTaken { form: form.state(), entities }))
}

fn path(found: &ApplicationDetails) -> String {
    format!("{}/metadata", of(found.id))
}

async fn page(
    SignedInVisit { visit, .. }: &SignedInVisit,
    found: Option<&ApplicationDetails>,
    form: FormState,
    entities: &[String],
) -> Result<Response, PageFailure> {
    let view = GiveMetadata {
        name: found.map(|found| found.name.to_string()),
        action: found.map_or_else(|| NEW_SAML.to_owned(), path),
        back_path: found.map_or_else(|| NEW.to_owned(), |found| of(found.id)),
        entities: entities.iter().map(|id| Choice::new(id, id, "")).collect(),
        form: form.clone(),
    };
    visit.form_page(&form, &view).await
}
