use super::Period;
use crate::Timestamp;
use crate::domain::Actor;
use crate::ids::{ApiClientId, ContractId, GrantId, OrganizationId, RoleId, ServiceId, UserId};
use crate::store::Entity;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Who holds a grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "id")]
pub enum Holder {
    /// A person.
    User(UserId),
    /// An organisation.
    Organization(OrganizationId),
    /// A program that calls the REST interface.
    Client(ApiClientId),
}

/// How far down the tree a grant reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GrantScope {
    /// The organisation of the grant alone.
    Organization,
    /// The organisation and everything below it.
    Subtree,
}

/// What a grant lets its holder do with the role. The right to grant is separate from the right to act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rights {
    /// Do what the role allows.
    Act,
    /// Give the role to others, without doing what it allows.
    Grant,
    /// Both.
    ActAndGrant,
}

impl Rights {
    /// Whether the holder may do what the role allows.
    pub const fn may_act(self) -> bool {
        matches!(self, Self::Act | Self::ActAndGrant)
    }

    /// Whether the holder may give the role to others.
    pub const fn may_grant(self) -> bool {
        matches!(self, Self::Grant | Self::ActAndGrant)
    }
}

/// That a holder has a role at an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Its id.
    pub id: GrantId,
    /// Who has it.
    pub holder: Holder,
    /// Which role.
    pub role: RoleId,
    /// Where.
    pub organization: OrganizationId,
    /// How far down.
    pub scope: GrantScope,
    /// To act, to grant, or both.
    pub rights: Rights,
    /// Only for these services; `None` = all that the role names.
    pub services: Option<BTreeSet<ServiceId>>,
    /// Only by these contracts; `None` = any.
    pub contracts: Option<BTreeSet<ContractId>>,
    /// When it holds.
    pub period: Period,
    /// Who gave it.
    pub given_by: Actor,
    /// When it was given.
    pub created_at: Timestamp,
    /// When it was taken back; kept so that history stays readable.
    pub revoked_at: Option<Timestamp>,
}

/// Which grants a list shows; every given condition must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GrantFilter {
    /// Only those of one of these holders; `None` does not limit.
    pub holders: Option<Vec<Holder>>,
    /// Only those at this organisation.
    pub organization: Option<OrganizationId>,
    /// Only those that were not taken back.
    pub unrevoked: bool,
}

impl Entity for Grant {
    type Id = GrantId;
    type Key = super::NoKey;
    type Filter = GrantFilter;

    fn id(&self) -> GrantId {
        self.id
    }

    fn keys(&self) -> Vec<super::NoKey> {
        Vec::new()
    }

    fn matches(&self, filter: &GrantFilter) -> bool {
        filter.holders.as_ref().is_none_or(|holders| holders.contains(&self.holder))
            && filter.organization.is_none_or(|organization| self.organization == organization)
            && (!filter.unrevoked || self.revoked_at.is_none())
    }
}
