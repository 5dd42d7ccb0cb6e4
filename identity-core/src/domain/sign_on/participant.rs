use crate::Timestamp;
use crate::domain::entity::Entity;
use crate::ids::{ParticipantId, RelyingPartyId, SessionId};

/// That a session was used to sign in to a relying party, which therefore has to hear of its end
/// (session participant, SAML 2.0 profiles, section 4.4).
#[derive(Debug, Clone, PartialEq, Eq)]
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
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ParticipantKey {
    /// A relying party takes part in a session once.
    Of(SessionId, RelyingPartyId),
}

/// Which participants a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ParticipantFilter {
    /// Only those of this session.
    pub session: Option<SessionId>,
}

impl Entity for Participant {
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
}
