//! The ends of a flow, and what all flows have.

use crate::language::PageText;
use crate::page::cookies::{Cookie, logout_value};
use crate::page::failure::PageFailure;
use crate::page::return_to::{safe_return_to, sign_in_then};
use crate::pages::sign_on::asked::way_on;
use crate::pages::sign_on::outcome;
use crate::rest::sign_on::flow::{Flow, FlowStep, WayOn};
use crate::rest::sign_on::front::Front;
use crate::rest::sign_on::prompts::message;
use crate::visit::browser::with_cookie;
use crate::visit::visitor::Visit;
use axum::response::Response;
use http::StatusCode;
use identity_core::sign_on::{Attempt, Done, Outcome};

/// A flow that asks for nothing.
pub(super) fn empty(
    visit: &Visit,
    attempt: &Attempt,
    step: FlowStep,
    title: &PageText,
) -> Result<Flow, PageFailure> {
    Ok(Flow {
        id: attempt.id().into(),
        step,
        title: visit.say(title)?,
        text: None,
        service: None,
        prompts: Vec::new(),
        actions: Vec::new(),
        messages: Vec::new(),
        connections: Vec::new(),
        setup: None,
        sent: None,
        passkey: None,
        recovery_codes: Vec::new(),
        return_to: None,
        way_on: None,
        expires_at: attempt.sign_on.expires_at,
    })
}

/// A flow that does not go on, with the reason and a page that leads on.
pub(super) fn help(
    visit: &Visit,
    attempt: &Attempt,
    reason: &PageText,
    (path, label): (String, &PageText),
) -> Result<Flow, PageFailure> {
    let title = PageText::new("problem-sign-on-over-title");
    Ok(Flow {
        messages: vec![message(visit, None, reason)?],
        way_on: Some(WayOn { path, label: visit.say(label)? }),
        ..empty(visit, attempt, FlowStep::Help, &title)?
    })
}

/// A flow whose time is over, or that was answered too long ago.
pub(super) fn over(visit: &Visit, attempt: &Attempt) -> Result<Flow, PageFailure> {
    let path = visit.state.base.path(&sign_in_then(&way_on(visit, attempt)));
    let way_on = (path, &PageText::new("problem-sign-in"));
    help(visit, attempt, &PageText::new("problem-sign-on-over-text"), way_on)
}

/// The answer for a sign-on that is finished, with the cookie of the session that it opened.
pub(super) fn finished(
    front: Front,
    status: StatusCode,
    attempt: &Attempt,
    done: Done,
) -> Result<Response, PageFailure> {
    let visit = &front.visit;
    let base = &visit.state.base;
    let to = match (&done.ended, &done.outcome) {
        // The services of somebody else's session are told first, on the way.
        (Some(begun), _) => base.path(&format!("/logout/{}", begun.id())),
        (None, Outcome::Page { return_to }) => {
            safe_return_to(return_to).map_or_else(|| base.path("/"), ToOwned::to_owned)
        }
        // The page of the sign-on brings the message to the application.
        (None, Outcome::Told(_) | Outcome::Refused(_)) => base.path(&format!("/flow/{}", attempt.id())),
        (None, Outcome::Help(reason)) => {
            let way_on = (base.path("/"), &PageText::new("problem-back"));
            let flow = help(visit, attempt, &outcome::help(*reason), way_on)?;
            return Ok(front.answer(status, flow));
        }
        (None, _) => return Err(PageFailure::SignOnOver),
    };
    let title = PageText::new("already-signed-in-title");
    let flow = Flow { return_to: Some(to), ..empty(visit, attempt, FlowStep::Finished, &title)? };
    let (opened, logout) = (done.signed_in, done.ended);
    let logout = logout.and_then(|begun| visit.state.cookies.set(Cookie::Logout, &logout_value(&begun)));
    let opened = opened.map(|opened| visit.session_cookies(&opened));
    let answer = with_cookie(front.answer(status, flow), logout);
    Ok(opened.into_iter().flatten().fold(answer, with_cookie))
}
