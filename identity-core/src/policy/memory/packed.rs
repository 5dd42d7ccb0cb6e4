use crate::domain::Version;

/// Stands for a record that is not among the facts.
pub(in crate::policy) const NONE: u32 = u32::MAX;

/// A version in two halves, which lets what holds it be packed closer. There are many places.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::policy) struct PackedVersion([u32; 2]);

impl From<Version> for PackedVersion {
    fn from(version: Version) -> Self {
        let number = version.number();
        #[allow(clippy::cast_possible_truncation, reason = "both halves are kept, so nothing is lost")]
        Self([(number >> 32) as u32, number as u32])
    }
}

impl From<PackedVersion> for Version {
    fn from(PackedVersion([high, low]): PackedVersion) -> Self {
        Self::from_number(u64::from(high) << 32 | u64::from(low))
    }
}
