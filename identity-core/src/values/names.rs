//! Names of people, organisations, roles and services.

use super::characters::{is_invisible, is_joiner};
use unicode_normalization::UnicodeNormalization;

/// A given or family name: 1 to 100 characters on one line, in Unicode normalisation form C.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonName(String);

/// The name of an organisation, a role or a service: 1 to 200 characters on one line, in Unicode
/// normalisation form C.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DisplayName(String);

/// A text that is not a person's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidPersonName {
    /// Nothing was written, or only blanks.
    #[error("a name must not be empty")]
    Empty,
    /// More than 100 characters.
    #[error("a name has at most 100 characters")]
    TooLong,
    /// A line break, another control character, or one that cannot be seen or reorders the text.
    #[error("a name is one line, without control characters and characters that cannot be seen")]
    Characters,
}

/// A text that is not the name of an organisation, a role or a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidDisplayName {
    /// Nothing was written, or only blanks.
    #[error("a name must not be empty")]
    Empty,
    /// More than 200 characters.
    #[error("a name has at most 200 characters")]
    TooLong,
    /// A line break, another control character, or one that cannot be seen or reorders the text.
    #[error("a name is one line, without control characters and characters that cannot be seen")]
    Characters,
}

enum Fault {
    Empty,
    TooLong,
    Characters,
}

impl PersonName {
    /// The most characters that a name has.
    pub const MAX_CHARACTERS: usize = 100;

    /// Reads a name; blanks around it are dropped.
    pub fn parse(text: &str) -> Result<Self, InvalidPersonName> {
        one_line(text, Self::MAX_CHARACTERS).map(Self).map_err(|fault| match fault {
            Fault::Empty => InvalidPersonName::Empty,
            Fault::TooLong => InvalidPersonName::TooLong,
            Fault::Characters => InvalidPersonName::Characters,
        })
    }
}

impl DisplayName {
    /// The most characters that a name has.
    pub const MAX_CHARACTERS: usize = 200;

    /// Reads a name; blanks around it are dropped.
    pub fn parse(text: &str) -> Result<Self, InvalidDisplayName> {
        one_line(text, Self::MAX_CHARACTERS).map(Self).map_err(|fault| match fault {
            Fault::Empty => InvalidDisplayName::Empty,
            Fault::TooLong => InvalidDisplayName::TooLong,
            Fault::Characters => InvalidDisplayName::Characters,
        })
    }
}

text_value!(PersonName, InvalidPersonName);
text_value!(DisplayName, InvalidDisplayName);

fn one_line(text: &str, max_characters: usize) -> Result<String, Fault> {
    // Form C needs at most four octets for a character and takes at most three for one of ours.
    if text.len() > max_characters * 12 {
        return Err(Fault::TooLong);
    }
    if text.chars().any(|c| c.is_control() || (is_invisible(c) && !is_joiner(c))) {
        return Err(Fault::Characters);
    }
    let name: String = text.trim().nfc().collect();
    if name.chars().all(|c| c.is_whitespace() || is_joiner(c)) {
        return Err(Fault::Empty);
    }
    if name.chars().count() > max_characters {
        return Err(Fault::TooLong);
    }
    Ok(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_of_the_world_are_kept() {
        for text in
            ["Jeremy", "O'Neil", "Nuñez de la Peña", "Мария", "山田", "علی\u{200C}رضا", "City Group, Inc."]
        {
            assert_eq!(PersonName::parse(text).unwrap().as_str(), text.nfc().collect::<String>());
            assert!(DisplayName::parse(text).is_ok());
        }
        assert_eq!(PersonName::parse("  Jose\u{301} ").unwrap().as_str(), "Jos\u{e9}");
    }

    #[test]
    fn one_line_without_tricks() {
        for text in [
            "a\nb",
            "a\r\nBcc: x",
            "a\tb",
            "a\u{202E}b",
            "a\u{2066}b",
            "a\u{200B}b",
            "a\u{2028}b",
            "a\u{0}b",
            "\u{1b}[31m",
        ] {
            assert_eq!(PersonName::parse(text), Err(InvalidPersonName::Characters), "{text:?}");
            assert_eq!(DisplayName::parse(text), Err(InvalidDisplayName::Characters), "{text:?}");
        }
        assert_eq!(PersonName::parse("  "), Err(InvalidPersonName::Empty));
        assert_eq!(PersonName::parse("\u{200D}"), Err(InvalidPersonName::Empty));
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert!(PersonName::parse(&"é".repeat(100)).is_ok());
        assert_eq!(PersonName::parse(&"é".repeat(101)), Err(InvalidPersonName::TooLong));
        assert!(DisplayName::parse(&"x".repeat(200)).is_ok());
        assert_eq!(DisplayName::parse(&"x".repeat(201)), Err(InvalidDisplayName::TooLong));
        assert_eq!(DisplayName::parse(&"x".repeat(10_000_000)), Err(InvalidDisplayName::TooLong));
    }

    proptest! {
        #[test]
        fn what_is_accepted_is_stable(text in "\\PC{0,40}") {
            if let Ok(name) = PersonName::parse(&text) {
                prop_assert_eq!(PersonName::parse(name.as_str()), Ok(name));
            }
        }
    }
}
