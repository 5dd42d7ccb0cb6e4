//! A sign-on under way: one address for each, so that several tabs go their own ways.

use crate::forms::Form;
use crate::forms::sign_on::{CHOOSE_ORGANIZATION, CODE, IDENTIFIER, METHOD, ORGANIZATION, PROOF, SIGN_IN};
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::views::form::{Choice, FormState};
use crate::pages::sign_on::forms::FlowForm;
use crate::pages::sign_on::outcome;
use crate::pages::sign_on::sign_out::with_logout;
use crate::pages::sign_on::views::{AlreadySignedIn, Challenge, ChooseOrganization, SignIn};
use crate::visit::posted::Posted;
use crate::visit::visitor::Visit;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use http::{Method, StatusCode};
use identity_core::Identity;
use identity_core::domain::{AuthenticationMethod, Origin};
use identity_core::ids::{OrganizationId, SignOnId};
use identity_core::sign_on::{Answer, AnswerError, Attempt, Done, Progress, SignOnError, SignOnStep};

impl From<SignOnError> for PageFailure {
    fn from(error: SignOnError) -> Self {
        match error {
            SignOnError::Store(error) => error.into(),
            _ => Self::SignOnOver,
        }
    }
}

impl From<AnswerError> for PageFailure {
    fn from(error: AnswerError) -> Self {
        match error {
            AnswerError::Busy => Self::Unavailable(None),
            AnswerError::Store(error) => error.into(),
            _ => Self::SignOnOver,
        }
    }
}

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
        Err(PageFailure::SignOnOver) if attempt.sign_on.finished_at.is_some() => {
            already_signed_in(&visit, &attempt).await
        }
        shown => shown,
    }
}

/// For somebody who comes back to a sign-on that is finished: they are signed in, and the way on is open.
async fn already_signed_in(visit: &Visit, attempt: &Attempt) -> Result<Response, PageFailure> {
    if visit.current.is_none() {
        return Err(PageFailure::SignOnOver);
    }
    let Some((name, address)) = visit.state.identity.sign_on_start(&attempt.sign_on).await? else {
        return Err(PageFailure::SignOnOver);
    };
    visit.page(&AlreadySignedIn { service: name, path: address.unwrap_or_else(|| "/".to_owned()) }).await
}

pub(crate) async fn submit(
    visit: Visit,
    Path(id): Path<String>,
    Posted(form): Posted<FlowForm>,
) -> Result<Response, PageFailure> {
    let attempt = find(&visit, &id).await?;
    let (answer, state) = match form {
        FlowForm::SignIn(form) => form.answer(),
        FlowForm::Organization(mut form) => {
            let answer = form.read(&ORGANIZATION, OrganizationId::parse).map(Answer::Organization);
            // Whatever the answer comes to, the page asks again.
            form.wrong(&ORGANIZATION);
            (answer, form.state())
        }
        FlowForm::Code(mut form) => {
            let asked = match visit.state.identity.advance(&attempt, &visit.visitor()).await? {
                Progress::Next(_, SignOnStep::Challenge(methods)) => methods,
                Progress::Next(..) => Vec::new(),
                // A second click, after the first one's code was right: the session that opens here has its cookie here.
                Progress::Done(finished) => return done(&visit, *finished).await,
            };
            let method = form.text(&METHOD);
            let asked = asked.into_iter().find(|asked| form.is_right() && asked.as_str() == method);
            let answer = asked.map(|method| Answer::Code { method, code: form.secret(&PROOF) });
            form.wrong(&PROOF);
            (answer, form.state())
        }
    };
    let Some(answer) = answer else { return step(&visit, &attempt, Some(state)).await };
    let about_password = matches!(answer, Answer::Password { .. });
    match visit.state.identity.answer(&attempt, &visit.visitor(), answer).await {
        // The page that follows is shown at its own address, so that a reload posts nothing again.
        Ok(_) | Err(AnswerError::NotAsked) => Ok(visit.go(&format!("/flow/{id}"))),
        Err(AnswerError::Refused | AnswerError::Organization) if !about_password => {
            step(&visit, &attempt, Some(state)).await
        }
        Err(error) => {
            let state = sign_in_refused(&visit, error, state)?;
            sign_in_page(&visit, &attempt, Some(state)).await
        }
    }
}

async fn find(visit: &Visit, id: &str) -> Result<Attempt, PageFailure> {
    let id = SignOnId::parse(id).map_err(|_| PageFailure::NotFound)?;
    Ok(visit.state.identity.sign_on(id, &visit.visitor()).await?)
}

/// The form with what to say about a password that did not sign in.
pub(crate) fn sign_in_refused(
    visit: &Visit,
    error: AnswerError,
    form: FormState,
) -> Result<FormState, PageFailure> {
    let (AnswerError::Refused | AnswerError::TooLong) = error else { return Err(error.into()) };
    let minutes = visit.state.identity.settings().sign_in_window.as_secs().div_ceil(60);
    let refused = PageText::new("sign-in-refused").with("minutes", minutes.to_string());
    Ok(form.error(&IDENTIFIER, refused))
}

/// The answer to what was posted elsewhere than at the address of the sign-on: its end, or the way to that address.
pub(crate) async fn next(visit: &Visit, progress: Progress) -> Result<Response, PageFailure> {
    match progress {
        Progress::Next(attempt, _) if !attempt.is_stored() => Ok(visit.go("/login")),
        Progress::Next(attempt, _) => Ok(visit.go(&format!("/flow/{}", attempt.id()))),
        Progress::Done(finished) => done(visit, *finished).await,
    }
}

/// The end of a sign-on, with the cookie of the session that it opened.
///
/// When it ended the session of somebody else, the services that took part in that one are told first, on the way.
pub(crate) async fn done(visit: &Visit, done: Done) -> Result<Response, PageFailure> {
    let response = match &done.ended {
        Some(begun) => with_logout(visit, begun, visit.go(&format!("/logout/{}", begun.id()))),
        None => outcome::show(visit, done.outcome).await?,
    };
    Ok(match done.signed_in {
        Some(signed_in) => visit.signed_in(&signed_in, response),
        None => response,
    })
}

/// What a sign-on needs next, as a page, with the form that it was posted as.
async fn step(visit: &Visit, attempt: &Attempt, form: Option<FormState>) -> Result<Response, PageFailure> {
    match visit.state.identity.advance(attempt, &visit.visitor()).await? {
        Progress::Done(finished) => done(visit, *finished).await,
        Progress::Next(attempt, step) => match step {
            SignOnStep::Identify => sign_in_page(visit, &attempt, form).await,
            SignOnStep::Challenge(methods) => challenge_page(visit, &attempt, &methods, form).await,
            SignOnStep::ChooseOrganization(open) => choose_page(visit, &attempt, open, form).await,
            SignOnStep::CreateAccount => Ok(to_invitation(visit, &attempt)),
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
    let view = SignIn { action: address(attempt), service, return_to: None, form: form.clone() };
    visit.form_page(&form, &view).await
}

async fn challenge_page(
    visit: &Visit,
    attempt: &Attempt,
    methods: &[AuthenticationMethod],
    form: Option<FormState>,
) -> Result<Response, PageFailure> {
    let form = of_step(form, &CODE);
    let choice = |method: &AuthenticationMethod| {
        let label = method_words(method.as_str())
            .map_or_else(|| Ok(method.as_str().to_owned()), |key| visit.say(&key))?;
        Ok(Choice::new(method.as_str(), label, ""))
    };
    let view = Challenge {
        action: address(attempt),
        service: visit.state.identity.sign_on_target(&attempt.sign_on).await?,
        methods: methods.iter().map(choice).collect::<Result<_, PageFailure>>()?,
        form: form.clone(),
    };
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

/// What people call a method of RFC 8176; a deployment's own stands by its name.
fn method_words(method: &str) -> Option<PageText> {
    let key = match method {
        "otp" => "method-otp",
        "sms" => "method-sms",
        "tel" => "method-tel",
        "hwk" | "swk" => "method-key",
        _ => return None,
    };
    Some(PageText::new(key))
}

/// What was posted, if it was the form of this step; the empty form otherwise.
fn of_step(posted: Option<FormState>, form: &'static Form) -> FormState {
    posted.filter(|posted| posted.form() == form).unwrap_or_else(|| FormState::of(form))
}

fn address(attempt: &Attempt) -> String {
    format!("/flow/{}", attempt.id())
}
