//! Signing out, also of the services that were opened from here.
//!
//! The sessions end with the post, or with the request of a service. What follows are pages for the one browser that has
//! the sign-out's cookie; none of them changes anything, so each can be loaded again.

use crate::language::PageText;
use crate::page::cookies::{Cookie, logout_value};
use crate::page::failure::PageFailure;
use crate::page::forms::NoFields;
use crate::page::headers::{FrameOrigins, Framed};
use crate::pages::sign_on::outcome::leaving;
use crate::pages::sign_on::progress::{Shown, service};
use crate::pages::sign_on::views::{OnwardLink, SignOut, SignedOut, SigningOut};
use crate::sso::Carried;
use crate::visit::browser::with_cookie;
use crate::visit::posted::Posted;
use crate::visit::visitor::Visit;
use axum::Extension;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect, Response};
use http::header::{HeaderValue, REFRESH};
use identity_core::ids::{LogoutId, ParticipantId};
use identity_core::sessions::{BegunLogout, LogoutProgress, LogoutView};

/// For browsers without scripts: after this the page goes on by itself.
const GO_ON: &str = "5;url=";

pub(crate) async fn show(visit: Visit) -> Result<Response, PageFailure> {
    let Some(current) = &visit.current else { return Ok(visit.go("/logout/done")) };
    let services = visit.state.identity.opened_services(&current.caller).await?;
    visit.page(&SignOut { action: "/logout".to_owned(), services }).await
}

/// Ends the session; the services that took part in it are told from the page that follows.
pub(crate) async fn submit(visit: Visit, _: Posted<NoFields>) -> Result<Response, PageFailure> {
    sign_out_to(&visit, None).await
}

/// Ends the session and tells the services that took part in it; then the browser goes to `return_to`.
pub(crate) async fn sign_out_to(visit: &Visit, return_to: Option<&str>) -> Result<Response, PageFailure> {
    let Some(current) = &visit.current else { return Ok(visit.go_signed_out("/logout/done")) };
    let begun = visit.state.identity.begin_logout(&current.caller, return_to).await?;
    let answer = match return_to {
        Some(path) if begun.logout.parties.is_empty() => visit.go_back(Some(path)),
        _ => visit.go(&format!("/logout/{}", begun.id())),
    };
    let answer = with_cookie(answer, visit.state.cookies.clear(Cookie::Session));
    Ok(with_logout(visit, &begun, answer))
}

/// An answer with the cookie by which this browser goes on with a sign-out.
pub(crate) fn with_logout(visit: &Visit, begun: &BegunLogout, answer: Response) -> Response {
    with_cookie(answer, visit.state.cookies.set(Cookie::Logout, &logout_value(begun)))
}

/// Tells the services: each in a frame of its own, so that one that hangs holds up no other.
pub(crate) async fn tell(visit: Visit, Path(id): Path<String>) -> Result<Response, PageFailure> {
    let Some(view) = of_browser(&visit, &id).await? else { return Ok(visit.go("/logout/done")) };
    let waits = |progress| matches!(progress, LogoutProgress::ByBrowser | LogoutProgress::Queued);
    if !view.parties.iter().any(|(_, progress)| waits(*progress)) {
        return Ok(visit.go("/logout/done"));
    }
    let (mut services, mut origins) = (Vec::new(), Vec::new());
    for (party, progress) in &view.parties {
        let protocol = visit.state.protocol_of(&party.relying_party)?;
        let service = service(protocol, &view, party, *progress, Shown::Telling).await?;
        if service.frame.is_some() {
            origins.extend(protocol.origins(&party.relying_party));
        }
        services.push(service);
    }
    let page = visit.page(&SigningOut { services, onward_path: "/logout/done".to_owned() }).await?;
    let mut page = (Extension(FrameOrigins(origins)), page).into_response();
    let onward = format!("{GO_ON}{}", visit.state.base.path("/logout/done"));
    if let Ok(onward) = HeaderValue::from_str(&onward) {
        page.headers_mut().insert(REFRESH, onward);
    }
    Ok(page)
}

/// The message to a service that takes it as a form, alone or in a frame.
pub(crate) async fn carry(
    visit: Visit,
    Path((id, participant)): Path<(String, String)>,
) -> Result<Response, PageFailure> {
    let Some(view) = of_browser(&visit, &id).await? else { return Ok(visit.go("/logout/done")) };
    let participant = ParticipantId::parse(&participant).map_err(|_| PageFailure::NotFound)?;
    let party = view.parties.iter().find(|(party, _)| party.participant.id == participant);
    let (party, _) = party.ok_or(PageFailure::NotFound)?;
    let framed = visit.query("frame").is_some();
    let protocol = visit.state.protocol_of(&party.relying_party)?;
    let notice = protocol.logout_notice(view.logout.id, party, framed).await?;
    let response = carried(&visit, notice).await?;
    Ok(if framed { (Extension(Framed), response).into_response() } else { response })
}

/// What has become of the sign-out. When nothing is left to say, the browser goes on to whoever waits for it.
pub(crate) async fn done(visit: Visit) -> Result<Response, PageFailure> {
    let sign_in_path = "/login".to_owned();
    let Some(view) = current(&visit).await? else {
        return visit.page(&SignedOut { services: Vec::new(), onward: None, sign_in_path }).await;
    };
    let onward_path = format!("/logout/{}/answer", view.logout.id);
    if view.is_whole() && (view.initiator.is_some() || view.logout.return_to.is_some()) {
        return Ok(visit.go(&onward_path));
    }
    let mut services = Vec::new();
    for (party, progress) in &view.parties {
        let protocol = visit.state.protocol_of(&party.relying_party)?;
        services.push(service(protocol, &view, party, *progress, Shown::Done).await?);
    }
    let label = match (&view.initiator, &view.logout.return_to) {
        (Some(party), _) => Some(PageText::new("signed-out-continue").with("service", party.name.as_str())),
        (None, Some(_)) => Some(PageText::new("signed-out-continue-page")),
        (None, None) => None,
    };
    let onward = label.map(|label| OnwardLink { path: onward_path, label });
    visit.page(&SignedOut { services, onward, sign_in_path }).await
}

/// On to the service that asked for the sign-out, with the answer, or to where the person was heading. That is the end of
/// it in this browser.
pub(crate) async fn answer(visit: Visit, Path(id): Path<String>) -> Result<Response, PageFailure> {
    let Some(view) = of_browser(&visit, &id).await? else { return Ok(visit.go("/logout/done")) };
    let response = match (&view.logout.return_to, &view.initiator) {
        (Some(path), _) => visit.go_back(Some(path)),
        (None, Some(party)) => {
            let answer = visit.state.protocol_of(party)?.logout_answer(&view).await?;
            carried(&visit, answer).await?
        }
        (None, None) => carried(&visit, None).await?,
    };
    Ok(with_cookie(response, visit.state.cookies.clear(Cookie::Logout)))
}

async fn carried(visit: &Visit, message: Option<Carried>) -> Result<Response, PageFailure> {
    match message {
        Some(Carried::Address(url)) => Ok(Redirect::to(&url).into_response()),
        Some(Carried::Form(onward)) => Ok(leaving(&onward, visit.page(onward.as_ref()).await?)),
        None => {
            let sign_in_path = "/login".to_owned();
            visit.page(&SignedOut { services: Vec::new(), onward: None, sign_in_path }).await
        }
    }
}

/// The sign-out of this address, if this browser goes on with it.
async fn of_browser(visit: &Visit, id: &str) -> Result<Option<LogoutView>, PageFailure> {
    let id = LogoutId::parse(id).map_err(|_| PageFailure::NotFound)?;
    Ok(current(visit).await?.filter(|view| view.logout.id == id))
}

/// The sign-out that goes on in this browser.
async fn current(visit: &Visit) -> Result<Option<LogoutView>, PageFailure> {
    match &visit.logout {
        Some((id, token)) => Ok(visit.state.identity.logout(*id, token).await?),
        None => Ok(None),
    }
}
