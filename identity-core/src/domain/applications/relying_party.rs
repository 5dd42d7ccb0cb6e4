use crate::Timestamp;
use crate::domain::entity::Entity;
use crate::domain::mark::Mark;
use crate::domain::octets;
use crate::domain::record_id::RecordKind;
use crate::domain::unique_key::UniqueKey;
use crate::ids::{RelyingPartyId, ServiceId};
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
    #[serde(with = "octets::list")]
    pub certificates: Vec<Vec<u8>>,
    /// Whether a request without a valid signature is refused.
    pub requests_signed: bool,
    /// Disabled parties are refused.
    pub enabled: bool,
    /// When it was registered.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// The unique keys of a relying party.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RelyingPartyKey {
    /// Its SAML entity id.
    EntityId(EntityId),
}

impl UniqueKey for RelyingPartyKey {}

/// Which relying parties a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RelyingPartyFilter {
    /// Only those of this service.
    pub service: Option<ServiceId>,
}

impl Entity for RelyingParty {
    const KIND: RecordKind = RecordKind::RelyingParty;

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

    fn marks(&self) -> Vec<Mark> {
        vec![Mark::new("service", self.service)]
    }

    fn narrow(filter: &RelyingPartyFilter) -> Option<Vec<Mark>> {
        filter.service.map(|service| vec![Mark::new("service", service)])
    }
}
