//! Changing the name of a connection, and how its provider knows this deployment.

use super::metadata::subject;
use super::place::{Place, of, parse};
use super::refusals::{prove_again, refuse};
use super::register::{secret, words};
use super::views::ConnectionForm;
use crate::forms::Form;
use crate::forms::federation::connections::{
    CLIENT_ID, EDIT_OPENID_CONNECTION, EDIT_SAML_CONNECTION, NAME, SCOPES, SUBJECT_ATTRIBUTE, TENANTS,
};
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::{Filled, FormData, PageForm};
use crate::page::views::form::FormState;
use crate::visit::posted::Posted;
use crate::visit::visitor::SignedInVisit;
use axum::extract::Path;
use axum::response::Response;
use identity_core::domain::{Connection, IdentityProvider, SubjectSource};
use identity_core::federation::{ConnectionError, ConnectionPatch};
use identity_core::values::DisplayName;
use std::collections::BTreeSet;

/// The form of a connection by either protocol.
#[derive(Debug)]
pub(crate) struct EditForm(Filled);

impl PageForm for EditForm {
    fn form(data: &FormData) -> &'static Form {
        let is_openid = data.0.iter().any(|(name, _)| name == "client_id");
        if is_openid { &EDIT_OPENID_CONNECTION } else { &EDIT_SAML_CONNECTION }
    }

    fn read(filled: Filled) -> Self {
        Self(filled)
    }
}

pub(crate) async fn show(signed_in: SignedInVisit, Path(id): Path<String>) -> Result<Response, PageFailure> {
    let SignedInVisit { visit, caller, .. } = &signed_in;
    let found = visit.state.identity.connection(caller, parse(&id)?).await?.connection.record;
    let place = Place(found.organization);
    match visit.state.identity.may_register_connections(caller, place.0).await {
        Err(ConnectionError::ProveAgain) => return Ok(prove_again(visit, &path(&found))),
        other => other?,
    }
    page(&signed_in, &found, shown(&found)).await
}

pub(crate) async fn submit(
    signed_in: SignedInVisit,
    Path(id): Path<String>,
    Posted(EditForm(mut form)): Posted<EditForm>,
) -> Result<Response, PageFailure> {
    let SignedInVisit { visit, caller, .. } = &signed_in;
    let found = visit.state.identity.connection(caller, parse(&id)?).await?.connection.record;
    if form.form().name() != declared(&found.provider).name() {
        return Err(PageFailure::BadRequest);
    }
    let name = form.read(&NAME, DisplayName::parse);
    if form.is_right() {
        let mut patch = ConnectionPatch::default();
        patch.name = name;
        match &found.provider {
            IdentityProvider::Saml(_) => patch.subject = Some(subject(&form)),
            IdentityProvider::OpenId(_) => {
                patch.openid.client_id = Some(form.text(&CLIENT_ID));
                // An empty field keeps the secret, which is never shown.
                patch.openid.client_secret = secret(&form).map(Some);
                patch.openid.scopes = Some(words(&form.text(&SCOPES)));
                patch.openid.tenants = Some(words(&form.text(&TENANTS)));
            }
        }
        match visit.state.identity.change_connection(caller, found.id, &patch).await {
            Ok(()) => return Ok(visit.done(&of(found.id), "connection-changed")),
            Err(ConnectionError::ProveAgain) => return Ok(prove_again(visit, &path(&found))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    page(&signed_in, &found, form.state()).await
}

const fn declared(provider: &IdentityProvider) -> &'static Form {
    match provider {
        IdentityProvider::Saml(_) => &EDIT_SAML_CONNECTION,
        IdentityProvider::OpenId(_) => &EDIT_OPENID_CONNECTION,
    }
}

fn shown(found: &Connection) -> FormState {
    let form = FormState::of(declared(&found.provider)).value(&NAME, found.name.as_str());
    let listed = |values: &BTreeSet<String>, between: &str| {
        values.iter().map(String::as_str).collect::<Vec<_>>().join(between)
    };
    match &found.provider {
        IdentityProvider::Saml(saml) => match &saml.subject {
            SubjectSource::Attribute(name) => form.value(&SUBJECT_ATTRIBUTE, name.as_str()),
            SubjectSource::NameId => form,
        },
        IdentityProvider::OpenId(openid) => form
            .value(&CLIENT_ID, openid.client_id.as_str())
            .value(&SCOPES, listed(&openid.scopes, " "))
            .value(&TENANTS, listed(&openid.tenants, "\n")),
    }
}

fn path(found: &Connection) -> String {
    format!("{}/edit", of(found.id))
}

async fn page(
    SignedInVisit { visit, .. }: &SignedInVisit,
    found: &Connection,
    form: FormState,
) -> Result<Response, PageFailure> {
    let view = ConnectionForm {
        title: PageText::new("connection-edit-title").with("name", found.name.as_str()),
        lead: PageText::of_code("connection-edit-lead", found.provider.protocol()),
        own: Vec::new(),
        action: path(found),
        back_path: of(found.id),
        button: PageText::new("connection-save"),
        form: form.clone(),
    };
    visit.form_page(&form, &view).await
}
