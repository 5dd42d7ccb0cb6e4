use crate::Timestamp;
use crate::ids::OrganizationId;
use crate::store::Entity;
use crate::values::{Attributes, BusinessId, DisplayName, DomainName, ExternalId};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What kind of party an organisation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OrganizationClass {
    /// The company that runs the service; the root of the tree, where staff belong.
    Operator,
    /// A large customer, brought in by an account manager.
    Enterprise,
    /// A small or medium customer.
    Sme,
}

/// Whether an organisation's people can act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OrganizationState {
    /// In business.
    Active,
    /// Barred for now: nobody acts inside it, whoever stands above it still sees it.
    Suspended,
    /// Gone for good; kept so that history stays readable.
    Closed,
}

/// A customer, a department of one, or the operator itself: a node of one tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organization {
    /// Its id.
    pub id: OrganizationId,
    /// Its place in the tree; the parent is the last but one step.
    pub path: OrganizationPath,
    /// What people call it.
    pub name: DisplayName,
    /// What kind of party it is.
    pub class: OrganizationClass,
    /// Whether its people can act.
    pub state: OrganizationState,
    /// The CRM's id for it, where the CRM knows it.
    pub external_id: Option<ExternalId>,
    /// Its number in the official business register.
    pub business_id: Option<BusinessId>,
    /// Mail domains that are its own.
    pub domains: Vec<DomainName>,
    /// What else the CRM tells of it.
    pub attributes: Attributes,
    /// The version of the CRM's record that this one shows; an older one is never applied over it.
    pub source_version: Option<u64>,
    /// When it came to be here.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl Organization {
    /// The organisation it belongs to; `None` for the root.
    pub fn parent(&self) -> Option<OrganizationId> {
        self.path.parent()
    }

    /// The CRM's id for it; the operator's own organisation, which no CRM feeds, has none to show.
    pub fn crm_id(&self) -> Option<&ExternalId> {
        self.external_id.as_ref().filter(|_| self.class != OrganizationClass::Operator)
    }
}

/// A place in the tree of organisations: the ids from the root down to the organisation itself.
///
/// Its text form, `/<id>/<id>/` with ids as 32 hexadecimal digits, makes "everything below" a range
/// over one ordered column (materialised path), so that a subtree never needs a recursive query.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrganizationPath(Vec<OrganizationId>);

/// A tree deeper than [`OrganizationPath::MAX_DEPTH`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("organisations can be nested {} deep at most", OrganizationPath::MAX_DEPTH)]
pub struct PathTooDeep;

impl OrganizationPath {
    /// How deep organisations may be nested; keeps the text form below the index limits of PostgreSQL.
    pub const MAX_DEPTH: usize = 64;

    /// The path of a root organisation.
    pub fn root(id: OrganizationId) -> Self {
        Self(vec![id])
    }

    /// The place at the end of these steps, which were read as a path before, however deep; `None` without any.
    pub(crate) fn of(steps: Vec<OrganizationId>) -> Option<Self> {
        (!steps.is_empty()).then_some(Self(steps))
    }

    /// The path of a child of this place.
    pub fn child(&self, id: OrganizationId) -> Result<Self, PathTooDeep> {
        if self.0.len() >= Self::MAX_DEPTH {
            return Err(PathTooDeep);
        }
        let mut steps = self.0.clone();
        steps.push(id);
        Ok(Self(steps))
    }

    /// Reads the text form; `None` when it is not one.
    pub fn parse(text: &str) -> Option<Self> {
        let inner = text.strip_prefix('/')?.strip_suffix('/')?;
        let steps: Result<Vec<_>, _> = inner.split('/').map(OrganizationId::parse).collect();
        steps.ok().filter(|steps| !steps.is_empty()).map(Self)
    }

    /// The ids from the root to the organisation itself.
    pub fn steps(&self) -> &[OrganizationId] {
        &self.0
    }

    /// The organisation above; `None` for the root.
    pub fn parent(&self) -> Option<OrganizationId> {
        self.0.len().checked_sub(2).and_then(|at| self.0.get(at)).copied()
    }

    /// Whether this place is `other` or lies below it.
    pub fn is_within(&self, other: &Self) -> bool {
        self.0.starts_with(&other.0)
    }
}

impl fmt::Display for OrganizationPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("/")?;
        self.0.iter().try_for_each(|id| write!(f, "{}/", id.as_uuid().simple()))
    }
}

/// A part of the tree that somebody may see: the predicate that the policy hands to list queries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Region {
    /// One organisation.
    Only(OrganizationPath),
    /// An organisation and everything below it.
    Subtree(OrganizationPath),
}

impl Region {
    /// Whether `path` lies in this region.
    pub fn covers(&self, path: &OrganizationPath) -> bool {
        match self {
            Self::Only(place) => path == place,
            Self::Subtree(place) => path.is_within(place),
        }
    }
}

/// The unique keys of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OrganizationKey {
    /// The CRM's id.
    External(ExternalId),
}

/// Which organisations a list shows; every given condition must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrganizationFilter {
    /// Only those in one of these regions; an empty list shows none, `None` does not limit.
    pub within: Option<Vec<Region>>,
    /// Only direct children of this organisation.
    pub parent: Option<OrganizationId>,
    /// Only those whose name contains this text, ASCII case aside.
    pub name_contains: Option<String>,
}

impl Entity for Organization {
    type Id = OrganizationId;
    type Key = OrganizationKey;
    type Filter = OrganizationFilter;

    fn id(&self) -> OrganizationId {
        self.id
    }

    fn keys(&self) -> Vec<OrganizationKey> {
        self.external_id.iter().cloned().map(OrganizationKey::External).collect()
    }

    fn matches(&self, filter: &OrganizationFilter) -> bool {
        let name = || self.name.as_str().to_ascii_lowercase();
        filter.within.as_ref().is_none_or(|regions| regions.iter().any(|region| region.covers(&self.path)))
            && filter.parent.is_none_or(|parent| self.parent() == Some(parent))
            && filter.name_contains.as_ref().is_none_or(|part| name().contains(&part.to_ascii_lowercase()))
    }
}
