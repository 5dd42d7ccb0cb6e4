//! The one key that configuration gives, and the keys that come from it.

use crate::entropy::Entropy;
use base64::Engine;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use ring::hmac;
use std::collections::BTreeSet;
use std::fmt;
use zeroize::Zeroizing;

const KEY_OCTETS: usize = 32;
/// Separates what this crate derives from what anything else derives from the same key.
const SALT: &[u8] = b"identity-core master key 1";

/// The one secret key of a deployment, 256 bits, from which a key for every single purpose is derived.
///
/// It is never used itself, never printed, and wiped from memory when it is dropped. See
/// [`from_file`](Self::from_file) and [`parse`](Self::parse).
///
/// ```
/// use identity_core::{MasterKey, OsEntropy};
///
/// // Draw a key once, and keep its text where your other secrets are.
/// let text = MasterKey::generate(&OsEntropy).expose_hex();
/// let key = MasterKey::parse(&text)?;
/// assert_eq!(key.expose_hex(), text);
///
/// // A text that somebody could guess is no key.
/// assert!(MasterKey::parse(&"0".repeat(64)).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct MasterKey(Zeroizing<[u8; KEY_OCTETS]>);

/// A text from configuration that is no key to trust.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidMasterKey {
    /// Nothing is configured.
    #[error(
        "no secret key is configured: set it to 64 hexadecimal digits, such as `openssl rand -hex 32` prints"
    )]
    Missing,
    /// Not 32 octets in hexadecimal or base64.
    #[error(
        "the secret key is not 32 octets: set it to 64 hexadecimal digits (`openssl rand -hex 32`) or to base64 (`openssl rand -base64 32`)"
    )]
    Shape,
    /// A repeated, counted or written text, which somebody could guess.
    #[error("the secret key is not random: make a new one with `openssl rand -hex 32`")]
    Guessable,
}

impl MasterKey {
    /// Reads 64 hexadecimal digits, or 32 octets in base64 of either alphabet. Refuses keys that were not drawn at
    /// random: repeated octets, counted octets, readable text. [`from_file`](Self::from_file) reads a file.
    pub fn parse(text: &str) -> Result<Self, InvalidMasterKey> {
        let text = text.trim();
        if text.is_empty() {
            return Err(InvalidMasterKey::Missing);
        }
        let octets = from_hex(text).or_else(|| from_base64(text)).ok_or(InvalidMasterKey::Shape)?;
        if is_guessable(&octets) { Err(InvalidMasterKey::Guessable) } else { Ok(Self(octets)) }
    }

    /// Draws a new key.
    pub fn generate(entropy: &dyn Entropy) -> Self {
        let mut octets = Zeroizing::new([0; KEY_OCTETS]);
        entropy.fill(octets.as_mut_slice());
        Self(octets)
    }

    /// The key as 64 hexadecimal digits, for writing it into a configuration that is kept secret.
    pub fn expose_hex(&self) -> Zeroizing<String> {
        Zeroizing::new(hex(self.0.as_slice()))
    }

    /// The key of one purpose: HKDF with SHA-256 (RFC 5869), 32 octets. Different purposes have keys that
    /// tell nothing about each other.
    #[doc(hidden)]
    pub fn derive(&self, purpose: &str) -> [u8; KEY_OCTETS] {
        hkdf_sha256(SALT, self.0.as_slice(), purpose.as_bytes())
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[master key]")
    }
}

/// HKDF of RFC 5869 for the one length needed, that of a single block. Written by the two HMACs that it is,
/// since the general form can fail, and a key that may be missing has no place here.
fn hkdf_sha256(salt: &[u8], input: &[u8], info: &[u8]) -> [u8; KEY_OCTETS] {
    let pseudo_random = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, salt), input);
    let key = hmac::Key::new(hmac::HMAC_SHA256, pseudo_random.as_ref());
    let mut context = hmac::Context::with_key(&key);
    context.update(info);
    context.update(&[1]);
    let mut output = [0; KEY_OCTETS];
    for (target, source) in output.iter_mut().zip(context.sign().as_ref()) {
        *target = *source;
    }
    output
}

/// Each of these holds for a random key with a chance below one in 10^13.
fn is_guessable(octets: &[u8; KEY_OCTETS]) -> bool {
    let distinct = octets.iter().collect::<BTreeSet<_>>().len();
    let steps = octets.iter().zip(octets.iter().skip(1)).map(|(a, b)| b.wrapping_sub(*a));
    let distinct_steps = steps.collect::<BTreeSet<_>>().len();
    let readable = octets.iter().all(|octet| octet.is_ascii_graphic() || *octet == b' ');
    distinct < 16 || distinct_steps < 12 || readable
}

fn from_base64(text: &str) -> Option<Zeroizing<[u8; KEY_OCTETS]>> {
    if !(43..=44).contains(&text.len()) {
        return None;
    }
    let config = GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
    [&alphabet::STANDARD, &alphabet::URL_SAFE].into_iter().find_map(|alphabet| {
        let mut octets = Zeroizing::new([0; KEY_OCTETS + 1]);
        let length = GeneralPurpose::new(alphabet, config).decode_slice(text, octets.as_mut_slice()).ok()?;
        octets.get(..length)?.try_into().ok().map(Zeroizing::new)
    })
}

/// Reads 64 hexadecimal digits.
pub(super) fn from_hex(text: &str) -> Option<Zeroizing<[u8; KEY_OCTETS]>> {
    if text.len() != 2 * KEY_OCTETS || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let mut octets = Zeroizing::new([0; KEY_OCTETS]);
    for (at, octet) in octets.iter_mut().enumerate() {
        *octet = u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(octets)
}

/// Lower-case hexadecimal digits.
pub(super) fn hex(octets: &[u8]) -> String {
    let digit = |half: u8| char::from_digit(u32::from(half), 16).unwrap_or('0');
    octets.iter().flat_map(|octet| [digit(octet >> 4), digit(octet & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::{OsEntropy, SeededEntropy};

    #[test]
    fn hexadecimal_and_both_base64_alphabets_are_one_key() {
        let key = MasterKey::generate(&SeededEntropy::new(3));
        let hex = key.expose_hex();
        let octets = key.0.as_slice();
        let standard = base64::engine::general_purpose::STANDARD.encode(octets);
        let url = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(octets);
        for text in [hex.as_str(), &hex.to_uppercase(), &format!("{}\n", hex.as_str()), &standard, &url] {
            assert_eq!(MasterKey::parse(text).unwrap().derive("x"), key.derive("x"));
        }
    }

    #[test]
    fn missing_short_and_default_keys_are_refused() {
        use InvalidMasterKey as E;
        let case = |text: &str| MasterKey::parse(text).map(|_| ());
        assert_eq!(case(""), Err(E::Missing));
        assert_eq!(case("  "), Err(E::Missing));
        for text in
            ["secret", "changeme", &"ab".repeat(16), &"ab".repeat(31), &"zz".repeat(32), &"ab".repeat(33)]
        {
            assert_eq!(case(text), Err(E::Shape), "{text}");
        }
        assert_eq!(case(&"x".repeat(10_000_000)), Err(E::Shape));
        let counted = super::hex(&(0..32).collect::<Vec<u8>>());
        let written = base64::engine::general_purpose::STANDARD.encode("this-is-the-secret-of-our-server");
        for text in [
            &"00".repeat(32),
            &"ff".repeat(32),
            &"deadbeef".repeat(8),
            &"0123456789abcdef".repeat(4),
            &counted,
            &written,
        ] {
            assert_eq!(case(text), Err(E::Guessable), "{text}");
        }
    }

    #[test]
    fn drawn_keys_are_accepted() {
        for _ in 0..1000 {
            assert!(MasterKey::parse(&MasterKey::generate(&OsEntropy).expose_hex()).is_ok());
        }
    }

    #[test]
    fn purposes_have_keys_of_their_own() {
        let key = MasterKey::generate(&SeededEntropy::new(3));
        assert_eq!(key.derive("csrf"), key.derive("csrf"));
        assert_ne!(key.derive("csrf"), key.derive("seal"));
        assert_eq!(format!("{key:?}"), "[master key]");
    }

    #[test]
    fn derivation_is_hkdf_of_rfc_5869() {
        struct Length;
        impl ring::hkdf::KeyType for Length {
            fn len(&self) -> usize {
                KEY_OCTETS
            }
        }
        let (salt, input, info) = ([9_u8; 13], [11_u8; 22], b"purpose");
        let mut expected = [0; KEY_OCTETS];
        let extracted = ring::hkdf::Salt::new(ring::hkdf::HKDF_SHA256, &salt).extract(&input);
        extracted.expand(&[info], Length).unwrap().fill(&mut expected).unwrap();
        assert_eq!(hkdf_sha256(&salt, &input, info), expected);
        // RFC 5869 appendix A.1, the first block of its 42 octets.
        let salt: Vec<u8> = (0..=0x0c).collect();
        let info: Vec<u8> = (0xf0..=0xf9).collect();
        let block = hkdf_sha256(&salt, &[0x0b; 22], &info);
        assert_eq!(hex(&block), "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
    }
}
