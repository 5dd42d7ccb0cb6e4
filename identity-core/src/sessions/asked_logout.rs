//! Single logout that an application asks for.

use super::logout::BegunLogout;
use crate::authority::{Act, Identity, Proof, Trace, on_fresh_facts};
use crate::domain::{Action, Actor, LogoutInitiator, Participant};
use crate::ids::{ParticipantId, RelyingPartyId};
use crate::store::{StoreError, Versioned};

/// A relying party's request to end sessions of a person, validated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogoutAsked {
    /// Who asks, and how to answer.
    pub initiator: LogoutInitiator,
    /// The name under which it knows the person.
    pub name_id: String,
    /// The sessions it means, by the `SessionIndex` that each was asserted with; without one, all of the person's in which
    /// it takes part.
    pub session_indexes: Vec<String>,
    /// Whether a browser brought the request, which can take messages to the other participants.
    pub by_browser: bool,
}

/// Participants of sessions whose relying party asks to end these sessions, and knows the person's name there.
struct AskedByParticipant {
    relying_party: RelyingPartyId,
    participants: Vec<Participant>,
}

impl AskedByParticipant {
    /// The participants that are of the relying party that asks and have the name that it says; `None` if there is none.
    fn check(asked: &LogoutAsked, found: Vec<Versioned<Participant>>) -> Option<Self> {
        let relying_party = asked.initiator.relying_party;
        let own = |found: &Versioned<Participant>| {
            found.relying_party == relying_party && found.name_id == asked.name_id
        };
        let participants: Vec<_> = found.into_iter().filter(own).map(|found| found.record).collect();
        (!participants.is_empty()).then_some(Self { relying_party, participants })
    }
}

impl Proof for AskedByParticipant {
    fn actor(&self) -> Actor {
        Actor::System
    }
}

impl Identity {
    /// Ends the sessions that a relying party names, all in one commit, and begins telling their other participants.
    /// `None`, and nothing is ended, when it takes part in no session of a person of that name. A session that is over
    /// already needs nothing any more.
    pub async fn begin_asked_logout(&self, asked: &LogoutAsked) -> Result<Option<BegunLogout>, StoreError> {
        let found = self.asked_participants(asked).await?;
        let Some(named) = AskedByParticipant::check(asked, found) else { return Ok(None) };
        on_fresh_facts!(self.end_asked(&named, asked)).map(Some)
    }

    async fn asked_participants(
        &self,
        asked: &LogoutAsked,
    ) -> Result<Vec<Versioned<Participant>>, StoreError> {
        if asked.session_indexes.is_empty() {
            return self.participants_named(asked.initiator.relying_party, &asked.name_id).await;
        }
        let mut found = Vec::new();
        for index in &asked.session_indexes {
            let Ok(id) = ParticipantId::parse(index) else { continue };
            let known = found.iter().any(|known: &Versioned<Participant>| known.id == id);
            found.extend(self.store.participants().get(id).await?.filter(|_| !known));
        }
        Ok(found)
    }

    async fn end_asked(
        &self,
        asked: &AskedByParticipant,
        request: &LogoutAsked,
    ) -> Result<BegunLogout, StoreError> {
        let mut act = Act::by_proof::<AskedByParticipant>(asked);
        let mut traces = Vec::new();
        let first = asked.participants.first().map(|participant| participant.session);
        let first = first.ok_or_else(|| StoreError::Failed("no-participant".into()))?;
        let mut begun = BegunLogout::new(self, first, Some(request.initiator.clone()));
        begun.logout.browser = begun.logout.browser.filter(|_| request.by_browser);
        for participant in &asked.participants {
            let session = self.store.sessions().get(participant.session).await?;
            let Some(session) = session.filter(|session| session.ended_at.is_none()) else { continue };
            traces.push(Trace::of(session.id).with("asked_by", asked.relying_party));
            begun.tells(self.end_session_in(&mut act, session, self.now(), begun.telling()).await?);
        }
        let Some(last) = traces.pop() else { return Ok(begun) };
        for trace in traces {
            act.note(self, Action::SessionEnded, trace);
        }
        act.changes().insert(begun.logout.clone());
        self.commit(act.finish(self, Action::SessionEnded, last)).await?;
        Ok(begun)
    }
}
