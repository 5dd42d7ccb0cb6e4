//! Which kind of application is registered.

use super::paths::NEW;
use super::views::{ApplicationKindLink, ChooseApplicationKind};
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::visit::visitor::{SignedInVisit, Visit};
use axum::response::Response;
use identity_core::applications::ApplicationKind;
use identity_core::domain::Protocol;

pub(crate) async fn show(
    SignedInVisit { visit, caller, .. }: SignedInVisit,
) -> Result<Response, PageFailure> {
    visit.state.identity.application_services(&caller).await?;
    let kinds = ApplicationKind::ALL.into_iter().filter(|kind| is_offered(&visit, *kind)).map(|kind| {
        ApplicationKindLink {
            label: PageText::of_code("application-new", kind.as_str()),
            hint: PageText::of_code("application-new-hint", kind.as_str()),
            path: format!("{NEW}/{}", kind.as_str()),
        }
    });
    visit.page(&ChooseApplicationKind { kinds: kinds.collect() }).await
}

/// Whether the deployment speaks the protocol of a kind.
pub(super) fn is_offered(visit: &Visit, kind: ApplicationKind) -> bool {
    let protocol = match kind {
        ApplicationKind::OpenId => Protocol::OpenId,
        ApplicationKind::Saml => Protocol::Saml,
        // Its tokens come with the REST interface, which is always there.
        ApplicationKind::Program => return true,
    };
    visit.state.protocol(protocol).is_ok()
}
