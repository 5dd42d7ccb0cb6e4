//! Clients of the REST interface and their access tokens.

use super::token_error::TokenError;
use super::verified_client::VerifiedClient;
use crate::Timestamp;
use crate::authority::{Act, Caller, Identity, Trace};
use crate::domain::{AccessToken, AccessTokenKey, Action, Device};
use crate::secrets::SecretToken;
use crate::store::StoreError;
use crate::values::Scope;
use std::collections::BTreeSet;

/// An access token just issued (RFC 6749 section 4.4.3).
#[derive(Debug)]
#[non_exhaustive]
pub struct IssuedToken {
    /// The token; it is not kept and cannot be had again.
    pub token: SecretToken,
    /// What it may be used for.
    pub scopes: BTreeSet<Scope>,
    /// From when it is worth nothing.
    pub expires_at: Timestamp,
}

impl Identity {
    /// Issues an access token by client credentials (RFC 6749 section 4.4). Without `scope` the token
    /// gets all the client's scopes. `reference` is the one that the answer and the log show; it goes into the audit trail.
    pub async fn issue_token(
        &self,
        client_id: &str,
        client_secret: &str,
        scope: Option<&str>,
        reference: Option<&str>,
    ) -> Result<IssuedToken, TokenError> {
        self.issue_token_to(&Device::default(), client_id, client_secret, scope, reference).await
    }

    /// [`issue_token`](Self::issue_token) to a program of which the address is known: wrong secrets are counted for each
    /// network, so that a stranger who guesses keeps no client out.
    pub async fn issue_token_to(
        &self,
        device: &Device,
        client_id: &str,
        client_secret: &str,
        scope: Option<&str>,
        reference: Option<&str>,
    ) -> Result<IssuedToken, TokenError> {
        let verified = self.verify_client(client_id, client_secret, device, reference).await?;
        let client = verified.client();
        let scopes = asked_scopes(scope, &client.scopes)?;
        let now = self.now();
        let token = SecretToken::generate(self.entropy());
        let expires_at = now.plus(self.settings().access_token_lifetime);
        let mut act = Act::by_proof::<VerifiedClient>(&verified).referring(reference);
        let id = self.new_id();
        act.changes().require_read(client).insert(AccessToken {
            id,
            client: client.id,
            token: token.digest(),
            authorization: None,
            scopes: scopes.clone(),
            resource: None,
            key_thumbprint: None,
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
        let permissions = found.scopes.iter().filter_map(Scope::permission).collect();
        Ok(live.map(|client| Caller::of_client(client.id, permissions)))
    }
}

fn asked_scopes(asked: Option<&str>, allowed: &BTreeSet<Scope>) -> Result<BTreeSet<Scope>, TokenError> {
    let Some(asked) = asked.filter(|asked| !asked.trim().is_empty()) else { return Ok(allowed.clone()) };
    asked
        .split_ascii_whitespace()
        .map(|name| {
            let scope = Scope::parse(name).ok().filter(|scope| allowed.contains(scope));
            scope.ok_or_else(|| TokenError::InvalidScope(name.chars().take(64).collect()))
        })
        .collect()
}
