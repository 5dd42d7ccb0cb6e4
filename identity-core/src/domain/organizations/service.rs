use crate::Timestamp;
use crate::domain::entity::Entity;
use crate::domain::mark::Mark;
use crate::domain::record_id::RecordKind;
use crate::domain::unique_key::UniqueKey;
use crate::ids::ServiceId;
use crate::values::{DisplayName, ServiceKey};
use serde::{Deserialize, Serialize};

/// Something that people sign in to: an application with roles of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// Its id.
    pub id: ServiceId,
    /// The name that configuration and the CRM use.
    pub key: ServiceKey,
    /// What people call it.
    pub name: DisplayName,
    /// Whether an organisation needs a contract for it.
    pub needs_contract: bool,
    /// Where a person starts using it, if it has a page of its own.
    pub start_url: Option<String>,
    /// Disabled services let nobody in.
    pub enabled: bool,
    /// When it was defined.
    pub created_at: Timestamp,
}

/// The unique keys of a service.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceKeyed {
    /// Its configured name.
    Key(ServiceKey),
}

impl UniqueKey for ServiceKeyed {}

/// Which services a list shows; every given condition must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ServiceFilter {
    /// Only these; `None` does not limit.
    pub ids: Option<Vec<ServiceId>>,
    /// Only those that need a contract, or only those that need none; `None` does not limit.
    pub needs_contract: Option<bool>,
}

impl Entity for Service {
    const KIND: RecordKind = RecordKind::Service;

    type Id = ServiceId;
    type Key = ServiceKeyed;
    type Filter = ServiceFilter;

    fn id(&self) -> ServiceId {
        self.id
    }

    fn keys(&self) -> Vec<ServiceKeyed> {
        vec![ServiceKeyed::Key(self.key.clone())]
    }

    fn matches(&self, filter: &ServiceFilter) -> bool {
        filter.ids.as_ref().is_none_or(|ids| ids.contains(&self.id))
            && filter.needs_contract.is_none_or(|needs| self.needs_contract == needs)
    }

    fn marks(&self) -> Vec<Mark> {
        vec![Mark::new("id", self.id), Mark::new("needs_contract", self.needs_contract)]
    }

    fn narrow(filter: &ServiceFilter) -> Option<Vec<Mark>> {
        let by_id = filter.ids.as_ref().map(|ids| Mark::each("id", ids));
        by_id.or_else(|| filter.needs_contract.map(|needs| vec![Mark::new("needs_contract", needs)]))
    }
}
