//! Checking that a client is who it says.

use super::token_error::TokenError;
use crate::Timestamp;
use crate::authority::{BookKeeping, Identity, Proof, Trace};
use crate::domain::{
    Action, Actor, ApiClient, ApiClientKey, ClientAuthentication, ConsumedAssertion, Device,
};
use crate::secrets::{Secret, SecretToken};
use crate::store::{StoreError, Versioned};
use crate::values::{ClientId, EntityId};
use std::time::Duration;

/// Wrong secrets for one client from one network within a minute before it is paused there. Who guesses elsewhere does not
/// keep the client out.
const TRIES_PER_MINUTE: u64 = 30;

const MINUTE: Duration = Duration::from_mins(1);

/// What a client shows of itself at the token endpoint (RFC 6749, section 2.3).
#[derive(Debug)]
pub struct ClientCredentials<'a> {
    /// Its `client_id`.
    pub client_id: &'a str,
    /// By what it proves that.
    pub proof: ClientProof,
}

/// By what a client proves who it is.
#[derive(Debug)]
pub enum ClientProof {
    /// Its secret, in the header (`client_secret_basic`).
    Basic(Secret),
    /// Its secret, in the form (`client_secret_post`).
    Post(Secret),
    /// A JWT of its own (RFC 7523), whose signature and claims were checked with the client's keys.
    Assertion {
        /// Its `jti`, which is taken once.
        id: String,
        /// When it expires.
        expires_at: Timestamp,
    },
    /// A JWT that failed a check. It is counted like a wrong secret.
    WrongAssertion,
    /// Nothing.
    None,
}

/// A client that proved who it is.
#[derive(Debug)]
pub struct VerifiedClient {
    client: Versioned<ApiClient>,
}

impl VerifiedClient {
    /// The client.
    pub const fn client(&self) -> &Versioned<ApiClient> {
        &self.client
    }

    /// Whether it keeps no secret, so that anybody can pose as it.
    pub fn is_public(&self) -> bool {
        self.client.authentication == ClientAuthentication::None
    }
}

impl Proof for VerifiedClient {
    fn actor(&self) -> Actor {
        Actor::Client(self.client.id)
    }
}

impl ClientProof {
    /// Whether it is what this client has to show.
    fn fits(&self, client: &ApiClient) -> bool {
        use ClientAuthentication as By;
        let is_secret = |secret: &Secret| {
            SecretToken::parse(secret.expose()).is_ok_and(|secret| secret.digest() == client.secret)
        };
        match (self, client.authentication) {
            (Self::Basic(secret), By::ClientSecret | By::ClientSecretBasic)
            | (Self::Post(secret), By::ClientSecret | By::ClientSecretPost) => is_secret(secret),
            (Self::Assertion { .. }, By::PrivateKeyJwt) | (Self::None, By::None) => true,
            _ => false,
        }
    }
}

impl Identity {
    /// The client of this `client_id`, if it is enabled.
    #[doc(hidden)]
    pub async fn client(&self, client_id: &str) -> Result<Option<Versioned<ApiClient>>, StoreError> {
        let Ok(id) = ClientId::parse(client_id) else { return Ok(None) };
        let found = self.store.api_clients().find(&ApiClientKey::ClientId(id)).await?;
        Ok(found.filter(|client| client.enabled))
    }

    /// The client that these credentials are of, if it may have a token now. Wrong ones are counted for each network, so that
    /// a stranger who guesses keeps no client out.
    #[doc(hidden)]
    pub async fn verify_client(
        &self,
        credentials: &ClientCredentials<'_>,
        device: &Device,
        reference: Option<&str>,
    ) -> Result<VerifiedClient, TokenError> {
        let client = match ClientId::parse(credentials.client_id) {
            Ok(id) => self.store.api_clients().find(&ApiClientKey::ClientId(id)).await?,
            Err(_) => None,
        };
        let network = device.network();
        let from = network.map(|network| format!(":from:{network}")).unwrap_or_default();
        let counter = match &client {
            Some(client) => format!("client:{}{from}", client.id),
            None => format!("client:unknown{from}"),
        };
        let paused = self.store.counters().count(&counter, self.window(MINUTE)).await? >= TRIES_PER_MINUTE;
        let client = client.filter(|client| credentials.proof.fits(client) && client.enabled && !paused);
        if let Some(client) = client
            && self.is_first_use(&client, &credentials.proof).await?
        {
            return Ok(VerifiedClient { client });
        }
        self.store.counters().hit(&counter, self.window(MINUTE)).await?;
        let shown: String = credentials.client_id.chars().take(64).collect();
        let trace = Trace::default().with("client_id", format!("{shown:?}"));
        self.note_some_tries(Action::ClientRefused, trace, reference, network).await?;
        Err(TokenError::InvalidClient)
    }

    /// Whether an assertion of a client was not used before (RFC 7523, section 3); anything else can be shown again.
    async fn is_first_use(&self, client: &ApiClient, proof: &ClientProof) -> Result<bool, StoreError> {
        match proof {
            ClientProof::Assertion { id, expires_at } => {
                self.takes_once(&format!("urn:client:{}", client.id), id, *expires_at).await
            }
            ClientProof::Basic(_)
            | ClientProof::Post(_)
            | ClientProof::WrongAssertion
            | ClientProof::None => Ok(true),
        }
    }

    /// Takes the id of a message of somebody, which counts once until it expires. False if it was taken before.
    #[doc(hidden)]
    pub async fn takes_once(
        &self,
        sender: &str,
        id: &str,
        expires_at: Timestamp,
    ) -> Result<bool, StoreError> {
        let issuer = EntityId::parse(sender).map_err(|error| StoreError::Failed(error.into()))?;
        let mut books = BookKeeping::new();
        let assertion_id = id.to_owned();
        books.insert(ConsumedAssertion { id: self.new_id(), issuer, assertion_id, expires_at });
        match self.commit_unaudited(&books).await {
            Ok(()) => Ok(true),
            Err(StoreError::AlreadyExists { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }
}
