//! Setting up a connection by OpenID Connect: with any provider, or with Google, of which everything else is known.

use super::facts::own;
use super::place::{Place, of};
use super::refusals::{prove_again, refuse};
use super::views::ConnectionForm;
use crate::forms::Form;
use crate::forms::federation::connections::{
    CLIENT_ID, CLIENT_SECRET, GOOGLE_CONNECTION, ISSUER, NAME, OPENID_CONNECTION, SCOPES, TENANTS,
};
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::{Filled, FormData, PageForm};
use crate::page::views::form::FormState;
use crate::visit::posted::Posted;
use crate::visit::visitor::SignedInVisit;
use axum::extract::Path;
use axum::response::Response;
use identity_core::federation::{ConnectionError, NewConnection, NewOpenIdProvider, NewProvider};
use identity_core::secrets::Secret;
use identity_core::values::DisplayName;
use serde::Deserialize;
use std::collections::BTreeSet;

/// What is asked for beside `openid`, if nobody says otherwise.
const USUAL_SCOPES: &str = "email profile";

/// Google's issuer (accounts.google.com/.well-known/openid-configuration).
const GOOGLE: (&str, &str) = ("Google", "https://accounts.google.com");

/// The kind of provider that an address names.
#[derive(Debug, Deserialize)]
pub(crate) struct KindPath {
    kind: String,
}

/// The form of either kind: which one it is, the address says.
#[derive(Debug)]
pub(crate) struct ProviderForm(Filled);

impl PageForm for ProviderForm {
    fn form(data: &FormData) -> &'static Form {
        if data.0.iter().any(|(name, _)| name == "issuer") { &OPENID_CONNECTION } else { &GOOGLE_CONNECTION }
    }

    fn read(filled: Filled) -> Self {
        Self(filled)
    }
}

/// The form of a kind at a place.
fn form_of(kind: &str, place: Place) -> Result<&'static Form, PageFailure> {
    match kind {
        "openid" => Ok(&OPENID_CONNECTION),
        // Everybody's account at Google says nothing of who belongs to an organisation.
        "google" if place.0.is_none() => Ok(&GOOGLE_CONNECTION),
        _ => Err(PageFailure::NotFound),
    }
}

pub(crate) async fn show(
    signed_in: SignedInVisit,
    place: Place,
    Path(KindPath { kind }): Path<KindPath>,
) -> Result<Response, PageFailure> {
    let form = form_of(&kind, place)?;
    let SignedInVisit { visit, caller, .. } = &signed_in;
    // Before the form is filled in, and not after.
    match visit.state.identity.may_register_connections(caller, place.0).await {
        Err(ConnectionError::ProveAgain) => return Ok(prove_again(visit, &path(place, &kind))),
        other => other?,
    }
    page(&signed_in, place, &kind, FormState::of(form).value(&SCOPES, USUAL_SCOPES)).await
}

pub(crate) async fn submit(
    signed_in: SignedInVisit,
    place: Place,
    Path(KindPath { kind }): Path<KindPath>,
    Posted(ProviderForm(mut form)): Posted<ProviderForm>,
) -> Result<Response, PageFailure> {
    if form.form().name() != form_of(&kind, place)?.name() {
        return Err(PageFailure::BadRequest);
    }
    let SignedInVisit { visit, caller, .. } = &signed_in;
    visit.state.identity.connections(caller, place.0).await?;
    if let Some(wanted) = read(&mut form) {
        let wanted = wanted.organization(place.0);
        match visit.state.identity.register_connection(caller, &wanted).await {
            Ok(id) => return Ok(visit.done(&of(id), "connection-registered")),
            Err(ConnectionError::ProveAgain) => return Ok(prove_again(visit, &path(place, &kind))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    page(&signed_in, place, &kind, form.state()).await
}

fn read(form: &mut Filled) -> Option<NewConnection> {
    let is_google = form.form().name() == GOOGLE_CONNECTION.name();
    let client_id = form.text(&CLIENT_ID);
    let name =
        if is_google { DisplayName::parse(GOOGLE.0).ok() } else { form.read(&NAME, DisplayName::parse) };
    if !form.is_right() {
        return None;
    }
    let issuer = if is_google { GOOGLE.1.to_owned() } else { form.text(&ISSUER) };
    let mut provider = NewOpenIdProvider::new(issuer, client_id, secret(form));
    if !is_google {
        provider.scopes = words(&form.text(&SCOPES));
        provider.tenants = words(&form.text(&TENANTS));
    }
    Some(NewConnection::new(name?, NewProvider::OpenId(provider)))
}

/// The secret that was filled in, if one was.
pub(super) fn secret(form: &Filled) -> Option<Secret> {
    Some(form.secret(&CLIENT_SECRET)).filter(|secret| !secret.is_empty())
}

/// Words with blanks or line ends between them.
pub(super) fn words(text: &str) -> BTreeSet<String> {
    text.split_whitespace().map(ToOwned::to_owned).collect()
}

fn path(place: Place, kind: &str) -> String {
    format!("{}/{kind}", place.new_path())
}

async fn page(
    SignedInVisit { visit, .. }: &SignedInVisit,
    place: Place,
    kind: &str,
    form: FormState,
) -> Result<Response, PageFailure> {
    let view = ConnectionForm {
        title: PageText::of_code("connection-new", kind),
        lead: PageText::of_code("connection-new-lead", kind),
        own: own(visit, "openid", place.0, None),
        action: path(place, kind),
        back_path: place.new_path(),
        button: PageText::new("connection-register"),
        form: form.clone(),
    };
    visit.form_page(&form, &view).await
}
