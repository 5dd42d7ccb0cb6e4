//! Records to write.

use identity_core::domain::{
    Organization, OrganizationClass, OrganizationPath, OrganizationState, Service, ServiceKeyed,
};
use identity_core::ids::{OrganizationId, ServiceId};
use identity_core::values::{Attributes, DisplayName, ServiceKey};
use identity_core::{OsEntropy, SystemClock, Timestamp};
use identity_store_sql::SqlStore;

/// A migrated store in memory.
pub(crate) async fn memory() -> SqlStore {
    let store = SqlStore::connect("sqlite::memory:").await.unwrap();
    store.migrate().await.unwrap();
    store
}

pub(crate) fn service(key: &str) -> Service {
    Service {
        id: ServiceId::generate(&SystemClock::default(), &OsEntropy),
        key: ServiceKey::parse(key).unwrap(),
        name: DisplayName::parse("SmartPlan").unwrap(),
        needs_contract: true,
        start_url: None,
        enabled: true,
        created_at: Timestamp::from_unix_micros(1_800_000_000_123_456),
    }
}

pub(crate) fn key(key: &str) -> ServiceKeyed {
    ServiceKeyed::Key(ServiceKey::parse(key).unwrap())
}

/// An organisation below `parent`, or a root.
pub(crate) fn organization(parent: Option<&OrganizationPath>, name: &str) -> Organization {
    let id = OrganizationId::generate(&SystemClock::default(), &OsEntropy);
    let path = parent.map_or_else(|| OrganizationPath::root(id), |parent| parent.child(id).unwrap());
    let now = Timestamp::from_unix_seconds(1_800_000_000);
    Organization {
        id,
        path,
        name: DisplayName::parse(name).unwrap(),
        class: OrganizationClass::Enterprise,
        state: OrganizationState::Active,
        external_id: None,
        business_id: None,
        domains: Vec::new(),
        attributes: Attributes::new(),
        source_version: Some(u64::MAX),
        created_at: now,
        updated_at: now,
    }
}
