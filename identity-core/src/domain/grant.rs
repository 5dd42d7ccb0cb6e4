use super::{Mandate, MandateAnswer, MandateNotice, Period};
use crate::Timestamp;
use crate::domain::Actor;
use crate::ids::{ApiClientId, ContractId, GrantId, OrganizationId, RoleId, ServiceId, UserId};
use crate::store::Entity;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

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

/// What a grant hangs on: the ids from the grant that stands by itself down to the grant itself.
///
/// A grant that hangs on another never gives more, or longer, than every grant above it does. The text form is
/// that of [`OrganizationPath`](super::OrganizationPath), for the same reason: everything that hangs on a grant is
/// a range over one ordered column.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GrantPath(Vec<GrantId>);

/// Grants that hang on each other deeper than [`GrantPath::MAX_DEPTH`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a right can pass through {} hands at most", GrantPath::MAX_DEPTH)]
pub struct TooManyHands;

impl GrantPath {
    /// Through how many hands a right can pass.
    pub const MAX_DEPTH: usize = 16;

    /// The path of a grant that stands by itself.
    pub fn root(id: GrantId) -> Self {
        Self(vec![id])
    }

    /// The path of a grant that hangs on this one.
    pub fn child(&self, id: GrantId) -> Result<Self, TooManyHands> {
        if self.0.len() >= Self::MAX_DEPTH {
            return Err(TooManyHands);
        }
        Ok(Self(self.0.iter().copied().chain([id]).collect()))
    }

    /// Reads the text form; `None` when it is not one.
    pub fn parse(text: &str) -> Option<Self> {
        let inner = text.strip_prefix('/')?.strip_suffix('/')?;
        let steps: Result<Vec<_>, _> = inner.split('/').map(GrantId::parse).collect();
        steps.ok().filter(|steps| !steps.is_empty()).map(Self)
    }

    /// The ids from the grant that stands by itself down to the grant itself.
    pub fn steps(&self) -> &[GrantId] {
        &self.0
    }

    /// The grant that this one hangs on directly; `None` for one that stands by itself.
    pub fn source(&self) -> Option<GrantId> {
        self.0.len().checked_sub(2).and_then(|at| self.0.get(at)).copied()
    }

    /// Whether the grant at `other` hangs on the grant at this place directly.
    pub(crate) fn leads_to(&self, other: &Self) -> bool {
        other.0.split_last().is_some_and(|(_, above)| above == self.0)
    }

    /// Whether this is `other` or hangs on it.
    pub fn is_within(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }
}

impl fmt::Display for GrantPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("/")?;
        self.0.iter().try_for_each(|id| write!(f, "{}/", id.as_uuid().simple()))
    }
}

/// That a holder has a role at an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Its id.
    pub id: GrantId,
    /// What it hangs on.
    pub path: GrantPath,
    /// The terms on which it was given onward, if it is a mandate.
    pub mandate: Option<Mandate>,
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
    /// Only those at one of these organisations; `None` does not limit.
    pub organizations: Option<Vec<OrganizationId>>,
    /// Only those of one of these roles; `None` does not limit.
    pub roles: Option<Vec<RoleId>>,
    /// Only this grant and what hangs on it.
    pub within: Option<GrantPath>,
    /// Only those that were not taken back.
    pub unrevoked: bool,
    /// Only mandates.
    pub mandates: bool,
    /// Only mandates of which the two sides were told this, that end before then.
    pub ending: Option<(MandateNotice, Timestamp)>,
}

impl Grant {
    /// Whether it was given onward and its receiver has not accepted it.
    pub fn awaits_acceptance(&self) -> bool {
        self.mandate.as_ref().is_some_and(|mandate| mandate.answer != MandateAnswer::Accepted)
    }

    /// Whether it hangs on another grant.
    pub fn hangs_on_another(&self) -> bool {
        self.path.source().is_some()
    }

    fn ends_untold(&self, told: MandateNotice, limit: Timestamp) -> bool {
        self.mandate.as_ref().is_some_and(|mandate| mandate.told == told)
            && self.period.not_after.is_some_and(|end| end < limit)
    }
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
            && filter.organizations.as_ref().is_none_or(|places| places.contains(&self.organization))
            && filter.roles.as_ref().is_none_or(|roles| roles.contains(&self.role))
            && filter.within.as_ref().is_none_or(|path| self.path.is_within(path))
            && (!filter.unrevoked || self.revoked_at.is_none())
            && (!filter.mandates || self.mandate.is_some())
            && filter.ending.is_none_or(|(told, limit)| self.ends_untold(told, limit))
    }
}
