use crate::Timestamp;
use serde::{Deserialize, Serialize};

/// A span of time with an inclusive start and an exclusive end, either of which may be open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Period {
    /// First instant at which it holds; `None` = always has.
    pub not_before: Option<Timestamp>,
    /// First instant at which it no longer holds; `None` = does not end.
    pub not_after: Option<Timestamp>,
}

impl Period {
    /// A period without start and end.
    pub const ALWAYS: Self = Self { not_before: None, not_after: None };

    /// Whether it ends before it begins.
    pub fn is_empty(&self) -> bool {
        matches!((self.not_before, self.not_after), (Some(start), Some(end)) if end <= start)
    }

    /// Whether the period has begun at `now`.
    pub fn has_begun(&self, now: Timestamp) -> bool {
        self.not_before.is_none_or(|start| start <= now)
    }

    /// Whether the period is over at `now`.
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.not_after.is_some_and(|end| end <= now)
    }

    /// Whether `now` lies within the period.
    pub fn contains(&self, now: Timestamp) -> bool {
        self.has_begun(now) && !self.is_over(now)
    }
}
