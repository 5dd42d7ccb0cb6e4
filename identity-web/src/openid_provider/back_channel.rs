//! Telling applications of sign-outs from server to server (OpenID Connect Back-Channel Logout, section 2).

use crate::delivery::outgoing_http::HttpClientError;
use crate::delivery::party_http::PartyHttp;
use crate::openid_provider::provider::OpenIdProvider;
use async_trait::async_trait;
use identity_core::delivery::{Message, MessageContent, Transport, TransportError};
use identity_core::domain::{ApiClient, LogoutAnswer, LogoutBinding, TokenAlgorithm};
use identity_core::ids::MessageId;
use identity_core::sessions::ToNotify;
use identity_core::store::StoreError;
use serde_json::{Map, Value, json};
use std::sync::Arc;
use std::time::Duration;

const TIMEOUT: Duration = Duration::from_secs(10);

/// How long a logout token can be shown.
const LIFETIME: Duration = Duration::from_mins(2);

/// The event that a logout token is about.
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// Tells applications by a logout token, and leaves those that speak SAML to another transport.
#[derive(Debug)]
struct LogoutTokens {
    provider: OpenIdProvider,
    http: PartyHttp,
    others: Option<Arc<dyn Transport>>,
}

impl OpenIdProvider {
    /// The way by which applications are told of sign-outs from server to server, for
    /// [`Housekeeper::with_back_channel`](identity_core::housekeeping::Housekeeper::with_back_channel); `others` tells those
    /// that speak another protocol. [`IdentityWeb`](crate::IdentityWeb) sets it up itself.
    pub fn back_channel(
        &self,
        others: Option<Arc<dyn Transport>>,
    ) -> Result<Arc<dyn Transport>, HttpClientError> {
        let http = PartyHttp::new(&self.0.identity, TIMEOUT)?;
        Ok(Arc::new(LogoutTokens { provider: self.clone(), http, others }))
    }
}

#[async_trait]
impl Transport for LogoutTokens {
    async fn send(&self, id: MessageId, message: &Message) -> Result<(), TransportError> {
        let MessageContent::SignedOut { participant, logout } = &message.content else {
            return Err(permanent("not-for-applications"));
        };
        let identity = &self.provider.0.identity;
        let party = identity.to_notify(*participant).await.map_err(|error| store_failed(&error))?;
        let party = party.filter(|party| party.relying_party.enabled);
        let party = party.ok_or_else(|| permanent("application-gone"))?;
        let Some(service) = party.relying_party.logout_service(LogoutBinding::LogoutToken) else {
            let others = self.others.as_ref().ok_or_else(|| permanent("no-back-channel"))?;
            return others.send(id, message).await;
        };
        for client in
            identity.clients_of(party.relying_party.id).await.map_err(|error| store_failed(&error))?
        {
            let token = self.provider.logout_token(&client, &party, id).await?;
            tell(self.http.to(&party.relying_party), &service.url, &token).await?;
        }
        let answer = identity.logout_message_id(*logout, &party.participant);
        let noted = identity.logout_answered(&answer, party.relying_party.id, LogoutAnswer::Done).await;
        noted.map_err(|error| store_failed(&error))
    }
}

/// Section 2.8: 200 says that the person is signed out there, and 204 is as good.
async fn tell(http: &reqwest::Client, url: &str, token: &str) -> Result<(), TransportError> {
    let response = http.post(url).form(&[("logout_token", token)]).send().await;
    let response = response.map_err(|error| {
        let reason = if error.is_timeout() { "no-answer" } else { "unreachable" };
        TransportError::Temporary(reason.to_owned())
    })?;
    if response.status().is_success() {
        return Ok(());
    }
    Err(TransportError::Temporary(format!("status {}", response.status().as_u16())))
}

impl OpenIdProvider {
    /// A logout token (section 2.4): it has no `nonce`, so that nobody takes it for an ID token.
    async fn logout_token(
        &self,
        client: &ApiClient,
        party: &ToNotify,
        id: MessageId,
    ) -> Result<String, TransportError> {
        let now = self.0.identity.clock().now();
        let claims: Map<String, Value> = [
            ("iss", json!(self.issuer())),
            ("aud", json!(client.client_id.as_str())),
            ("sub", json!(party.participant.name_id)),
            ("sid", json!(party.participant.id.to_string())),
            ("iat", json!(now.unix_seconds())),
            ("exp", json!(now.plus(LIFETIME).unix_seconds())),
            // The same at each try, so that a receiver that was faster than its answer sees it once.
            ("jti", json!(id.to_string())),
            ("events", json!({ EVENT: {} })),
        ]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
        let algorithm =
            client.openid.as_ref().map_or(TokenAlgorithm::default(), |openid| openid.id_token_algorithm);
        let signed = self.sign("logout+jwt", &claims, algorithm).await;
        signed.map_err(|error| TransportError::Temporary(error.to_string()))
    }
}

fn permanent(reason: &str) -> TransportError {
    TransportError::Permanent(reason.to_owned())
}

fn store_failed(error: &StoreError) -> TransportError {
    tracing::warn!(%error, "an application was not told of a logout");
    TransportError::Temporary("store".to_owned())
}
