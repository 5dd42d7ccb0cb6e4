use crate::Timestamp;
use crate::domain::entity::Entity;
use crate::domain::mark::Mark;
use crate::domain::period::Period;
use crate::domain::record_id::RecordKind;
use crate::domain::unique_key::UniqueKey;
use crate::ids::{ContractId, OrganizationId, ServiceId};
use crate::values::ExternalId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use uuid::Uuid;

/// What an organisation has bought: the services that its people may use, and for how long.
///
/// The CRM is its master; nothing in this system changes it but the CRM's feed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contract {
    /// Its id.
    pub id: ContractId,
    /// The CRM's id for it.
    pub external_id: ExternalId,
    /// Whose contract it is. Of one that ended before it came to be known here, [`UNKNOWN`](Self::UNKNOWN).
    pub organization: OrganizationId,
    /// The services it entitles to.
    pub services: BTreeSet<ServiceId>,
    /// When it holds; an early end through `DELETE` moves `ends_at` forward.
    pub period: Period,
    /// The version of the CRM's record that this one shows.
    pub source_version: Option<u64>,
    /// When the CRM ended it, before its period was over or after. Nothing that is older than that opens it again.
    #[serde(default)]
    pub ended_at: Option<Timestamp>,
    /// When it came to be here.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl Contract {
    /// The organisation of a contract that the CRM ended before it told whose it is. No organisation has this id.
    pub const UNKNOWN: OrganizationId = OrganizationId::from_uuid(Uuid::nil());

    /// Whether all that is known of it is that it ended.
    pub fn is_unknown(&self) -> bool {
        self.organization == Self::UNKNOWN
    }
}

/// The unique keys of a contract.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContractKey {
    /// The CRM's id.
    External(ExternalId),
}

impl UniqueKey for ContractKey {}

/// Which contracts a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContractFilter {
    /// Only those of this organisation.
    pub organization: Option<OrganizationId>,
}

impl Entity for Contract {
    const KIND: RecordKind = RecordKind::Contract;

    type Id = ContractId;
    type Key = ContractKey;
    type Filter = ContractFilter;

    fn id(&self) -> ContractId {
        self.id
    }

    fn keys(&self) -> Vec<ContractKey> {
        vec![ContractKey::External(self.external_id.clone())]
    }

    fn matches(&self, filter: &ContractFilter) -> bool {
        filter.organization.is_none_or(|organization| self.organization == organization)
    }

    fn marks(&self) -> Vec<Mark> {
        vec![Mark::new("organization", self.organization)]
    }

    fn narrow(filter: &ContractFilter) -> Option<Vec<Mark>> {
        filter.organization.map(|organization| vec![Mark::new("organization", organization)])
    }
}
