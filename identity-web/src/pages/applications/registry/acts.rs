//! What is asked before it is done: who may use an application, another secret, deleting it.

use super::paths::{LIST, of, parse};
use super::refusals::answer;
use super::secret;
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::NoFields;
use crate::page::views::outcome::Confirm;
use crate::visit::posted::Posted;
use crate::visit::visitor::SignedInVisit;
use axum::extract::Path;
use axum::response::Response;
use identity_core::applications::{
    ApplicationDetails, ApplicationKind, ApplicationPatch, Opening, RegistrationError,
};

async fn changeable(
    SignedInVisit { visit, caller, .. }: &SignedInVisit,
    id: &str,
) -> Result<ApplicationDetails, PageFailure> {
    let found = visit.state.identity.application(caller, parse(id)?).await?;
    if found.declared { Err(RegistrationError::Declared.into()) } else { Ok(found) }
}

/// A question about an application, with one sentence of what will happen.
fn question(found: &ApplicationDetails, act: &str, effects: &[&str], path: String) -> Confirm {
    let text = |key: String| PageText::of_code("application", &key).with("name", found.name.as_str());
    Confirm {
        title: text(format!("{act}-title")),
        effects: effects.iter().map(|effect| text(format!("{act}-{effect}"))).collect(),
        action: path,
        button: text(format!("{act}-button")),
        back_path: of(found.id),
    }
}

pub(crate) async fn ask_opening(
    signed_in: SignedInVisit,
    Path((id, opening)): Path<(String, String)>,
) -> Result<Response, PageFailure> {
    let opening = Opening::parse(&opening).ok_or(PageFailure::NotFound)?;
    let found = changeable(&signed_in, &id).await?;
    let path = format!("{}/opening/{}", of(found.id), opening.as_str());
    let page = question(&found, opening.as_str(), &["effect"], path);
    signed_in.visit.page(&page).await
}

pub(crate) async fn set_opening(
    signed_in: SignedInVisit,
    Path((id, opening)): Path<(String, String)>,
    Posted(NoFields): Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let opening = Opening::parse(&opening).ok_or(PageFailure::NotFound)?;
    let found = changeable(&signed_in, &id).await?;
    let SignedInVisit { visit, caller, .. } = &signed_in;
    let patch = ApplicationPatch::opening(opening);
    match visit.state.identity.change_application(caller, found.id, &patch).await {
        Ok(()) => Ok(visit.done(&of(found.id), "application-changed")),
        Err(error) => answer(visit, &of(found.id), error),
    }
}

pub(crate) async fn ask_secret(
    signed_in: SignedInVisit,
    Path(id): Path<String>,
) -> Result<Response, PageFailure> {
    let found = changeable(&signed_in, &id).await?;
    if found.kind == ApplicationKind::Saml {
        return Err(PageFailure::NotFound);
    }
    let path = format!("{}/secret", of(found.id));
    signed_in.visit.page(&question(&found, "secret", &["effect", "effect-once"], path)).await
}

pub(crate) async fn make_secret(
    signed_in: SignedInVisit,
    Path(id): Path<String>,
    Posted(NoFields): Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let found = changeable(&signed_in, &id).await?;
    let SignedInVisit { visit, caller, .. } = &signed_in;
    match visit.state.identity.make_application_secret(caller, found.id).await {
        Ok(made) => {
            let named = (found.id, made.client_id.as_str());
            visit.page(&secret::view(found.name.as_str(), named, &made.secret, false)).await
        }
        Err(error) => answer(visit, &of(found.id), error),
    }
}

pub(crate) async fn ask_delete(
    signed_in: SignedInVisit,
    Path(id): Path<String>,
) -> Result<Response, PageFailure> {
    let found = changeable(&signed_in, &id).await?;
    let path = format!("{}/delete", of(found.id));
    signed_in.visit.page(&question(&found, "delete", &["effect", "effect-disable"], path)).await
}

pub(crate) async fn delete(
    signed_in: SignedInVisit,
    Path(id): Path<String>,
    Posted(NoFields): Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let found = changeable(&signed_in, &id).await?;
    let SignedInVisit { visit, caller, .. } = &signed_in;
    match visit.state.identity.delete_application(caller, found.id).await {
        Ok(()) => Ok(visit.done(LIST, "application-deleted")),
        Err(error) => answer(visit, &of(found.id), error),
    }
}
