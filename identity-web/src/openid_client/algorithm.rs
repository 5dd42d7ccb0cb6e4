//! The algorithms by which a provider may sign (RFC 7518, section 3.1; RFC 8037, section 3.1).

use crate::openid::jws::NamedAlgorithm;
use openidconnect::core::CoreJwsSigningAlgorithm;
use ring::digest::{Algorithm, SHA256, SHA512};

/// An algorithm with a public key. None with a shared secret and none without a key is ever one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ProviderAlgorithm {
    /// RSA with SHA-256, which every provider has.
    Rs256,
    /// ECDSA on P-256.
    Es256,
    /// Ed25519.
    EdDsa,
}

impl ProviderAlgorithm {
    /// All of them.
    pub(crate) const ALL: [Self; 3] = [Self::Rs256, Self::Es256, Self::EdDsa];

    /// The one that a discovery document names.
    pub(crate) fn named(algorithm: &CoreJwsSigningAlgorithm) -> Option<Self> {
        match algorithm {
            CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256 => Some(Self::Rs256),
            CoreJwsSigningAlgorithm::EcdsaP256Sha256 => Some(Self::Es256),
            CoreJwsSigningAlgorithm::EdDsa => Some(Self::EdDsa),
            _ => None,
        }
    }

    /// The digest of `at_hash`: the one that the signature uses (OpenID Connect Core, section 3.1.3.6).
    pub(crate) fn digest(self) -> &'static Algorithm {
        match self {
            Self::Rs256 | Self::Es256 => &SHA256,
            Self::EdDsa => &SHA512,
        }
    }
}

impl NamedAlgorithm for ProviderAlgorithm {
    fn name(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Es256 => "ES256",
            Self::EdDsa => "EdDSA",
        }
    }
}
