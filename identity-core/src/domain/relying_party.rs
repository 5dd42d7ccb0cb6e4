use crate::Timestamp;
use crate::ids::{NameIdentifierId, ParticipantId, RelyingPartyId, ServiceId, SessionId, UserId};
use crate::store::Entity;
use crate::values::{DisplayName, EntityId};
use serde::{Deserialize, Serialize};

/// Where a service provider takes responses (SAML 2.0 metadata, section 2.4.4), by HTTP-POST.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssertionConsumerService {
    /// The exact address.
    pub url: String,
    /// Its index, by which a request may name it.
    pub index: u16,
    /// Whether it is meant when a request names none.
    pub is_default: bool,
}

/// A service provider that this identity provider signs people in to.
///
/// Everything here comes from registered metadata, never from a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelyingParty {
    /// Its id.
    pub id: RelyingPartyId,
    /// Its SAML entity id.
    pub entity_id: EntityId,
    /// What people call it.
    pub name: DisplayName,
    /// The service that it is the door to.
    pub service: ServiceId,
    /// Where it takes responses; at least one.
    pub consumers: Vec<AssertionConsumerService>,
    /// Where it takes logout messages by HTTP-Redirect.
    pub logout_url: Option<String>,
    /// Its signing certificates, DER.
    pub certificates: Vec<Vec<u8>>,
    /// Whether a request without a valid signature is refused.
    pub requests_signed: bool,
    /// Switched off parties are refused.
    pub enabled: bool,
    /// When it was registered.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// The unique keys of a relying party.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RelyingPartyKey {
    /// Its SAML entity id.
    EntityId(EntityId),
}

/// Which relying parties a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RelyingPartyFilter {
    /// Only those of this service.
    pub service: Option<ServiceId>,
}

impl Entity for RelyingParty {
    type Id = RelyingPartyId;
    type Key = RelyingPartyKey;
    type Filter = RelyingPartyFilter;

    fn id(&self) -> RelyingPartyId {
        self.id
    }

    fn keys(&self) -> Vec<RelyingPartyKey> {
        vec![RelyingPartyKey::EntityId(self.entity_id.clone())]
    }

    fn matches(&self, filter: &RelyingPartyFilter) -> bool {
        filter.service.is_none_or(|service| self.service == service)
    }
}

/// The name by which one relying party knows a person: opaque, persistent, never given to another
/// (SAML 2.0 core, section 8.3.7).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameIdentifier {
    /// Its id.
    pub id: NameIdentifierId,
    /// Whose name it is.
    pub user: UserId,
    /// Who knows it.
    pub relying_party: RelyingPartyId,
    /// The name: 128 random bits or more, as text.
    pub value: String,
    /// When it was first given out.
    pub created_at: Timestamp,
}

/// The unique keys of a name identifier.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameIdentifierKey {
    /// A person has one name per relying party.
    Of(UserId, RelyingPartyId),
    /// A name means one person per relying party.
    Value(RelyingPartyId, String),
}

/// Which name identifiers a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NameIdentifierFilter {
    /// Only those of this person.
    pub user: Option<UserId>,
}

impl Entity for NameIdentifier {
    type Id = NameIdentifierId;
    type Key = NameIdentifierKey;
    type Filter = NameIdentifierFilter;

    fn id(&self) -> NameIdentifierId {
        self.id
    }

    fn keys(&self) -> Vec<NameIdentifierKey> {
        vec![
            NameIdentifierKey::Of(self.user, self.relying_party),
            NameIdentifierKey::Value(self.relying_party, self.value.clone()),
        ]
    }

    fn matches(&self, filter: &NameIdentifierFilter) -> bool {
        filter.user.is_none_or(|user| self.user == user)
    }
}

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
