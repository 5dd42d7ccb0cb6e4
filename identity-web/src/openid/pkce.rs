//! Proof Key for Code Exchange (RFC 7636): the program that redeems a code shows that it asked for it. By `S256` only.

use crate::openid::encoding::{is_sha256, sha256};
use subtle::ConstantTimeEq as _;

/// Whether a text can be a challenge by `S256` (RFC 7636, section 4.2).
pub(crate) fn is_challenge(text: &str) -> bool {
    is_sha256(text)
}

/// Whether a verifier has the length and the characters of RFC 7636, section 4.1.
pub(crate) fn is_verifier(text: &str) -> bool {
    let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
    (43..=128).contains(&text.len()) && text.bytes().all(unreserved)
}

/// Whether the verifier is the one that the challenge was made from (RFC 7636, section 4.6).
pub(crate) fn verify(challenge: &str, verifier: &str) -> bool {
    is_verifier(verifier) && bool::from(sha256(verifier).as_bytes().ct_eq(challenge.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    /// The example of RFC 7636, appendix B.
    #[test]
    fn the_example_of_the_rfc_is_met() {
        assert!(verify(CHALLENGE, VERIFIER));
        assert!(is_challenge(CHALLENGE));
        assert!(!verify(CHALLENGE, &VERIFIER.to_lowercase()));
        assert!(!verify(&CHALLENGE.to_lowercase(), VERIFIER));
        assert!(!verify("", VERIFIER));
    }

    /// By `plain` the challenge is the verifier.
    #[test]
    fn o_17_a_challenge_is_not_its_own_verifier() {
        assert!(!verify(VERIFIER, VERIFIER));
    }

    #[test]
    fn lengths_and_characters_are_checked_without_a_panic() {
        let (short, long, foreign) = ("a".repeat(42), "a".repeat(129), "ä".repeat(30));
        let padded = format!("{}=", "a".repeat(50));
        for verifier in ["", "short", &short, &long, &foreign, &padded] {
            assert!(!verify(&sha256(verifier), verifier), "{verifier}");
        }
        let longest = "~".repeat(128);
        assert!(verify(&sha256(&longest), &longest));
    }
}
