//! Members of a merge patch (RFC 7396): absent leaves alone, `null` takes away.

use serde::{Deserialize, Deserializer};

/// A member that cannot be taken away: `null` is an error.
pub(crate) fn kept<'de, D: Deserializer<'de>, T: Deserialize<'de>>(reader: D) -> Result<Option<T>, D::Error> {
    T::deserialize(reader).map(Some)
}

/// A member that must be there, and may be `null`.
pub(crate) fn nullable<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    reader: D,
) -> Result<Option<T>, D::Error> {
    Option::<T>::deserialize(reader)
}

/// A member that `null` takes away.
#[allow(clippy::option_option, reason = "absent, null and a value are three things in a merge patch")]
pub(crate) fn removable<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    reader: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(reader).map(Some)
}
