//! Members of a merge patch (RFC 7396): absent leaves alone, `null` takes away.

use identity_core::Timestamp;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

/// A member that can be absent, `null` or a value, which are three things.
#[allow(clippy::option_option, reason = "serde writes what a merge patch tells apart in this form")]
pub(crate) type Removable<T> = Option<Option<T>>;

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
pub(crate) fn removable<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    reader: D,
) -> Result<Removable<T>, D::Error> {
    Option::<T>::deserialize(reader).map(Some)
}

/// The last day that a date can name. Registers write it where something has no end.
const NO_END: &str = "9999-12-31";

/// The end of a period: left out, `null` and the last day there is are no end.
pub(crate) fn end<'de, D: Deserializer<'de>>(reader: D) -> Result<Option<Timestamp>, D::Error> {
    match Option::<String>::deserialize(reader)? {
        Some(text) if !text.starts_with(NO_END) => {
            Timestamp::parse_rfc3339(&text).map(Some).map_err(D::Error::custom)
        }
        _ => Ok(None),
    }
}

/// [`end`] in a merge patch.
pub(crate) fn removable_end<'de, D: Deserializer<'de>>(reader: D) -> Result<Removable<Timestamp>, D::Error> {
    end(reader).map(Some)
}
