//! Where a person begins to use an application, for somebody whose sign-on the application no longer waits for.

use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::pages::sign_on::views::AlreadySignedIn;
use crate::visit::visitor::{SignedInVisit, Visit};
use axum::extract::Path;
use axum::response::Response;
use identity_core::ids::RelyingPartyId;

/// The path of the page below the mount point.
pub(crate) fn path(application: RelyingPartyId) -> String {
    format!("/applications/{application}/start")
}

/// Says that the person is signed in and leads on by a button: a form may not lead to another site by itself
/// (`form-action` of the page that it was posted from).
pub(crate) async fn show(
    SignedInVisit { visit, .. }: SignedInVisit,
    Path(application): Path<String>,
) -> Result<Response, PageFailure> {
    let application = RelyingPartyId::parse(&application).map_err(|_| PageFailure::NotFound)?;
    page(&visit, application, "already-signed-in-late").await
}

/// The page that leads on to an application, with a text that names it.
pub(crate) async fn page(
    visit: &Visit,
    application: RelyingPartyId,
    text: &'static str,
) -> Result<Response, PageFailure> {
    visit.is_for_application(application);
    let found = visit.state.identity.start_of_application(application).await?;
    let (service, path) = found.ok_or(PageFailure::NotFound)?;
    let text = PageText::new(text).with("service", service.as_str());
    visit.page(&AlreadySignedIn { service, text, path }).await
}
