//! Giving the metadata of a SAML identity provider: a file, a text or an address; and saving it after it was looked at.

use super::facts::own;
use super::place::{Place, of, parse};
use super::preview;
use super::refusals::{answer, prove_again, refuse};
use super::views::GiveProviderMetadata;
use crate::forms::applications::{METADATA_READ, METADATA_TEXT};
use crate::forms::federation::connections::{
    METADATA_ADDRESS, METADATA_FILE, NAME, NEW_PROVIDER_METADATA, PROVIDER, PROVIDER_METADATA,
    SAML_CONNECTION, SUBJECT_ATTRIBUTE,
};
use crate::page::failure::PageFailure;
use crate::page::forms::{Filled, page_forms};
use crate::page::views::form::{Choice, FormState};
use crate::saml::metadata::MetadataError;
use crate::saml::web::metadata_source::{MetadataReader, Source, TakeError, TakenProvider};
use crate::saml::web::metadata_words::refused_of_provider;
use crate::visit::posted::Posted;
use crate::visit::uploaded::WithFile;
use crate::visit::visitor::SignedInVisit;
use axum::extract::Path;
use axum::response::Response;
use identity_core::domain::{Connection, IdentityProvider, SubjectSource};
use identity_core::federation::{
    ConnectionError, NewConnection, NewProvider, NewSamlProvider, ProviderMetadata,
};
use identity_core::values::DisplayName;

page_forms! {
    /// A provider whose metadata was looked at.
    Registration => SAML_CONNECTION;
    /// Newer metadata that was looked at.
    NewMetadata => NEW_PROVIDER_METADATA;
    /// Metadata as it was given, without its file.
    Fields => PROVIDER_METADATA;
}

/// Metadata that cannot be used yet: the form says why, and which providers there are.
struct NotTaken {
    form: FormState,
    entities: Vec<String>,
}

fn new_saml(place: Place) -> String {
    format!("{}/saml", place.new_path())
}

pub(crate) async fn show_new(signed_in: SignedInVisit, place: Place) -> Result<Response, PageFailure> {
    if let Some(away) = closed(&signed_in, place, &new_saml(place)).await? {
        return Ok(away);
    }
    new_page(&signed_in, place, FormState::of(&PROVIDER_METADATA), &[]).await
}

pub(crate) async fn read_new(
    signed_in: SignedInVisit,
    place: Place,
    given: WithFile<Fields>,
) -> Result<Response, PageFailure> {
    if let Some(away) = closed(&signed_in, place, &new_saml(place)).await? {
        return Ok(away);
    }
    match take(&signed_in, given).await? {
        Ok(taken) => preview::new(&signed_in, &new_saml(place), &taken).await,
        Err(NotTaken { form, entities }) => new_page(&signed_in, place, form, &entities).await,
    }
}

/// The page that showed what was read, in another language; whoever comes by a link gives the metadata first.
pub(crate) async fn show_saved(signed_in: SignedInVisit, place: Place) -> Result<Response, PageFailure> {
    let SignedInVisit { visit, caller, .. } = &signed_in;
    visit.state.identity.connections(caller, place.0).await?;
    let carried = visit.draft.as_ref().and_then(|draft| draft.text(&METADATA_READ));
    match carried.and_then(|text| serde_json::from_str(text).ok()) {
        Some(metadata) => {
            let form = FormState::of(&SAML_CONNECTION);
            preview::again(&signed_in, &new_saml(place), &metadata, form).await
        }
        None => Ok(visit.go(&new_saml(place))),
    }
}

pub(crate) async fn save_new(
    signed_in: SignedInVisit,
    place: Place,
    Posted(Registration(mut form)): Posted<Registration>,
) -> Result<Response, PageFailure> {
    let SignedInVisit { visit, caller, .. } = &signed_in;
    visit.state.identity.connections(caller, place.0).await?;
    let metadata = read_back(&form)?;
    let name = form.read(&NAME, DisplayName::parse);
    let mut provider = NewSamlProvider::new(metadata.clone());
    provider.subject = subject(&form);
    if let (Some(name), true) = (name, form.is_right()) {
        let wanted = NewConnection::new(name, NewProvider::Saml(provider)).organization(place.0);
        match visit.state.identity.register_connection(caller, &wanted).await {
            Ok(id) => return Ok(visit.done(&of(id), "connection-registered")),
            Err(ConnectionError::ProveAgain) => return Ok(prove_again(visit, &new_saml(place))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    preview::again(&signed_in, &new_saml(place), &metadata, form.state()).await
}

/// Where the name of a person stands, as it was filled in.
pub(super) fn subject(form: &Filled) -> SubjectSource {
    let attribute = form.text(&SUBJECT_ATTRIBUTE);
    if attribute.is_empty() { SubjectSource::NameId } else { SubjectSource::Attribute(attribute) }
}

pub(crate) async fn show(signed_in: SignedInVisit, Path(id): Path<String>) -> Result<Response, PageFailure> {
    let found = by_saml(&signed_in, &id).await?;
    if let Some(away) = closed(&signed_in, Place(found.organization), &path(&found)).await? {
        return Ok(away);
    }
    let address = found.metadata.as_ref().and_then(|origin| origin.address.clone());
    let form = FormState::of(&PROVIDER_METADATA).value(&METADATA_ADDRESS, address.unwrap_or_default());
    page_of(&signed_in, &found, form, &[]).await
}

pub(crate) async fn read(
    signed_in: SignedInVisit,
    Path(id): Path<String>,
    given: WithFile<Fields>,
) -> Result<Response, PageFailure> {
    let found = by_saml(&signed_in, &id).await?;
    if let Some(away) = closed(&signed_in, Place(found.organization), &path(&found)).await? {
        return Ok(away);
    }
    match take(&signed_in, given).await? {
        Ok(taken) => preview::replacement(&signed_in, &found, &taken).await,
        Err(NotTaken { form, entities }) => page_of(&signed_in, &found, form, &entities).await,
    }
}

pub(crate) async fn save(
    signed_in: SignedInVisit,
    Path(id): Path<String>,
    Posted(NewMetadata(form)): Posted<NewMetadata>,
) -> Result<Response, PageFailure> {
    // Whoever may not see it learns nothing of what was posted.
    let found = by_saml(&signed_in, &id).await?;
    let SignedInVisit { visit, caller, .. } = &signed_in;
    match visit.state.identity.replace_provider_metadata(caller, found.id, &read_back(&form)?).await {
        Ok(()) => Ok(visit.done(&of(found.id), "connection-metadata-replaced")),
        Err(error) => answer(visit, &path(&found), error),
    }
}

/// What the page that showed the metadata carried along; core checks it once more.
fn read_back(form: &Filled) -> Result<ProviderMetadata, PageFailure> {
    serde_json::from_str(&form.text(&METADATA_READ)).map_err(|_| PageFailure::BadRequest)
}

/// The connection whose metadata is replaced.
async fn by_saml(
    SignedInVisit { visit, caller, .. }: &SignedInVisit,
    id: &str,
) -> Result<Connection, PageFailure> {
    let found = visit.state.identity.connection(caller, parse(id)?).await?.connection.record;
    if matches!(found.provider, IdentityProvider::Saml(_)) { Ok(found) } else { Err(PageFailure::NotFound) }
}

/// Where somebody goes first who may not do it now: to the sign-in, and back.
async fn closed(
    SignedInVisit { visit, caller, .. }: &SignedInVisit,
    place: Place,
    path: &str,
) -> Result<Option<Response>, PageFailure> {
    match visit.state.identity.may_register_connections(caller, place.0).await {
        Err(ConnectionError::ProveAgain) => Ok(Some(prove_again(visit, path))),
        other => Ok(other.map(|()| None)?),
    }
}

/// Takes what was given by the first way that was used.
async fn take(
    SignedInVisit { visit, .. }: &SignedInVisit,
    WithFile { form: Fields(mut form), file }: WithFile<Fields>,
) -> Result<Result<TakenProvider, NotTaken>, PageFailure> {
    let (address, text) = (form.text(&METADATA_ADDRESS), form.text(&METADATA_TEXT));
    let given = [!file.is_empty(), !address.is_empty(), !text.is_empty()];
    let (source, field) = if !file.is_empty() {
        (Source::Document(file.clone()), &METADATA_FILE)
    } else if !text.is_empty() {
        (Source::Document(text.clone().into_bytes()), &METADATA_TEXT)
    } else {
        (Source::Address(address), &METADATA_ADDRESS)
    };
    if given.into_iter().filter(|one| *one).count() != 1 {
        form.wrong(&METADATA_FILE);
    }
    if !form.is_right() {
        return Ok(Err(NotTaken { form: form.state(), entities: Vec::new() }));
    }
    let identity = &visit.state.identity;
    let reader = MetadataReader::new(&identity.settings().base_url);
    let reader = reader.map_err(|error| PageFailure::Internal(error.into()))?;
    let entity = Some(form.text(&PROVIDER)).filter(|entity| !entity.is_empty());
    let error = match reader.take_provider(source, entity, identity.clock().now()).await {
        Ok(taken) => return Ok(Ok(taken)),
        Err(error) => error,
    };
    let TakeError::Metadata(MetadataError::Several(entities)) = &error else {
        form.refuse(field, refused_of_provider(&error));
        return Ok(Err(NotTaken { form: form.state(), entities: Vec::new() }));
    };
    let entities = entities.clone();
    form.refuse(&PROVIDER, refused_of_provider(&error));
    // A file is not chosen twice: its text goes along.
    let carried = String::from_utf8(file).ok().filter(|text| !text.is_empty());
    let state = form.state();
    let state = match carried.filter(|text| !METADATA_TEXT.is_too_long(text)) {
        Some(text) => state.value(&METADATA_TEXT, text),
        None => state,
    };
    Ok(Err(NotTaken { form: state, entities }))
}

fn path(found: &Connection) -> String {
    format!("{}/metadata", of(found.id))
}

async fn new_page(
    signed_in: &SignedInVisit,
    place: Place,
    form: FormState,
    entities: &[String],
) -> Result<Response, PageFailure> {
    page(signed_in, None, (new_saml(place), place.new_path()), form, entities).await
}

async fn page_of(
    signed_in: &SignedInVisit,
    found: &Connection,
    form: FormState,
    entities: &[String],
) -> Result<Response, PageFailure> {
    page(signed_in, Some(found.name.to_string()), (path(found), of(found.id)), form, entities).await
}

async fn page(
    SignedInVisit { visit, .. }: &SignedInVisit,
    name: Option<String>,
    (action, back_path): (String, String),
    form: FormState,
    entities: &[String],
) -> Result<Response, PageFailure> {
    let view = GiveProviderMetadata {
        own: if name.is_none() { own(visit, "saml", None, None) } else { Vec::new() },
        name,
        action,
        back_path,
        entities: entities.iter().map(|id| Choice::new(id, id, "")).collect(),
        form: form.clone(),
    };
    visit.form_page(&form, &view).await
}
