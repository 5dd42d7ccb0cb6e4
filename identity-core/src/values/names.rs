//! Names of people, organisations, roles and services, and reasons that people write.

use super::characters::{
    is_compatibility_ideograph, is_invisible, is_joiner, is_plain_line, is_stray_mark, is_variation_selector,
};
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

/// The family name of a person, empty for somebody who has one name only.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FamilyName(String);

impl FamilyName {
    /// Reads a family name; blanks alone are none.
    pub fn parse(text: &str) -> Result<Self, InvalidPersonName> {
        match PersonName::parse(text) {
            Ok(name) => Ok(name.into()),
            Err(InvalidPersonName::Empty) => Ok(Self::default()),
            Err(error) => Err(error),
        }
    }

    /// The name, if there is one.
    pub fn name(&self) -> Option<PersonName> {
        PersonName::parse(&self.0).ok()
    }

    /// Whether the person has one name only.
    pub fn is_none(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<PersonName> for FamilyName {
    fn from(name: PersonName) -> Self {
        Self(name.0)
    }
}

/// A reason that others read: 1 to 500 characters on one line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reason(String);

/// A text that is no reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidReason {
    /// Nothing was written, or only blanks.
    #[error("a reason must not be empty")]
    Empty,
    /// More than 500 characters.
    #[error("a reason has at most 500 characters")]
    TooLong,
    /// A line break, another control character, or one that cannot be seen or reorders the text.
    #[error("a reason is one line, without control characters and characters that cannot be seen")]
    Characters,
}

impl Reason {
    /// The most characters that a reason has.
    pub const MAX_CHARACTERS: usize = 500;

    /// Reads a reason; blanks around it are dropped.
    pub fn parse(text: &str) -> Result<Self, InvalidReason> {
        let text = text.trim();
        if text.is_empty() {
            return Err(InvalidReason::Empty);
        }
        if text.chars().take(Self::MAX_CHARACTERS + 1).count() > Self::MAX_CHARACTERS {
            return Err(InvalidReason::TooLong);
        }
        if !is_plain_line(text) {
            return Err(InvalidReason::Characters);
        }
        Ok(Self(text.to_owned()))
    }
}

text_value!(Reason, InvalidReason);
text_value!(FamilyName, InvalidPersonName);

/// A character that a name cannot hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnusableCharacter {
    /// The character.
    pub character: char,
    /// Its place in the name without the blanks at its ends, from 1.
    pub position: usize,
}

impl UnusableCharacter {
    /// The first one in what was typed as a name.
    pub fn first_in(name: &str) -> Option<Self> {
        let (before, character) = unusable(without_stray_marks(name))?;
        Some(Self { character, position: before + 1 })
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
    let text = without_stray_marks(text);
    if unusable(text).is_some() {
        return Err(Fault::Characters);
    }
    let name = composed(text);
    if name.chars().all(|c| c.is_whitespace() || is_joiner(c)) {
        return Err(Fault::Empty);
    }
    if name.chars().count() > max_characters {
        return Err(Fault::TooLong);
    }
    Ok(name)
}

/// A text without the blanks and invisible marks at its ends.
fn without_stray_marks(text: &str) -> &str {
    let stray = |c: char| c.is_whitespace() || is_stray_mark(c);
    text.trim_start_matches(|c| stray(c) || is_variation_selector(c)).trim_end_matches(stray)
}

/// The first character that a name cannot hold, with its place.
fn unusable(text: &str) -> Option<(usize, char)> {
    let kept = |c: char| is_joiner(c) || is_variation_selector(c);
    text.chars().enumerate().find(|(_, c)| c.is_control() || (is_invisible(*c) && !kept(*c)))
}

/// A text in form C (Unicode 15), but for ideographs that it would put another character in the place of.
fn composed(text: &str) -> String {
    let mut name = String::with_capacity(text.len());
    for part in text.split_inclusive(is_compatibility_ideograph) {
        let end = part.char_indices().next_back().filter(|(_, c)| is_compatibility_ideograph(*c));
        match end {
            Some((at, ideograph)) => {
                name.extend(part.get(..at).unwrap_or_default().nfc());
                name.push(ideograph);
            }
            None => name.extend(part.nfc()),
        }
    }
    name
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
    fn f_27_names_are_kept_as_written_without_marks_at_their_ends() {
        for written in [
            "\u{FA46}",
            "\u{6E1A}\u{FE00}",
            "\u{845B}\u{E0100}",
            "a\u{FA46}\u{301}",
            "علی\u{200C}رضا",
            "O\u{2019}Brien",
            "O'Brien",
        ] {
            assert_eq!(PersonName::parse(written).unwrap().as_str(), written);
            let marked = format!("\u{FEFF} \u{AD}{written}\u{200F} \u{200D}");
            assert_eq!(PersonName::parse(&marked).unwrap().as_str(), written, "{marked:?}");
        }
        assert_eq!(PersonName::parse("\u{FE00}a").unwrap().as_str(), "a");
        assert_eq!(PersonName::parse("\u{FEFF}\u{200F}"), Err(InvalidPersonName::Empty));
    }

    #[test]
    fn f_27_the_character_that_a_name_cannot_hold_is_told_with_its_place() {
        let found = |text| UnusableCharacter::first_in(text).map(|found| (found.character, found.position));
        assert_eq!(found("  Mü\u{AD}ller"), Some(('\u{AD}', 3)));
        assert_eq!(found("\u{FEFF}a\u{202E}b"), Some(('\u{202E}', 2)));
        assert_eq!(found("a\tb"), Some(('\t', 2)));
        assert_eq!(found("\u{FEFF}Müller\u{200F}"), None);
    }

    #[test]
    fn f_28_a_family_name_may_be_absent() {
        let none = FamilyName::parse(" \u{200E}").unwrap();
        assert!(none.is_none() && none.name().is_none() && none == FamilyName::default());
        assert_eq!(FamilyName::parse(" Mills").unwrap(), PersonName::parse("Mills").unwrap().into());
        assert!(FamilyName::parse("a\nb").is_err());
        assert_eq!(serde_json::from_str::<FamilyName>("\"\"").unwrap(), none);
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

    #[test]
    fn a_reason_is_one_line_that_says_something() {
        assert_eq!(Reason::parse(" unpaid bills ").unwrap().as_str(), "unpaid bills");
        assert_eq!(Reason::parse(" \t"), Err(InvalidReason::Empty));
        assert_eq!(Reason::parse("one\ntwo"), Err(InvalidReason::Characters));
        assert_eq!(Reason::parse("a\u{202E}b"), Err(InvalidReason::Characters));
        assert!(Reason::parse(&"x".repeat(500)).is_ok());
        assert_eq!(Reason::parse(&"x".repeat(501)), Err(InvalidReason::TooLong));
    }
}
