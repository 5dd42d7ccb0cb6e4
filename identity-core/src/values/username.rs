//! User names.

/// A name that a person signs in with instead of an e-mail address: 2 to 64 ASCII letters, digits and
/// `.`, `_`, `-`, with a letter in it, beginning and ending with a letter or digit.
///
/// ASCII, so that no other script can look like it; a letter and no `@`, so that it can never be
/// another person's telephone number or e-mail address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Username(String);

/// A text that is not a user name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidUsername {
    /// Fewer than 2 or more than 64 characters.
    #[error("a user name has 2 to 64 characters")]
    Length,
    /// A character other than letters, digits and `.`, `_`, `-`, or one of these at an end.
    #[error(
        "a user name has the letters a to z, digits and . _ - only, and begins and ends with a letter or digit"
    )]
    Characters,
    /// No letter, so that it could be a telephone number.
    #[error("a user name has at least one letter, so that it is not taken for a telephone number")]
    LooksLikePhoneNumber,
    /// An `@`, so that it could be an e-mail address.
    #[error("a user name is no email address and has no @")]
    LooksLikeEmailAddress,
}

impl Username {
    /// The fewest characters that a user name has.
    pub const MIN_CHARACTERS: usize = 2;
    /// The most characters that a user name has.
    pub const MAX_CHARACTERS: usize = 64;

    /// Reads a user name; spaces around it are dropped.
    pub fn parse(text: &str) -> Result<Self, InvalidUsername> {
        let text = text.trim_matches(' ');
        if !(Self::MIN_CHARACTERS..=Self::MAX_CHARACTERS).contains(&text.len()) {
            return Err(InvalidUsername::Length);
        }
        if text.contains('@') {
            return Err(InvalidUsername::LooksLikeEmailAddress);
        }
        let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
        if !text.chars().all(allowed) || !text.starts_with(is_end) || !text.ends_with(is_end) {
            return Err(InvalidUsername::Characters);
        }
        if !text.contains(|c: char| c.is_ascii_alphabetic()) {
            return Err(InvalidUsername::LooksLikePhoneNumber);
        }
        Ok(Self(text.to_owned()))
    }

    /// The key under which a name is one account: lower case.
    pub fn canonical(&self) -> String {
        self.0.to_ascii_lowercase()
    }
}

text_value!(Username, InvalidUsername);

fn is_end(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_is_kept_for_showing_and_dropped_in_the_key() {
        let name = Username::parse("Jeremy.Mills_2").unwrap();
        assert_eq!(name.as_str(), "Jeremy.Mills_2");
        assert_eq!(name.canonical(), "jeremy.mills_2");
    }

    #[test]
    fn look_alikes_are_refused() {
        use InvalidUsername as E;
        for (text, error) in [
            ("a", E::Length),
            ("jeremy@citygroup.example", E::LooksLikeEmailAddress),
            ("0401234567", E::LooksLikePhoneNumber),
            ("040-123-4567", E::LooksLikePhoneNumber),
            ("+358401234567", E::Characters),
            ("jеremy", E::Characters),
            ("jer\u{200B}emy", E::Characters),
            ("jer emy", E::Characters),
            (".jeremy", E::Characters),
            ("jeremy\n", E::Characters),
        ] {
            assert_eq!(Username::parse(text), Err(error), "{text:?}");
        }
        assert_eq!(Username::parse(&"a".repeat(65)), Err(E::Length));
    }
}
