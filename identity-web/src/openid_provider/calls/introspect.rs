//! Token introspection (RFC 7662).

use crate::openid::endpoints;
use crate::openid_provider::claims::{Place, about, of_acting, of_proofs};
use crate::openid_provider::client::client_of;
use crate::openid_provider::form::ClientForm;
use crate::openid_provider::refusal::OAuthFailure;
use crate::state::WebState;
use axum::Json;
use axum::extract::{Request, State};
use identity_core::applications::TokenInfo;
use identity_core::values::Scope;
use serde_json::{Map, Value, json};

/// What a token is good for. Only a client that proves who it is may ask, and every token that does not concern it is like one that
/// nobody has.
pub(in crate::openid_provider) async fn introspect(
    State(state): State<WebState>,
    request: Request,
) -> Result<Json<Value>, OAuthFailure> {
    let form = ClientForm::read(request).await?;
    let client = client_of(&state, &form).await?;
    if client.is_public() {
        return Err(OAuthFailure::said("unauthorized_client", "oauth-no-secret"));
    }
    let token = form.kept_token().await?;
    let found = state.identity.introspect(&client, &token).await?;
    let answer = found.map_or_else(|| json!({ "active": false }), |info| described(&state, &info));
    Ok(Json(answer))
}

fn described(state: &WebState, info: &TokenInfo) -> Value {
    let scopes: Vec<_> = info.scopes.iter().map(Scope::as_str).collect();
    let subject = info.person.as_ref().map_or(info.client_id.as_str(), |person| &person.subject);
    let mut claims: Map<String, Value> =
        info.person.as_ref().map(|person| about(person, Place::AccessToken)).unwrap_or_default();
    claims.extend(info.person.as_ref().map(of_proofs).unwrap_or_default());
    claims.extend(info.acting.as_ref().map(|acting| of_acting(&info.client_id, acting)).unwrap_or_default());
    let is_bound = info.key_thumbprint.is_some();
    for (name, value) in [
        ("active", json!(true)),
        ("client_id", json!(info.client_id.as_str())),
        ("scope", json!(scopes.join(" "))),
        ("token_type", json!(if is_bound { "DPoP" } else { "Bearer" })),
        ("iss", json!(endpoints::issuer(&state.base))),
        ("sub", json!(subject)),
        ("iat", json!(info.created_at.unix_seconds())),
        ("exp", json!(info.expires_at.unix_seconds())),
    ] {
        claims.insert(name.to_owned(), value);
    }
    claims.extend(info.resource.iter().map(|resource| ("aud".to_owned(), json!(resource))));
    claims.extend(info.key_thumbprint.iter().map(|jkt| ("cnf".to_owned(), json!({ "jkt": jkt }))));
    Value::Object(claims)
}
