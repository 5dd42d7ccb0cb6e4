//! Clients of the REST interface and their access tokens.

use crate::Timestamp;
use crate::authority::{Act, Caller, Identity, Proof, Trace};
use crate::domain::{AccessToken, AccessTokenKey, Action, Actor, ApiClientKey};
use crate::policy::Permission;
use crate::secrets::{SecretToken, TokenDigest};
use crate::store::StoreError;
use crate::values::ClientId;
use std::collections::BTreeSet;
use std::time::Duration;

/// An access token just issued (RFC 6749 section 4.4.3).
#[derive(Debug)]
#[non_exhaustive]
pub struct IssuedToken {
    /// The token; it is not kept and cannot be had again.
    pub token: SecretToken,
    /// What it may be used for.
    pub scopes: BTreeSet<Permission>,
    /// From when it is worth nothing.
    pub expires_at: Timestamp,
}

/// Why no token was issued.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TokenError {
    /// Unknown client, wrong secret, disabled, or paused after too many tries (`invalid_client`).
    #[error("the client is unknown, its secret is wrong, or it may not have a token now")]
    InvalidClient,
    /// A scope that the client may not have (`invalid_scope`).
    #[error("the client may not have the scope {0:?}")]
    InvalidScope(String),
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Wrong secrets for one client within a minute before it is paused.
const TRIES_PER_MINUTE: u64 = 30;

const MINUTE: Duration = Duration::from_mins(1);

impl Identity {
    /// Issues an access token by client credentials (RFC 6749 section 4.4). Without `scope` the token
    /// gets all the client's scopes.
    pub async fn issue_token(
        &self,
        client_id: &str,
        client_secret: &str,
        scope: Option<&str>,
    ) -> Result<IssuedToken, TokenError> {
        let client = match ClientId::parse(client_id) {
            Ok(id) => self.store.api_clients().find(&ApiClientKey::ClientId(id)).await?,
            Err(_) => None,
        };
        let counter = match &client {
            Some(client) => format!("client:{}", client.id),
            None => "client:unknown".to_owned(),
        };
        let paused = self.store.counters().count(&counter, self.window(MINUTE)).await? >= TRIES_PER_MINUTE;
        let given = SecretToken::parse(client_secret).map(|secret| secret.digest());
        let matches = |stored: TokenDigest| given.as_ref().is_ok_and(|given| *given == stored);
        let Some(client) = client.filter(|client| matches(client.secret) && client.enabled && !paused) else {
            self.store.counters().hit(&counter, self.window(MINUTE)).await?;
            let act = Act::by_proof(Proof::Authentication, Actor::Anonymous);
            let shown: String = client_id.chars().take(64).collect();
            let trace = Trace::default().with("client_id", format!("{shown:?}"));
            self.commit(act.finish(self, Action::ClientRefused, trace)).await?;
            return Err(TokenError::InvalidClient);
        };
        let scopes = asked_scopes(scope, &client.scopes)?;
        let now = self.now();
        let token = SecretToken::generate(self.entropy());
        let expires_at = now.plus(self.settings().access_token_lifetime);
        let mut act = Act::by_proof(Proof::Authentication, Actor::Client(client.id));
        let id = self.new_id();
        act.changes().require_read(&client).insert(AccessToken {
            id,
            client: client.id,
            token: token.digest(),
            scopes: scopes.clone(),
            created_at: now,
            expires_at,
        });
        self.commit(act.finish(self, Action::TokenIssued, Trace::of(client.id))).await?;
        Ok(IssuedToken { token, scopes, expires_at })
    }

    /// The client that a bearer token belongs to; `None` when the token is worth nothing (any more).
    pub async fn access_token(&self, token: &SecretToken) -> Result<Option<Caller>, StoreError> {
        let Some(found) = self.store.access_tokens().find(&AccessTokenKey::Token(token.digest())).await?
        else {
            return Ok(None);
        };
        if found.expires_at <= self.now() {
            return Ok(None);
        }
        let client = self.store.api_clients().get(found.client).await?;
        let live = client.filter(|client| client.enabled);
        Ok(live.map(|client| Caller::of_client(client.id, found.scopes.clone())))
    }
}

fn asked_scopes(
    asked: Option<&str>,
    allowed: &BTreeSet<Permission>,
) -> Result<BTreeSet<Permission>, TokenError> {
    let Some(asked) = asked.filter(|asked| !asked.trim().is_empty()) else { return Ok(allowed.clone()) };
    asked
        .split_ascii_whitespace()
        .map(|name| {
            let permission = Permission::parse(name).filter(|permission| allowed.contains(permission));
            permission.ok_or_else(|| TokenError::InvalidScope(name.chars().take(64).collect()))
        })
        .collect()
}
