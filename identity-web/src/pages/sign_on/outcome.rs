//! How a sign-on ends: a page of ours, or a message to the application that asked.

use crate::language::{PageText, explanations};
use crate::page::failure::PageFailure;
use crate::page::headers::FormActions;
use crate::page::views::outcome::Onward;
use crate::pages::sign_on::views::SsoRefused;
use crate::visit::visitor::Visit;
use axum::Extension;
use axum::response::{IntoResponse, Response};
use identity_core::domain::RelyingParty;
use identity_core::policy::DenyReason;
use identity_core::sign_on::{Outcome, Refusal, RefusalReason};
use identity_core::values::EntityId;

pub(crate) async fn show(visit: &Visit, outcome: Outcome) -> Result<Response, PageFailure> {
    match outcome {
        Outcome::Page { return_to } => Ok(visit.go_back(Some(&return_to))),
        Outcome::Told(told) => {
            let onward = visit.state.protocol(told.request.protocol)?.told(&told).await?;
            // Whoever comes back with the browser's button is not carried away once more.
            let onward = Onward { at_once: !told.again, ..onward };
            Ok(leaving(&onward, visit.page(&onward).await?))
        }
        Outcome::Refused(refusal) => {
            let back = visit.state.protocol(refusal.request.protocol)?.refused(&refusal).await?;
            if refusal.reason == RefusalReason::NotPassive {
                return Ok(leaving(&back, visit.page(&back).await?));
            }
            let view = refused(visit, &refusal, back.clone());
            Ok(leaving(&back, visit.page(&view).await?))
        }
        Outcome::Help(reason) => Err(PageFailure::Refused(help(reason))),
        _ => Err(PageFailure::SignOnOver),
    }
}

/// Why somebody is not signed in for whom no application waits, and what to do.
pub(crate) fn help(reason: RefusalReason) -> PageText {
    match reason {
        RefusalReason::Host(refusal) => PageText::new("refused-host").with("code", refusal.code()),
        _ => PageText::new("refused-no-further-proof"),
    }
}

/// The page's form may go to the one service, and nowhere else.
pub(super) fn leaving(onward: &Onward, page: Response) -> Response {
    (Extension(FormActions(onward.origins.clone())), page).into_response()
}

fn refused(visit: &Visit, refusal: &Refusal, back: Onward) -> SsoRefused {
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
        back: Some(Onward { at_once: false, ..back }),
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
