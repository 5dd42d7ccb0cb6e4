//! The token endpoint (RFC 6749, section 3.2).

use crate::language::PageText;
use crate::openid::dpop::ProvedRequest;
use crate::openid::endpoints;
use crate::openid_provider::calls::tokens::TokenAnswer;
use crate::openid_provider::client::client_of;
use crate::openid_provider::form::ClientForm;
use crate::openid_provider::proof::thumbprint;
use crate::openid_provider::refusal::OAuthFailure;
use crate::rest::http::problem::{Problem, ProblemKind};
use crate::state::WebState;
use axum::Json;
use axum::extract::{Request, State};
use identity_core::applications::{ActingBy, CodeRedemption, OwnToken, Refresh, VerifiedClient};

/// Issues tokens to a client: for a code, for a refresh token, or in its own name.
pub(in crate::openid_provider) async fn issue(
    State(state): State<WebState>,
    request: Request,
) -> Result<Json<TokenAnswer>, OAuthFailure> {
    let form = ClientForm::read(request).await?;
    let grant = match (form.get("grant_type"), &form.provider) {
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
    let provider = form.provider.as_ref();
    let tokens = match grant {
        Grant::Own => {
            let by = ActingBy { organization: form.get("organization"), mandate: form.get("mandate") };
            let asked = OwnToken { scope, resource, key_thumbprint, by };
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
