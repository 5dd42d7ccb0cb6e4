use super::permission::Permission;
use crate::Timestamp;
use crate::domain::entity::Entity;
use crate::domain::mark::Mark;
use crate::domain::record_id::RecordKind;
use crate::domain::unique_key::UniqueKey;
use crate::ids::{OrganizationId, RoleId, ServiceId};
use crate::values::{DisplayName, RoleKey};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A named set of permissions and of application roles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// Its id.
    pub id: RoleId,
    /// The organisation that defined it for itself and what lies below; `None` = the deployment, for all.
    pub owner: Option<OrganizationId>,
    /// The name that configuration and REST use.
    pub key: RoleKey,
    /// What people call it.
    pub name: DisplayName,
    /// What somebody with it can do, in one plain sentence.
    pub description: String,
    /// The administrative acts it allows.
    pub permissions: BTreeSet<Permission>,
    /// The roles that services receive in assertions.
    pub application_roles: BTreeMap<ServiceId, BTreeSet<RoleKey>>,
    /// Whether it is held by mandate only: given by an administrator who holds its parts, it derives from what they
    /// hold, ends with it, and its receiver has to accept it.
    pub mandate_only: bool,
    /// Disabled roles give nothing.
    pub enabled: bool,
    /// When it was defined.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// The unique keys of a role: a name stands once among its owner's roles.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoleRef {
    /// This name among the roles of this owner.
    Named(Option<OrganizationId>, RoleKey),
}

impl UniqueKey for RoleRef {}

/// Which roles a list shows; every given condition must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RoleFilter {
    /// Only these; `None` does not limit.
    pub ids: Option<Vec<RoleId>>,
    /// Only roles of one of these owners, where `None` is the deployment; `None` for the list does not limit.
    pub owners: Option<Vec<Option<OrganizationId>>>,
}

impl Entity for Role {
    const KIND: RecordKind = RecordKind::Role;

    type Id = RoleId;
    type Key = RoleRef;
    type Filter = RoleFilter;

    fn id(&self) -> RoleId {
        self.id
    }

    fn keys(&self) -> Vec<RoleRef> {
        vec![RoleRef::Named(self.owner, self.key.clone())]
    }

    fn matches(&self, filter: &RoleFilter) -> bool {
        filter.ids.as_ref().is_none_or(|ids| ids.contains(&self.id))
            && filter.owners.as_ref().is_none_or(|owners| owners.contains(&self.owner))
    }

    fn marks(&self) -> Vec<Mark> {
        vec![Mark::new("id", self.id), owner_mark(self.owner)]
    }

    fn narrow(filter: &RoleFilter) -> Option<Vec<Mark>> {
        match (&filter.ids, &filter.owners) {
            (Some(ids), _) => Some(Mark::each("id", ids)),
            (None, Some(owners)) => Some(owners.iter().copied().map(owner_mark).collect()),
            (None, None) => None,
        }
    }
}

fn owner_mark(owner: Option<OrganizationId>) -> Mark {
    owner.map_or_else(|| Mark::new("owner", "deployment"), |owner| Mark::new("owner", owner))
}
