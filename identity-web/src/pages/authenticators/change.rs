//! Naming and removing a way to sign in.

use crate::forms::authenticators::{LABEL, RENAME_AUTHENTICATOR};
use crate::language::{Argument, PageText};
use crate::page::failure::PageFailure;
use crate::page::forms::{NoFields, page_forms};
use crate::page::views::form::FormState;
use crate::page::views::outcome::Confirm;
use crate::pages::authenticators::failure::answer;
use crate::pages::authenticators::paths::SECURITY;
use crate::pages::authenticators::views::LabelAuthenticator;
use crate::pages::authenticators::words::method_words;
use crate::visit::posted::Posted;
use crate::visit::visitor::SignedInVisit;
use axum::extract::Path;
use axum::response::Response;
use identity_core::authenticators::{OwnAuthenticator, RemoveAuthenticatorError};
use identity_core::ids::CredentialId;
use identity_core::values::DisplayName;

page_forms! {
    /// The name of a way to sign in.
    Rename => RENAME_AUTHENTICATOR;
}

/// One of the caller's own ways to sign in.
async fn own(
    SignedInVisit { visit, caller, .. }: &SignedInVisit,
    credential: &str,
) -> Result<OwnAuthenticator, PageFailure> {
    let id = CredentialId::parse(credential).map_err(|_| PageFailure::NotFound)?;
    Ok(visit.state.identity.own_authenticator(caller, id).await?)
}

pub(crate) async fn show_label(
    signed_in: SignedInVisit,
    Path(credential): Path<String>,
) -> Result<Response, PageFailure> {
    let found = own(&signed_in, &credential).await?;
    let label = found.label.as_ref().map(ToString::to_string).unwrap_or_default();
    let form = FormState::of(&RENAME_AUTHENTICATOR).value(&LABEL, label);
    label_page(&signed_in, &found, form).await
}

async fn label_page(
    signed_in: &SignedInVisit,
    found: &OwnAuthenticator,
    form: FormState,
) -> Result<Response, PageFailure> {
    let view = LabelAuthenticator {
        method: method_words(&found.method),
        action: format!("{SECURITY}/{}/label", found.id),
        back_path: SECURITY.to_owned(),
        form: form.clone(),
    };
    signed_in.visit.form_page(&form, &view).await
}

pub(crate) async fn label(
    signed_in: SignedInVisit,
    Path(credential): Path<String>,
    Posted(Rename(mut form)): Posted<Rename>,
) -> Result<Response, PageFailure> {
    let found = own(&signed_in, &credential).await?;
    let label = form.read(&LABEL, DisplayName::parse);
    if !form.is_right() {
        return label_page(&signed_in, &found, form.state()).await;
    }
    let SignedInVisit { visit, caller, .. } = &signed_in;
    match visit.state.identity.rename_authenticator(caller, found.id, label).await {
        Ok(()) => Ok(visit.done(SECURITY, "saved")),
        Err(error) => answer(visit, error, &format!("{SECURITY}/{}/label", found.id)),
    }
}

pub(crate) async fn ask_remove(
    signed_in: SignedInVisit,
    Path(credential): Path<String>,
) -> Result<Response, PageFailure> {
    let found = own(&signed_in, &credential).await?;
    let SignedInVisit { visit, caller, .. } = &signed_in;
    let is_only = visit.state.identity.own_authenticators(caller).await?.further.len() == 1;
    let method = Argument::Message(Box::new(method_words(&found.method)));
    let last = PageText::new("authenticator-remove-last");
    let view = Confirm {
        title: PageText::new("authenticator-remove-title").with("method", method),
        effects: [PageText::new("authenticator-remove-effect")]
            .into_iter()
            .chain(is_only.then_some(last))
            .collect(),
        action: format!("{SECURITY}/{}/remove", found.id),
        button: PageText::new("authenticator-remove-button"),
        back_path: SECURITY.to_owned(),
    };
    visit.page(&view).await
}

pub(crate) async fn remove(
    signed_in: SignedInVisit,
    Path(credential): Path<String>,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let id = CredentialId::parse(&credential).map_err(|_| PageFailure::NotFound)?;
    let SignedInVisit { visit, caller, .. } = &signed_in;
    match visit.state.identity.remove_authenticator(caller, id).await {
        Ok(()) => Ok(visit.done(SECURITY, "authenticator-removed")),
        Err(RemoveAuthenticatorError::Enrol(error)) => {
            answer(visit, error, &format!("{SECURITY}/{id}/remove"))
        }
        Err(error) => Err(error.into()),
    }
}
