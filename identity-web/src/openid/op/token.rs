//! The token endpoint (RFC 6749, section 3.2).

use crate::language::PageText;
use crate::openid::dpop::ProvedRequest;
use crate::openid::endpoints;
use crate::openid::op::client::client_of;
use crate::openid::op::form::ClientForm;
use crate::openid::op::proof::thumbprint;
use crate::openid::op::refusal::{OAuthFailure, OAuthRefusal};
use crate::openid::op::tokens::TokenAnswer;
use crate::rest::http::problem::{Problem, ProblemKind};
use crate::state::WebState;
use axum::Json;
use axum::extract::{Request, State};
use identity_core::applications::{CodeRedemption, OwnToken, Refresh, VerifiedClient};
use utoipa::ToSchema;

/// What a client sends, in a form.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "the schema of what `ClientForm` reads")]
pub(crate) struct TokenRequest {
    /// `authorization_code`, `refresh_token` or `client_credentials`.
    grant_type: String,
    /// The authorization code.
    code: Option<String>,
    /// Where the code went.
    redirect_uri: Option<String>,
    /// What the challenge of the request was made from (RFC 7636).
    code_verifier: Option<String>,
    /// The refresh token.
    refresh_token: Option<String>,
    /// Scopes, apart by blanks; left out, all that the client may have.
    scope: Option<String>,
    /// The resource that the access token is for (RFC 8707).
    resource: Option<String>,
    /// With `client_secret`, instead of the `Authorization` header; alone for a client without a secret.
    client_id: Option<String>,
    client_secret: Option<String>,
    /// `urn:ietf:params:oauth:client-assertion-type:jwt-bearer`, with `client_assertion`.
    client_assertion_type: Option<String>,
    client_assertion: Option<String>,
}

/// Issues tokens to a client: for a code, for a refresh token, or in its own name.
#[utoipa::path(
    post, path = "/oauth2/token", tag = "token", operation_id = "issueToken",
    request_body(content = TokenRequest, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, description = "The tokens", body = TokenAnswer),
        (status = 400, description = "The request is not valid", body = OAuthRefusal),
        (status = 401, description = "The client is unknown, or its secret is wrong", body = OAuthRefusal),
    ),
    security(("client" = []))
)]
pub(crate) async fn issue(
    State(state): State<WebState>,
    request: Request,
) -> Result<Json<TokenAnswer>, OAuthFailure> {
    let form = ClientForm::read(request).await?;
    let grant = match (form.get("grant_type"), &state.openid) {
        (Some("client_credentials"), _) => Grant::Own,
        (Some("authorization_code"), Some(_)) => Grant::Code,
        (Some("refresh_token"), Some(_)) => Grant::Refresh,
        (Some(_), _) => return Err(OAuthFailure::said("unsupported_grant_type", "rest-token-grant-type")),
        (None, _) => return Err(OAuthFailure::said("invalid_request", "rest-token-no-grant-type")),
    };
    let client = client_of(&state, &form).await?;
    // Anybody can send what a client without a secret sends.
    if client.is_public() && !state.identity.may_ask_for_sign_on(&form.device).await? {
        return Err(Problem::said(ProblemKind::TooMany, &PageText::new("rest-too-many-tokens")).into());
    }
    Ok(Json(granted(&state, &client, &form, grant).await?))
}

/// By what a client gets tokens.
enum Grant {
    /// In its own name (section 4.4).
    Own,
    /// By a code (section 4.1).
    Code,
    /// By a refresh token (section 6).
    Refresh,
}

async fn granted(
    state: &WebState,
    client: &VerifiedClient,
    form: &ClientForm,
    grant: Grant,
) -> Result<TokenAnswer, OAuthFailure> {
    let (identity, reference) = (&state.identity, form.reference());
    let (scope, resource) = (form.get("scope"), form.resource()?);
    let url = state.base.absolute(endpoints::TOKEN);
    let shown = ProvedRequest { method: "POST", url: &url, access_token: None };
    let key_thumbprint = thumbprint(state, &form.headers, shown).await?;
    let key_thumbprint = key_thumbprint.as_deref();
    let id = &client.client().client_id;
    let provider = state.openid.as_ref();
    let tokens = match grant {
        Grant::Own => {
            let asked = OwnToken { scope, resource, key_thumbprint };
            let issued = identity.issue_own_token(client, asked, reference).await?;
            return TokenAnswer::own(provider, id, &issued).await;
        }
        Grant::Code => {
            let redemption = CodeRedemption {
                code: form.require("code")?,
                redirect_uri: form.get("redirect_uri"),
                verifier: form.get("code_verifier"),
                resource,
                key_thumbprint,
            };
            identity.redeem_code(client, redemption, reference).await?
        }
        Grant::Refresh => {
            let token = form.require("refresh_token")?;
            let refresh = Refresh { token, scope, resource, key_thumbprint };
            identity.refresh_tokens(client, refresh, reference).await?
        }
    };
    let unsupported = || OAuthFailure::said("unsupported_grant_type", "rest-token-grant-type");
    TokenAnswer::about(provider.ok_or_else(unsupported)?, id, &tokens).await
}
