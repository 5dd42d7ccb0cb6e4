//! Changing what is registered of an application.

use super::paths::{of, parse};
use super::refusals::{prove_again, refuse};
use super::register::form_of;
use super::views::ApplicationForm;
use super::{fields, options};
use crate::forms::Form;
use crate::forms::applications::{NAME, OPENID_APPLICATION, OPENING, PROGRAM, SAML_APPLICATION, SERVICE};
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::{Filled, FormData, PageForm};
use crate::page::views::form::FormState;
use crate::visit::posted::Posted;
use crate::visit::visitor::SignedInVisit;
use axum::extract::Path;
use axum::response::Response;
use identity_core::applications::{ApplicationDetails, ApplicationKind, ApplicationPatch, RegistrationError};
use identity_core::values::{DisplayName, ServiceKey};

/// The form of an application of any kind.
#[derive(Debug)]
pub(crate) struct EditForm(Filled);

impl PageForm for EditForm {
    fn form(data: &FormData) -> &'static Form {
        let has = |field: &str| data.0.iter().any(|(name, _)| name == field);
        match (has("redirect_uris"), has("service")) {
            (true, _) => &OPENID_APPLICATION,
            (false, true) => &SAML_APPLICATION,
            (false, false) => &PROGRAM,
        }
    }

    fn read(filled: Filled) -> Self {
        Self(filled)
    }
}

pub(crate) async fn show(signed_in: SignedInVisit, Path(id): Path<String>) -> Result<Response, PageFailure> {
    let id = parse(&id)?;
    let SignedInVisit { visit, caller, .. } = &signed_in;
    let found = visit.state.identity.application(caller, id).await?;
    if found.declared {
        return Err(RegistrationError::Declared.into());
    }
    match visit.state.identity.may_register_applications(caller).await {
        Err(RegistrationError::ProveAgain) => return Ok(prove_again(visit, &path(&found))),
        other => other?,
    }
    page(&signed_in, &found, shown(&found)).await
}

pub(crate) async fn submit(
    signed_in: SignedInVisit,
    Path(id): Path<String>,
    Posted(EditForm(mut form)): Posted<EditForm>,
) -> Result<Response, PageFailure> {
    let id = parse(&id)?;
    let SignedInVisit { visit, caller, .. } = &signed_in;
    let found = visit.state.identity.application(caller, id).await?;
    if form.form().name() != declared(found.kind).name() {
        return Err(PageFailure::BadRequest);
    }
    let patch = match found.kind {
        ApplicationKind::Saml => saml_patch(&mut form),
        kind => fields::read(&mut form, kind == ApplicationKind::OpenId).map(ApplicationPatch::all_of),
    };
    if let Some(patch) = patch {
        match visit.state.identity.change_application(caller, id, &patch).await {
            Ok(()) => return Ok(visit.done(&of(id), "application-changed")),
            Err(RegistrationError::ProveAgain) => return Ok(prove_again(visit, &path(&found))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    page(&signed_in, &found, form.state()).await
}

/// What was filled in for an application by SAML.
fn saml_patch(form: &mut Filled) -> Option<ApplicationPatch> {
    let (name, service) = (form.read(&NAME, DisplayName::parse), form.read(&SERVICE, ServiceKey::parse));
    let opening = fields::opening(form);
    if !form.is_right() {
        return None;
    }
    let mut patch = ApplicationPatch::opening(opening?);
    patch.name = name;
    patch.sign_on.service = service;
    Some(patch)
}

fn shown(found: &ApplicationDetails) -> FormState {
    match &found.registration {
        Some(registration) => fields::shown(declared(found.kind), registration),
        None => FormState::of(&SAML_APPLICATION)
            .value(&NAME, found.name.as_str())
            .value(&SERVICE, found.service.as_ref().map(ToString::to_string).unwrap_or_default())
            .chosen(&OPENING, [found.opening.as_str().to_owned()]),
    }
}

const fn declared(kind: ApplicationKind) -> &'static Form {
    match kind {
        ApplicationKind::Saml => &SAML_APPLICATION,
        other => form_of(other),
    }
}

fn path(found: &ApplicationDetails) -> String {
    format!("{}/edit", of(found.id))
}

async fn page(
    signed_in: &SignedInVisit,
    found: &ApplicationDetails,
    form: FormState,
) -> Result<Response, PageFailure> {
    let view = ApplicationForm {
        title: PageText::new("application-edit-title").with("name", found.name.as_str()),
        lead: PageText::of_code("application-edit-lead", found.kind.as_str()),
        action: path(found),
        back_path: of(found.id),
        button: PageText::new("application-save"),
        choices: options::choices(signed_in, found.kind).await?,
        form: form.clone(),
    };
    signed_in.visit.form_page(&form, &view).await
}
