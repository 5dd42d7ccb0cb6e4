use sha2::{Digest, Sha256};
use std::fmt::{self, Display, Write};

/// A label of a record from which any store can build an index, such as `organization=0190…`.
///
/// A store that keeps for each mark the ids of the records that carry it can answer a list without reading the whole
/// table: [`Entity::narrow`](super::Entity::narrow) names marks of which every record that the list shows carries at
/// least one. The marks only narrow the search; [`Entity::matches`](super::Entity::matches) decides.
///
/// Marks belong to their kind of record. A mark has at most [`Mark::MAX_OCTETS`] octets.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark(String);

impl Mark {
    /// The longest mark; longer values are replaced by their SHA-256 digest.
    pub const MAX_OCTETS: usize = 128;

    /// The mark `name=value`.
    pub(crate) fn new(name: &'static str, value: impl Display) -> Self {
        let mark = format!("{name}={value}");
        if mark.len() <= Self::MAX_OCTETS {
            return Self(mark);
        }
        let mut digest = format!("{name}#");
        for octet in Sha256::digest(&mark) {
            // Writing to a text cannot fail.
            let _ = write!(digest, "{octet:02x}");
        }
        Self(digest)
    }

    /// The marks `name=value` of several values.
    pub(crate) fn each<V: Display>(name: &'static str, values: impl IntoIterator<Item = V>) -> Vec<Self> {
        values.into_iter().map(|value| Self::new(name, value)).collect()
    }

    /// The mark as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_bounded_and_keeps_values_apart() {
        assert_eq!(Mark::new("state", "queued").as_str(), "state=queued");
        let long = ["a", "b"].map(|end| Mark::new("subject", "x".repeat(2_000) + end));
        assert_ne!(long[0], long[1]);
        assert!(long.iter().all(|mark| mark.as_str().len() <= Mark::MAX_OCTETS));
        assert_ne!(long[0], Mark::new("subject", long[0].as_str()));
    }
}
