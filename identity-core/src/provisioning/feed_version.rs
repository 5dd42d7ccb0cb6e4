//! What a call of the CRM's feed says of versions, and when it comes too late.

use crate::domain::{Entity, Expected, Version, Versioned};

/// What a call of the CRM's feed says of versions: that of the CRM's own record, and that of the record here which the call is
/// meant to change. Either can be left unsaid.
///
/// A call with an older `source` than the record here shows changes nothing; one with the same `source` may only repeat what is
/// here already.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct FeedVersion {
    /// The version of the CRM's record (`source_version`).
    pub source: Option<u64>,
    /// Only if the record here is still in this version (`If-Match`).
    pub expected: Option<Expected>,
}

impl FeedVersion {
    /// Nothing is said of versions: every call changes what is here.
    pub const UNSAID: Self = Self { source: None, expected: None };

    /// What a call says that may leave out either.
    pub const fn new(source: Option<u64>, expected: Option<Expected>) -> Self {
        Self { source, expected }
    }

    /// The call tells of this version of the CRM's record.
    #[must_use]
    pub const fn source(version: u64) -> Self {
        Self { source: Some(version), expected: None }
    }

    /// The call is meant for the record here only while it is in this version (`If-Match`).
    #[must_use]
    pub fn expecting(version: impl Into<Expected>) -> Self {
        Self { source: None, expected: Some(version.into()) }
    }

    /// Whether the record here is the one that the call is meant for. A record that is not there yet is in no version.
    pub(crate) fn is_meant_for<T: Entity>(self, stored: Option<&Versioned<T>>) -> bool {
        self.expected.is_none_or(|expected| stored.is_some_and(|stored| expected.holds(stored)))
    }

    /// The same call, meant for the record after a change of our own to it.
    pub(crate) fn after(self, version: Version) -> Self {
        Self { expected: self.expected.map(|expected| expected.at(version)), ..self }
    }

    /// Whether the call tells of an older version of the CRM's record than the one that is here.
    pub(crate) fn is_outdated(self, stored: Option<u64>) -> bool {
        matches!((stored, self.source), (Some(stored), Some(told)) if told < stored)
    }

    /// Whether the call surely came after what is here: it tells of a higher version of the CRM's record, or names the version of
    /// the record here.
    pub(crate) fn is_surely_newer(self, stored: Option<u64>) -> bool {
        let higher = matches!((stored, self.source), (Some(stored), Some(told)) if told > stored);
        higher || self.expected.is_some()
    }

    /// The version of the CRM's record that was told before already, with which a call must not bring other content.
    pub(crate) fn repeated(self, stored: Option<u64>) -> Option<u64> {
        self.source.filter(|told| stored == Some(*told))
    }

    /// The version of the CRM's record that is here after the call.
    pub(crate) fn source_after(self, stored: Option<u64>) -> Option<u64> {
        self.source.or(stored)
    }
}

impl From<u64> for FeedVersion {
    fn from(version: u64) -> Self {
        Self::source(version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_lower_source_version_is_outdated() {
        let outdated = |stored, told| FeedVersion::new(told, None).is_outdated(stored);
        assert!(outdated(Some(5), Some(4)));
        for (stored, told) in [(Some(5), Some(5)), (Some(5), Some(6)), (Some(5), None), (None, Some(1))] {
            assert!(!outdated(stored, told), "{told:?} after {stored:?}");
        }
    }

    #[test]
    fn only_a_higher_source_version_or_the_version_here_is_surely_newer() {
        let newer = |stored, told: FeedVersion| told.is_surely_newer(stored);
        assert!(newer(Some(5), 6.into()) && newer(Some(5), FeedVersion::expecting(Version::FIRST)));
        assert!(!newer(Some(5), 5.into()) && !newer(Some(5), 4.into()));
        assert!(!newer(None, 6.into()) && !newer(Some(5), FeedVersion::UNSAID));
    }

    #[test]
    fn the_same_source_version_is_a_repetition_and_an_unsaid_one_leaves_what_is_here() {
        assert_eq!(FeedVersion::source(5).repeated(Some(5)), Some(5));
        assert_eq!(FeedVersion::source(5).repeated(Some(4)), None);
        assert_eq!(FeedVersion::UNSAID.repeated(None), None);
        assert_eq!(FeedVersion::UNSAID.source_after(Some(5)), Some(5));
        assert_eq!(FeedVersion::source(6).source_after(Some(5)), Some(6));
    }
}
