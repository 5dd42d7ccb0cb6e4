//! A text before it is written in a language: the key of its message and the values that go into it.

use identity_core::Timestamp;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The key of a message of the catalogue and its arguments. It becomes a sentence when it is shown, in the language of its
/// reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageText {
    pub(crate) key: Cow<'static, str>,
    pub(crate) args: BTreeMap<Cow<'static, str>, Argument>,
}

/// The value of an argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Argument {
    /// A name or other text, as somebody wrote it.
    Text(String),
    /// A number, which chooses the plural form too.
    Number(i64),
    /// A number to be read, with its thousands set apart as the language does it.
    Figure(u64),
    /// A time to the minute, as the language writes it.
    Moment(Timestamp),
    /// A text that has a message of its own.
    Message(Box<PageText>),
    /// Names, joined as the language joins them.
    List(ListStyle, Vec<String>),
}

/// How the last two items of a list are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListStyle {
    /// `A, B, C`: for what is enumerated outside of a sentence.
    Plain,
    /// `A, B and C`.
    And,
    /// `A, B or C`.
    Or,
}

impl ListStyle {
    /// The style of this name in templates.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        match name {
            "plain" => Some(Self::Plain),
            "and" => Some(Self::And),
            "or" => Some(Self::Or),
            _ => None,
        }
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::And => "and",
            Self::Or => "or",
        }
    }
}

impl PageText {
    /// The message with this key.
    pub const fn new(key: &'static str) -> Self {
        Self { key: Cow::Borrowed(key), args: BTreeMap::new() }
    }

    /// The message whose key is made of a prefix and the stable code of what it is about.
    pub(crate) fn of_code(prefix: &str, code: &str) -> Self {
        Self { key: Cow::Owned(format!("{prefix}-{code}")), args: BTreeMap::new() }
    }

    /// Sets the value of the argument `$name`.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Argument>) -> Self {
        self.args.insert(Cow::Borrowed(name), value.into());
        self
    }
}

impl From<&str> for Argument {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Argument {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Argument {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<u64> for Argument {
    fn from(number: u64) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<usize> for Argument {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<Timestamp> for Argument {
    fn from(at: Timestamp) -> Self {
        Self::Moment(at)
    }
}

impl From<PageText> for Argument {
    fn from(text: PageText) -> Self {
        Self::Message(Box::new(text))
    }
}

/// The form in which templates get it: texts and numbers as they are, a message as its key and arguments, a time as
/// `{"moment": …}`, a figure as `{"figure": …}`, a list as `{"list": …, "items": …}`.
impl Serialize for Argument {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Number(number) => serializer.serialize_i64(*number),
            Self::Message(text) => text.serialize(serializer),
            Self::Figure(number) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("figure", number)?;
                map.end()
            }
            Self::Moment(at) => {
                let mut map = serializer.serialize_map(Some(1))?;
                map.serialize_entry("moment", &at.to_rfc3339())?;
                map.end()
            }
            Self::List(style, items) => {
                let mut map = serializer.serialize_map(Some(2))?;
                map.serialize_entry("list", style.name())?;
                map.serialize_entry("items", items)?;
                map.end()
            }
        }
    }
}
