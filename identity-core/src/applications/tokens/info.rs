//! What a token is good for (RFC 7662), and whom it is about (OpenID Connect Core, section 5.3).

use super::about::AboutPerson;
use super::acting::ActingClient;
use crate::Timestamp;
use crate::applications::verified_client::VerifiedClient;
use crate::authority::Identity;
use crate::domain::{AccessTokenKey, ApiClient};
use crate::secrets::SecretToken;
use crate::store::StoreError;
use crate::values::{ClientId, Scope};
use std::collections::BTreeSet;

/// What a token is good for.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct TokenInfo {
    /// The client that it was given to.
    pub client_id: ClientId,
    /// What it may be used for.
    pub scopes: BTreeSet<Scope>,
    /// The resource that it is for; none for what this deployment offers itself.
    pub resource: Option<String>,
    /// The thumbprint of the key that its bearer has to show.
    pub key_thumbprint: Option<String>,
    /// When it was given.
    pub created_at: Timestamp,
    /// From when it is worth nothing.
    pub expires_at: Timestamp,
    /// The person that it is about; none for one that a client has in its own name.
    pub person: Option<AboutPerson>,
    /// For whom the client acts with it, if it is by a mandate.
    pub acting: Option<ActingClient>,
}

impl Identity {
    /// What an access token is good for now, as a client may know it that it was given to, or that answers for its resource;
    /// `None` for every other.
    #[doc(hidden)]
    pub async fn introspect(
        &self,
        asking: &VerifiedClient,
        token: &str,
    ) -> Result<Option<TokenInfo>, StoreError> {
        let Some((info, client)) = self.token_info(token).await? else { return Ok(None) };
        let is_own = client.id == asking.client().id;
        let is_for_it = info.resource.is_some() && info.resource == asking.client().resource;
        Ok((is_own || is_for_it).then_some(info))
    }

    /// What an access token is good for here; `None` for one that is worth nothing, or that is for another resource.
    #[doc(hidden)]
    pub async fn token_for_here(&self, token: &str) -> Result<Option<TokenInfo>, StoreError> {
        let found = self.token_info(token).await?.map(|(info, _)| info);
        Ok(found.filter(|info| info.resource.is_none()))
    }

    async fn token_info(&self, token: &str) -> Result<Option<(TokenInfo, ApiClient)>, StoreError> {
        let Ok(token) = SecretToken::parse(token) else { return Ok(None) };
        let found = self.store.access_tokens().find(&AccessTokenKey::Token(token.digest())).await?;
        let Some(found) = found.filter(|found| self.now() < found.expires_at) else { return Ok(None) };
        let client = self.store.api_clients().get(found.client).await?;
        let Some(client) = client.filter(|client| client.enabled) else { return Ok(None) };
        let scopes: BTreeSet<_> =
            found.scopes.iter().filter(|scope| client.may_have(scope)).cloned().collect();
        let person = match found.authorization {
            Some(id) => {
                let Some(authorization) = self.store.authorizations().get(id).await? else { return Ok(None) };
                let Some(standing) = self.standing(authorization, &client).await? else { return Ok(None) };
                let target = self.target(&standing, &client, found.resource.as_deref()).await?;
                let Some(target) = target else { return Ok(None) };
                Some(standing.told(&scopes, &target.access))
            }
            None => None,
        };
        let acting = match found.mandate {
            Some(mandate) => {
                let acting = self.acting_client(client.id, mandate, found.resource.as_deref()).await?;
                let Some(acting) = acting else { return Ok(None) };
                Some(acting)
            }
            None => None,
        };
        let info = TokenInfo {
            client_id: client.client_id.clone(),
            scopes,
            resource: found.resource.clone(),
            key_thumbprint: found.key_thumbprint.clone(),
            created_at: found.created_at,
            expires_at: found.expires_at,
            person,
            acting,
        };
        Ok(Some((info, client.record)))
    }
}
