//! The calls of a front end that draws its own pages.

use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::views::form::FormState;
use crate::pages::sign_on::asked::{Asked, asked};
use crate::pages::sign_on::flow::find;
use crate::rest::http::answer::Answer;
use crate::rest::http::body::Content;
use crate::rest::http::problem::{Problem, ProblemKind};
use crate::rest::http::problem_responses::Problems;
use crate::rest::http::segment::Id;
use crate::rest::sign_on::answers::Answers;
use crate::rest::sign_on::begin::origin;
use crate::rest::sign_on::describe::describe;
use crate::rest::sign_on::dto::{FlowAnswerCall, FlowCall};
use crate::rest::sign_on::flow::Flow;
use crate::rest::sign_on::front::Front;
use crate::rest::sign_on::prompts::message;
use crate::rest::sign_on::shown::{finished, over};
use crate::rest::sign_on::take::{Answered, answer as take};
use axum::response::IntoResponse;
use http::StatusCode;
use identity_core::ids::SignOnId;
use identity_core::sign_on::{Attempt, Progress, SignOnError};

/// Begins a flow in this browser. It is bound to the browser by a cookie.
#[utoipa::path(
    post, path = "/api/v1/flows", tag = "flows", operation_id = "beginFlow", request_body = FlowCall, security(()),
    responses((status = 201, description = "The flow, with its first step", body = Flow), Problems)
)]
pub(crate) async fn begin(mut front: Front, Content(call): Content<FlowCall>) -> Answer {
    let identity = front.visit.state.identity.clone();
    if !identity.may_ask_for_sign_on(&front.visit.device).await? {
        return Err(Problem::said(ProblemKind::TooMany, &PageText::new("rest-too-many")));
    }
    let origin = origin(&mut front, &call).await?;
    let attempt = identity.begin_stored_sign_on(&front.visit.visitor(), origin).await;
    let attempt = attempt.map_err(PageFailure::from)?;
    now(front, StatusCode::CREATED, &attempt, None).await
}

/// The flow as it stands. A flow of another browser answers like an unknown one.
#[utoipa::path(
    get, path = "/api/v1/flows/{id}", tag = "flows", operation_id = "getFlow", params(("id" = Uuid, Path)), security(()),
    responses((status = 200, description = "The current state", body = Flow), Problems)
)]
pub(crate) async fn show(front: Front, Id(id): Id<SignOnId>) -> Answer {
    let attempt = find(&front.visit, &id.to_string()).await?;
    // Who asks for the headers only moves nothing on.
    if front.head {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    now(front, StatusCode::OK, &attempt, None).await
}

/// Answers the step, or does one of its actions. The answer is the flow as it stands then; with 422 it asks again.
#[utoipa::path(
    post, path = "/api/v1/flows/{id}", tag = "flows", operation_id = "answerFlow", params(("id" = Uuid, Path)),
    request_body = FlowAnswerCall, security(()),
    responses(
        (status = 200, description = "The flow, with its next step", body = Flow),
        (status = 422, description = "The flow, with what is wrong with the answers in its messages", body = Flow),
        Problems
    )
)]
pub(crate) async fn answer(
    mut front: Front,
    Id(id): Id<SignOnId>,
    Content(call): Content<FlowAnswerCall>,
) -> Answer {
    let attempt = find(&front.visit, &id.to_string()).await?;
    let answers = Answers::read(call.answers)?;
    let progress = front.visit.state.identity.advance(&attempt, &front.visit.visitor()).await;
    let (attempt, step) = match progress {
        Ok(Progress::Next(attempt, step)) => (attempt, step),
        // It was finished by an earlier click, and is answered again.
        Ok(Progress::Done(done)) => return Ok(finished(front, StatusCode::OK, &attempt, *done)?),
        Err(SignOnError::Store(error)) => return Err(error.into()),
        Err(_) => return ended(front, StatusCode::OK, &attempt),
    };
    match take(&mut front, &attempt, &step, call.action.as_deref(), answers).await? {
        Answered::With(form) => now(front, StatusCode::OK, &attempt, Some(form)).await,
        Answered::Shown(asked) => shown(front, StatusCode::OK, &attempt, *asked, None).await,
        Answered::Said(text) => {
            let asked = asked(&front.visit, &attempt, step, None).await?;
            let mut flow = describe(&front.visit, &attempt, asked, None).await?;
            flow.messages.push(message(&front.visit, None, &text)?);
            Ok(front.answer(StatusCode::OK, flow))
        }
        Answered::Done(done) => Ok(finished(front, StatusCode::OK, &attempt, *done)?),
        Answered::Moved => {
            let attempt = find(&front.visit, &id.to_string()).await?;
            now(front, StatusCode::OK, &attempt, None).await
        }
        Answered::Over => ended(front, StatusCode::OK, &attempt),
    }
}

/// The flow as it stands, finished when nothing is missing. `form` is what did not do.
async fn now(front: Front, status: StatusCode, attempt: &Attempt, form: Option<FormState>) -> Answer {
    let progress = front.visit.state.identity.advance(attempt, &front.visit.visitor()).await;
    let (attempt, step) = match progress {
        Ok(Progress::Next(attempt, step)) => (attempt, step),
        Ok(Progress::Done(done)) => return Ok(finished(front, status, attempt, *done)?),
        Err(SignOnError::Store(error)) => return Err(error.into()),
        Err(_) => return ended(front, status, attempt),
    };
    match asked(&front.visit, &attempt, step, form.clone()).await {
        Ok(asked) => shown(front, status, &attempt, asked, form).await,
        Err(PageFailure::SignOnOver) => ended(front, status, &attempt),
        Err(failure) => Err(failure.into()),
    }
}

/// A step; with 422 when something is wrong with what was answered.
async fn shown(
    front: Front,
    status: StatusCode,
    attempt: &Attempt,
    asked: Asked,
    form: Option<FormState>,
) -> Answer {
    let flow = describe(&front.visit, attempt, asked, form).await?;
    let wrong = flow.messages.iter().any(|message| message.prompt.is_some());
    Ok(front.answer(if wrong { StatusCode::UNPROCESSABLE_ENTITY } else { status }, flow))
}

fn ended(front: Front, status: StatusCode, attempt: &Attempt) -> Answer {
    let flow = over(&front.visit, attempt)?;
    Ok(front.answer(status, flow))
}
