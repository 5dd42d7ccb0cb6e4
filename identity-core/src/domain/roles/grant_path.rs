use crate::ids::GrantId;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// What a grant derives from: the ids from the root grant down to the grant itself.
///
/// A grant that derives from another never gives more, or longer, than every grant above it does. The text form is
/// that of [`OrganizationPath`](crate::domain::OrganizationPath), for the same reason: everything that derives from a grant is
/// a range over one ordered column.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GrantPath(Vec<GrantId>);

/// Grants that derive from each other deeper than [`GrantPath::MAX_DEPTH`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a right can pass through {} hands at most", GrantPath::MAX_DEPTH)]
pub struct TooManyHands;

impl GrantPath {
    /// Through how many hands a right can pass.
    pub const MAX_DEPTH: usize = 16;

    /// The path of a root grant.
    pub fn root(id: GrantId) -> Self {
        Self(vec![id])
    }

    /// The path of a grant that derives from this one.
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

    /// The ids from the root grant down to the grant itself.
    pub fn steps(&self) -> &[GrantId] {
        &self.0
    }

    /// The grant that this one derives from directly; `None` for a root grant.
    pub fn parent_grant(&self) -> Option<GrantId> {
        self.0.len().checked_sub(2).and_then(|at| self.0.get(at)).copied()
    }

    /// Whether the grant at `other` derives from the grant at this place directly.
    pub(crate) fn leads_to(&self, other: &Self) -> bool {
        other.0.split_last().is_some_and(|(_, above)| above == self.0)
    }

    /// Whether this is `other` or derives from it.
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

impl Serialize for GrantPath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for GrantPath {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| {
            serde::de::Error::custom("not a path of grants such as /0190b5a41c2d7e3f8a4b5c6d7e8f9a0b/")
        })
    }
}
