//! The applications that take part in a session by single sign-on.

use crate::authority::{AccessError, Caller, Identity};
use crate::domain::{Participant, ParticipantFilter, RelyingParty};
use crate::ids::SessionId;
use crate::store::StoreError;

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
        let filter = ParticipantFilter { session: Some(session) };
        let mut parties = Vec::new();
        for participant in self.all(self.store.participants(), &filter).await? {
            let party = self.store.relying_parties().get(participant.relying_party).await?;
            parties.extend(
                party.map(|party| ToNotify { relying_party: party.record, participant: participant.record }),
            );
        }
        Ok(parties)
    }

    /// The names of the services that were opened in the caller's session by single sign-on.
    pub async fn opened_services(&self, caller: &Caller) -> Result<Vec<String>, AccessError> {
        let Some(session) = caller.session() else { return Ok(Vec::new()) };
        let parties = self.participants(session).await?;
        Ok(parties.iter().map(|party| party.relying_party.name.to_string()).collect())
    }
}
