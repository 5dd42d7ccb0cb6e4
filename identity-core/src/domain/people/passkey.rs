use crate::Timestamp;
use crate::secrets::TokenDigest;
use serde::{Deserialize, Deserializer, Serialize, de};
use std::fmt;

/// The id by which an authenticator names a passkey (the credential id of `WebAuthn` Level 3, section 4): 1 to 1023 octets,
/// as base64url without padding (RFC 4648, section 5).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct PasskeyId(String);

/// A text that is no id of a passkey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the id of a passkey has 1 to 1364 characters of base64url")]
pub struct InvalidPasskeyId;

impl PasskeyId {
    /// The most characters that an id has.
    pub const MAX_CHARACTERS: usize = 1364;

    /// Reads an id as it stands.
    pub fn parse(text: &str) -> Result<Self, InvalidPasskeyId> {
        let known = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        let fits = (1..=Self::MAX_CHARACTERS).contains(&text.len()) && text.bytes().all(known);
        if fits { Ok(Self(text.to_owned())) } else { Err(InvalidPasskeyId) }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PasskeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for PasskeyId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}

/// The public side of a passkey: a key pair of which an authenticator keeps the private key. Nothing in it is secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passkey {
    /// Its id.
    pub id: PasskeyId,
    /// The public key and what else it is checked with, as the [`Passkeys`](crate::authenticators::Passkeys) of the
    /// deployment wrote it.
    pub data: String,
    /// How often it has signed, by its own count; 0 for ever if it does not count. A count that does not go up is that of a copy.
    pub sign_count: u32,
    /// Whether it is copied to other devices of its owner.
    pub is_backed_up: bool,
    /// Requests that it has answered already, as long as they could be answered once more.
    #[serde(default)]
    pub answered: Vec<AnsweredRequest>,
}

/// A request that a passkey has answered. It is answered once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnsweredRequest {
    /// Digest of the request.
    pub request: TokenDigest,
    /// When the request ends by itself.
    pub expires_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_base64url_of_at_most_1023_octets() {
        for text in ["a", "A-_9", &"a".repeat(1364)] {
            assert_eq!(PasskeyId::parse(text).unwrap().as_str(), text);
        }
        for text in ["", "a=", "a+b", "a/b", "a b", "ä", &"a".repeat(1365)] {
            assert_eq!(PasskeyId::parse(text), Err(InvalidPasskeyId), "{text:?}");
        }
        assert!(serde_json::from_str::<PasskeyId>("\"a b\"").is_err());
    }
}
