use crate::Timestamp;
use crate::domain::entity::Entity;
use crate::domain::mark::Mark;
use crate::domain::record_id::RecordKind;
use crate::domain::unique_key::UniqueKey;
use crate::ids::{ParticipantId, RelyingPartyId, SessionId};
use serde::{Deserialize, Serialize};

/// That a session was used to sign in to a relying party, which therefore has to hear of its end
/// (session participant, SAML 2.0 profiles, section 4.4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participant {
    /// Its id; also the SAML `SessionIndex`, so that the relying party never learns a session's own id.
    pub id: ParticipantId,
    /// The session.
    pub session: SessionId,
    /// Who takes part in it.
    pub relying_party: RelyingPartyId,
    /// The name that was asserted.
    pub name_id: String,
    /// When it signed in last.
    pub created_at: Timestamp,
}

/// The unique keys of a participant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParticipantKey {
    /// A relying party takes part in a session once.
    Of(SessionId, RelyingPartyId),
}

impl UniqueKey for ParticipantKey {}

/// Which participants a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ParticipantFilter {
    /// Only those of this session.
    pub session: Option<SessionId>,
}

impl Entity for Participant {
    const KIND: RecordKind = RecordKind::Participant;

    type Id = ParticipantId;
    type Key = ParticipantKey;
    type Filter = ParticipantFilter;

    fn id(&self) -> ParticipantId {
        self.id
    }

    fn keys(&self) -> Vec<ParticipantKey> {
        vec![ParticipantKey::Of(self.session, self.relying_party)]
    }

    fn matches(&self, filter: &ParticipantFilter) -> bool {
        filter.session.is_none_or(|session| self.session == session)
    }

    fn marks(&self) -> Vec<Mark> {
        vec![Mark::new("session", self.session)]
    }

    fn narrow(filter: &ParticipantFilter) -> Option<Vec<Mark>> {
        filter.session.map(|session| vec![Mark::new("session", session)])
    }
}
