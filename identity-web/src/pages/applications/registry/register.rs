//! Registering an application by OpenID Connect, or a program.

use super::choose::is_offered;
use super::paths::{NEW, of};
use super::refusals::{prove_again, refuse};
use super::views::ApplicationForm;
use super::{fields, options, secret};
use crate::forms::Form;
use crate::forms::applications::{OPENID_APPLICATION, PROGRAM};
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::{Filled, FormData, PageForm};
use crate::page::views::form::FormState;
use crate::visit::posted::Posted;
use crate::visit::visitor::SignedInVisit;
use axum::extract::Path;
use axum::response::Response;
use identity_core::applications::{ApplicationKind, Registered, Registration, RegistrationError};

/// The form of either kind: which one it is, the address says.
#[derive(Debug)]
pub(crate) struct ClientForm(pub(super) Filled);

impl PageForm for ClientForm {
    fn form(data: &FormData) -> &'static Form {
        if data.0.iter().any(|(name, _)| name == "redirect_uris") { &OPENID_APPLICATION } else { &PROGRAM }
    }

    fn read(filled: Filled) -> Self {
        Self(filled)
    }
}

pub(crate) async fn show(
    signed_in: SignedInVisit,
    Path(kind): Path<String>,
) -> Result<Response, PageFailure> {
    let kind = parse(&signed_in, &kind)?;
    let SignedInVisit { visit, caller, .. } = &signed_in;
    // Before the form is filled in, and not after.
    match visit.state.identity.may_register_applications(caller).await {
        Err(RegistrationError::ProveAgain) => return Ok(prove_again(visit, &path(kind))),
        other => other?,
    }
    page(&signed_in, kind, fields::empty(form_of(kind))).await
}

pub(crate) async fn submit(
    signed_in: SignedInVisit,
    Path(kind): Path<String>,
    Posted(ClientForm(mut form)): Posted<ClientForm>,
) -> Result<Response, PageFailure> {
    let kind = parse(&signed_in, &kind)?;
    let SignedInVisit { visit, caller, .. } = &signed_in;
    visit.state.identity.application_services(caller).await?;
    if form.form().name() != form_of(kind).name() {
        return Err(PageFailure::BadRequest);
    }
    if let Some(wanted) = fields::read(&mut form, kind == ApplicationKind::OpenId) {
        match visit.state.identity.register_application(caller, &wanted).await {
            Ok(made) => return registered(&signed_in, &wanted, made).await,
            Err(RegistrationError::ProveAgain) => return Ok(prove_again(visit, &path(kind))),
            Err(error) => refuse(&mut form, error)?,
        }
    }
    page(&signed_in, kind, form.state()).await
}

async fn registered(
    SignedInVisit { visit, .. }: &SignedInVisit,
    wanted: &Registration,
    made: Registered,
) -> Result<Response, PageFailure> {
    match &made.secret {
        Some(secret) => {
            let view = secret::view(wanted.name.as_str(), (made.id, made.client_id.as_str()), secret, true);
            visit.page(&view).await
        }
        None => Ok(visit.done(&of(made.id), "application-registered")),
    }
}

async fn page(
    signed_in: &SignedInVisit,
    kind: ApplicationKind,
    form: FormState,
) -> Result<Response, PageFailure> {
    let view = ApplicationForm {
        title: PageText::of_code("application-new", kind.as_str()),
        lead: PageText::of_code("application-new-hint", kind.as_str()),
        action: path(kind),
        back_path: NEW.to_owned(),
        button: PageText::new("application-register"),
        choices: options::choices(signed_in, kind).await?,
        form: form.clone(),
    };
    signed_in.visit.form_page(&form, &view).await
}

fn path(kind: ApplicationKind) -> String {
    format!("{NEW}/{}", kind.as_str())
}

/// The declaration of the form of a kind; one by SAML has pages of its own.
pub(super) const fn form_of(kind: ApplicationKind) -> &'static Form {
    match kind {
        ApplicationKind::OpenId => &OPENID_APPLICATION,
        ApplicationKind::Program | ApplicationKind::Saml => &PROGRAM,
    }
}

fn parse(signed_in: &SignedInVisit, kind: &str) -> Result<ApplicationKind, PageFailure> {
    let kind =
        [ApplicationKind::OpenId, ApplicationKind::Program].into_iter().find(|one| one.as_str() == kind);
    kind.filter(|kind| is_offered(&signed_in.visit, *kind)).ok_or(PageFailure::NotFound)
}
