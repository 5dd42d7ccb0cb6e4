//! Ending the application's session, from here and from the identity provider.

use crate::saml::bindings::binding::Binding;
use crate::saml::bindings::redirect::RedirectWriteError;
use crate::saml::messages::logout::received::{
    LogoutEndpoint, LogoutPeer, LogoutRejection, LogoutRequest, ReceivedLogout,
};
use crate::saml::messages::logout::write::{
    LogoutRequestContent, LogoutResponseContent, SignedMessage, logout_request, logout_response,
};
use crate::saml::messages::name_id::NameId;
use crate::saml::metadata::entity::BoundEndpoint;
use crate::saml::sp::provider::{MAX_AGE, SKEW, SamlServiceProvider};
use crate::saml::web::key_ring::{KeyRingError, Keys, blocking};
use crate::saml::xml::text::new_id;
use identity_core::Identity;
use identity_core::domain::ServiceSession;
use identity_core::store::{StoreError, Versioned};
use std::time::Duration;

const LIFETIME: Duration = Duration::from_mins(5);

/// Why a logout did not go on.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SpLogoutError {
    #[error(transparent)]
    Rejected(#[from] LogoutRejection),
    #[error(transparent)]
    Write(#[from] RedirectWriteError),
    #[error(transparent)]
    Keys(#[from] KeyRingError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl SamlServiceProvider {
    /// Ends the session here, and gives the message that ends it at the identity provider, if that takes any.
    pub(crate) async fn end(
        &self,
        session: &Versioned<ServiceSession>,
    ) -> Result<Option<SignedMessage>, SpLogoutError> {
        self.0.identity.end_service_session(session).await?;
        let Some(service) = self.logout_service() else { return Ok(None) };
        let (this, session) = (self.clone(), session.record.clone());
        let message = self.signed(move |identity, keys| {
            let id = new_id(identity.entropy());
            let provider = this.0.provider.metadata.entity_id.as_str();
            let index: Vec<&str> = session.session_index.as_deref().into_iter().collect();
            let content = LogoutRequestContent {
                id: &id,
                issuer: &this.0.entity_id,
                destination: &service.location,
                name_id: &NameId::persistent(&session.name_id, provider, &this.0.entity_id),
                session_indexes: &index,
                now: identity.clock().now(),
                lifetime: LIFETIME,
            };
            logout_request(&content, service.binding, None, &keys.signing, identity.entropy())
        });
        message.await.map(Some)
    }

    /// Answers a logout request; a response to our own request completes the logout.
    pub(crate) async fn receive_logout(
        &self,
        received: ReceivedLogout,
    ) -> Result<Option<SignedMessage>, SpLogoutError> {
        if !received.is_request() {
            // The session here ended before the request went out, so nothing hangs on what is answered.
            let claimed = received.claimed_in_response_to().unwrap_or_default().to_owned();
            self.check_logout(move |peer, here| received.check_response(peer, here, &claimed)).await?;
            return Ok(None);
        }
        let binding = received.binding();
        let request = self.check_logout(move |peer, here| received.check_request(peer, here)).await?;
        let provider = &self.0.provider.entity_id;
        let indexes = &request.session_indexes;
        self.0.identity.end_service_sessions(provider, &request.name_id.value, indexes).await?;
        self.answer(request, binding).await
    }

    async fn answer(
        &self,
        request: LogoutRequest,
        binding: Binding,
    ) -> Result<Option<SignedMessage>, SpLogoutError> {
        let services = &self.0.provider.metadata.logout_services;
        let same = services.iter().find(|service| service.binding == binding).cloned();
        let Some(service) = same.or_else(|| self.logout_service()) else { return Ok(None) };
        let this = self.clone();
        let message = self.signed(move |identity, keys| {
            let content = LogoutResponseContent {
                id: &new_id(identity.entropy()),
                issuer: &this.0.entity_id,
                destination: service.for_responses(),
                in_response_to: &request.id,
                failure: None,
                now: identity.clock().now(),
            };
            let relay_state = request.relay_state.as_deref();
            logout_response(&content, service.binding, relay_state, &keys.signing, identity.entropy())
        });
        message.await.map(Some)
    }

    async fn check_logout<T: Send + 'static>(
        &self,
        check: impl FnOnce(LogoutPeer<'_>, LogoutEndpoint<'_>) -> Result<T, LogoutRejection> + Send + 'static,
    ) -> Result<T, SpLogoutError> {
        let this = self.clone();
        let outcome = blocking(move || {
            let metadata = &this.0.provider.metadata;
            let peer = LogoutPeer { entity_id: &metadata.entity_id, certificates: &metadata.certificates };
            let now = this.0.identity.clock().now();
            check(
                peer,
                LogoutEndpoint { location: this.0.logout.as_str(), now, skew: SKEW, max_age: MAX_AGE },
            )
        });
        Ok(outcome.await??)
    }

    async fn signed(
        &self,
        write: impl FnOnce(&Identity, &Keys) -> Result<SignedMessage, RedirectWriteError> + Send + 'static,
    ) -> Result<SignedMessage, SpLogoutError> {
        let keys = self.0.keys.current(&self.0.identity).await?;
        let identity = self.0.identity.clone();
        Ok(blocking(move || write(&identity, &keys)).await??)
    }

    /// Redirect before POST, since it needs no page in between.
    fn logout_service(&self) -> Option<BoundEndpoint> {
        let services = &self.0.provider.metadata.logout_services;
        let by = |binding| services.iter().find(|service| service.binding == binding);
        by(Binding::Redirect).or_else(|| by(Binding::Post)).cloned()
    }
}
