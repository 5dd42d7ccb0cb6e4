use crate::Timestamp;
use serde::{Deserialize, Serialize};

/// A span of time with an inclusive start and an exclusive end, either of which may be open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Period {
    /// First instant at which it holds; `None` = always has.
    #[serde(alias = "not_before")]
    pub starts_at: Option<Timestamp>,
    /// First instant at which it no longer holds; `None` = does not end.
    #[serde(alias = "not_after")]
    pub ends_at: Option<Timestamp>,
}

impl Period {
    /// A period without start and end.
    pub const ALWAYS: Self = Self { starts_at: None, ends_at: None };

    /// Whether it ends before it begins.
    pub fn is_empty(&self) -> bool {
        matches!((self.starts_at, self.ends_at), (Some(start), Some(end)) if end <= start)
    }

    /// Whether the period has begun at `now`.
    pub fn has_begun(&self, now: Timestamp) -> bool {
        self.starts_at.is_none_or(|start| start <= now)
    }

    /// Whether the period is over at `now`.
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.ends_at.is_some_and(|end| end <= now)
    }

    /// Whether `now` lies within the period.
    pub fn contains(&self, now: Timestamp) -> bool {
        self.has_begun(now) && !self.is_over(now)
    }
}
