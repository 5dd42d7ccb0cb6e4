//! How records of a kind are made up.

use super::draw::Draw;
use super::kept::Kept;
use crate::Timestamp;
use std::time::Duration;

/// How records of a kind are made up.
pub(crate) trait Sample: Kept {
    /// A record whose id and unique keys no other sample has.
    fn sample(draw: &mut Draw) -> Self;

    /// A record that holds at least one unique key, where the kind has any.
    fn keyed(draw: &mut Draw) -> Self {
        Self::sample(draw)
    }

    /// Other records of which each holds one key of `of`, in each of its spellings; all keys are among them.
    fn clashing(draw: &mut Draw, of: &Self) -> Vec<Self>;

    /// Other records whose keys nearly are those of `of`.
    fn alike(_draw: &mut Draw, _of: &Self) -> Vec<Self> {
        Vec::new()
    }

    /// Filters that show `one`, filters that mix its values with those of `other`, and filters that show nothing.
    fn filters(draw: &mut Draw, one: &Self, other: &Self) -> Vec<Self::Filter>;

    /// Filters with an empty list of which nothing can be one.
    fn empty_lists() -> Vec<Self::Filter> {
        Vec::new()
    }
}

/// The text with the case of its ASCII letters turned round; equal only for a store that ignores case.
pub(super) fn other_case(text: &str) -> String {
    let turn = |c: char| if c.is_ascii_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() };
    text.chars().map(turn).collect()
}

/// Both halves of a two-part key are found alone in many records, together in one: one half is drawn anew.
pub(super) fn pair<A: From<uuid::Uuid>, B: From<uuid::Uuid>>(draw: &mut Draw) -> (A, B) {
    if draw.chance(50) { (draw.known(), draw.id()) } else { (draw.id(), draw.known()) }
}

/// The time itself and the microsecond behind it: a condition that a record with this time just misses, and one that it
/// just meets.
pub(super) fn around(at: Timestamp) -> [Timestamp; 2] {
    [at, at.plus(Duration::from_micros(1))]
}
