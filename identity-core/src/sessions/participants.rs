//! The applications that take part in a session by single sign-on.

use crate::authority::{AccessError, Caller, Identity};
use crate::domain::{Participant, ParticipantFilter, RelyingParty};
use crate::ids::{ParticipantId, RelyingPartyId, SessionId};
use crate::store::{StoreError, Versioned};

/// A relying party that has to be told of a session's end.
#[derive(Debug, Clone, PartialEq)]
pub struct ToNotify {
    /// The relying party.
    pub relying_party: RelyingParty,
    /// The name under which it knows the person and the index under which it knows the session.
    pub participant: Participant,
}

impl Identity {
    /// Who took part in a session by single sign-on.
    pub(super) async fn participants(&self, session: SessionId) -> Result<Vec<ToNotify>, StoreError> {
        let mut parties = Vec::new();
        for participant in self.participants_of(session).await? {
            parties.extend(self.with_party(participant.record).await?);
        }
        Ok(parties)
    }

    /// The parts that relying parties take in a session.
    pub(crate) async fn participants_of(
        &self,
        session: SessionId,
    ) -> Result<Vec<Versioned<Participant>>, StoreError> {
        let filter = ParticipantFilter { session: Some(session), subject: None };
        self.all(self.store.participants(), &filter).await
    }

    /// The parts that a relying party takes in sessions of the person that it knows by a name.
    pub(super) async fn participants_named(
        &self,
        party: RelyingPartyId,
        name: &str,
    ) -> Result<Vec<Versioned<Participant>>, StoreError> {
        let filter = ParticipantFilter { session: None, subject: Some((party, name.to_owned())) };
        self.all(self.store.participants(), &filter).await
    }

    /// A participant with its relying party; `None` when one of them is gone.
    #[doc(hidden)]
    pub async fn to_notify(&self, participant: ParticipantId) -> Result<Option<ToNotify>, StoreError> {
        match self.store.participants().get(participant).await? {
            Some(found) => self.with_party(found.record).await,
            None => Ok(None),
        }
    }

    async fn with_party(&self, participant: Participant) -> Result<Option<ToNotify>, StoreError> {
        let party = self.store.relying_parties().get(participant.relying_party).await?;
        Ok(party.map(|party| ToNotify { relying_party: party.record, participant }))
    }

    /// The names of the services that were opened in the caller's session by single sign-on.
    pub async fn opened_services(&self, caller: &Caller) -> Result<Vec<String>, AccessError> {
        let Some(session) = caller.session() else { return Ok(Vec::new()) };
        let parties = self.participants(session).await?;
        Ok(parties.iter().map(|party| party.relying_party.name.to_string()).collect())
    }
}
