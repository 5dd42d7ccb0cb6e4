use crate::domain::Version;

/// Stands for a record that is not among the facts.
pub(in crate::policy) const NONE: u32 = u32::MAX;

/// A version in two halves, which lets what holds it be packed closer. There are many places.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::policy) struct PackedVersion([u32; 2]);

impl From<Version> for PackedVersion {
    fn from(version: Version) -> Self {
        let half = |number: u64| u32::try_from(number & u64::from(u32::MAX)).unwrap_or_default();
        Self([half(version.number() >> 32), half(version.number())])
    }
}

impl From<PackedVersion> for Version {
    fn from(PackedVersion([high, low]): PackedVersion) -> Self {
        Self::from_number(u64::from(high) << 32 | u64::from(low))
    }
}
