//! The access token that a request brings (RFC 6750, section 2).

use crate::rest::http::problem::Problem;
use crate::state::WebState;
use axum::response::{IntoResponse, Response};
use http::header::{AUTHORIZATION, HeaderValue, WWW_AUTHENTICATE};
use http::{HeaderMap, StatusCode};
use identity_core::applications::{AboutPerson, TokenInfo};
use identity_core::values::Scope;

/// Why a request with a token is refused (RFC 6750, section 3.1).
#[derive(Debug)]
pub(super) enum BearerRefusal {
    /// It brings none, or in a way that is not taken.
    NoToken,
    /// It is worth nothing (any more), or is for something else.
    Invalid,
    /// It is not about a person who signed in.
    Scope,
    Problem(Problem),
}

impl IntoResponse for BearerRefusal {
    fn into_response(self) -> Response {
        let (status, challenge) = match self {
            Self::Problem(problem) => return problem.into_response(),
            Self::NoToken => (StatusCode::UNAUTHORIZED, r#"Bearer realm="identity""#),
            Self::Invalid => {
                (StatusCode::UNAUTHORIZED, r#"Bearer realm="identity", error="invalid_token""#)
            }
            Self::Scope => (
                StatusCode::FORBIDDEN,
                r#"Bearer realm="identity", error="insufficient_scope", scope="openid""#,
            ),
        };
        let mut response = status.into_response();
        response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
        response
    }
}

/// The token in the header.
pub(super) fn in_header(headers: &HeaderMap) -> Option<&str> {
    let mut given = headers.get_all(AUTHORIZATION).iter();
    let (Some(value), None) = (given.next(), given.next()) else { return None };
    let (scheme, token) = value.to_str().ok()?.split_once(' ')?;
    (scheme.eq_ignore_ascii_case("bearer") || scheme.eq_ignore_ascii_case("dpop")).then(|| token.trim())
}

/// The person that a token is about, for whom the client has the scope `openid`.
pub(super) async fn person_of(state: &WebState, token: Option<&str>) -> Result<AboutPerson, BearerRefusal> {
    let token = token.ok_or(BearerRefusal::NoToken)?;
    let found = state.identity.token_for_here(token).await;
    let found = found.map_err(|error| BearerRefusal::Problem(error.into()))?;
    let TokenInfo { scopes, person, .. } = found.ok_or(BearerRefusal::Invalid)?;
    let is_openid = scopes.iter().any(|scope| scope.as_str() == Scope::OPENID);
    person.filter(|_| is_openid).ok_or(BearerRefusal::Scope)
}
