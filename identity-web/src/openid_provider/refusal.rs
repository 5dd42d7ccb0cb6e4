//! Why a client does not get what it asks for, in the words of OAuth (RFC 6749, section 5.2).

use crate::language::{PageText, in_english};
use crate::openid_provider::proof::ProofRefusal;
use crate::rest::http::problem::Problem;
use axum::Json;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::{self, HeaderValue};
use identity_core::applications::TokenError;
use identity_core::store::StoreError;
use serde::Serialize;

/// Why there is no token (RFC 6749 section 5.2).
#[derive(Debug, Serialize)]
pub(crate) struct OAuthRefusal {
    /// `invalid_request`, `invalid_client`, `invalid_grant`, `invalid_scope`, `invalid_target`, `unauthorized_client` or
    /// `unsupported_grant_type`.
    pub(crate) error: &'static str,
    pub(crate) error_description: String,
}

/// Refused in the words of OAuth, or a failure of the kind that every call can have.
#[derive(Debug)]
pub(crate) enum OAuthFailure {
    Refused(OAuthRefusal),
    Problem(Problem),
}

impl OAuthFailure {
    /// A refusal with a text of the English catalogue.
    pub(crate) fn said(error: &'static str, key: &'static str) -> Self {
        let error_description = in_english(&PageText::new(key));
        Self::Refused(OAuthRefusal { error, error_description })
    }
}

impl From<TokenError> for OAuthFailure {
    fn from(error: TokenError) -> Self {
        let kind = match error {
            TokenError::InvalidClient => "invalid_client",
            TokenError::InvalidGrant | TokenError::NoMandate => "invalid_grant",
            TokenError::UnauthorizedClient => "unauthorized_client",
            TokenError::InvalidScope(_) => "invalid_scope",
            TokenError::InvalidTarget => "invalid_target",
            TokenError::Store(error) => return error.into(),
            // Whatever else is no answer of RFC 6749.
            other => return Self::Problem(Problem::internal(other)),
        };
        Self::Refused(OAuthRefusal { error: kind, error_description: error.to_string() })
    }
}

impl From<StoreError> for OAuthFailure {
    fn from(error: StoreError) -> Self {
        Self::Problem(error.into())
    }
}

impl From<Problem> for OAuthFailure {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl IntoResponse for OAuthFailure {
    fn into_response(self) -> Response {
        let refusal = match self {
            Self::Problem(problem) => return problem.into_response(),
            Self::Refused(refusal) => refusal,
        };
        tracing::info!(error = refusal.error, "an OAuth request was refused");
        let unknown = refusal.error == "invalid_client";
        let status = if unknown { StatusCode::UNAUTHORIZED } else { StatusCode::BAD_REQUEST };
        let mut response = (status, Json(refusal)).into_response();
        if unknown {
            let challenge = HeaderValue::from_static(r#"Basic realm="identity", charset="UTF-8""#);
            response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
        }
        response
    }
}

impl OAuthFailure {
    /// A parameter is not there. The name is one of ours.
    pub(crate) fn missing(parameter: &str) -> Self {
        let said = PageText::new("oauth-missing").with("parameter", parameter.to_owned());
        Self::Refused(OAuthRefusal { error: "invalid_request", error_description: in_english(&said) })
    }
}

impl From<ProofRefusal> for OAuthFailure {
    fn from(refusal: ProofRefusal) -> Self {
        match refusal {
            ProofRefusal::Proof => Self::said("invalid_dpop_proof", "oauth-dpop"),
            ProofRefusal::Problem(problem) => Self::Problem(problem),
        }
    }
}
