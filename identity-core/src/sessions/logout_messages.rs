//! The messages of a logout: their ids, and what came of them.

use crate::authority::{Act, Identity, Proof, Trace, on_fresh_facts};
use crate::domain::{Action, Actor, Logout, LogoutAnswer, LogoutParty, Participant};
use crate::ids::{LogoutId, ParticipantId, RelyingPartyId};
use crate::secrets::Sealed;
use crate::store::{StoreError, Versioned};
use uuid::Uuid;

/// A participant that answers a message of a logout in progress.
struct AnsweringParticipant {
    logout: Versioned<Logout>,
    participant: ParticipantId,
}

impl AnsweringParticipant {
    /// The participant, if the logout has told it and is still to hear from it.
    fn of(logout: Versioned<Logout>, participant: ParticipantId) -> Option<Self> {
        let waits = |party: &LogoutParty| party.participant == participant && party.answer.is_none();
        logout.parties.iter().any(waits).then_some(Self { logout, participant })
    }
}

impl Proof for AnsweringParticipant {
    fn actor(&self) -> Actor {
        Actor::System
    }
}

impl Identity {
    /// A new id for a message of a logout to a participant. Each is another, and nobody reads in it which logout it is of.
    #[doc(hidden)]
    pub fn logout_message_id(&self, logout: Option<LogoutId>, participant: &Participant) -> String {
        let logout = logout.map_or(Uuid::nil(), LogoutId::as_uuid);
        let plain = [logout.into_bytes(), participant.id.as_uuid().into_bytes()].concat();
        let aad = message_aad(participant.relying_party);
        let sealed = self.context.sealer.seal(self.entropy(), &aad, &plain);
        sealed.as_bytes().iter().fold("_".to_owned(), |id, octet| format!("{id}{octet:02x}"))
    }

    /// The logout and the participant that a message to this relying party was about; `None` for a message that is not
    /// from here.
    fn logout_of_message(&self, id: &str, party: RelyingPartyId) -> Option<(LogoutId, ParticipantId)> {
        let digits = id.strip_prefix('_').filter(|digits| digits.len() <= 512 && digits.is_ascii())?;
        let octet = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        let octets: Option<Vec<u8>> = (0..digits.len()).step_by(2).map(octet).collect();
        let plain = self.context.sealer.open(&message_aad(party), &Sealed::from_bytes(octets?)).ok()?;
        let logout = Uuid::from_slice(plain.get(..16)?).ok()?;
        Some((logout.into(), Uuid::from_slice(plain.get(16..)?).ok()?.into()))
    }

    /// Whether a message was sent from here to this relying party.
    #[doc(hidden)]
    pub fn is_logout_message(&self, id: &str, party: RelyingPartyId) -> bool {
        self.logout_of_message(id, party).is_some()
    }

    /// Writes down what a relying party answered to a message, whose sender was verified. Nothing happens when the answer
    /// is known already, or nobody waits for it any more.
    #[doc(hidden)]
    pub async fn logout_answered(
        &self,
        message: &str,
        party: RelyingPartyId,
        answer: LogoutAnswer,
    ) -> Result<(), StoreError> {
        let Some((logout, participant)) = self.logout_of_message(message, party) else { return Ok(()) };
        on_fresh_facts!(async {
            let Some(logout) = self.store.logouts().get(logout).await? else { return Ok(()) };
            let Some(answering) = AnsweringParticipant::of(logout, participant) else { return Ok(()) };
            let mut act = Act::by_proof::<AnsweringParticipant>(&answering);
            let mut logout = answering.logout.record.clone();
            for told in logout.parties.iter_mut().filter(|told| told.participant == answering.participant) {
                told.answer = Some(answer);
            }
            let trace = Trace::of(logout.session).with("application", party);
            let trace = trace.with("answer", if answer == LogoutAnswer::Done { "done" } else { "partial" });
            act.changes().update(logout, answering.logout.version);
            self.commit(act.finish(self, Action::LogoutAnswered, trace)).await
        })
    }

    /// Whether a participant needs not be told of a logout any more.
    #[doc(hidden)]
    pub async fn has_answered(
        &self,
        logout: LogoutId,
        participant: ParticipantId,
    ) -> Result<bool, StoreError> {
        let Some(logout) = self.store.logouts().get(logout).await? else { return Ok(false) };
        let answered = |party: &LogoutParty| party.participant == participant && party.answer.is_some();
        Ok(logout.parties.iter().any(answered))
    }
}

fn message_aad(party: RelyingPartyId) -> Vec<u8> {
    format!("logout-message:{party}").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secrets::MasterKey;
    use crate::store::MemoryStore;
    use crate::{OsEntropy, Settings, Timestamp};

    #[test]
    fn a_message_leads_back_to_its_logout_for_its_receiver_only() {
        let settings = Settings::new("https://my.example.com".parse().unwrap());
        let key = MasterKey::generate(&OsEntropy);
        let identity = Identity::builder(MemoryStore::new(), settings, key).build().unwrap();
        let id = |number| Uuid::from_u128(number);
        let participant = Participant {
            id: id(1).into(),
            session: id(2).into(),
            relying_party: id(3).into(),
            name_id: "x".to_owned(),
            name_format: crate::domain::NameFormat::Persistent,
            created_at: Timestamp::from_unix_seconds(0),
        };
        let logout: LogoutId = id(4).into();
        let message = identity.logout_message_id(Some(logout), &participant);
        assert_ne!(
            message,
            identity.logout_message_id(Some(logout), &participant),
            "each message is another"
        );
        let known = identity.logout_of_message(&message, participant.relying_party);
        assert_eq!(known, Some((logout, participant.id)));
        for (message, party) in [
            (message.as_str(), RelyingPartyId::from(id(5))),
            ("", participant.relying_party),
            ("_0", participant.relying_party),
            (&"é".repeat(40), participant.relying_party),
            (&message.replacen("_0", "_1", 1), participant.relying_party),
        ] {
            assert_eq!(identity.logout_of_message(message, party), None, "{message}");
        }
    }
}
