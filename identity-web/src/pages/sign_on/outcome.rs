//! How a sign-on ends: a page of ours, or a message to the application that asked.

use crate::language::{PageText, explanations};
use crate::page::failure::PageFailure;
use crate::page::headers::{FormActions, SecretAddress};
use crate::page::views::outcome::Onward;
use crate::pages::sign_on::views::{Leaving, SsoRefused};
use crate::sso::Carried;
use crate::visit::visitor::Visit;
use axum::Extension;
use axum::response::{IntoResponse, Response};
use http::header::{HeaderValue, REFRESH};
use identity_core::domain::RelyingParty;
use identity_core::policy::DenyReason;
use identity_core::sign_on::{Outcome, Refusal, RefusalReason};
use identity_core::values::EntityId;

pub(crate) async fn show(visit: &Visit, outcome: Outcome) -> Result<Response, PageFailure> {
    match outcome {
        Outcome::Page { return_to } => Ok(visit.go_back(Some(&return_to))),
        Outcome::Told(told) => {
            let message = visit.state.protocol(told.request.protocol)?.told(&told).await?;
            // Whoever comes back with the browser's button is not carried away once more.
            carry(visit, message, &told.application, !told.again).await
        }
        Outcome::Refused(refusal) => {
            let back = visit.state.protocol(refusal.request.protocol)?.refused(&refusal).await?;
            if needs_no_words(refusal.reason) {
                return carry(visit, back, &refusal.application, true).await;
            }
            let view = refused(visit, &refusal, back);
            let page = visit.page(&view).await?;
            Ok(match &view.back {
                Some(onward) => leaving(onward, page),
                None => page,
            })
        }
        Outcome::Help(reason) => Err(PageFailure::Refused(help(reason))),
        _ => Err(PageFailure::SignOnOver),
    }
}

/// Whether the application is told at once why it does not get the identity: nobody is to be asked, or the person knows.
pub(crate) const fn needs_no_words(reason: RefusalReason) -> bool {
    use RefusalReason::{ConsentDeclined, ConsentNeeded, InteractionNeeded, NotPassive};
    matches!(reason, NotPassive | InteractionNeeded | ConsentNeeded | ConsentDeclined)
}

/// A page that takes the browser on to an application.
///
/// An address too is left by a page: browsers apply the `form-action` of the page whose form was posted to every redirect
/// that follows, also to those that the application makes.
async fn carry(
    visit: &Visit,
    message: Carried,
    application: &RelyingParty,
    at_once: bool,
) -> Result<Response, PageFailure> {
    let address = match message {
        Carried::Form(onward) => {
            let onward = Onward { at_once, ..*onward };
            return Ok(leaving(&onward, visit.page(&onward).await?));
        }
        Carried::Address(address) => address,
    };
    address_page(visit, application.name.to_string(), address, at_once).await
}

/// A page that takes the browser on to an address of somebody else, by itself.
pub(crate) async fn lead_away(visit: &Visit, name: String, address: String) -> Result<Response, PageFailure> {
    address_page(visit, name, address, true).await
}

async fn address_page(
    visit: &Visit,
    service: String,
    address: String,
    at_once: bool,
) -> Result<Response, PageFailure> {
    let refresh = HeaderValue::from_str(&format!("0;url={address}")).ok().filter(|_| at_once);
    let page = visit.page(&Leaving { service, path: address }).await?;
    let mut page = (Extension(SecretAddress), page).into_response();
    if let Some(refresh) = refresh {
        page.headers_mut().insert(REFRESH, refresh);
    }
    Ok(page)
}

/// Why somebody is not signed in for whom no application waits, and what to do.
pub(crate) fn help(reason: RefusalReason) -> PageText {
    match reason {
        RefusalReason::Host(refusal) => PageText::new("refused-host").with("code", refusal.code()),
        _ => PageText::new("refused-no-further-proof"),
    }
}

/// The page's form may go to the one service, and nowhere else.
pub(crate) fn leaving(onward: &Onward, page: Response) -> Response {
    (Extension(FormActions(onward.origins.clone())), page).into_response()
}

fn refused(visit: &Visit, refusal: &Refusal, back: Carried) -> SsoRefused {
    let (back, back_path) = match back {
        Carried::Form(form) => (Some(Onward { at_once: false, ..*form }), None),
        Carried::Address(address) => (None, Some(address)),
    };
    let service = refusal.application.name.to_string();
    let detail = |name, value: &str| (PageText::new(name), value.to_owned());
    SsoRefused {
        reason: explanations::refusal(refusal),
        contact: PageText::new(match refusal.reason {
            RefusalReason::NoAccess(
                DenyReason::Grant | DenyReason::RightToAct(_) | DenyReason::GrantEnded(..),
            ) => "refused-contact-administrator",
            _ => "refused-contact-operator",
        })
        .with("service", service.as_str()),
        back,
        back_path,
        reference: visit.reference.to_string(),
        details: vec![
            detail("refused-detail-service", named(&refusal.application)),
            detail("refused-detail-request", &refusal.request.request_id),
        ],
        service,
    }
}

/// The name by which the protocol knows an application.
fn named(application: &RelyingParty) -> &str {
    application.entity_id.as_ref().map_or(application.name.as_str(), EntityId::as_str)
}
