//! Names of SAML entities.

/// The `entityID` of a SAML provider: a URI of at most 1024 characters (SAML 2.0 Core section 8.3.6,
/// Metadata section 2.2.1). Two are the same only when they are so letter by letter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(String);

/// A text that is not an entity identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "an entityID is an absolute URI of at most 1024 characters, such as https://app.example/saml/metadata"
)]
pub struct InvalidEntityId;

impl EntityId {
    /// Reads an absolute URI (RFC 3986 section 4.3) as it stands. Schemes that a browser would run are
    /// refused, since pages show this value.
    pub fn parse(text: &str) -> Result<Self, InvalidEntityId> {
        if text.len() > 1024 {
            return Err(InvalidEntityId);
        }
        let (scheme, rest) = text.split_once(':').ok_or(InvalidEntityId)?;
        let in_scheme = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
        let named = scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.bytes().all(in_scheme);
        let runs = ["javascript", "data", "vbscript"].iter().any(|other| scheme.eq_ignore_ascii_case(other));
        let in_uri = |byte: u8| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte);
        if named && !runs && !rest.is_empty() && rest.bytes().all(in_uri) {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidEntityId)
        }
    }
}

text_value!(EntityId, InvalidEntityId);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absolute_uris_are_kept_letter_by_letter() {
        for text in
            ["https://App.example/saml/metadata", "urn:mace:example:idp", "http://a.localhost:8081/x?y=1"]
        {
            assert_eq!(EntityId::parse(text).unwrap().as_str(), text);
        }
    }

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "",
            "app",
            "https:",
            ":x",
            "https://a b",
            "https://a\n",
            "1a:b",
            "JavaScript:alert(1)",
            "data:text/html,x",
            "https://a/<x>",
            "https://ä.example",
        ] {
            assert_eq!(EntityId::parse(text), Err(InvalidEntityId), "{text:?}");
        }
        assert!(EntityId::parse(&format!("urn:{}", "a".repeat(1020))).is_ok());
        assert!(EntityId::parse(&format!("urn:{}", "a".repeat(1021))).is_err());
    }
}
