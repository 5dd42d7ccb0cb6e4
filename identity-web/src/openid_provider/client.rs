//! Which client it is (RFC 6749, section 2.3): by a secret in the header or in the form, by an assertion, or without a proof.

use crate::openid::client_assertion::{self, ASSERTION_TYPE};
use crate::openid::endpoints;
use crate::openid::keys::key_set::KeySet;
use crate::openid_provider::form::ClientForm;
use crate::openid_provider::refusal::OAuthFailure;
use crate::state::WebState;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{AUTHORIZATION, HeaderValue};
use identity_core::applications::{ClientCredentials, ClientProof, VerifiedClient};
use identity_core::domain::ApiClient;
use identity_core::secrets::Secret;

/// The client that sent a form, if it proves who it is.
pub(super) async fn client_of(state: &WebState, form: &ClientForm) -> Result<VerifiedClient, OAuthFailure> {
    let (client_id, proof) = credentials(state, form).await?;
    let credentials = ClientCredentials { client_id: &client_id, proof };
    Ok(state.identity.verify_client(&credentials, &form.device, form.reference()).await?)
}

/// What the client shows, by exactly one way.
async fn credentials(state: &WebState, form: &ClientForm) -> Result<(String, ClientProof), OAuthFailure> {
    let missing = || OAuthFailure::said("invalid_client", "rest-token-no-client");
    let mut headers = form.headers.get_all(AUTHORIZATION).iter();
    let (basic, second) = (headers.next(), headers.next());
    let named = form.get("client_id");
    let ways = [basic.is_some(), form.get("client_secret").is_some(), form.get("client_assertion").is_some()];
    if second.is_some() || ways.iter().filter(|shown| **shown).count() > 1 {
        return Err(OAuthFailure::said("invalid_request", "rest-token-two-ways"));
    }
    if let Some(basic) = basic {
        let (id, secret) = basic_credentials(basic).ok_or_else(missing)?;
        if named.is_some_and(|named| named != id) {
            return Err(OAuthFailure::said("invalid_request", "rest-token-two-clients"));
        }
        return Ok((id, ClientProof::Basic(secret)));
    }
    if let Some(assertion) = form.get("client_assertion") {
        return by_assertion(state, form, assertion).await;
    }
    let id = named.ok_or_else(missing)?.to_owned();
    let proof = match form.get("client_secret") {
        Some(secret) => ClientProof::Post(Secret::new(secret)),
        None => ClientProof::None,
    };
    Ok((id, proof))
}

/// A JWT that the client signed with one of its registered keys.
async fn by_assertion(
    state: &WebState,
    form: &ClientForm,
    assertion: &str,
) -> Result<(String, ClientProof), OAuthFailure> {
    let refused = || OAuthFailure::said("invalid_client", "oauth-assertion");
    if form.get("client_assertion_type") != Some(ASSERTION_TYPE) {
        return Err(refused());
    }
    let named = client_assertion::claimed_client(assertion).ok_or_else(refused)?;
    if form.get("client_id").is_some_and(|id| id != named) {
        return Err(OAuthFailure::said("invalid_request", "rest-token-two-clients"));
    }
    let proof = match state.identity.client(&named).await? {
        Some(client) => checked(state, &client, assertion),
        None => ClientProof::WrongAssertion,
    };
    Ok((named, proof))
}

/// What an assertion proves; which check failed is in the log.
fn checked(state: &WebState, client: &ApiClient, assertion: &str) -> ClientProof {
    let Some(keys) = client.keys.as_deref().and_then(|keys| KeySet::parse(keys).ok()) else {
        return ClientProof::WrongAssertion;
    };
    let issuer = endpoints::issuer(&state.base);
    let [token, push] = [endpoints::TOKEN, endpoints::PUSH].map(|path| state.base.absolute(path));
    let (id, now) = (client.client_id.as_str(), state.identity.clock().now());
    match client_assertion::check(assertion, id, &keys, &[&issuer, &token, &push], now) {
        Ok(checked) => ClientProof::Assertion { id: checked.jti, expires_at: checked.expires_at },
        Err(error) => {
            tracing::info!(%error, client = id, "the assertion of a client was refused");
            ClientProof::WrongAssertion
        }
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
