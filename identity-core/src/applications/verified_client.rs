//! Checking the secret of a client.

use super::token_error::TokenError;
use crate::Timestamp;
use crate::authority::{Identity, Proof, Trace};
use crate::domain::{Action, Actor, ApiClient, ApiClientKey, Device};
use crate::secrets::{SecretToken, TokenDigest};
use crate::store::Versioned;
use crate::values::ClientId;
use std::time::Duration;

/// Wrong secrets for one client from one network within a minute before it is paused there. Who guesses elsewhere does not
/// keep the client out.
const TRIES_PER_MINUTE: u64 = 30;

const MINUTE: Duration = Duration::from_mins(1);

/// A client that showed its secret.
pub(super) struct VerifiedClient {
    client: Versioned<ApiClient>,
}

impl VerifiedClient {
    pub(super) fn client(&self) -> &Versioned<ApiClient> {
        &self.client
    }
}

impl Proof for VerifiedClient {
    fn actor(&self) -> Actor {
        Actor::Client(self.client.id)
    }
}

impl Identity {
    /// The client with this id, if the secret is its own and it may have a token now.
    pub(super) async fn verify_client(
        &self,
        client_id: &str,
        client_secret: &str,
        device: &Device,
        reference: Option<&str>,
    ) -> Result<VerifiedClient, TokenError> {
        let client = match ClientId::parse(client_id) {
            Ok(id) => self.store.api_clients().find(&ApiClientKey::ClientId(id)).await?,
            Err(_) => None,
        };
        let network = device.network();
        let from = network.map(|network| format!(":from:{network}")).unwrap_or_default();
        let counter = match &client {
            Some(client) => format!("client:{}{from}", client.id),
            None => format!("client:unknown{from}"),
        };
        let window: Timestamp = self.window(MINUTE);
        let paused = self.store.counters().count(&counter, window).await? >= TRIES_PER_MINUTE;
        let given = SecretToken::parse(client_secret).map(|secret| secret.digest());
        let matches = |stored: TokenDigest| given.as_ref().is_ok_and(|given| *given == stored);
        if let Some(client) = client.filter(|client| matches(client.secret) && client.enabled && !paused) {
            return Ok(VerifiedClient { client });
        }
        self.store.counters().hit(&counter, self.window(MINUTE)).await?;
        let shown: String = client_id.chars().take(64).collect();
        let trace = Trace::default().with("client_id", format!("{shown:?}"));
        self.note_some_tries(Action::ClientRefused, trace, reference, network).await?;
        Err(TokenError::InvalidClient)
    }
}
