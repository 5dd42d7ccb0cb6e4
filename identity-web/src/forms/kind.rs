//! What a field holds, and how it is asked for.

use serde_json::Value;

/// What a field holds. It says how the value is read, whether it is kept, and how JSON writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words of a person on one line, such as a name or a reason.
    Text,
    /// A text that is written exactly: a user name, a key, an id of another register.
    Key,
    /// A UUID.
    Id,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A password. It is read with its blanks, and never shown again.
    Password,
    /// A code of a further proof. Blanks in it do not count, and it is never shown again.
    Code,
    /// A time: a day on a page, an instant (RFC 3339) in JSON.
    Date,
    /// A whole number.
    Number,
    /// Yes or no.
    Flag,
    /// Named values: an object in JSON.
    Map,
    /// A file of the person's computer. It comes apart from the other fields.
    File,
    /// A hidden field that always has this value; it says which of several forms was posted.
    Fixed(&'static str),
}

/// How a page asks for a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Control {
    /// A line to type in.
    Input,
    /// Several lines to type in.
    Lines,
    /// A line to type a password in, with a button that shows it.
    Password,
    /// A list of which one is chosen, all of them visible.
    Radio,
    /// A list of which any number are chosen.
    Checkboxes,
    /// A list of which one is chosen, folded away.
    Select,
    /// Nothing that is seen.
    Hidden,
}

impl Kind {
    /// Whether the value is kept out of every page that shows the form again.
    pub const fn is_secret(self) -> bool {
        matches!(self, Self::Password | Self::Code)
    }

    /// The `type` of an input in HTML.
    pub const fn input_type(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "tel",
            Self::Password => "password",
            Self::Date => "date",
            Self::File => "file",
            _ => "text",
        }
    }

    /// Whether browsers should neither correct the value nor begin it with a capital letter.
    pub const fn is_exact(self) -> bool {
        !matches!(self, Self::Text | Self::Date | Self::Number | Self::Flag | Self::Map | Self::File)
    }

    /// The value as it is meant by whoever typed it.
    pub fn clean(self, typed: &str) -> String {
        match self {
            Self::Password => typed.to_owned(),
            // People type the blanks that apps show between the digits.
            Self::Code => typed.chars().filter(|c| !c.is_whitespace()).collect(),
            _ => typed.trim().to_owned(),
        }
    }

    /// The `type` of the value in JSON Schema.
    pub const fn json_type(self) -> &'static str {
        match self {
            Self::Number => "integer",
            Self::Flag => "boolean",
            Self::Map => "object",
            _ => "string",
        }
    }

    /// Whether a JSON value is of the type that the description of the interface names.
    pub(super) fn is_json(self, value: &Value) -> bool {
        match self.json_type() {
            "integer" => value.is_number(),
            "boolean" => value.is_boolean(),
            "object" => value.is_object(),
            _ => value.is_string(),
        }
    }

    /// The `format` of the value in JSON Schema, where it has one.
    pub const fn json_format(self) -> Option<&'static str> {
        match self {
            Self::Email => Some("email"),
            Self::Id => Some("uuid"),
            Self::Date => Some("date-time"),
            _ => None,
        }
    }

    /// The fewest and most that a value has, unless its declaration says otherwise: characters of a text, the number
    /// itself, entries of a map.
    pub(super) const fn bounds(self) -> (u64, u64) {
        match self {
            Self::Number | Self::Flag | Self::Map => (0, u64::MAX),
            // Every spelling that a UUID has, and every one of RFC 3339.
            Self::Id | Self::Date => (1, 64),
            _ => (1, 1000),
        }
    }
}
