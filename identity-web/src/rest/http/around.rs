//! The layer round the interface: reference, log, problem bodies and headers.

use crate::language::explanations::missing;
use crate::language::{PageText, clause_in_english};
use crate::panics::caught;
use crate::reference::Reference;
use crate::rest::http::problem::{FailedCall, Problem, ProblemKind, TYPE_PREFIX};
use crate::rest::http::problem_body::ProblemBody;
use crate::state::WebState;
use axum::Json;
use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use http::{StatusCode, Uri};
use std::sync::Arc;
use tracing::Instrument;

/// Gives each call a reference, which is in the log, in the audit trail, in every problem and in the
/// answer's `x-request-id`.
pub(crate) async fn around_api(State(state): State<WebState>, mut request: Request, next: Next) -> Response {
    let reference = Reference::generate(state.identity.entropy());
    let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str).to_owned();
    let span = tracing::info_span!("call", %reference, method = %request.method(), route);
    request.extensions_mut().insert(reference.clone());
    let token_in_query = has_token(request.uri());
    let asked_by = id_of_caller(&request, &route);
    async move {
        let response = if token_in_query {
            Problem::said(ProblemKind::TokenInQuery, &PageText::new("rest-token-in-query")).into_response()
        } else {
            match caught(next.run(request)).await {
                Ok(response) => response,
                Err(panicked) => Problem::internal(panicked).into_response(),
            }
        };
        let mut response = with_problem(&reference, response);
        add_headers(response.headers_mut(), &reference);
        if let Some(id) = asked_by {
            response.headers_mut().insert(X_REQUEST_ID, id);
        }
        response
    }
    .instrument(span)
    .await
}

const X_REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The longest id of a caller's own that is given back.
const LONGEST_ID: usize = 200;

/// The id that a caller of the decision point gave its request, which goes into the answer as it came (`AuthZEN` Authorization
/// API 1.0, section on request identification). It stands in the log beside our reference.
fn id_of_caller(request: &Request, route: &str) -> Option<HeaderValue> {
    let asked = request.headers().get(X_REQUEST_ID).filter(|_| route.starts_with("/access/"))?;
    let shown = asked.to_str().ok().filter(|shown| shown.len() <= LONGEST_ID)?;
    tracing::info!(request_id = shown, "the caller's id of the request");
    Some(asked.clone())
}

/// Addresses are logged and kept in histories, so secrets have no place in them (RFC 9700 section 4.3.2).
fn has_token(uri: &Uri) -> bool {
    let secret = |name: &str| matches!(name, "access_token" | "token" | "bearer" | "client_secret");
    let query = uri.query().unwrap_or_default();
    form_urlencoded::parse(query.as_bytes()).any(|(name, _)| secret(&name.to_ascii_lowercase()))
}

fn with_problem(reference: &Reference, mut response: Response) -> Response {
    let failed = response.extensions_mut().remove::<FailedCall>().map(|failed| failed.0);
    let Some(problem) = failed.or_else(|| wrong_method(&response)) else { return response };
    problem.log();
    let body = ProblemBody {
        kind: format!("{TYPE_PREFIX}{}", problem.kind.name()),
        title: problem.kind.title().to_owned(),
        status: problem.kind.status().as_u16(),
        detail: problem.detail.clone(),
        reference: reference.to_string(),
        errors: problem.errors.clone(),
        missing: problem.refused.as_ref().map(|refused| clause_in_english(&missing(&refused.missing))),
        ask: problem.refused.as_ref().map(|refused| refused.ask.clone()).unwrap_or_default(),
        act_for: problem.refused.as_ref().and_then(|refused| refused.act_for).map(Into::into),
    };
    let mut answer = (problem.kind.status(), Json(body)).into_response();
    let headers = answer.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    if let Some(allow) = response.headers_mut().remove(header::ALLOW) {
        headers.insert(header::ALLOW, allow);
    }
    if let Some(challenge) = challenge(problem.kind) {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
    }
    let again = match problem.kind {
        ProblemKind::Unavailable | ProblemKind::TooMany => Some("30"),
        // Others were faster; by then they are done.
        ProblemKind::Conflict => Some("1"),
        _ => None,
    };
    if let Some(seconds) = again {
        headers.insert(header::RETRY_AFTER, HeaderValue::from_static(seconds));
    }
    answer
}

/// The router answers a method that a resource does not have by itself.
fn wrong_method(response: &Response) -> Option<Arc<Problem>> {
    let detail = PageText::new("rest-method");
    let refused = response.status() == StatusCode::METHOD_NOT_ALLOWED;
    refused.then(|| Arc::new(Problem::said(ProblemKind::MethodNotAllowed, &detail)))
}

/// RFC 6750 section 3.
const fn challenge(kind: ProblemKind) -> Option<&'static str> {
    match kind {
        ProblemKind::Unauthenticated => Some(r#"Bearer realm="identity""#),
        ProblemKind::InvalidToken => Some(r#"Bearer realm="identity", error="invalid_token""#),
        ProblemKind::TokenInQuery => Some(r#"Bearer realm="identity", error="invalid_request""#),
        _ => None,
    }
}

fn add_headers(headers: &mut HeaderMap, reference: &Reference) {
    let csp = "default-src 'none'; frame-ancestors 'none'";
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(csp));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::VARY, HeaderValue::from_static("Authorization, Cookie"));
    if let Ok(value) = HeaderValue::from_str(reference.as_str()) {
        headers.insert(X_REQUEST_ID, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::background::Background;
    use crate::base_url::BaseUrl;
    use crate::page::{Brand, Pages};
    use axum::body::{Body, to_bytes};
    use axum::routing::get;
    use axum::{Router, middleware};
    use identity_core::secrets::MasterKey;
    use identity_core::store::{MemoryStore, StoreError};
    use identity_core::{Identity, OsEntropy, Settings};
    use serde_json::Value;
    use tower::ServiceExt;

    const SECRET: &str = "could not connect to postgres://identity:hunter2@10.0.0.7/identity";

    fn state() -> WebState {
        let base = "http://my.smartplan.localhost:8080";
        let settings = Settings::new(base.parse().unwrap());
        let identity = Identity::builder(MemoryStore::new(), settings, MasterKey::generate(&OsEntropy));
        let base = BaseUrl::parse(base).unwrap();
        let pages = Pages::new(&base, &Brand::default(), None).unwrap();
        let background = Background::new(None);
        WebState::new(identity.build().unwrap(), base, pages, Vec::new(), None, background)
    }

    #[tokio::test]
    async fn b_24_causes_stay_in_the_log() {
        let app: Router = Router::new()
            .route("/unavailable", get(|| async { Problem::from(StoreError::Unavailable(SECRET.into())) }))
            .route("/failed", get(|| async { Problem::from(StoreError::Failed(SECRET.into())) }))
            .route(
                "/conflict",
                get(|| async { Problem::from(StoreError::AlreadyExists { key: SECRET.into() }) }),
            )
            .layer(middleware::from_fn_with_state(state(), around_api));
        for (path, status, problem, retry) in [
            ("/unavailable", StatusCode::SERVICE_UNAVAILABLE, "unavailable", "30"),
            ("/failed", StatusCode::INTERNAL_SERVER_ERROR, "internal", ""),
            ("/conflict", StatusCode::CONFLICT, "conflict", "1"),
        ] {
            let request = Request::get(path).body(Body::empty()).unwrap();
            let (parts, body) = app.clone().oneshot(request).await.unwrap().into_parts();
            let json: Value = serde_json::from_slice(&to_bytes(body, 1 << 20).await.unwrap()).unwrap();
            let header = |name: &str| parts.headers.get(name).map_or("", |value| value.to_str().unwrap());
            assert_eq!(header("content-type"), "application/problem+json", "{json:?}");
            assert_eq!(json["status"], parts.status.as_u16());
            assert_eq!(header("x-request-id"), json["reference"]);
            let kind = json["type"].as_str().unwrap().strip_prefix(TYPE_PREFIX).unwrap();
            assert_eq!((parts.status, kind, header("retry-after")), (status, problem, retry));
            assert!(!json.to_string().contains("postgres"), "{json:?}");
        }
    }
}
