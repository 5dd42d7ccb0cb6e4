//! Telephone numbers.

use super::characters::is_stray_mark;
use unicode_normalization::UnicodeNormalization;

/// An international number in the form of ITU-T E.164: `+`, the country code and the rest, 8 to 15 digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PhoneNumber(String);

/// A text that is not an international telephone number of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidPhoneNumber {
    /// Not `+` and 8 to 15 digits.
    #[error("a telephone number begins with + and the country code, such as +358 40 123 4567")]
    NotInternational,
    /// A satellite, shared-cost or premium range, to which a message costs many times as much.
    #[error("satellite and premium-rate numbers are not taken, since no messages are sent to them")]
    NotAPersonsNumber,
}

/// Country codes of ITU-T E.164 (list of assigned codes) that belong to networks and services, not countries:
/// freephone, shared cost, satellite, international networks and premium rate.
const SERVICE_CODES: [&str; 9] = ["800", "808", "870", "878", "881", "882", "883", "888", "979"];
impl PhoneNumber {
    /// The most octets that a number is read from, with its blanks and hyphens.
    pub const MAX_INPUT_OCTETS: usize = 64;

    /// Reads a number; blanks, hyphens, dots and parentheses between the digits are dropped.
    pub fn parse(text: &str) -> Result<Self, InvalidPhoneNumber> {
        if text.len() > Self::MAX_INPUT_OCTETS {
            return Err(InvalidPhoneNumber::NotInternational);
        }
        // Phones and address books put marks of direction around a number, and East Asian keyboards write wide digits.
        let text: String = text.nfkc().filter(|c| !is_stray_mark(*c)).collect();
        let rest = text.trim_matches(' ').strip_prefix('+').ok_or(InvalidPhoneNumber::NotInternational)?;
        let separator = |c: &char| matches!(c, ' ' | '-' | '\u{2010}' | '.' | '(' | ')');
        let digits: String = without_trunk_prefix(rest).chars().filter(|c| !separator(c)).collect();
        let all_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
        if !all_digits || !(8..=15).contains(&digits.len()) || digits.starts_with('0') {
            return Err(InvalidPhoneNumber::NotInternational);
        }
        if SERVICE_CODES.iter().any(|code| digits.starts_with(code)) {
            return Err(InvalidPhoneNumber::NotAPersonsNumber);
        }
        Ok(Self(format!("+{digits}")))
    }

    /// A form to show to people who may not know the number: the last two digits, such as `•••67`.
    pub fn masked(&self) -> String {
        let tail = self.0.len().checked_sub(2).and_then(|start| self.0.get(start..)).unwrap_or_default();
        format!("•••{tail}")
    }
}

/// The countries whose numbers begin with a zero that is dialled from abroad too: Italy, San Marino, the Vatican.
const ZERO_STAYS: [&str; 3] = ["39", "378", "379"];

/// Drops the `(0)` that is dialled within a country only, as in `+358 (0)40 123 4567`.
fn without_trunk_prefix(rest: &str) -> String {
    match rest.split_once("(0)") {
        Some((code, number)) if !code.is_empty() && !ZERO_STAYS.contains(&code.trim()) => {
            format!("{code}{number}")
        }
        _ => rest.to_owned(),
    }
}

text_value!(PhoneNumber, InvalidPhoneNumber);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn familiar_spellings_become_e164() {
        for text in [
            "+358401234567",
            " +358 40 123 4567",
            "+358-40-123-4567",
            "+358 (40) 123.4567",
            "+358\u{A0}401234567",
        ] {
            assert_eq!(PhoneNumber::parse(text).unwrap().as_str(), "+358401234567", "{text}");
        }
        assert_eq!(PhoneNumber::parse("+358401234567").unwrap().masked(), "•••67");
    }

    #[test]
    fn f_30_numbers_are_read_as_people_write_and_copy_them() {
        for text in [
            "+358 (0)40 123 4567",
            "+358(0)401234567",
            "\u{202D}+358 40 123 4567\u{202C}",
            "\u{200E}+358\u{2011}40\u{2011}1234567",
            "＋３５８ ４０ １２３４５６７",
        ] {
            assert_eq!(PhoneNumber::parse(text).unwrap().as_str(), "+358401234567", "{text:?}");
        }
        assert_eq!(PhoneNumber::parse("+39 (0)6 1234 5678").unwrap().as_str(), "+390612345678");
        assert_eq!(PhoneNumber::parse("+(0)401234567"), Err(InvalidPhoneNumber::NotInternational));
    }

    #[test]
    fn what_is_no_international_number_is_refused() {
        use InvalidPhoneNumber as E;
        for text in [
            "",
            "+",
            "0401234567",
            "+0401234567",
            "+1234567",
            "+1234567890123456",
            "+35840123456a",
            "+358 40\n1234567",
            "++358401234567",
            "+٣٥٨٤٠١٢٣٤٥٦٧",
        ] {
            assert_eq!(PhoneNumber::parse(text), Err(E::NotInternational), "{text:?}");
        }
        assert_eq!(PhoneNumber::parse("+881 612 345 678"), Err(E::NotAPersonsNumber));
        assert_eq!(PhoneNumber::parse("+979 123 456 789"), Err(E::NotAPersonsNumber));
    }
}
