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

    /// Reads a number as people of a country write it: international, or as it is dialled there, such as `040 123 4567`. With
    /// `00` in front it is international everywhere but in North America, where no number begins with a zero.
    pub fn parse_in(text: &str, country: Option<&CallingCode>) -> Result<Self, InvalidPhoneNumber> {
        if text.len() > Self::MAX_INPUT_OCTETS {
            return Err(InvalidPhoneNumber::NotInternational);
        }
        let plain: String = text.nfkc().filter(|c| !is_stray_mark(*c)).collect();
        let plain = plain.trim_matches(' ');
        if let Some(rest) = plain.strip_prefix("00") {
            return Self::parse(&format!("+{rest}"));
        }
        match country {
            Some(CallingCode(code)) if !plain.starts_with('+') => {
                let drops = !ZERO_STAYS.contains(&code.as_str());
                let digits = plain.trim_start_matches('(');
                let national = digits.strip_prefix('0').filter(|_| drops);
                let national = national.map_or(plain, |rest| rest.trim_start_matches(')'));
                Self::parse(&format!("+{code} {national}"))
            }
            _ => Self::parse(text),
        }
    }

    /// Reads an international number; blanks, hyphens, dots and parentheses between the digits are dropped.
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

/// The code by which a country is called (ITU-T E.164), such as 358 for Finland.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallingCode(String);

/// A text that is no calling code of a country.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a calling code has one to three digits and does not begin with 0, such as 358")]
pub struct InvalidCallingCode;

impl CallingCode {
    /// Reads a code, with or without `+`.
    pub fn parse(text: &str) -> Result<Self, InvalidCallingCode> {
        let digits = text.strip_prefix('+').unwrap_or(text);
        let fits = (1..=3).contains(&digits.len()) && digits.bytes().all(|octet| octet.is_ascii_digit());
        let known = fits && !digits.starts_with('0') && !SERVICE_CODES.contains(&digits);
        if known { Ok(Self(digits.to_owned())) } else { Err(InvalidCallingCode) }
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
    fn numbers_are_read_as_they_are_dialled_in_the_country() {
        let finland = CallingCode::parse("+358").unwrap();
        for text in [
            "040 123 4567",
            "(040) 123 4567",
            "(0)40 123 4567",
            "40 123 4567",
            "00358 40 1234567",
            "+358 40 123 4567",
            "０４０ １２３ ４５６７",
            "\u{202D}040-123 4567\u{202C}",
        ] {
            let number = PhoneNumber::parse_in(text, Some(&finland));
            assert_eq!(number.map(|number| number.to_string()), Ok("+358401234567".to_owned()), "{text:?}");
        }
        let italy = CallingCode::parse("39").unwrap();
        let rome = PhoneNumber::parse_in("06 1234 5678", Some(&italy)).unwrap();
        assert_eq!(rome.as_str(), "+390612345678");
        let sweden = PhoneNumber::parse_in("+46 70 123 45 67", Some(&finland)).unwrap();
        assert_eq!(sweden.as_str(), "+46701234567");
        assert_eq!(PhoneNumber::parse_in("00358401234567", None).unwrap().as_str(), "+358401234567");
        for (text, country) in [("040 123 4567", None), ("112", Some(&finland)), ("abc", Some(&finland))] {
            let refused = PhoneNumber::parse_in(text, country);
            assert_eq!(refused, Err(InvalidPhoneNumber::NotInternational), "{text}");
        }
        for text in ["", "+", "0", "3581", "35a", "870"] {
            assert_eq!(CallingCode::parse(text), Err(InvalidCallingCode), "{text}");
        }
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
