use crate::Timestamp;
use crate::domain::applications::NameFormat;
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
    /// The format of that name.
    #[serde(default)]
    pub name_format: NameFormat,
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

/// Which participants a list shows; every given condition must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ParticipantFilter {
    /// Only those of this session.
    pub session: Option<SessionId>,
    /// Only those of the person that this relying party knows by this name.
    pub subject: Option<(RelyingPartyId, String)>,
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
        let ParticipantFilter { session, subject } = filter;
        let named =
            |(party, name): &(RelyingPartyId, String)| self.relying_party == *party && self.name_id == *name;
        session.is_none_or(|session| self.session == session) && subject.as_ref().is_none_or(named)
    }

    fn marks(&self) -> Vec<Mark> {
        vec![Mark::new("session", self.session), subject_mark(self.relying_party, &self.name_id)]
    }

    fn narrow(filter: &ParticipantFilter) -> Option<Vec<Mark>> {
        match (filter.session, &filter.subject) {
            (Some(session), _) => Some(vec![Mark::new("session", session)]),
            (None, Some((party, name))) => Some(vec![subject_mark(*party, name)]),
            (None, None) => None,
        }
    }
}

fn subject_mark(party: RelyingPartyId, name: &str) -> Mark {
    Mark::new("subject", format!("{party} {name}"))
}
