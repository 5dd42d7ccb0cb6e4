//! Naming and removing a way to sign in.

use crate::forms::authenticators::{LABEL, RENAME_AUTHENTICATOR};
use crate::language::{Argument, PageText};
use crate::page::failure::PageFailure;
use crate::page::forms::{NoFields, page_forms};
use crate::page::views::form::FormState;
use crate::page::views::outcome::Confirm;
use crate::pages::authenticators::failure::answer;
use crate::pages::authenticators::security::PATH;
use crate::pages::authenticators::views::LabelAuthenticator;
use crate::pages::authenticators::words::method_words;
use crate::visit::posted::Posted;
use crate::visit::visitor::SignedInVisit;
use axum::extract::Path;
use axum::response::Response;
use identity_core::authenticators::{EnrolError, OwnAuthenticator, RemoveAuthenticatorError};
use identity_core::ids::CredentialId;
use identity_core::values::DisplayName;

page_forms! {
    /// The name of a way to sign in.
    Rename => RENAME_AUTHENTICATOR;
}

/// One of the caller's own ways to sign in, and whether it is the only one.
async fn own(
    SignedInVisit { visit, caller, .. }: &SignedInVisit,
    credential: &str,
) -> Result<(OwnAuthenticator, bool), PageFailure> {
    let id = CredentialId::parse(credential).map_err(|_| PageFailure::NotFound)?;
    let own = visit.state.identity.own_authenticators(caller).await?;
    let is_only = own.further.len() == 1;
    let found = own.further.into_iter().find(|found| found.id == id).ok_or(PageFailure::NotFound)?;
    Ok((found, is_only))
}

pub(crate) async fn show_label(
    signed_in: SignedInVisit,
    Path(credential): Path<String>,
) -> Result<Response, PageFailure> {
    let (found, _) = own(&signed_in, &credential).await?;
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
        action: format!("{PATH}/{}/label", found.id),
        back_path: PATH.to_owned(),
        form: form.clone(),
    };
    signed_in.visit.form_page(&form, &view).await
}

pub(crate) async fn label(
    signed_in: SignedInVisit,
    Path(credential): Path<String>,
    Posted(Rename(mut form)): Posted<Rename>,
) -> Result<Response, PageFailure> {
    let (found, _) = own(&signed_in, &credential).await?;
    let label = form.read(&LABEL, DisplayName::parse);
    if !form.is_right() {
        return label_page(&signed_in, &found, form.state()).await;
    }
    let SignedInVisit { visit, caller, .. } = &signed_in;
    match visit.state.identity.rename_authenticator(caller, found.id, label).await {
        Ok(()) => Ok(visit.done(PATH, "saved")),
        Err(error) => answer(visit, error, &format!("{PATH}/{}/label", found.id)),
    }
}

pub(crate) async fn ask_remove(
    signed_in: SignedInVisit,
    Path(credential): Path<String>,
) -> Result<Response, PageFailure> {
    let (found, is_only) = own(&signed_in, &credential).await?;
    let method = Argument::Message(Box::new(method_words(&found.method)));
    let last = PageText::new("authenticator-remove-last");
    let view = Confirm {
        title: PageText::new("authenticator-remove-title").with("method", method),
        effects: [PageText::new("authenticator-remove-effect")]
            .into_iter()
            .chain(is_only.then_some(last))
            .collect(),
        action: format!("{PATH}/{}/remove", found.id),
        button: PageText::new("authenticator-remove-button"),
        back_path: PATH.to_owned(),
    };
    signed_in.visit.page(&view).await
}

pub(crate) async fn remove(
    signed_in: SignedInVisit,
    Path(credential): Path<String>,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let id = CredentialId::parse(&credential).map_err(|_| PageFailure::NotFound)?;
    let SignedInVisit { visit, caller, .. } = &signed_in;
    match visit.state.identity.remove_authenticator(caller, id).await {
        Ok(()) => Ok(visit.done(PATH, "authenticator-removed")),
        // A second click finds nothing more to do.
        Err(RemoveAuthenticatorError::Enrol(EnrolError::NotFound)) => Ok(visit.go(PATH)),
        Err(RemoveAuthenticatorError::Enrol(error)) => answer(visit, error, &format!("{PATH}/{id}/remove")),
        Err(error) => Err(error.into()),
    }
}
