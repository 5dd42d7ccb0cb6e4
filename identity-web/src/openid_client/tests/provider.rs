//! A provider on this machine.

use crate::openid::encoding::encode;
use crate::openid::jws;
use crate::openid::keys::jwk;
use crate::openid::keys::token_key::{TokenKey, samples};
use crate::openid_client::algorithm::ProviderAlgorithm;
use crate::openid_client::answer::Answer;
use crate::openid_client::departure::{Demands, Departure};
use crate::openid_client::discovery::{Discovered, discover};
use crate::openid_client::failure::SignInFailure;
use crate::openid_client::http::ProviderHttp;
use crate::openid_client::known_keys::KnownKeys;
use crate::openid_client::logout_token::LoggedOut;
use crate::openid_client::redeem::{Redeeming, SignedIn};
use crate::openid_client::registration::Registration;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use identity_core::Timestamp;
use identity_core::domain::TokenAlgorithm;
use identity_core::secrets::Secret;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard};
use url::Url;

pub(super) const NOW: i64 = 1_800_000_000;
pub(super) const CLIENT: &str = "we";
pub(super) const NONCE: &str = "the-nonce-of-this-sign-in";
pub(super) const STATE: &str = "the-state-of-this-sign-in";
pub(super) const ACCESS_TOKEN: &str = "an-access-token";

pub(super) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_unix_seconds(NOW + seconds)
}

/// What the provider says, and what it was asked.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub(super) metadata: Value,
    pub(super) keys: Value,
    pub(super) token: (u16, Value),
    pub(super) user_info: Value,
    pub(super) key_requests: usize,
    pub(super) token_requests: Vec<(HeaderMap, String)>,
    pub(super) bearer: Option<String>,
}

/// A provider on a port of its own, with a key of each of our kinds.
pub(super) struct Provider {
    pub(super) issuer: String,
    pub(super) rsa: TokenKey,
    pub(super) ec: TokenKey,
    pub(super) http: ProviderHttp,
    pub(super) known: KnownKeys,
    pub(super) registration: Registration,
    pub(super) departure: Departure,
    said: Arc<Mutex<Said>>,
}

type Script = State<Arc<Mutex<Said>>>;

impl Provider {
    pub(super) async fn start() -> Self {
        let said = Arc::new(Mutex::new(Said::default()));
        let routes = Router::new()
            .route("/.well-known/openid-configuration", get(metadata))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .route("/userinfo", get(user_info))
            .with_state(Arc::clone(&said));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        let (rsa, ec) = (samples::key(TokenAlgorithm::Rs256), samples::key(TokenAlgorithm::Es256));
        let provider = Self {
            registration: registration(&issuer),
            departure: departure(),
            http: ProviderHttp::new(&Url::parse("http://localhost:8080").unwrap()).unwrap(),
            known: KnownKeys::default(),
            issuer,
            rsa,
            ec,
            said,
        };
        provider.said().metadata = provider.metadata(&json!({}));
        provider.publish(&[&provider.rsa, &provider.ec]);
        provider
    }

    pub(super) fn said(&self) -> MutexGuard<'_, Said> {
        self.said.lock().unwrap()
    }

    /// The usual document, with some members changed or, if they are null, left out.
    pub(super) fn metadata(&self, changes: &Value) -> Value {
        let at = |path: &str| format!("{}{path}", self.issuer);
        let usual = json!({
            "issuer": self.issuer,
            "authorization_endpoint": at("/authorize?p=policy"),
            "token_endpoint": at("/token"),
            "userinfo_endpoint": at("/userinfo"),
            "jwks_uri": at("/keys"),
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256", "ES256", "EdDSA", "HS256", "none", "ML-DSA-44"],
        });
        changed(usual, changes)
    }

    pub(super) fn publish(&self, keys: &[&TokenKey]) {
        let keys: Vec<_> = keys.iter().map(|key| jwk::write(key.public())).collect();
        self.said().keys = json!({ "keys": keys });
    }

    /// The usual claims of an ID token, with some changed or left out.
    pub(super) fn claims(&self, changes: &Value) -> Value {
        let usual = json!({
            "iss": self.issuer, "sub": "subject-1", "aud": CLIENT, "exp": NOW + 300, "iat": NOW, "nonce": NONCE,
        });
        changed(usual, changes)
    }

    pub(super) fn id_token(&self, changes: &Value) -> String {
        jws::write(&self.rsa, "JWT", &self.claims(changes)).unwrap()
    }

    /// A token with any header, signed by the RSA key.
    pub(super) fn token_with(&self, header: &Value, changes: &Value) -> String {
        let signed = format!("{}.{}", encode(header.to_string()), encode(self.claims(changes).to_string()));
        format!("{signed}.{}", encode(self.rsa.sign(signed.as_bytes()).unwrap()))
    }

    pub(super) async fn discovered(&self) -> Result<Discovered, SignInFailure> {
        discover(&self.http, &self.registration.issuer, &self.registration.algorithms).await
    }

    fn redeeming<'a>(&'a self, provider: &'a Discovered) -> Redeeming<'a> {
        Redeeming {
            http: &self.http,
            keys: &self.known,
            connection: "connection",
            provider,
            registration: &self.registration,
        }
    }

    /// The browser comes back with this query.
    pub(super) async fn returned(&self, query: &str, now: Timestamp) -> Result<SignedIn, SignInFailure> {
        let provider = self.discovered().await?;
        self.redeeming(&provider).redeem(&Answer::read(query)?, &self.departure, now).await
    }

    /// The browser comes back, and the token endpoint gives this ID token for the code.
    pub(super) async fn redeemed(&self, id_token: &str) -> Result<SignedIn, SignInFailure> {
        self.redeemed_at(id_token, at(0)).await
    }

    pub(super) async fn redeemed_at(
        &self,
        id_token: &str,
        now: Timestamp,
    ) -> Result<SignedIn, SignInFailure> {
        self.said().token = (200, tokens(id_token));
        self.returned(&format!("code=the-code&state={STATE}"), now).await
    }

    pub(super) async fn logged_out(&self, token: &str) -> Result<LoggedOut, SignInFailure> {
        let provider = self.discovered().await?;
        self.redeeming(&provider).logged_out(token, at(0)).await
    }
}

pub(super) fn tokens(id_token: &str) -> Value {
    // As some providers write it: a lifetime that is a text, and a type in small letters.
    json!({"access_token": ACCESS_TOKEN, "token_type": "bearer", "expires_in": "3600", "id_token": id_token})
}

fn registration(issuer: &str) -> Registration {
    Registration {
        issuer: issuer.to_owned(),
        client_id: CLIENT.to_owned(),
        secret: Some(Secret::new("our secret")),
        redirect_uri: "http://localhost:8080/federation/oidc/callback".to_owned(),
        scopes: vec!["openid".to_owned(), "email".to_owned()],
        algorithms: ProviderAlgorithm::ALL.to_vec(),
        tenants: BTreeSet::new(),
        asks_user_info: false,
    }
}

fn departure() -> Departure {
    Departure {
        state: Secret::new(STATE),
        nonce: Secret::new(NONCE),
        code_verifier: Secret::new("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
        at: at(-30),
        demands: Demands::default(),
    }
}

fn changed(mut usual: Value, changes: &Value) -> Value {
    for (name, value) in changes.as_object().unwrap() {
        usual[name] = value.clone();
    }
    usual.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    usual
}

async fn metadata(State(said): Script) -> Json<Value> {
    Json(said.lock().unwrap().metadata.clone())
}

async fn keys(State(said): Script) -> Json<Value> {
    let mut said = said.lock().unwrap();
    said.key_requests += 1;
    Json(said.keys.clone())
}

async fn token(State(said): Script, headers: HeaderMap, form: String) -> Response {
    let mut said = said.lock().unwrap();
    said.token_requests.push((headers, form));
    let (status, answer) = said.token.clone();
    (StatusCode::from_u16(status).unwrap(), Json(answer)).into_response()
}

async fn user_info(State(said): Script, headers: HeaderMap) -> Json<Value> {
    let mut said = said.lock().unwrap();
    said.bearer = headers.get("authorization").map(|value| value.to_str().unwrap().to_owned());
    Json(said.user_info.clone())
}
