//! Why somebody does something, in their own words.

use super::characters::is_plain_line;

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

#[cfg(test)]
mod tests {
    use super::*;

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
