//! Access tokens of clients in their own name.

use super::token_error::TokenError;
use super::tokens::{ActingBy, IssuedToken, NewToken, asked_scopes};
use super::verified_client::{ClientCredentials, ClientProof, VerifiedClient};
use crate::authority::{Act, Caller, Identity, Trace};
use crate::domain::{AccessTokenKey, Action, ApiClient, Device};
use crate::policy::Permission;
use crate::secrets::{Secret, SecretToken};
use crate::store::StoreError;
use crate::values::Scope;
use std::collections::BTreeSet;

/// What a client asks for in its own name (RFC 6749, section 4.4.2).
#[derive(Debug, Clone, Copy, Default)]
pub struct OwnToken<'a> {
    /// The scopes, apart by blanks; none for all that the client may have.
    pub scope: Option<&'a str>,
    /// The resource that the token is for.
    pub resource: Option<&'a str>,
    /// The thumbprint of the key that the token is bound to.
    pub key_thumbprint: Option<&'a str>,
    /// The mandate to act by.
    pub by: ActingBy<'a>,
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
        let credentials =
            ClientCredentials { client_id, proof: ClientProof::Basic(Secret::new(client_secret)) };
        let verified = self.verify_client(&credentials, &Device::default(), reference).await?;
        self.issue_own_token(&verified, OwnToken { scope, ..OwnToken::default() }, reference).await
    }

    /// Issues an access token to a client in its own name, or by a mandate of its own: by the one that is named, or, where it
    /// holds nothing else, by its only one.
    #[doc(hidden)]
    pub async fn issue_own_token(
        &self,
        verified: &VerifiedClient,
        asked: OwnToken<'_>,
        reference: Option<&str>,
    ) -> Result<IssuedToken, TokenError> {
        let client = verified.client();
        if !client.acts_in_own_name() {
            return Err(TokenError::UnauthorizedClient);
        }
        let own = client.scopes.iter().filter(|scope| !scope.is_standard()).cloned().collect();
        let scopes = asked_scopes(asked.scope, &own)?;
        let format = self.format_for(asked.resource).await?;
        let mut act = Act::by_proof::<VerifiedClient>(verified).referring(reference);
        let acting = self.mandate_to_act_by(&mut act, client.id, asked.by, asked.resource).await?;
        let organization = acting.as_ref().map(|acting| acting.organization);
        let mut act = act.acting_for(organization);
        let new = NewToken {
            client: client.id,
            authorization: None,
            acting,
            scopes,
            resource: asked.resource.map(ToOwned::to_owned),
            key_thumbprint: asked.key_thumbprint.map(ToOwned::to_owned),
            format,
        };
        act.changes().require_read(client);
        let issued = self.new_token(&mut act, new);
        let trace = Trace { organization, ..Trace::of(client.id) };
        self.commit(act.finish(self, Action::TokenIssued, trace)).await?;
        Ok(issued)
    }

    /// The client that a bearer token belongs to; `None` when the token is worth nothing (any more), or is about a person. One by
    /// a mandate is worth nothing while the mandate gives nothing.
    pub async fn access_token(&self, token: &SecretToken) -> Result<Option<Caller>, StoreError> {
        let Some(found) = self.store.access_tokens().find(&AccessTokenKey::Token(token.digest())).await?
        else {
            return Ok(None);
        };
        // What is bound to a key, or meant for somebody else, opens nothing here to whoever bears it.
        let is_other =
            found.authorization.is_some() || found.resource.is_some() || found.key_thumbprint.is_some();
        if found.expires_at <= self.now() || is_other {
            return Ok(None);
        }
        let client = self.store.api_clients().get(found.client).await?;
        let Some(client) = client.filter(|client| client.enabled) else { return Ok(None) };
        let acting_for = match found.mandate {
            Some(mandate) => match self.acting_client(client.id, mandate, None).await? {
                Some(acting) => Some(acting.organization),
                None => return Ok(None),
            },
            None => None,
        };
        Ok(Some(Caller::of_client(client.id, permissions(&client, &found.scopes), acting_for)))
    }
}

/// What a token is good for here: no more than its client may still ask for.
fn permissions(client: &ApiClient, scopes: &BTreeSet<Scope>) -> BTreeSet<Permission> {
    scopes.intersection(&client.scopes).filter_map(Permission::of_scope).collect()
}
