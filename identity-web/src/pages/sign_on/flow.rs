//! A sign-on under way: one address for each, so that several tabs go their own ways.

use crate::page::failure::PageFailure;
use crate::page::forms::NoFields;
use crate::page::return_to::{RESET_PATH, sign_in_then};
use crate::page::views::form::FormState;
use crate::pages::authenticators::codes::recovery_codes;
use crate::pages::sign_on::address::address;
use crate::pages::sign_on::asked::{self, Asked, way_on};
use crate::pages::sign_on::forms::FlowForm;
use crate::pages::sign_on::leave::leave;
use crate::pages::sign_on::onward::done;
use crate::pages::sign_on::sign_in::Way;
use crate::pages::sign_on::take::take;
use crate::pages::sign_on::taken::Taken;
use crate::pages::sign_on::{sign_in, start};
use crate::visit::posted::Posted;
use crate::visit::visitor::Visit;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::{Method, StatusCode};
use identity_core::Identity;
use identity_core::domain::Origin;
use identity_core::ids::{ConnectionId, SignOnId};
use identity_core::sign_on::{Attempt, Progress};

/// Who asks for the head only, as link checkers do, moves nothing on.
pub(crate) async fn show(
    visit: Visit,
    method: Method,
    Path(id): Path<String>,
) -> Result<Response, PageFailure> {
    if method == Method::HEAD {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let attempt = find(&visit, &id).await?;
    match step(&visit, &attempt, None).await {
        Err(PageFailure::SignOnOver) => over(&visit, &attempt).await,
        shown => shown,
    }
}

/// For somebody who comes back to a sign-on that is over: the way to where it was to lead stays open.
async fn over(visit: &Visit, attempt: &Attempt) -> Result<Response, PageFailure> {
    let is_finished = attempt.sign_on.finished_at.is_some();
    match &attempt.sign_on.origin {
        Origin::Application(asked) if is_finished && visit.current.is_some() => {
            start::page(visit, asked.relying_party, "already-signed-in-text").await
        }
        _ if is_finished => Err(PageFailure::SignOnOver),
        Origin::Invitation { invitation, .. } => Ok(visit.go(&Identity::invitation_path(*invitation))),
        _ => Ok(visit.go(&sign_in_then(&way_on(visit, attempt)))),
    }
}

pub(crate) async fn submit(
    visit: Visit,
    Path(id): Path<String>,
    Posted(mut form): Posted<FlowForm>,
) -> Result<Response, PageFailure> {
    let attempt = match (find(&visit, &id).await, &form) {
        (Ok(attempt), _) => attempt,
        // Housekeeping has removed it.
        (Err(PageFailure::SignOnOver), FlowForm::SignIn(form)) => {
            return sign_in::take(&visit, &Way::to(form.return_to()), form).await;
        }
        (Err(PageFailure::SignOnOver), FlowForm::Passkey(form)) => {
            return Ok(visit.go(&sign_in_then(&form.return_to())));
        }
        (Err(failure), _) => return Err(failure),
    };
    match take(&visit, &attempt, &mut form).await? {
        // The page that follows is shown at its own address, so that a reload posts nothing again.
        Taken::Moved => Ok(visit.go(&address(&attempt))),
        Taken::Sent(method) => Ok(visit.go(&format!("{}?method={method}", address(&attempt)))),
        Taken::RecoveryCodes(codes) => {
            visit.page(&recovery_codes(&visit, None, codes, address(&attempt))?).await
        }
        Taken::Done(finished) => done(&visit, *finished).await,
        Taken::Again(state) => asked_again(&visit, &attempt, state).await,
        Taken::Refused(state) => {
            let view = asked::sign_in(&visit, &attempt, Some(state)).await?;
            page(&visit, Asked::SignIn(view), &attempt).await
        }
        // A password that comes too late for its sign-on signs in all the same, and leads to where the person was heading.
        Taken::Over => match &form {
            FlowForm::SignIn(form) => sign_in::take(&visit, &Way::to(way_on(&visit, &attempt)), form).await,
            _ => Ok(visit.go(&address(&attempt))),
        },
    }
}

/// The button of a connection: the sign-on goes on at its identity provider.
pub(crate) async fn leave_by(
    visit: Visit,
    Path((id, connection)): Path<(String, String)>,
    _: Posted<NoFields>,
) -> Result<Response, PageFailure> {
    let attempt = find(&visit, &id).await?;
    let connection = ConnectionId::parse(&connection).map_err(|_| PageFailure::NotFound)?;
    leave(&visit, &attempt, connection, None).await
}

/// What a sign-on needs next, with the form that did not do; once it is over, the way on from there.
async fn asked_again(visit: &Visit, attempt: &Attempt, form: FormState) -> Result<Response, PageFailure> {
    match step(visit, attempt, Some(form)).await {
        Err(PageFailure::SignOnOver) => Ok(visit.go(&address(attempt))),
        shown => shown,
    }
}

/// The sign-on of this id, if it was begun in this browser.
pub(crate) async fn find(visit: &Visit, id: &str) -> Result<Attempt, PageFailure> {
    let id = SignOnId::parse(id).map_err(|_| PageFailure::NotFound)?;
    let attempt = visit.state.identity.sign_on(id, &visit.visitor()).await?;
    if let Some(asked) = attempt.sign_on.application() {
        visit.is_for_application(asked.relying_party);
    }
    Ok(attempt)
}

/// What a sign-on needs next, as a page, with the form that it was posted as.
async fn step(visit: &Visit, attempt: &Attempt, form: Option<FormState>) -> Result<Response, PageFailure> {
    match visit.state.identity.advance(attempt, &visit.visitor()).await? {
        Progress::Done(finished) => done(visit, *finished).await,
        Progress::Next(attempt, step) => {
            let asked = asked::asked(visit, &attempt, step, form).await?;
            page(visit, asked, &attempt).await
        }
    }
}

/// A step as a page.
async fn page(visit: &Visit, asked: Asked, attempt: &Attempt) -> Result<Response, PageFailure> {
    match asked {
        Asked::SignIn(view) => visit.form_page(&view.form, &view).await,
        Asked::Challenge(view) => visit.form_page(&view.form, &view).await,
        Asked::EnrolChoice(view) => visit.form_page(&view.form, &view).await,
        Asked::Enrol(view) => visit.form_page(&view.form, &view).await,
        Asked::ChooseOrganization(view) => visit.form_page(&view.form, &view).await,
        Asked::Consent(view) => visit.form_page(&view.form, &view).await,
        Asked::KeepAccount(view) => visit.form_page(&view.form, &view).await,
        Asked::ConnectOrCreate(view) => visit.form_page(&view.form, &view).await,
        Asked::Link(_, view) => visit.page(&view).await,
        Asked::CreateAccount => Ok(to_invitation(visit, attempt)),
        Asked::SetPassword => Ok(visit.go(RESET_PATH)),
    }
}

fn to_invitation(visit: &Visit, attempt: &Attempt) -> Response {
    match attempt.sign_on.origin {
        Origin::Invitation { invitation, .. } => visit.go(&Identity::invitation_path(invitation)),
        _ => visit.go("/login"),
    }
}
