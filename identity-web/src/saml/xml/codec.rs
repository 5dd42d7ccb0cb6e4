//! Base64 and DEFLATE with limits that hold before any memory is taken.

use crate::saml::xml::limits::TreeLimits;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::read::{DeflateDecoder, DeflateEncoder};
use std::io::Read as _;

/// Why a value could not be decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CodecError {
    /// More than a message may hold, before or after inflating.
    #[error("the value is larger than a SAML message may be")]
    TooLarge,
    /// Not base64.
    #[error("the value is not base64")]
    Base64,
    /// Not a DEFLATE stream (RFC 1951).
    #[error("the value is not deflated")]
    Deflate,
}

/// Room for a full message in base64 with a line break every 60 characters.
const ENCODED_OCTETS: usize = TreeLimits::MESSAGE.octets / 3 * 4 + TreeLimits::MESSAGE.octets / 32;

/// Decodes a `SAMLResponse` or `SAMLRequest` form value (saml-bindings 3.5.4); line breaks in it are normal.
pub fn decode_base64(value: &str) -> Result<Vec<u8>, CodecError> {
    if value.len() > ENCODED_OCTETS {
        return Err(CodecError::TooLarge);
    }
    let packed: Vec<u8> = value.bytes().filter(|octet| !octet.is_ascii_whitespace()).collect();
    let decoded = STANDARD.decode(packed).map_err(|_| CodecError::Base64)?;
    if decoded.len() > TreeLimits::MESSAGE.octets { Err(CodecError::TooLarge) } else { Ok(decoded) }
}

/// Encodes without line breaks.
pub fn encode_base64(octets: &[u8]) -> String {
    STANDARD.encode(octets)
}

/// Inflates the DEFLATE encoding of the Redirect binding (saml-bindings 3.4.4.1); stops at the limit.
pub fn inflate(deflated: &[u8]) -> Result<Vec<u8>, CodecError> {
    let limit = u64::try_from(TreeLimits::MESSAGE.octets).map_err(|_| CodecError::TooLarge)?;
    let mut inflated = Vec::new();
    DeflateDecoder::new(deflated)
        .take(limit + 1)
        .read_to_end(&mut inflated)
        .map_err(|_| CodecError::Deflate)?;
    if inflated.len() > TreeLimits::MESSAGE.octets { Err(CodecError::TooLarge) } else { Ok(inflated) }
}

/// Deflates for the Redirect binding.
pub fn deflate(message: &[u8]) -> Result<Vec<u8>, CodecError> {
    let mut deflated = Vec::new();
    DeflateEncoder::new(message, Compression::default())
        .read_to_end(&mut deflated)
        .map_err(|_| CodecError::Deflate)?;
    Ok(deflated)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_are_fine_and_other_characters_are_not() {
        assert_eq!(decode_base64("YWJj\r\n ZGVm\n").unwrap(), b"abcdef");
        assert_eq!(decode_base64("YW*j"), Err(CodecError::Base64));
        assert_eq!(decode_base64(&"A".repeat(ENCODED_OCTETS + 1)), Err(CodecError::TooLarge));
    }

    #[test]
    fn deflate_round_trips_and_a_bomb_stops_at_the_limit() {
        let message = b"<samlp:AuthnRequest/>".repeat(100);
        assert_eq!(inflate(&deflate(&message).unwrap()).unwrap(), message);
        let bomb = deflate(&vec![b'a'; 64 * 1024 * 1024]).unwrap();
        assert!(bomb.len() < 100 * 1024);
        assert_eq!(inflate(&bomb), Err(CodecError::TooLarge));
        assert_eq!(inflate(b"\xff\xff\xff"), Err(CodecError::Deflate));
    }
}
