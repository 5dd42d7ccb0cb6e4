//! A sign-on under way: one address for each, so that several tabs go their own ways.

use crate::forms::authenticators::{PASSKEY, PROOF};
use crate::forms::sign_on::{
    CHOOSE_ORGANIZATION, GIVE_PASSKEY, METHOD, ORGANIZATION, PASSWORD, REMEMBER, SIGN_IN,
};
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::return_to::{RESET_PATH, recover_then, sign_in_then};
use crate::page::views::form::{Choice, FormState};
use crate::pages::authenticators::views::AskPasskey;
use crate::pages::sign_on::address::{address, of_step};
use crate::pages::sign_on::forms::{FlowForm, PasskeyForm, SignInForm};
use crate::pages::sign_on::onward::{done, passkey_refused, passkey_words, sign_in_refused};
use crate::pages::sign_on::sign_in::Way;
use crate::pages::sign_on::views::{ChooseOrganization, SignIn};
use crate::pages::sign_on::{challenge, enrol, sign_in, start};
use crate::visit::posted::Posted;
use crate::visit::visitor::Visit;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::{Method, StatusCode};
use identity_core::Identity;
use identity_core::domain::{AuthenticationMethod, Origin};
use identity_core::ids::{OrganizationId, SignOnId};
use identity_core::sign_on::{Answer, AnswerError, Attempt, Progress, SignOnStep};

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

/// Where somebody goes who signs in once a sign-on is over.
fn way_on(visit: &Visit, attempt: &Attempt) -> String {
    match &attempt.sign_on.origin {
        Origin::Application(asked) => visit.state.base.path(&start::path(asked.relying_party)),
        Origin::Page { return_to }
        | Origin::Again { return_to }
        | Origin::Invitation { return_to, .. }
        | Origin::Recovery { return_to, .. } => return_to.clone(),
    }
}

pub(crate) async fn submit(
    visit: Visit,
    Path(id): Path<String>,
    Posted(form): Posted<FlowForm>,
) -> Result<Response, PageFailure> {
    let found = find(&visit, &id).await;
    let mut remember = false;
    let (attempt, answer, state) = match (found, form) {
        (found, FlowForm::SignIn(form)) => return password(&visit, found, &form).await,
        (found, FlowForm::Passkey(form)) => return passkey(&visit, found, &form).await,
        (Err(failure), _) => return Err(failure),
        (Ok(attempt), FlowForm::Organization(mut form)) => {
            let answer = form.read(&ORGANIZATION, OrganizationId::parse).map(Answer::Organization);
            // Whatever the answer comes to, the page asks again.
            form.wrong(&ORGANIZATION);
            (attempt, answer, form.state())
        }
        (Ok(attempt), FlowForm::Password(mut form)) => {
            let method = AuthenticationMethod::PASSWORD;
            let answer = form.is_right().then(|| Answer::Code { method, code: form.secret(&PASSWORD) });
            let minutes = visit.state.identity.settings().sign_in_window.as_secs().div_ceil(60);
            form.refuse(
                &PASSWORD,
                PageText::new("error-password-wrong").with("minutes", minutes.to_string()),
            );
            (attempt, answer, form.state())
        }
        (Ok(attempt), FlowForm::SendCode(form)) => {
            return match challenge::send(&visit, &attempt, &form).await? {
                Ok(response) => Ok(response),
                Err(refused) => asked_again(&visit, &attempt, refused).await,
            };
        }
        (Ok(attempt), FlowForm::Enrol(form)) => {
            return match enrol::begin(&visit, &attempt, form).await? {
                Ok(response) => Ok(response),
                Err(refused) => asked_again(&visit, &attempt, refused).await,
            };
        }
        (Ok(attempt), FlowForm::Code(mut form)) => {
            let asked = match visit.state.identity.advance(&attempt, &visit.visitor()).await? {
                Progress::Next(_, SignOnStep::Challenge(methods) | SignOnStep::Enrol(methods)) => methods,
                Progress::Next(..) => Vec::new(),
                // A second click, after the first one's code was right: the session that opens here has its cookie here.
                Progress::Done(finished) => return done(&visit, *finished).await,
            };
            let method = form.text(&METHOD);
            let asked = asked.into_iter().find(|asked| form.is_right() && asked.as_str() == method);
            let answer = asked.map(|method| Answer::Code { method, code: form.secret(&PROOF) });
            remember = !form.list(&REMEMBER).is_empty();
            form.wrong(&PROOF);
            (attempt, answer, form.state())
        }
    };
    let Some(answer) = answer else { return asked_again(&visit, &attempt, state).await };
    let visitor = visit.visitor().asking_to_be_remembered(remember);
    match visit.state.identity.answer(&attempt, &visitor, answer).await {
        // The page that follows is shown at its own address, so that a reload posts nothing again.
        Ok(_) | Err(AnswerError::NotAsked | AnswerError::Over) => Ok(visit.go(&address(&attempt))),
        Err(AnswerError::Refused | AnswerError::TooLong | AnswerError::Organization) => {
            asked_again(&visit, &attempt, state).await
        }
        Err(error) => Err(error.into()),
    }
}

/// What a sign-on needs next, with the form that did not do; once it is over, the way on from there.
async fn asked_again(visit: &Visit, attempt: &Attempt, form: FormState) -> Result<Response, PageFailure> {
    match step(visit, attempt, Some(form)).await {
        Err(PageFailure::SignOnOver) => Ok(visit.go(&address(attempt))),
        shown => shown,
    }
}

/// A password. One that comes too late for its sign-on signs in all the same, and leads to where the person was heading.
async fn password(
    visit: &Visit,
    found: Result<Attempt, PageFailure>,
    form: &SignInForm,
) -> Result<Response, PageFailure> {
    let attempt = match found {
        Ok(attempt) => attempt,
        // Housekeeping has removed it.
        Err(PageFailure::SignOnOver) => return sign_in::take(visit, &Way::to(form.return_to()), form).await,
        Err(failure) => return Err(failure),
    };
    let (answer, state) = form.answer();
    let Some(answer) = answer else { return asked_again(visit, &attempt, state).await };
    match visit.state.identity.answer(&attempt, &visit.visitor(), answer).await {
        Ok(_) | Err(AnswerError::NotAsked) => Ok(visit.go(&address(&attempt))),
        Err(AnswerError::Over) => sign_in::take(visit, &Way::to(way_on(visit, &attempt)), form).await,
        Err(error) => {
            let state = sign_in_refused(visit, error, state)?;
            sign_in_page(visit, &attempt, Some(state)).await
        }
    }
}

/// A passkey, as the first proof or a further one. One that comes too late for its sign-on finds the sign-in page.
async fn passkey(
    visit: &Visit,
    found: Result<Attempt, PageFailure>,
    form: &PasskeyForm,
) -> Result<Response, PageFailure> {
    let attempt = match found {
        Ok(attempt) => attempt,
        Err(PageFailure::SignOnOver) => return Ok(visit.go(&sign_in_then(&form.return_to()))),
        Err(failure) => return Err(failure),
    };
    match visit.state.identity.answer(&attempt, &visit.visitor(), form.answer()).await {
        Ok(_) | Err(AnswerError::NotAsked | AnswerError::Over) => Ok(visit.go(&address(&attempt))),
        Err(error) => {
            let words = passkey_words(error)?;
            let progress = visit.state.identity.advance(&attempt, &visit.visitor()).await?;
            if let Progress::Next(attempt, SignOnStep::Identify) = &progress {
                return sign_in_page(visit, attempt, Some(passkey_refused(words))).await;
            }
            asked_again(visit, &attempt, FormState::of(&GIVE_PASSKEY).error(&PASSKEY, words)).await
        }
    }
}

async fn find(visit: &Visit, id: &str) -> Result<Attempt, PageFailure> {
    let id = SignOnId::parse(id).map_err(|_| PageFailure::NotFound)?;
    Ok(visit.state.identity.sign_on(id, &visit.visitor()).await?)
}

/// What a sign-on needs next, as a page, with the form that it was posted as.
async fn step(visit: &Visit, attempt: &Attempt, form: Option<FormState>) -> Result<Response, PageFailure> {
    match visit.state.identity.advance(attempt, &visit.visitor()).await? {
        Progress::Done(finished) => done(visit, *finished).await,
        Progress::Next(attempt, step) => match step {
            SignOnStep::Identify => sign_in_page(visit, &attempt, form).await,
            SignOnStep::Challenge(methods) => challenge::page(visit, &attempt, &methods, form).await,
            SignOnStep::Enrol(methods) => enrol::page(visit, &attempt, &methods, form).await,
            SignOnStep::ChooseOrganization(open) => choose_page(visit, &attempt, open, form).await,
            SignOnStep::CreateAccount => Ok(to_invitation(visit, &attempt)),
            SignOnStep::SetPassword => Ok(visit.go(RESET_PATH)),
            _ => Err(PageFailure::SignOnOver),
        },
    }
}

fn to_invitation(visit: &Visit, attempt: &Attempt) -> Response {
    match attempt.sign_on.origin {
        Origin::Invitation { invitation, .. } => visit.go(&Identity::invitation_path(invitation)),
        _ => visit.go("/login"),
    }
}

async fn sign_in_page(
    visit: &Visit,
    attempt: &Attempt,
    form: Option<FormState>,
) -> Result<Response, PageFailure> {
    let form = of_step(form, &SIGN_IN);
    let service = visit.state.identity.sign_on_target(&attempt.sign_on).await?;
    // The form says by itself where to go on when it comes after the end of the sign-on.
    let return_to = attempt.sign_on.application().map(|_| way_on(visit, attempt));
    let again = matches!(attempt.sign_on.origin, Origin::Again { .. });
    let recover_path = recover_then(&way_on(visit, attempt));
    let action = address(attempt);
    let passkey = visit.state.identity.passkey_to_sign_in(attempt, &visit.visitor())?.map(AskPasskey::of);
    let view = SignIn { action, service, again, return_to, recover_path, passkey, form: form.clone() };
    visit.form_page(&form, &view).await
}

async fn choose_page(
    visit: &Visit,
    attempt: &Attempt,
    open: Vec<(OrganizationId, String)>,
    form: Option<FormState>,
) -> Result<Response, PageFailure> {
    let form = of_step(form, &CHOOSE_ORGANIZATION);
    let choice = |(id, name): (OrganizationId, String)| Choice::new(id.to_string(), name, "");
    let view = ChooseOrganization {
        action: address(attempt),
        service: visit.state.identity.sign_on_target(&attempt.sign_on).await?,
        organizations: open.into_iter().map(choice).collect(),
        form: form.clone(),
    };
    visit.form_page(&form, &view).await
}
