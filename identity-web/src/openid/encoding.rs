//! Base64 for addresses and JSON, without padding (RFC 4648, section 5), as JOSE has it (RFC 7515, section 2).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

/// Octets as text.
pub(crate) fn encode(octets: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(octets)
}

/// The octets of a text; none if it is not exactly what [`encode`] makes of them.
pub(crate) fn decode(text: impl AsRef<[u8]>) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// The SHA-256 of a text, as text: a challenge, a thumbprint, `ath`.
pub(crate) fn sha256(text: impl AsRef<[u8]>) -> String {
    encode(Sha256::digest(text))
}

/// Whether a text can be one that [`sha256`] made.
pub(crate) fn is_sha256(text: &str) -> bool {
    text.len() == 43 && decode(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_one_text_for_the_same_octets() {
        assert_eq!(encode([0xFB, 0xFF]), "-_8");
        assert_eq!(decode("-_8").as_deref(), Some(&[0xFB, 0xFF][..]));
        for other in ["-_8=", "+/8", "-_9", "-_8 ", "-_8\n", "ä"] {
            assert_eq!(decode(other), None, "{other:?}");
        }
    }

    #[test]
    fn a_digest_has_32_octets() {
        assert!(is_sha256(&sha256("text")));
        // The last holds two bits that no 32 octets have.
        for text in ["", &"a".repeat(42), &"a".repeat(44), &"+".repeat(43), &"_".repeat(43)] {
            assert!(!is_sha256(text), "{text}");
        }
    }
}
