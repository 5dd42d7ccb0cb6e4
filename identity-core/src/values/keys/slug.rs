//! Short keys that people write into configuration, URLs and assertions.

const MAX_CHARACTERS: usize = 63;

/// The key of a service, as it stands in contracts and grants.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServiceKey(String);

/// The key of a role, as it stands in invitations, grants and assertions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoleKey(String);

/// The `client_id` of a client that calls the REST interface (RFC 6749 section 2.2).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClientId(String);

/// A text that is not a service key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a service key has 1 to 63 characters: a to z, digits and -, beginning with a letter or digit")]
pub struct InvalidServiceKey;

/// A text that is not a role key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a role key has 1 to 63 characters: a to z, digits and -, beginning with a letter or digit")]
pub struct InvalidRoleKey;

/// A text that is not a client identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a client id has 1 to 63 characters: a to z, digits and -, beginning with a letter or digit")]
pub struct InvalidClientId;

impl ServiceKey {
    /// The most characters that a key has.
    pub const MAX_CHARACTERS: usize = MAX_CHARACTERS;

    /// Reads a key as it stands.
    pub fn parse(text: &str) -> Result<Self, InvalidServiceKey> {
        slug(text).map(Self).ok_or(InvalidServiceKey)
    }
}

impl RoleKey {
    /// The most characters that a key has.
    pub const MAX_CHARACTERS: usize = MAX_CHARACTERS;

    /// Reads a key as it stands.
    pub fn parse(text: &str) -> Result<Self, InvalidRoleKey> {
        slug(text).map(Self).ok_or(InvalidRoleKey)
    }
}

impl ClientId {
    /// The most characters that an identifier has.
    pub const MAX_CHARACTERS: usize = MAX_CHARACTERS;

    /// Reads an identifier as it stands.
    pub fn parse(text: &str) -> Result<Self, InvalidClientId> {
        slug(text).map(Self).ok_or(InvalidClientId)
    }
}

text_value!(ServiceKey, InvalidServiceKey);
text_value!(RoleKey, InvalidRoleKey);
text_value!(ClientId, InvalidClientId);

/// `[a-z0-9][a-z0-9-]{0,62}`
fn slug(text: &str) -> Option<String> {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let fits = (1..=MAX_CHARACTERS).contains(&text.len()) && !text.starts_with('-');
    (fits && text.bytes().all(|byte| plain(byte) || byte == b'-')).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_lower_case_slugs() {
        for text in ["smartplan-app", "0", "a-", "crm"] {
            assert_eq!(ServiceKey::parse(text).unwrap().as_str(), text);
            assert_eq!(RoleKey::parse(text).unwrap().as_str(), text);
            assert_eq!(ClientId::parse(text).unwrap().as_str(), text);
        }
        for text in ["", "-a", "A", "a_b", "a.b", "a b", "a/b", "ä", "a\n"] {
            assert_eq!(ServiceKey::parse(text), Err(InvalidServiceKey), "{text:?}");
            assert_eq!(RoleKey::parse(text), Err(InvalidRoleKey), "{text:?}");
            assert_eq!(ClientId::parse(text), Err(InvalidClientId), "{text:?}");
        }
        assert!(RoleKey::parse(&"a".repeat(63)).is_ok());
        assert!(RoleKey::parse(&"a".repeat(64)).is_err());
    }
}
