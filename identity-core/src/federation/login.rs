//! What an application does that is itself a SAML service provider: remember what it asked, take an
//! answer once, keep its own sessions.

use crate::Timestamp;
use crate::authority::{Act, BookKeeping, Identity, Proof, Trace};
use crate::domain::{
    Action, Actor, ConsumedAssertion, LoginRequest, LoginRequestKey, ServiceSession, ServiceSessionKey,
};
use crate::secrets::SecretToken;
use crate::store::{StoreError, Versioned};
use crate::values::EntityId;
use std::collections::BTreeMap;
use std::time::Duration;

/// How long a person can take at the identity provider, whose sign-in page may stand open over night.
const LOGIN_LIFETIME: Duration = Duration::from_hours(24);

/// A validated assertion, to be turned into a session.
#[derive(Debug, Clone, PartialEq)]
pub struct Asserted {
    /// Who issued it.
    pub issuer: EntityId,
    /// Its `ID`.
    pub assertion_id: String,
    /// From when it would be refused for its age anyway.
    pub replay_until: Timestamp,
    /// The request that it answers.
    pub request: Versioned<LoginRequest>,
    /// The asserted name.
    pub name_id: String,
    /// The identity provider's name for the session.
    pub session_index: Option<String>,
    /// The asserted attributes.
    pub attributes: BTreeMap<String, Vec<String>>,
    /// The asserted `AuthnContextClassRef`.
    pub authn_context: Option<String>,
    /// When the person proved who they are.
    pub authenticated_at: Timestamp,
    /// The session's end as the identity provider wants it (`SessionNotOnOrAfter`).
    pub session_not_after: Option<Timestamp>,
}

/// Why a validated assertion was not taken.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TakeError {
    /// The assertion, or the answer to this request, was taken before.
    #[error("this sign-in was used before; start again")]
    Replayed,
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// An assertion that was validated, with the request of this browser that it answers.
struct TakenAssertion<'a> {
    asserted: &'a Asserted,
}

impl<'a> TakenAssertion<'a> {
    /// The assertion, whose request is still there to be used up.
    const fn of(asserted: &'a Asserted) -> Self {
        Self { asserted }
    }
}

impl Proof for TakenAssertion<'_> {
    fn actor(&self) -> Actor {
        Actor::System
    }
}

impl Identity {
    /// Remembers a request before the browser is sent to the identity provider.
    #[doc(hidden)]
    pub async fn remember_login(
        &self,
        request_id: String,
        relay_state: String,
        identity_provider: EntityId,
        browser: &SecretToken,
        return_to: String,
    ) -> Result<LoginRequest, StoreError> {
        let now = self.now();
        let request = LoginRequest {
            id: self.new_id(),
            request_id,
            relay_state,
            identity_provider,
            browser: browser.digest(),
            return_to,
            created_at: now,
            expires_at: now.plus(LOGIN_LIFETIME),
        };
        let mut books = BookKeeping::new();
        books.insert(request.clone());
        self.commit_unaudited(&books).await?;
        Ok(request)
    }

    /// The request with this `ID`, if this browser was sent out with it and its time is not over.
    #[doc(hidden)]
    pub async fn login_request(
        &self,
        request_id: &str,
        browser: &SecretToken,
    ) -> Result<Option<Versioned<LoginRequest>>, StoreError> {
        let found =
            self.store.login_requests().find(&LoginRequestKey::RequestId(request_id.to_owned())).await?;
        Ok(found.filter(|found| found.browser == browser.digest() && self.now() < found.expires_at))
    }

    /// Takes an assertion: uses up the request, remembers the assertion, starts a session; all in one
    /// commit, so of any number of parallel posts of the same response one succeeds.
    #[doc(hidden)]
    pub async fn take_assertion(
        &self,
        asserted: Asserted,
        previous: Option<&SecretToken>,
    ) -> Result<(ServiceSession, SecretToken), TakeError> {
        let now = self.now();
        let token = SecretToken::generate(self.entropy());
        let own_limit = now.plus(self.settings().session_lifetime);
        let session = ServiceSession {
            id: self.new_id(),
            token: token.digest(),
            identity_provider: asserted.issuer.clone(),
            name_id: asserted.name_id.clone(),
            session_index: asserted.session_index.clone(),
            attributes: asserted.attributes.clone(),
            authn_context: asserted.authn_context.clone(),
            authenticated_at: asserted.authenticated_at,
            created_at: now,
            expires_at: asserted.session_not_after.map_or(own_limit, |limit| limit.min(own_limit)),
        };
        let proof = TakenAssertion::of(&asserted);
        let mut act = Act::by_proof::<TakenAssertion<'_>>(&proof);
        let request = &proof.asserted.request;
        act.changes().remove(request.id, request.version).insert(session.clone()).insert(ConsumedAssertion {
            id: self.new_id(),
            issuer: proof.asserted.issuer.clone(),
            assertion_id: proof.asserted.assertion_id.clone(),
            expires_at: proof.asserted.replay_until,
        });
        if let Some(previous) = previous
            && let Some(old) =
                self.store.service_sessions().find(&ServiceSessionKey::Token(previous.digest())).await?
        {
            act.changes().remove(old.id, old.version);
            act.note(self, Action::SessionEnded, Trace::of(old.id).with("followed_by", session.id));
        }
        let trace = Trace::of(session.id).with("issuer", &session.identity_provider);
        match self.commit(act.finish(self, Action::SessionStarted, trace)).await {
            Ok(()) => Ok((session, token)),
            Err(StoreError::AlreadyExists { .. } | StoreError::Conflict { .. }) => Err(TakeError::Replayed),
            Err(error) => Err(error.into()),
        }
    }
}
