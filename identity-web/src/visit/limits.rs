//! Limits in front of what anybody can send.

use crate::device::device_of;
use crate::page::failure::PageFailure;
use crate::page::headers::in_language;
use crate::page::views::frame::Frame;
use crate::reference::Reference;
use crate::state::WebState;
use crate::visit::language::language_for;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use http::header::RETRY_AFTER;
use http::{HeaderMap, HeaderValue, Method};

/// Answers 503 to whoever sends too many requests for sign-on, before they are read.
pub(crate) async fn few_sign_ons(State(state): State<WebState>, request: Request, next: Next) -> Response {
    let asks =
        matches!(*request.method(), Method::GET | Method::POST) && request.uri().path().ends_with("/sso");
    if !asks {
        return next.run(request).await;
    }
    match state.identity.may_ask_for_sign_on(&device_of(&request)).await {
        Ok(true) => next.run(request).await,
        Ok(false) => refused(&state, request.headers(), &PageFailure::Unavailable(None)),
        Err(error) => refused(&state, request.headers(), &error.into()),
    }
}

fn refused(state: &WebState, asked: &HeaderMap, failure: &PageFailure) -> Response {
    failure.log();
    let language = language_for(asked, state, None);
    let frame = Frame { language: Some(language.clone()), ..Frame::default() };
    let reference = Reference::generate(state.identity.entropy());
    let page = failure.page(reference.as_str());
    let mut answer = match state.pages.render(&frame, &page) {
        Ok(html) => in_language(&language, (failure.status(), Html(html)).into_response()),
        Err(_) => failure.status().into_response(),
    };
    answer.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("60"));
    answer
}
