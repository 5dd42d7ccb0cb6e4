use crate::domain::{Entity, OrderBy};
use crate::values::FoldedText;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// The place in a list behind which the next page begins: the sort key and the id of the last record shown.
///
/// The record itself need not exist any more. Its text form, for the address of a next page, is the id, followed by a
/// dot and the sort key in base64url where the order has one; read it back with [`str::parse`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cursor {
    key: Option<FoldedText>,
    id: Uuid,
}

/// A text that is not a cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a place in a list: use the value that the page before gave, unchanged")]
pub struct InvalidCursor;

/// Four characters for every three octets, beside an id of 36 characters and a dot.
const MAX_TEXT: usize = 37 + FoldedText::MAX_SORT_OCTETS.div_ceil(3) * 4;

impl Cursor {
    /// The place of the record with this id in a list that is sorted by id.
    pub fn at(id: impl Into<Uuid>) -> Self {
        Self { key: None, id: id.into() }
    }

    /// The place of a record in a list that is sorted so.
    pub fn of<T: Entity>(record: &T, by: OrderBy) -> Self {
        Self { key: record.order_key(by), id: record.id().into() }
    }

    /// The sort key; `None` in a list that is sorted by id.
    pub fn key(&self) -> Option<&FoldedText> {
        self.key.as_ref()
    }

    /// The id.
    pub fn id(&self) -> Uuid {
        self.id
    }

    /// The same place as a list in this order understands it: with a sort key, or without one.
    pub(super) fn fitting(&self, by: OrderBy) -> Self {
        let key = match by {
            OrderBy::Id => None,
            OrderBy::Name | OrderBy::Email | OrderBy::ExternalId => {
                Some(self.key.clone().unwrap_or_default())
            }
        };
        Self { key, id: self.id }
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.key {
            None => self.id.fmt(f),
            Some(key) => write!(f, "{}.{}", self.id, URL_SAFE_NO_PAD.encode(key.as_str())),
        }
    }
}

impl FromStr for Cursor {
    type Err = InvalidCursor;

    fn from_str(text: &str) -> Result<Self, InvalidCursor> {
        if text.len() > MAX_TEXT {
            return Err(InvalidCursor);
        }
        let (id, key) = text.split_once('.').map_or((text, None), |(id, key)| (id, Some(key)));
        let id = Uuid::try_parse(id).map_err(|_| InvalidCursor)?;
        let key = key.map(read_key).transpose()?;
        Ok(Self { key, id })
    }
}

/// A sort key as it was written here. Any text will do, since it only says where a page begins; but U+0000 is in no
/// name, and some databases refuse it.
fn read_key(text: &str) -> Result<FoldedText, InvalidCursor> {
    let octets = URL_SAFE_NO_PAD.decode(text).map_err(|_| InvalidCursor)?;
    let key = String::from_utf8(octets).map_err(|_| InvalidCursor)?;
    if key.contains('\0') {
        return Err(InvalidCursor);
    }
    Ok(FoldedText::folded(key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cursor(key: Option<&str>) -> Cursor {
        Cursor { key: key.map(FoldedText::sort_key), id: Uuid::from_u128(7) }
    }

    #[test]
    fn a_cursor_by_id_is_the_id() {
        let id = "00000000-0000-0000-0000-000000000007";
        assert_eq!(cursor(None).to_string(), id);
        assert_eq!(id.parse(), Ok(cursor(None)));
        assert_eq!(format!("{id}.").parse(), Ok(cursor(Some(""))));
    }

    #[test]
    fn other_texts_are_refused() {
        let id = Uuid::from_u128(7);
        let long = "A".repeat(1_000_000);
        for text in ["", ".", "x", "7.", &format!("{id}.="), &format!("{id}.AA"), &format!("{id}._w"), &long]
        {
            assert_eq!(text.parse::<Cursor>(), Err(InvalidCursor), "{text:?}");
        }
        // U+0000, and an octet that begins no character.
        for octets in [vec![0], vec![0xff]] {
            let text = format!("{id}.{}", URL_SAFE_NO_PAD.encode(octets));
            assert_eq!(text.parse::<Cursor>(), Err(InvalidCursor));
        }
    }

    #[test]
    fn the_longest_sort_key_fits() {
        let longest = cursor(Some(&"山".repeat(1_000)));
        assert_eq!(longest.to_string().parse(), Ok(longest));
    }

    proptest! {
        #[test]
        fn text_round_trips(key in prop::option::of("\\PC{0,60}")) {
            let cursor = cursor(key.as_deref());
            prop_assert_eq!(cursor.to_string().parse::<Cursor>(), Ok(cursor));
        }
    }
}
