//! Single logout: the applications of a session are told of its end, one after the other.

use super::participants::ToNotify;
use crate::authority::{AccessError, Act, BookKeeping, Caller, Identity, Proof, Trace, on_fresh_facts};
use crate::domain::{Action, Actor, Logout, LogoutInitiator, Participant, RelyingParty, Session};
use crate::ids::{LogoutId, ParticipantId, RelyingPartyId, SessionId};
use crate::store::{StoreError, Versioned};
use std::time::Duration;

/// How long a logout can take to go round.
const LOGOUT_LIFETIME: Duration = Duration::from_mins(10);

/// Where a logout stands.
#[derive(Debug, Clone, PartialEq)]
pub enum LogoutStep {
    /// This relying party is told next.
    Notify(Box<ToNotify>),
    /// Everybody was told; the one who asked gets the answer.
    Answer(Box<RelyingParty>, LogoutInitiator),
    /// Everybody was told.
    Done,
}

/// A relying party's request to end a session, validated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogoutAsked {
    /// Who asks, and how to answer.
    pub initiator: LogoutInitiator,
    /// The name under which it knows the person.
    pub name_id: String,
    /// The sessions it means, by the `SessionIndex` that each was asserted with; without one nothing is ended.
    pub session_indexes: Vec<String>,
}

/// A participant of a session whose relying party asks to end that session, and knows its name there.
struct AskedByParticipant {
    participant: Participant,
}

impl AskedByParticipant {
    /// The participant, if it is of the relying party that asks and has the name that it says.
    fn check(asked: &LogoutAsked, found: Versioned<Participant>) -> Option<Self> {
        let own = found.relying_party == asked.initiator.relying_party && found.name_id == asked.name_id;
        own.then_some(Self { participant: found.record })
    }
}

impl Proof for AskedByParticipant {
    fn actor(&self) -> Actor {
        Actor::System
    }
}

impl Identity {
    /// Ends the caller's session and begins telling its participants.
    pub async fn begin_logout(&self, caller: &Caller) -> Result<Logout, AccessError> {
        let session = caller.session().ok_or(AccessError::NotFound)?;
        self.sign_out(caller).await?;
        Ok(self.record_logout(session, None).await?)
    }

    /// Ends the sessions that a relying party names and begins telling their other participants; `None`
    /// when there is no such session (any more).
    pub async fn begin_asked_logout(&self, asked: &LogoutAsked) -> Result<Option<Logout>, StoreError> {
        let mut first = None;
        for index in &asked.session_indexes {
            let Ok(id) = ParticipantId::parse(index) else { continue };
            let found = self.store.participants().get(id).await?;
            if let Some(named) = found.and_then(|found| AskedByParticipant::check(asked, found)) {
                self.end_for_participant(&named).await?;
                first = first.or(Some(named.participant.session));
            }
        }
        match first {
            Some(session) => Ok(Some(self.record_logout(session, Some(asked.initiator.clone())).await?)),
            None => Ok(None),
        }
    }

    /// Ends the session of a participant that asks for it, and with it its part.
    async fn end_for_participant(&self, asked: &AskedByParticipant) -> Result<(), StoreError> {
        let participant = &asked.participant;
        on_fresh_facts!(async {
            let mut act = Act::by_proof::<AskedByParticipant>(asked);
            let session = self.store.sessions().get(participant.session).await?;
            if let Some(session) = session.filter(|session| session.ended_at.is_none()) {
                let ended = Session { ended_at: Some(self.now()), ..session.record };
                act.changes().update(ended, session.version);
            }
            if let Some(part) = self.store.participants().get(participant.id).await? {
                act.changes().remove(part.id, part.version);
            }
            let trace = Trace::of(participant.session).with("asked_by", participant.relying_party);
            self.commit(act.finish(self, Action::SessionEnded, trace)).await
        })
    }

    async fn record_logout(
        &self,
        session: SessionId,
        initiator: Option<LogoutInitiator>,
    ) -> Result<Logout, StoreError> {
        let now = self.now();
        let id = self.new_id();
        let logout =
            Logout { id, session, initiator, created_at: now, expires_at: now.plus(LOGOUT_LIFETIME) };
        let mut books = BookKeeping::new();
        books.insert(logout.clone());
        self.commit_unaudited(&books).await?;
        Ok(logout)
    }

    /// What a logout needs next; `None` when there is no such logout (any more).
    pub async fn logout_step(&self, id: LogoutId) -> Result<Option<LogoutStep>, StoreError> {
        let found = self.store.logouts().get(id).await?.filter(|found| self.now() < found.expires_at);
        let Some(logout) = found else { return Ok(None) };
        let told_by_redirect = |party: &ToNotify| party.relying_party.logout_url.is_some();
        if let Some(next) = self.participants(logout.session).await?.into_iter().find(told_by_redirect) {
            return Ok(Some(LogoutStep::Notify(Box::new(next))));
        }
        let Some(initiator) = logout.initiator.clone() else { return Ok(Some(LogoutStep::Done)) };
        let party = self.store.relying_parties().get(initiator.relying_party).await?;
        Ok(Some(
            party.map_or(LogoutStep::Done, |party| LogoutStep::Answer(Box::new(party.record), initiator)),
        ))
    }

    /// Writes down that a relying party was told of a logout, whatever it answered, so that the next is
    /// told.
    pub async fn told_of_logout(
        &self,
        id: LogoutId,
        relying_party: RelyingPartyId,
    ) -> Result<(), StoreError> {
        let Some(logout) = self.store.logouts().get(id).await? else { return Ok(()) };
        let parties = self.participants(logout.session).await?;
        for told in parties.into_iter().filter(|party| party.relying_party.id == relying_party) {
            if let Some(part) = self.store.participants().get(told.participant.id).await? {
                let mut books = BookKeeping::new();
                books.remove(&part);
                match self.commit_unaudited(&books).await {
                    Ok(()) | Err(StoreError::Conflict { .. }) => {}
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(())
    }
}
