//! The layer round the pages: reference, browser cookie, and the brand's page for every failure.

use crate::current_user::{SessionOfRequest, current_session};
use crate::language::{PageText, in_english};
use crate::page::cookies::Cookie;
use crate::page::failure::{FailedPage, PageFailure};
use crate::page::headers::in_language;
use crate::page::return_to::sign_in_then;
use crate::page::views::frame::{FormTokens, Frame};
use crate::page::views::outcome::ProblemPage;
use crate::panics::caught;
use crate::reference::Reference;
use crate::state::WebState;
use crate::visit::language::{OtherLanguage, language_of};
use crate::visit::visitor::{Browser, Visit, address_of_failure, asked_for, page_of_form};
use axum::Router;
use axum::extract::{FromRequestParts as _, MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderName, HeaderValue, RETRY_AFTER, SET_COOKIE};
use http::request::Parts;
use http::{Method, StatusCode};
use identity_core::secrets::SecretToken;
use identity_core::values::Locale;
use std::sync::Arc;
use tracing::Instrument;

/// What the layer round the pages needs: the pages themselves are asked again when one is wanted in another language.
#[derive(Debug, Clone)]
pub(crate) struct Around {
    pub(crate) state: WebState,
    pub(crate) pages: Router,
}

/// Gives each request a reference, which is in the log, on error pages and in the answer's `x-request-id`.
pub(crate) async fn around_pages(
    State(Around { state, pages }): State<Around>,
    mut request: Request,
    next: Next,
) -> Response {
    let reference = Reference::generate(state.identity.entropy());
    // The address itself may hold the token of an invitation, so the log has the route instead.
    let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str).to_owned();
    let span = tracing::info_span!("request", %reference, method = %request.method(), route);
    let path = request.uri().path();
    let signing_in = (path == "/login" || path.starts_with("/flow/")).then(|| path.to_owned());
    let known =
        state.cookies.read(request.headers(), Cookie::Browser).and_then(|text| SecretToken::parse(text).ok());
    let new_browser = known.is_none();
    let browser = known.unwrap_or_else(|| SecretToken::generate(state.identity.entropy()));
    request.extensions_mut().insert(reference.clone());
    request.extensions_mut().insert(Browser(browser.clone()));
    request.extensions_mut().insert(state.clone());
    request.extensions_mut().insert(SessionOfRequest::default());
    let mut asked = copy_of(&request);
    async move {
        let answering = async {
            let mut answer = next.run(request).await;
            match answer.extensions_mut().remove::<OtherLanguage>() {
                Some(other) => {
                    other.answer(pages, &mut asked, &state).await.unwrap_or_else(IntoResponse::into_response)
                }
                None => answer,
            }
        };
        let answer = match caught(answering).await {
            Ok(answer) => answer,
            Err(panicked) => PageFailure::Internal(panicked.into()).into_response(),
        };
        let mut response = with_failure_page(&state, &reference, signing_in, asked, answer).await;
        // A file that is kept for everybody must not come with a cookie of somebody.
        let for_everybody = response.headers().contains_key(CACHE_CONTROL);
        let cookie = state.cookies.set(Cookie::Browser, browser.expose());
        let cookie = cookie.filter(|_| new_browser && !for_everybody);
        if let Some(cookie) = cookie {
            response.headers_mut().append(SET_COOKIE, cookie);
        }
        if let Ok(value) = HeaderValue::from_str(reference.as_str()) {
            response.headers_mut().insert(HeaderName::from_static("x-request-id"), value);
        }
        response
    }
    .instrument(span)
    .await
}

/// What a request asks for, without its body.
fn copy_of(request: &Request) -> Parts {
    let (mut parts, ()) = http::Request::new(()).into_parts();
    parts.method.clone_from(request.method());
    parts.uri.clone_from(request.uri());
    parts.headers.clone_from(request.headers());
    parts.extensions.clone_from(request.extensions());
    parts
}

/// Who was about to sign in starts again where they were, with the same target.
async fn with_failure_page(
    state: &WebState,
    reference: &Reference,
    signing_in: Option<String>,
    mut asked: Parts,
    mut response: Response,
) -> Response {
    let failed = response.extensions_mut().remove::<FailedPage>().map(|failed| failed.0);
    let Some(failure) = failed.or_else(|| plain_refusal(&response)) else { return response };
    failure.log();
    let mut page = failure.page(reference.as_str());
    if let (PageFailure::ForgedForm, Some(path)) = (failure.as_ref(), signing_in) {
        page.back_path = path;
        page.back_label = PageText::new("problem-again");
    }
    if matches!(failure.as_ref(), PageFailure::SignedOut) {
        page.back_path = sign_in_then(&page_of_form(&asked, state));
    }
    let language = language_of_failure(state, &mut asked, &failure).await;
    let mut frame = frame_of_nobody(&asked, state);
    if failure.knows_the_person() {
        let address = frame.address.clone();
        frame = round_failure(state, asked, &failure, &mut page).await.unwrap_or(frame);
        frame.address = address;
    }
    frame.language = Some(language.clone());
    frame.keeps_form = matches!(failure.as_ref(), PageFailure::SignedOut);
    match state.pages.render(&frame, &page) {
        Ok(html) => {
            let mut page = in_language(&language, (failure.status(), Html(html)).into_response());
            if let Some(after) = response.headers_mut().remove(RETRY_AFTER) {
                page.headers_mut().insert(RETRY_AFTER, after);
            }
            page
        }
        Err(error) => {
            tracing::error!(%error, "the error page could not be shown");
            (failure.status(), in_english(&PageText::new("problem-unshown"))).into_response()
        }
    }
}

/// The frame of a page on which nobody is looked up.
fn frame_of_nobody(asked: &Parts, state: &WebState) -> Frame {
    let browser = asked.extensions.get::<Browser>();
    let tokens = browser.map(|browser| FormTokens::new(state.csrf.clone(), browser.0.expose()));
    Frame {
        address: Some(address_of_failure(asked, state)),
        tokens: tokens.unwrap_or_default(),
        ..Frame::default()
    }
}

/// The language of whoever is answered. Where the store may not answer, nobody is looked up.
async fn language_of_failure(state: &WebState, asked: &mut Parts, failure: &PageFailure) -> Locale {
    let current = match failure {
        PageFailure::Unavailable(_) | PageFailure::Internal(_) => None,
        _ => current_session(asked, state).await.ok().flatten(),
    };
    language_of(asked, state, current.as_ref())
}

/// The frame of a page for a refusal, with the menu and the button that removes the cause, so there is a way on.
async fn round_failure(
    state: &WebState,
    mut asked: Parts,
    failure: &PageFailure,
    page: &mut ProblemPage,
) -> Result<Frame, PageFailure> {
    let mut visit = Visit::from_request_parts(&mut asked, state).await?;
    if matches!(failure, PageFailure::NotFound) {
        // The page is about nothing, whatever its address names: what is foreign looks like what is not there.
        visit.path.clear();
    }
    if let Some(organization) = failure.act_for() {
        // What was posted cannot be posted again, so that ends at the organisation's page.
        let again = matches!(asked.method, Method::GET).then(|| asked_for(&asked, state));
        page.switch = visit.switch_to(organization, again).await?;
    }
    visit.frame().await
}

/// What the router and its extractors refuse by themselves, in a few words of plain text.
fn plain_refusal(response: &Response) -> Option<Arc<PageFailure>> {
    let shown = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    if shown.is_some_and(|kind| !kind.starts_with("text/plain")) {
        return None;
    }
    match response.status() {
        StatusCode::BAD_REQUEST => Some(Arc::new(PageFailure::BadRequest)),
        StatusCode::NOT_FOUND => Some(Arc::new(PageFailure::NotFound)),
        StatusCode::METHOD_NOT_ALLOWED => Some(Arc::new(PageFailure::WrongMethod)),
        _ => None,
    }
}
