use crate::ids::OrganizationId;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

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

impl Serialize for OrganizationPath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for OrganizationPath {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| {
            serde::de::Error::custom("not a path of organisations such as /0190b5a41c2d7e3f8a4b5c6d7e8f9a0b/")
        })
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
