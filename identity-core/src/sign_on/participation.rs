//! The names under which an application knows a person and a session.

use crate::authority::{Act, Identity};
use crate::domain::{NameIdentifier, NameIdentifierKey, Participant, ParticipantKey, RelyingParty};
use crate::ids::{SessionId, UserId};
use crate::secrets::SecretToken;
use crate::store::StoreError;

impl Identity {
    /// The persistent, opaque name of the person at this relying party; made at the first sign-on.
    pub(super) async fn name_for(
        &self,
        act: &mut Act,
        user: UserId,
        party: &RelyingParty,
    ) -> Result<String, StoreError> {
        let key = NameIdentifierKey::Of(user, party.id);
        if let Some(found) = self.store.name_identifiers().find(&key).await? {
            return Ok(found.record.value);
        }
        let value = SecretToken::generate(self.entropy()).expose().to_owned();
        act.changes().insert(NameIdentifier {
            id: self.new_id(),
            user,
            relying_party: party.id,
            value: value.clone(),
            created_at: self.now(),
        });
        Ok(value)
    }

    /// Remembers that the relying party takes part in the session; gives the session's name there.
    pub(super) async fn take_part(
        &self,
        act: &mut Act,
        session: SessionId,
        party: &RelyingParty,
        name_id: &str,
    ) -> Result<String, StoreError> {
        let key = ParticipantKey::Of(session, party.id);
        if let Some(found) = self.store.participants().find(&key).await? {
            return Ok(found.id.to_string());
        }
        let participant = Participant {
            id: self.new_id(),
            session,
            relying_party: party.id,
            name_id: name_id.to_owned(),
            created_at: self.now(),
        };
        let index = participant.id.to_string();
        act.changes().insert(participant);
        Ok(index)
    }
}
