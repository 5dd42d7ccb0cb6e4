//! The access token that a request brings (RFC 6750, section 2; RFC 9449, section 7).

use crate::openid::dpop::ProvedRequest;
use crate::openid::endpoints;
use crate::openid_provider::proof::{ProofRefusal, thumbprint};
use crate::rest::http::problem::Problem;
use crate::state::WebState;
use axum::response::{IntoResponse, Response};
use http::header::{AUTHORIZATION, HeaderValue, WWW_AUTHENTICATE};
use http::{HeaderMap, StatusCode};
use identity_core::applications::{AboutPerson, TokenInfo};
use identity_core::values::Scope;

/// Why a request with a token is refused (RFC 6750, section 3.1).
#[derive(Debug)]
pub(in crate::openid_provider) enum BearerRefusal {
    /// It brings none, or in a way that is not taken.
    NoToken,
    /// It is worth nothing (any more), or is for something else.
    Invalid,
    /// The token is bound to a key, which the request does not show.
    Proof,
    /// It is not about a person who signed in.
    Scope,
    Problem(Problem),
}

impl From<ProofRefusal> for BearerRefusal {
    fn from(refusal: ProofRefusal) -> Self {
        match refusal {
            ProofRefusal::Proof => Self::Proof,
            ProofRefusal::Problem(problem) => Self::Problem(problem),
        }
    }
}

impl IntoResponse for BearerRefusal {
    fn into_response(self) -> Response {
        let (status, challenge) = match self {
            Self::Problem(problem) => return problem.into_response(),
            Self::NoToken => (StatusCode::UNAUTHORIZED, r#"Bearer realm="identity""#),
            Self::Invalid => (StatusCode::UNAUTHORIZED, r#"Bearer realm="identity", error="invalid_token""#),
            Self::Proof => (
                StatusCode::UNAUTHORIZED,
                r#"DPoP realm="identity", error="invalid_dpop_proof", algs="RS256 ES256""#,
            ),
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

/// A token as a request brings it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Brought<'a> {
    token: &'a str,
    /// Whether it says that the token is bound to a key.
    by_dpop: bool,
}

impl<'a> Brought<'a> {
    /// The token in the header.
    pub(super) fn in_header(headers: &'a HeaderMap) -> Option<Self> {
        let mut given = headers.get_all(AUTHORIZATION).iter();
        let (Some(value), None) = (given.next(), given.next()) else { return None };
        let (scheme, token) = value.to_str().ok()?.split_once(' ')?;
        let by_dpop = scheme.eq_ignore_ascii_case("dpop");
        (by_dpop || scheme.eq_ignore_ascii_case("bearer")).then(|| Self { token: token.trim(), by_dpop })
    }

    /// The token in a form.
    pub(super) const fn in_form(token: &'a str) -> Self {
        Self { token, by_dpop: false }
    }
}

/// The person that a token is about, for whom the client has the scope `openid`.
pub(super) async fn person_of(
    state: &WebState,
    headers: &HeaderMap,
    method: &str,
    brought: Option<Brought<'_>>,
) -> Result<AboutPerson, BearerRefusal> {
    let Brought { token, by_dpop } = brought.ok_or(BearerRefusal::NoToken)?;
    let found = state.identity.token_for_here(token).await;
    let found = found.map_err(|error| BearerRefusal::Problem(error.into()))?;
    let TokenInfo { scopes, person, key_thumbprint, .. } = found.ok_or(BearerRefusal::Invalid)?;
    if by_dpop != key_thumbprint.is_some() {
        return Err(BearerRefusal::Invalid);
    }
    if by_dpop {
        let url = state.base.absolute(endpoints::USERINFO);
        let request = ProvedRequest { method, url: &url, access_token: Some(token) };
        if thumbprint(state, headers, request).await? != key_thumbprint {
            return Err(BearerRefusal::Proof);
        }
    }
    let is_openid = scopes.iter().any(|scope| scope.as_str() == Scope::OPENID);
    person.filter(|_| is_openid).ok_or(BearerRefusal::Scope)
}
