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
            OrderBy::Name => Some(self.key.clone().unwrap_or_default()),
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
