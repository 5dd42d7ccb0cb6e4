//! Pushed authorization requests (RFC 9126). What was pushed travels in the `request_uri`, sealed, so that nobody stores it;
//! its id is written down with the sign-on that it begins, so that it counts once.

use crate::openid::authorize::check::check;
use crate::openid::authorize::error::Refused;
use crate::openid::dpop::ProvedRequest;
use crate::openid::{encoding, endpoints};
use crate::openid_provider::client::client_of;
use crate::openid_provider::form::ClientForm;
use crate::openid_provider::proof::thumbprint;
use crate::openid_provider::provider::OpenIdProvider;
use crate::openid_provider::refusal::{OAuthFailure, OAuthRefusal};
use crate::state::WebState;
use axum::Json;
use axum::extract::{Request, State};
use http::StatusCode;
use identity_core::domain::ApiClient;
use identity_core::secrets::SecretToken;
use identity_core::{Identity, Timestamp};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::time::Duration;

const PREFIX: &str = "urn:ietf:params:oauth:request_uri:";

/// How long a pushed request is good for.
const LIFETIME: Duration = Duration::from_secs(90);

/// A longer one would not fit into an address.
const LONGEST: usize = 5 * 1024;

/// What a client shows of itself is no part of its request.
const OF_CLIENT: [&str; 3] = ["client_secret", "client_assertion", "client_assertion_type"];

#[derive(Debug, Serialize, Deserialize)]
struct Sealed {
    id: String,
    until: Timestamp,
    parameters: Vec<(String, String)>,
}

/// The parameters of a request, and the id of the one that was pushed.
#[derive(Debug)]
pub(super) struct Pushed {
    pub(super) parameters: Vec<(String, String)>,
    pub(super) id: Option<String>,
}

/// Takes a request from a client that proves who it is.
pub(super) async fn push(
    State(state): State<WebState>,
    request: Request,
) -> Result<(StatusCode, Json<Value>), OAuthFailure> {
    let form = ClientForm::read(request).await?;
    let verified = client_of(&state, &form).await?;
    let client = verified.client();
    if form.get("request_uri").is_some() {
        return Err(OAuthFailure::said("invalid_request", "oauth-push-request-uri"));
    }
    let of_request = form.pairs().filter(|(name, _)| !OF_CLIENT.contains(name) && *name != "client_id");
    let named = ("client_id".to_owned(), client.client_id.to_string());
    let of_request = of_request.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let mut parameters: Vec<_> = [named].into_iter().chain(of_request).collect();
    bind_to_key(&state, &form, &mut parameters).await?;
    check(&parameters, client).map_err(|refused| match refused {
        Refused::Page(error) => wrong("invalid_request", &error.to_string()),
        Refused::Redirect(refused) => wrong(refused.error.code(), refused.error.description()),
    })?;
    let identity = &state.identity;
    let id = SecretToken::generate(identity.entropy()).expose().to_owned();
    let sealed = Sealed { id, until: identity.clock().now().plus(LIFETIME), parameters };
    let sealed = seal(identity, client, &sealed)
        .ok_or_else(|| wrong("invalid_request", "The request is too long."))?;
    let answer = json!({ "request_uri": format!("{PREFIX}{sealed}"), "expires_in": LIFETIME.as_secs() });
    Ok((StatusCode::CREATED, Json(answer)))
}

/// Binds a request to the key that the client shows with it (RFC 9449, section 10.1).
async fn bind_to_key(
    state: &WebState,
    form: &ClientForm,
    parameters: &mut Vec<(String, String)>,
) -> Result<(), OAuthFailure> {
    let url = state.base.absolute(endpoints::PUSH);
    let shown = ProvedRequest { method: "POST", url: &url, access_token: None };
    let Some(thumbprint) = thumbprint(state, &form.headers, shown).await? else { return Ok(()) };
    match form.get("dpop_jkt") {
        Some(named) if named != thumbprint => {
            Err(wrong("invalid_dpop_proof", "dpop_jkt is not the thumbprint of the key that was shown."))
        }
        Some(_) => Ok(()),
        None => {
            parameters.push(("dpop_jkt".to_owned(), thumbprint));
            Ok(())
        }
    }
}

fn wrong(error: &'static str, description: &str) -> OAuthFailure {
    OAuthFailure::Refused(OAuthRefusal { error, error_description: description.to_owned() })
}

/// The request that was pushed, if this names one that is good; else the request as it is, which a `request_uri` makes
/// refused.
pub(super) fn open(provider: &OpenIdProvider, client: &ApiClient, asked: Vec<(String, String)>) -> Pushed {
    let named = asked.iter().find(|(name, _)| name == "request_uri");
    let sealed = named.and_then(|(_, uri)| uri.strip_prefix(PREFIX));
    match sealed.and_then(|sealed| unseal(&provider.0.identity, client, sealed)) {
        Some(Sealed { id, parameters, .. }) => Pushed { parameters, id: Some(id) },
        None => Pushed { parameters: asked, id: None },
    }
}

fn key(identity: &Identity) -> Option<LessSafeKey> {
    let key = identity.derive_key("pushed-authorization-request");
    Some(LessSafeKey::new(UnboundKey::new(&CHACHA20_POLY1305, &key).ok()?))
}

fn seal(identity: &Identity, client: &ApiClient, request: &Sealed) -> Option<String> {
    let mut octets = serde_json::to_vec(request).ok().filter(|octets| octets.len() <= LONGEST)?;
    let mut nonce = [0; NONCE_LEN];
    identity.entropy().fill(&mut nonce);
    let aad = Aad::from(client.client_id.as_str().as_bytes());
    key(identity)?.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), aad, &mut octets).ok()?;
    Some(encoding::encode([nonce.as_slice(), &octets].concat()))
}

fn unseal(identity: &Identity, client: &ApiClient, sealed: &str) -> Option<Sealed> {
    let octets = encoding::decode(sealed)?;
    let (nonce, octets) = octets.split_at_checked(NONCE_LEN)?;
    let mut octets = octets.to_vec();
    let aad = Aad::from(client.client_id.as_str().as_bytes());
    let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
    let plain = key(identity)?.open_in_place(nonce, aad, &mut octets).ok()?;
    let request: Sealed = serde_json::from_slice(plain).ok()?;
    (identity.clock().now() < request.until).then_some(request)
}
