//! Identifiers that other registers give.

/// The identifier of a record in the customer-relationship system: 1 to 128 visible ASCII characters,
/// compared letter by letter. It stands as one segment in the path of a URL (RFC 3986 section 3.3), so the
/// characters that end a segment and the two dot segments are left out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExternalId(String);

/// A text that is not an external identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "an external id has 1 to 128 visible ASCII characters without space and / \\ ? # % \" < >, and is not . or .."
)]
pub struct InvalidExternalId;

/// The number of a company in its register, such as `1234567-8` or `HRB 86786`: 1 to 40 letters, digits,
/// and `-`, `.`, `/`, blank. Whether its checksum holds is for whoever knows the register.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BusinessId(String);

/// A text that is not a business identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a business id has 1 to 40 letters, digits, hyphens, dots, slashes and blanks, such as 1234567-8")]
pub struct InvalidBusinessId;

impl ExternalId {
    /// The most characters that an identifier has.
    pub const MAX_CHARACTERS: usize = 128;

    /// Reads an identifier as it stands; nothing is trimmed, since another register owns its form.
    pub fn parse(text: &str) -> Result<Self, InvalidExternalId> {
        let fits = (1..=Self::MAX_CHARACTERS).contains(&text.len()) && text != "." && text != "..";
        let allowed = |c: char| c.is_ascii_graphic() && !"/\\?#%\"<>".contains(c);
        if fits && text.chars().all(allowed) { Ok(Self(text.to_owned())) } else { Err(InvalidExternalId) }
    }
}

impl BusinessId {
    /// The most characters that an identifier has.
    pub const MAX_CHARACTERS: usize = 40;

    /// Reads an identifier; blanks around it are dropped.
    pub fn parse(text: &str) -> Result<Self, InvalidBusinessId> {
        let text = text.trim_matches(' ');
        let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '/' | ' ');
        let fits = (1..=Self::MAX_CHARACTERS).contains(&text.len())
            && text.contains(|c: char| c.is_ascii_alphanumeric());
        if fits && text.chars().all(allowed) { Ok(Self(text.to_owned())) } else { Err(InvalidBusinessId) }
    }
}

text_value!(ExternalId, InvalidExternalId);
text_value!(BusinessId, InvalidBusinessId);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_external_id_is_one_path_segment() {
        for text in ["CRM-1001", "crm:org=17;v~1", "0"] {
            assert_eq!(ExternalId::parse(text).unwrap().as_str(), text);
        }
        for text in ["", ".", "..", "a/b", "a\\b", "a b", "a%2fb", "a?b", "a#b", "ä", "a\n", "\u{7f}"] {
            assert_eq!(ExternalId::parse(text), Err(InvalidExternalId), "{text:?}");
        }
        assert!(ExternalId::parse(&"a".repeat(128)).is_ok());
        assert!(ExternalId::parse(&"a".repeat(129)).is_err());
    }

    #[test]
    fn business_ids_of_several_registers_are_read() {
        for text in ["1234567-8", "HRB 86786", "FI12345678", "12.345.678/0001-95"] {
            assert_eq!(BusinessId::parse(text).unwrap().as_str(), text);
        }
        for text in ["", "   ", "---", "1234567-8\n", "<b>", "ä"] {
            assert_eq!(BusinessId::parse(text), Err(InvalidBusinessId), "{text:?}");
        }
        assert!(BusinessId::parse(&"1".repeat(41)).is_err());
    }
}
