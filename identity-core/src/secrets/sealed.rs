//! Data that is kept encrypted.

use super::master_key::MasterKey;
use crate::entropy::Entropy;
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};
use std::fmt;

const VERSION: u8 = 1;
const KEY_ID_OCTETS: usize = 4;
const HEADER_OCTETS: usize = 1 + KEY_ID_OCTETS;

/// Data sealed by a [`Sealer`]: version, key id, nonce, and the ciphertext with its tag.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed(Vec<u8>);

impl Sealed {
    /// Takes sealed data in as it was stored. What it is worth shows when it is opened.
    pub const fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The octets to store.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[sealed, {} octets]", self.0.len())
    }
}

impl Serialize for Sealed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD_NO_PAD.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Sealed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        STANDARD_NO_PAD
            .decode(text)
            .map(Self)
            .map_err(|_| serde::de::Error::custom("not base64 without padding"))
    }
}

/// Why sealed data stays closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OpenError {
    /// Too short, or of a version that this release does not know.
    #[error("not data that this release sealed")]
    Shape,
    /// The key it was sealed with is not configured.
    #[error("encrypted with another master key")]
    UnknownKey,
    /// Changed, or sealed for another place.
    #[error("sealed data was changed, or belongs to another record")]
    NotAuthentic,
}

/// Seals and opens data for one purpose, with AES-256 in Galois/counter mode (NIST SP 800-38D). The
/// associated data names the place the sealed data belongs to, so that it cannot be moved to another.
///
/// Nonces are drawn at random, which is good for 2^32 seals with one key (SP 800-38D section 8.3).
pub struct Sealer {
    key_id: [u8; KEY_ID_OCTETS],
    aead: LessSafeKey,
}

impl Sealer {
    /// A sealer for one purpose, with a key of its own derived from the master key.
    pub fn new(master: &MasterKey, purpose: &str) -> Self {
        let octets = zeroize::Zeroizing::new(master.derive(&format!("seal {purpose}")));
        let digest: [u8; 32] = Sha256::digest(master.derive(&format!("name of seal {purpose}"))).into();
        let mut key_id = [0; KEY_ID_OCTETS];
        for (target, source) in key_id.iter_mut().zip(digest) {
            *target = source;
        }
        Self { key_id, aead: aead(&octets) }
    }

    /// Seals `plain` for the place that `aad` names.
    pub fn seal(&self, entropy: &dyn Entropy, aad: &[u8], plain: &[u8]) -> Sealed {
        let mut nonce = [0; NONCE_LEN];
        entropy.fill(&mut nonce);
        let mut sealed = Vec::with_capacity(HEADER_OCTETS + NONCE_LEN + plain.len() + AES_256_GCM.tag_len());
        sealed.push(VERSION);
        sealed.extend(self.key_id);
        let aad = full_aad(&sealed, aad);
        sealed.extend(nonce);
        sealed.extend(self.encrypt(nonce, &aad, plain.to_vec()));
        Sealed(sealed)
    }

    /// Opens what was sealed for the place that `aad` names.
    pub fn open(&self, aad: &[u8], sealed: &Sealed) -> Result<Vec<u8>, OpenError> {
        let (header, rest) = sealed.0.split_at_checked(HEADER_OCTETS).ok_or(OpenError::Shape)?;
        let (nonce, cipher) = rest.split_first_chunk::<NONCE_LEN>().ok_or(OpenError::Shape)?;
        let (version, id) = header.split_first().ok_or(OpenError::Shape)?;
        if *version != VERSION {
            return Err(OpenError::Shape);
        }
        if id != self.key_id {
            return Err(OpenError::UnknownKey);
        }
        let mut buffer = cipher.to_vec();
        let nonce = Nonce::assume_unique_for_key(*nonce);
        let plain = self.aead.open_in_place(nonce, Aad::from(full_aad(header, aad)), &mut buffer);
        let length = plain.map_err(|_| OpenError::NotAuthentic)?.len();
        buffer.truncate(length);
        Ok(buffer)
    }

    /// Whether the data was sealed with this key.
    pub fn knows(&self, sealed: &Sealed) -> bool {
        sealed.0.get(1..HEADER_OCTETS) == Some(&self.key_id[..])
    }

    #[allow(clippy::expect_used, reason = "AES-GCM refuses only what is longer than 64 GiB")]
    fn encrypt(&self, nonce: [u8; NONCE_LEN], aad: &[u8], mut buffer: Vec<u8>) -> Vec<u8> {
        let nonce = Nonce::assume_unique_for_key(nonce);
        let outcome = self.aead.seal_in_place_append_tag(nonce, Aad::from(aad), &mut buffer);
        outcome.expect("the text is shorter than 64 GiB");
        buffer
    }
}

impl fmt::Debug for Sealer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[sealer]")
    }
}

#[allow(clippy::expect_used, reason = "32 octets are the length that AES-256 asks for")]
fn aead(octets: &[u8; 32]) -> LessSafeKey {
    LessSafeKey::new(UnboundKey::new(&AES_256_GCM, octets).expect("32 octets are a key"))
}

/// The header is authenticated too, so that no octet of sealed data can change unseen.
fn full_aad(header: &[u8], aad: &[u8]) -> Vec<u8> {
    [header, aad].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::{OsEntropy, SeededEntropy};
    use proptest::prelude::*;

    fn master(seed: u64) -> MasterKey {
        MasterKey::generate(&SeededEntropy::new(seed))
    }

    #[test]
    fn it_opens_only_in_its_place_with_its_key_for_its_purpose() {
        let sealer = Sealer::new(&master(1), "outbox");
        let closed = sealer.seal(&OsEntropy, b"message 1", b"the link");
        assert_eq!(sealer.open(b"message 1", &closed).unwrap(), b"the link");
        assert_eq!(sealer.open(b"message 2", &closed), Err(OpenError::NotAuthentic));
        assert_eq!(Sealer::new(&master(2), "outbox").open(b"message 1", &closed), Err(OpenError::UnknownKey));
        assert_eq!(Sealer::new(&master(1), "keys").open(b"message 1", &closed), Err(OpenError::UnknownKey));
    }

    #[test]
    fn the_same_text_is_sealed_differently_each_time() {
        let sealer = Sealer::new(&master(1), "outbox");
        assert_ne!(sealer.seal(&OsEntropy, b"", b"same"), sealer.seal(&OsEntropy, b"", b"same"));
    }

    #[test]
    fn it_knows_what_its_own_key_sealed() {
        let [own, other] = [1, 2].map(|seed| Sealer::new(&master(seed), "keys"));
        let sealed = own.seal(&OsEntropy, b"k", b"private");
        assert!(own.knows(&sealed) && !other.knows(&sealed));
        assert!(!own.knows(&Sealed::from_bytes(vec![VERSION])));
    }

    #[test]
    fn it_never_prints_what_it_holds() {
        let sealer = Sealer::new(&master(1), "keys");
        assert_eq!(
            format!("{sealer:?} {:?}", sealer.seal(&OsEntropy, b"", b"12")),
            "[sealer] [sealed, 35 octets]"
        );
    }

    proptest! {
        #[test]
        fn any_change_is_seen(plain in prop::collection::vec(any::<u8>(), 0..80), at in any::<prop::sample::Index>(), flip in 1..=255_u8) {
            let sealer = Sealer::new(&master(1), "x");
            let closed = sealer.seal(&SeededEntropy::new(5), b"place", &plain);
            prop_assert_eq!(sealer.open(b"place", &closed).unwrap(), plain);
            let mut bytes = closed.as_bytes().to_vec();
            let at = at.index(bytes.len());
            bytes[at] ^= flip;
            prop_assert!(sealer.open(b"place", &Sealed::from_bytes(bytes)).is_err());
        }

        #[test]
        fn any_octets_are_refused_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            prop_assert!(Sealer::new(&master(1), "x").open(b"", &Sealed::from_bytes(bytes)).is_err());
        }

        #[test]
        fn json_round_trips(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            let closed = Sealed::from_bytes(bytes);
            let json = serde_json::to_string(&closed).unwrap();
            prop_assert_eq!(serde_json::from_str::<Sealed>(&json).unwrap(), closed);
        }
    }
}
