//! The signature and digest algorithms that are accepted. SHA-1, MD5, HMAC and everything unknown are not in
//! the table, so nothing has to be disabled.

use openssl::hash::MessageDigest;
use openssl::pkey::Id;
use samael::crypto::AllowedSignatureAlgorithm;

/// A signature algorithm (RFC 6931).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SignatureAlgorithm {
    /// RSA PKCS#1 v1.5 with SHA-256.
    RsaSha256,
    /// RSA PKCS#1 v1.5 with SHA-384.
    RsaSha384,
    /// RSA PKCS#1 v1.5 with SHA-512.
    RsaSha512,
    /// ECDSA with SHA-256.
    EcdsaSha256,
    /// ECDSA with SHA-384.
    EcdsaSha384,
    /// ECDSA with SHA-512.
    EcdsaSha512,
}

/// The one canonicalisation that is written and accepted.
pub(crate) const EXCLUSIVE_C14N: &str = "http://www.w3.org/2001/10/xml-exc-c14n#";

/// The transform that leaves out the signature itself.
pub(crate) const ENVELOPED_SIGNATURE: &str = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";

/// The digest that is written.
pub(crate) const SHA256: &str = "http://www.w3.org/2001/04/xmlenc#sha256";

const DIGESTS: [&str; 3] =
    [SHA256, "http://www.w3.org/2001/04/xmldsig-more#sha384", "http://www.w3.org/2001/04/xmlenc#sha512"];

/// The algorithms that the XML verifier accepts, the same list as [`SignatureAlgorithm::ALL`].
pub(crate) const XML_ALLOWED: [AllowedSignatureAlgorithm; 6] = [
    AllowedSignatureAlgorithm::RsaSha256,
    AllowedSignatureAlgorithm::RsaSha384,
    AllowedSignatureAlgorithm::RsaSha512,
    AllowedSignatureAlgorithm::EcdsaSha256,
    AllowedSignatureAlgorithm::EcdsaSha384,
    AllowedSignatureAlgorithm::EcdsaSha512,
];

impl SignatureAlgorithm {
    /// Every algorithm that is accepted.
    pub const ALL: [Self; 6] = [
        Self::RsaSha256,
        Self::RsaSha384,
        Self::RsaSha512,
        Self::EcdsaSha256,
        Self::EcdsaSha384,
        Self::EcdsaSha512,
    ];

    /// The identifier in `SigAlg` and `SignatureMethod`.
    pub const fn uri(self) -> &'static str {
        match self {
            Self::RsaSha256 => "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
            Self::RsaSha384 => "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384",
            Self::RsaSha512 => "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512",
            Self::EcdsaSha256 => "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256",
            Self::EcdsaSha384 => "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384",
            Self::EcdsaSha512 => "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512",
        }
    }

    /// The algorithm of an identifier, compared to the letter.
    pub fn from_uri(uri: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.uri() == uri)
    }

    /// The hash inside.
    pub(crate) fn digest(self) -> MessageDigest {
        match self {
            Self::RsaSha256 | Self::EcdsaSha256 => MessageDigest::sha256(),
            Self::RsaSha384 | Self::EcdsaSha384 => MessageDigest::sha384(),
            Self::RsaSha512 | Self::EcdsaSha512 => MessageDigest::sha512(),
        }
    }

    /// The kind of key that it needs.
    pub(crate) const fn key_kind(self) -> Id {
        match self {
            Self::RsaSha256 | Self::RsaSha384 | Self::RsaSha512 => Id::RSA,
            Self::EcdsaSha256 | Self::EcdsaSha384 | Self::EcdsaSha512 => Id::EC,
        }
    }
}

/// Whether a `DigestMethod` is accepted.
pub(crate) fn is_digest_allowed(uri: &str) -> bool {
    DIGESTS.contains(&uri)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weak_and_foreign_algorithms_are_unknown() {
        for uri in [
            "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
            "http://www.w3.org/2001/04/xmldsig-more#rsa-md5",
            "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256",
            "HTTP://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
            "",
        ] {
            assert_eq!(SignatureAlgorithm::from_uri(uri), None, "{uri}");
        }
        assert!(!is_digest_allowed("http://www.w3.org/2000/09/xmldsig#sha1"));
    }

    #[test]
    fn the_library_is_given_the_same_list() {
        for (ours, theirs) in SignatureAlgorithm::ALL.iter().zip(XML_ALLOWED) {
            assert_eq!(ours.uri(), theirs.signature_uri());
            assert!(is_digest_allowed(theirs.digest_uri()));
        }
    }
}
