//! The userinfo endpoint (OpenID Connect Core, section 5.3).

use crate::openid_provider::calls::bearer::{BearerRefusal, Brought, person_of};
use crate::openid_provider::claims::{Place, about};
use crate::openid_provider::form::ClientForm;
use crate::openid_provider::refusal::OAuthFailure;
use crate::state::WebState;
use axum::Json;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use http::HeaderMap;
use http::header::CONTENT_TYPE;
use serde_json::{Value, json};

pub(in crate::openid_provider) async fn show(
    State(state): State<WebState>,
    headers: HeaderMap,
) -> Result<Json<Value>, BearerRefusal> {
    told(&state, &headers, "GET", Brought::in_header(&headers)).await
}

/// By POST the token may also stand in the form (RFC 6750, section 2.2), by one of the two ways.
pub(in crate::openid_provider) async fn show_posted(
    State(state): State<WebState>,
    request: Request,
) -> Result<Json<Value>, Response> {
    let headers = request.headers().clone();
    let by_header = Brought::in_header(&headers);
    if !headers.contains_key(CONTENT_TYPE) {
        return told(&state, &headers, "POST", by_header).await.map_err(IntoResponse::into_response);
    }
    let form = ClientForm::read(request).await.map_err(IntoResponse::into_response)?;
    let by_form = form.get("access_token").map(Brought::in_form);
    if by_header.is_some() && by_form.is_some() {
        return Err(OAuthFailure::said("invalid_request", "oauth-two-tokens").into_response());
    }
    told(&state, &headers, "POST", by_header.or(by_form)).await.map_err(IntoResponse::into_response)
}

async fn told(
    state: &WebState,
    headers: &HeaderMap,
    method: &str,
    brought: Option<Brought<'_>>,
) -> Result<Json<Value>, BearerRefusal> {
    let person = person_of(state, headers, method, brought).await?;
    let mut claims = about(&person, Place::Userinfo);
    claims.insert("sub".to_owned(), json!(person.subject));
    Ok(Json(Value::Object(claims)))
}
