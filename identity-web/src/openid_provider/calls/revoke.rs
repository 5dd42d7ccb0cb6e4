//! Token revocation (RFC 7009).

use crate::openid_provider::client::client_of;
use crate::openid_provider::form::ClientForm;
use crate::openid_provider::refusal::OAuthFailure;
use crate::state::WebState;
use axum::extract::{Request, State};
use http::StatusCode;

/// Ends what a token stands for. The answer is the same for every token, so that nobody learns of those of others.
pub(in crate::openid_provider) async fn revoke(
    State(state): State<WebState>,
    request: Request,
) -> Result<StatusCode, OAuthFailure> {
    let form = ClientForm::read(request).await?;
    let client = client_of(&state, &form).await?;
    let token = form.kept_token().await?;
    state.identity.revoke_token(&client, &token, form.reference()).await?;
    Ok(StatusCode::OK)
}
