//! The reference of a request: shown on the page, written into the log and the audit trail.

use http::request::Parts;
use identity_core::Entropy;
use std::fmt;
use std::sync::Arc;

/// Crockford's base 32: no letters that are read as digits.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Eight characters such as `7Q2M-4K8D`, short enough to be read over the telephone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference(Arc<str>);

impl Reference {
    /// Makes a new one.
    pub fn generate(entropy: &dyn Entropy) -> Self {
        let mut octets = [0_u8; 8];
        entropy.fill(&mut octets);
        let mut text = String::with_capacity(9);
        for (index, octet) in octets.iter().enumerate() {
            if index == 4 {
                text.push('-');
            }
            let digit = ALPHABET.get(usize::from(octet % 32)).copied().unwrap_or(b'0');
            text.push(char::from(digit));
        }
        Self(text.into())
    }

    /// That of a request: of the layer round our own pages and calls, or a new one for a route of the host.
    pub(crate) fn of(parts: &mut Parts, entropy: &dyn Entropy) -> Self {
        parts.extensions.get_or_insert_with(|| Self::generate(entropy)).clone()
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use identity_core::SeededEntropy;

    #[test]
    fn references_are_short_readable_and_differ() {
        let entropy = SeededEntropy::new(1);
        let (one, two) = (Reference::generate(&entropy), Reference::generate(&entropy));
        assert_ne!(one, two);
        assert_eq!((one.as_str().len(), one.as_str().find('-')), (9, Some(4)));
        assert!(one.as_str().bytes().all(|byte| byte == b'-' || ALPHABET.contains(&byte)));
    }
}
