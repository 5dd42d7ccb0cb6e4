//! The sessions of an application that is a SAML service provider.

use crate::authority::{Act, Identity, Proof, Trace};
use crate::domain::{Action, Actor, ServiceSession, ServiceSessionFilter, ServiceSessionKey};
use crate::secrets::SecretToken;
use crate::store::{StoreError, Versioned};
use crate::values::EntityId;

/// A session of an application that its browser, or its identity provider, ends.
struct EndedService<'a> {
    session: &'a Versioned<ServiceSession>,
}

impl Proof for EndedService<'_> {
    fn actor(&self) -> Actor {
        Actor::System
    }
}

impl Identity {
    /// The live session that a cookie's token belongs to.
    #[doc(hidden)]
    pub async fn service_session(
        &self,
        token: &SecretToken,
    ) -> Result<Option<Versioned<ServiceSession>>, StoreError> {
        let found = self.store.service_sessions().find(&ServiceSessionKey::Token(token.digest())).await?;
        Ok(found.filter(|found| self.now() < found.expires_at))
    }

    /// Ends one session of this application.
    #[doc(hidden)]
    pub async fn end_service_session(&self, session: &Versioned<ServiceSession>) -> Result<(), StoreError> {
        let ended = EndedService { session };
        let mut act = Act::by_proof::<EndedService<'_>>(&ended);
        act.changes().remove(ended.session.id, ended.session.version);
        let trace = Trace::of(session.id).with("issuer", &session.identity_provider);
        match self.commit(act.finish(self, Action::SessionEnded, trace)).await {
            Ok(()) | Err(StoreError::Conflict { .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Ends the sessions that the identity provider names: of this person, with one of these indexes, or
    /// all when none is given. Gives their number.
    #[doc(hidden)]
    pub async fn end_service_sessions(
        &self,
        issuer: &EntityId,
        name_id: &str,
        session_indexes: &[String],
    ) -> Result<usize, StoreError> {
        let subject = Some((issuer.clone(), name_id.to_owned()));
        let filter = ServiceSessionFilter { subject, expired_before: None };
        let mut ended = 0;
        for session in self.all(self.store.service_sessions(), &filter).await? {
            let named = |index: &String| session_indexes.contains(index);
            if session_indexes.is_empty() || session.session_index.as_ref().is_some_and(named) {
                self.end_service_session(&session).await?;
                ended += 1;
            }
        }
        Ok(ended)
    }
}
