//! The token endpoint: client credentials (RFC 6749 sections 2.3.1, 3.2 and 4.4).

use crate::device::device_of;
use crate::language::{PageText, in_english};
use crate::reference::Reference;
use crate::rest::http::body::{media_type, other_media_type, read_in_time};
use crate::rest::http::problem::Problem;
use crate::state::WebState;
use axum::Json;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::StatusCode;
use http::header::{self, HeaderMap, HeaderValue};
use identity_core::applications::{IssuedToken, TokenError};
use identity_core::secrets::Secret;
use serde::Serialize;
use utoipa::ToSchema;

/// What a client sends, in a form.
#[derive(Debug, Default, ToSchema)]
pub(crate) struct TokenRequest {
    /// `client_credentials`.
    #[schema(value_type = String)]
    grant_type: Option<String>,
    /// Scopes, apart by blanks; left out, all that the client may have.
    scope: Option<String>,
    /// With `client_secret`, instead of the `Authorization` header.
    client_id: Option<String>,
    #[schema(value_type = Option<String>)]
    client_secret: Option<Secret>,
}

/// An access token (RFC 6749 section 5.1).
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TokenAnswer {
    access_token: String,
    /// `Bearer`.
    token_type: &'static str,
    /// For how many seconds it is good.
    expires_in: u64,
    /// What it may be used for, apart by blanks.
    scope: String,
}

/// Why there is no token (RFC 6749 section 5.2).
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TokenRefusal {
    /// `invalid_request`, `invalid_client`, `invalid_scope` or `unsupported_grant_type`.
    error: &'static str,
    error_description: String,
}

impl TokenRefusal {
    fn new(error: &'static str, description: impl Into<String>) -> Self {
        Self { error, error_description: description.into() }
    }

    /// A refusal with a text of the English catalogue.
    fn said(error: &'static str, key: &'static str) -> TokenFailure {
        TokenFailure::Refused(Self::new(error, in_english(&PageText::new(key))))
    }
}

/// Refused in the words of OAuth, or a failure of the kind that every call can have.
#[derive(Debug)]
pub(crate) enum TokenFailure {
    Refused(TokenRefusal),
    Problem(Problem),
}

impl IntoResponse for TokenFailure {
    fn into_response(self) -> Response {
        let refusal = match self {
            Self::Problem(problem) => return problem.into_response(),
            Self::Refused(refusal) => refusal,
        };
        tracing::info!(error = refusal.error, "token refused");
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

/// Issues an access token to a client for its id and secret.
#[utoipa::path(
    post, path = "/oauth2/token", tag = "token", operation_id = "issueToken",
    request_body(content = TokenRequest, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, description = "An access token", body = TokenAnswer),
        (status = 400, description = "The request is not valid", body = TokenRefusal),
        (status = 401, description = "The client is unknown, or its secret is wrong", body = TokenRefusal),
    ),
    security(("client" = []))
)]
pub(crate) async fn issue(
    State(state): State<WebState>,
    request: Request,
) -> Result<Json<TokenAnswer>, TokenFailure> {
    let (headers, device) = (request.headers().clone(), device_of(&request));
    let reference = request.extensions().get::<Reference>().cloned();
    let asked = read_request(request).await?;
    match asked.grant_type.as_deref() {
        Some("client_credentials") => {}
        Some(_) => {
            return Err(TokenRefusal::said("unsupported_grant_type", "rest-token-grant-type"));
        }
        None => return Err(TokenRefusal::said("invalid_request", "rest-token-no-grant-type")),
    }
    let (id, secret) = credentials(&headers, &asked)?;
    let reference = reference.as_ref().map(Reference::as_str);
    let scope = asked.scope.as_deref();
    let issued = state.identity.issue_token_to(&device, &id, secret.expose(), scope, reference).await;
    let issued =
        issued.map_err(|error| refusal(&error).map_or_else(|| store(error), TokenFailure::Refused))?;
    Ok(Json(answer(&state, &issued)))
}

fn answer(state: &WebState, issued: &IssuedToken) -> TokenAnswer {
    let scopes: Vec<_> = issued.scopes.iter().map(|scope| scope.as_str()).collect();
    TokenAnswer {
        access_token: issued.token.expose().to_owned(),
        token_type: "Bearer",
        expires_in: issued.expires_at.since(state.identity.clock().now()).as_secs(),
        scope: scopes.join(" "),
    }
}

fn refusal(error: &TokenError) -> Option<TokenRefusal> {
    let kind = match error {
        TokenError::InvalidClient => "invalid_client",
        TokenError::InvalidScope(_) => "invalid_scope",
        // The store's failures, and whatever else is no answer of RFC 6749, become a problem.
        _ => return None,
    };
    Some(TokenRefusal::new(kind, error.to_string()))
}

fn store(error: TokenError) -> TokenFailure {
    TokenFailure::Problem(match error {
        TokenError::Store(error) => error.into(),
        other => Problem::internal(other),
    })
}

async fn read_request(request: Request) -> Result<TokenRequest, TokenFailure> {
    if request.uri().query().is_some() {
        return Err(TokenRefusal::said("invalid_request", "rest-token-in-address"));
    }
    let form = "application/x-www-form-urlencoded";
    if !media_type(request.headers()).is_some_and(|given| given.eq_ignore_ascii_case(form)) {
        return Err(TokenFailure::Problem(other_media_type(&[form])));
    }
    let octets = read_in_time(request).await.map_err(TokenFailure::Problem)?;
    let mut asked = TokenRequest::default();
    for (name, value) in form_urlencoded::parse(&octets) {
        let repeated = match name.as_ref() {
            "grant_type" => asked.grant_type.replace(value.into_owned()).is_some(),
            "scope" => asked.scope.replace(value.into_owned()).is_some(),
            "client_id" => asked.client_id.replace(value.into_owned()).is_some(),
            "client_secret" => asked.client_secret.replace(Secret::new(value)).is_some(),
            // RFC 6749 section 3.2: unknown parameters are passed over.
            _ => false,
        };
        if repeated {
            return Err(TokenRefusal::said("invalid_request", "rest-token-repeated"));
        }
    }
    Ok(asked)
}

/// The client's id and secret, by exactly one of the two ways (RFC 6749 section 2.3).
fn credentials(headers: &HeaderMap, asked: &TokenRequest) -> Result<(String, Secret), TokenFailure> {
    let mut given = headers.get_all(header::AUTHORIZATION).iter();
    let missing = || TokenRefusal::said("invalid_client", "rest-token-no-client");
    match (given.next(), given.next(), &asked.client_secret) {
        (Some(_), Some(_), _) | (Some(_), None, Some(_)) => {
            Err(TokenRefusal::said("invalid_request", "rest-token-two-ways"))
        }
        (Some(basic), None, None) => {
            let (id, secret) = basic_credentials(basic).ok_or_else(missing)?;
            if asked.client_id.as_ref().is_some_and(|named| *named != id) {
                return Err(TokenRefusal::said("invalid_request", "rest-token-two-clients"));
            }
            Ok((id, secret))
        }
        (None, _, Some(secret)) => {
            let id = asked.client_id.clone().ok_or_else(missing)?;
            Ok((id, secret.clone()))
        }
        (None, _, None) => Err(missing()),
    }
}

/// HTTP Basic (RFC 7617), with both parts form-encoded before as RFC 6749 section 2.3.1 asks.
fn basic_credentials(value: &HeaderValue) -> Option<(String, Secret)> {
    let (scheme, encoded) = value.to_str().ok()?.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") || encoded.len() > 1_024 {
        return None;
    }
    let octets = STANDARD.decode(encoded.trim()).ok()?;
    let text = String::from_utf8(octets).ok()?;
    let (id, secret) = text.split_once(':')?;
    Some((form_decoded(id)?, Secret::new(form_decoded(secret)?)))
}

fn form_decoded(text: &str) -> Option<String> {
    let spaced = text.replace('+', " ");
    percent_encoding::percent_decode_str(&spaced).decode_utf8().ok().map(std::borrow::Cow::into_owned)
}
