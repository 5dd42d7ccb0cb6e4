//! Bearer tokens and the digests that are stored of them.

use crate::entropy::Entropy;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

const TOKEN_OCTETS: usize = 32;
/// 32 octets in base64url without padding.
const TOKEN_CHARACTERS: usize = 43;

/// 256 random bits that give whoever shows them what they stand for: a session, an invitation, an access
/// token. Its text is base64url without padding (RFC 4648 section 5), 43 characters.
///
/// It is handed out once; the store keeps its [`digest`](Self::digest).
#[derive(Clone)]
pub struct SecretToken(Zeroizing<String>);

/// A text that was never given out as a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a token: use the text that was given out, complete and unchanged")]
pub struct InvalidToken;

impl SecretToken {
    /// Makes a new token.
    pub fn generate(entropy: &dyn Entropy) -> Self {
        let mut octets = Zeroizing::new([0; TOKEN_OCTETS]);
        entropy.fill(octets.as_mut_slice());
        Self(Zeroizing::new(URL_SAFE_NO_PAD.encode(octets.as_slice())))
    }

    /// A token of octets that nobody can guess, such as those of a key that was derived.
    pub(crate) fn of_octets(octets: [u8; TOKEN_OCTETS]) -> Self {
        let octets = Zeroizing::new(octets);
        Self(Zeroizing::new(URL_SAFE_NO_PAD.encode(octets.as_slice())))
    }

    /// Reads the text of a token. Only the one spelling that [`generate`](Self::generate) makes is accepted.
    pub fn parse(text: &str) -> Result<Self, InvalidToken> {
        if text.len() != TOKEN_CHARACTERS {
            return Err(InvalidToken);
        }
        let mut octets = Zeroizing::new([0; TOKEN_OCTETS + 1]);
        match URL_SAFE_NO_PAD.decode_slice(text, octets.as_mut_slice()) {
            Ok(TOKEN_OCTETS) => Ok(Self(Zeroizing::new(text.to_owned()))),
            _ => Err(InvalidToken),
        }
    }

    /// What the store keeps: SHA-256 of the text. The token has 256 bits of its own, so nothing slower is
    /// needed (OWASP ASVS 11.4, high-entropy secrets).
    pub fn digest(&self) -> TokenDigest {
        TokenDigest(Sha256::digest(self.0.as_bytes()).into())
    }

    /// The text itself.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl PartialEq for SecretToken {
    /// Compares in constant time.
    fn eq(&self, other: &Self) -> bool {
        self.0.as_bytes().ct_eq(other.0.as_bytes()).into()
    }
}

impl Eq for SecretToken {}

impl fmt::Debug for SecretToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[token]")
    }
}

/// The SHA-256 digest of a token. It finds the record of the token and does not lead back to it.
#[derive(Clone, Copy)]
pub struct TokenDigest([u8; 32]);

/// A text that is not a digest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a digest is 64 hexadecimal digits in lower case")]
pub struct InvalidTokenDigest;

impl TokenDigest {
    /// Takes a digest in as it was stored.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 octets.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// 64 hexadecimal digits in lower case.
    pub fn hex(&self) -> String {
        super::master_key::hex(&self.0)
    }

    /// Reads what [`hex`](Self::hex) wrote.
    pub fn parse_hex(text: &str) -> Result<Self, InvalidTokenDigest> {
        let lower = text.bytes().all(|byte| !byte.is_ascii_uppercase());
        super::master_key::from_hex(text)
            .filter(|_| lower)
            .map(|bytes| Self(*bytes))
            .ok_or(InvalidTokenDigest)
    }
}

impl PartialEq for TokenDigest {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for TokenDigest {}

// Order and hash make it a key of a map. What they take tells at most how far two digests agree, and whoever
// can choose a digest has inverted SHA-256.
impl PartialOrd for TokenDigest {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for TokenDigest {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}

impl Hash for TokenDigest {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl fmt::Debug for TokenDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hex = self.hex();
        write!(f, "TokenDigest({}…)", hex.get(..8).unwrap_or_default())
    }
}

impl Serialize for TokenDigest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.hex())
    }
}

impl<'de> Deserialize<'de> for TokenDigest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse_hex(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::{OsEntropy, SeededEntropy};
    use proptest::prelude::*;

    #[test]
    fn a_token_round_trips_and_never_prints() {
        let token = SecretToken::generate(&OsEntropy);
        let read = SecretToken::parse(token.expose()).unwrap();
        assert_eq!(read.digest(), token.digest());
        assert_eq!(format!("{token:?}"), "[token]");
        assert_ne!(token.digest(), SecretToken::generate(&OsEntropy).digest());
    }

    #[test]
    fn i_16_a_token_has_256_bits() {
        let bits: Vec<u8> = (0..512)
            .flat_map(|_| URL_SAFE_NO_PAD.decode(SecretToken::generate(&OsEntropy).expose()).unwrap())
            .collect();
        assert_eq!(bits.len(), 512 * 32);
        let ones: u32 = bits.iter().map(|byte| byte.count_ones()).sum();
        // 131072 fair bits: mean 65536, standard deviation 181; ten of these are never seen.
        assert!(ones.abs_diff(65_536) < 1_810, "{ones} ones");
    }

    #[test]
    fn other_shapes_are_refused() {
        let good = SecretToken::generate(&SeededEntropy::new(1));
        let text = good.expose();
        for bad in [
            "",
            &text[1..],
            &format!("{text}A"),
            &format!("{text}="),
            &text.replace(&text[..1], "+"),
            &"A".repeat(10_000_000),
        ] {
            assert!(SecretToken::parse(bad).is_err());
        }
        // The last character carries four bits: another spelling of the same octets is no token.
        let twin = format!("{}B", "A".repeat(42));
        assert!(SecretToken::parse(&twin).is_err());
    }

    #[test]
    fn the_digest_is_sha_256_of_the_text() {
        let token = SecretToken::parse(&"A".repeat(43)).unwrap();
        assert_eq!(token.digest().hex(), "0f007385b6f9d4b7eeb2748605afe1a984a0a3bfa3f014d09e2a784ce9e5cd1a");
    }

    proptest! {
        #[test]
        fn digests_are_equal_when_all_octets_are(a in any::<[u8; 32]>(), at in 0..32_usize, flip in 1..=255_u8) {
            let digest = TokenDigest::from_bytes(a);
            let mut other = a;
            other[at] ^= flip;
            prop_assert_eq!(digest, TokenDigest::from_bytes(a));
            prop_assert_ne!(digest, TokenDigest::from_bytes(other));
            prop_assert_eq!(TokenDigest::parse_hex(&digest.hex()), Ok(digest));
            prop_assert_eq!(digest.cmp(&TokenDigest::from_bytes(other)), a.cmp(&other));
        }
    }
}
