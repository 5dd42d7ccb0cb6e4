//! Signing out, also of the services that were opened from here.

use crate::page::failure::PageFailure;
use crate::page::forms::NoFields;
use crate::pages::sign_on::views::{SignOut, SignedOut, SigningOut};
use crate::visit::posted::Posted;
use crate::visit::visitor::Visit;
use axum::extract::Path;
use axum::response::Response;
use identity_core::domain::Protocol;
use identity_core::ids::LogoutId;
use identity_core::sessions::LogoutStep;

pub(crate) async fn show(visit: Visit) -> Result<Response, PageFailure> {
    let Some(current) = &visit.current else { return Ok(visit.go("/logout/done")) };
    let services = visit.state.identity.opened_services(&current.caller).await?;
    visit.page(&SignOut { action: "/logout".to_owned(), services }).await
}

/// Ends the session, then goes round the services that took part in it.
pub(crate) async fn submit(visit: Visit, _: Posted<NoFields>) -> Result<Response, PageFailure> {
    let Some(current) = &visit.current else { return Ok(visit.go_signed_out("/logout/done")) };
    let logout = visit.state.identity.begin_logout(&current.caller).await?;
    Ok(visit.go_signed_out(&format!("/logout/{}", logout.id)))
}

/// The next service to notify of a sign-out. The browser goes there from a page of its own: a form's policy (CSP
/// `form-action`) holds for every redirect that follows its post, and would stop at the first other origin.
pub(crate) async fn next(visit: Visit, Path(id): Path<String>) -> Result<Response, PageFailure> {
    let id = LogoutId::parse(&id).map_err(|_| PageFailure::NotFound)?;
    let Some(LogoutStep::Notify(party)) = visit.state.identity.logout_step(id).await? else {
        return Ok(visit.go("/logout/done"));
    };
    let Ok(protocol) = visit.state.protocol(Protocol::Saml) else { return Ok(visit.go("/logout/done")) };
    let url = protocol.logout_address(id, &party).await?;
    visit.page(&SigningOut { service: party.relying_party.name.to_string(), url }).await
}

pub(crate) async fn done(visit: Visit) -> Result<Response, PageFailure> {
    visit.page(&SignedOut { services: Vec::new(), sign_in_path: "/login".to_owned() }).await
}
