//! Certificates. A certificate here is a pinned container of a public key (saml-metadata 2.4.1.1): it is trusted
//! because it is in the metadata, not because of its issuer or its period of validity.

use crate::saml::keys::algorithms::SignatureAlgorithm;
use identity_core::Timestamp;
use openssl::asn1::Asn1Time;
use openssl::bn::BigNum;
use openssl::ecdsa::EcdsaSig;
use openssl::error::ErrorStack;
use openssl::nid::Nid;
use openssl::pkey::{Id, PKey, Public};
use openssl::rsa::Padding;
use openssl::sign::Verifier;
use openssl::x509::X509;
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::sync::Arc;

/// Why a key or a certificate cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// The text or the octets are not what they should be.
    #[error("the {what} cannot be read; give it as PEM or DER")]
    Unreadable {
        /// Which input it was.
        what: &'static str,
        /// The error of OpenSSL.
        source: ErrorStack,
    },
    /// The certificate belongs to another private key.
    #[error("the certificate does not belong to the private key")]
    Mismatch,
    /// The key is of a kind or size that is not accepted.
    #[error(
        "the key must be RSA with 2048 to 8192 bits, or (for verifying) an EC key on P-256, P-384 or P-521"
    )]
    Unsuitable,
    /// OpenSSL failed in another way.
    #[error("the cryptographic library failed")]
    Library(#[from] ErrorStack),
}

/// A certificate whose key is strong enough to believe.
#[derive(Clone)]
pub struct Certificate {
    pub(super) der: Arc<[u8]>,
    pub(super) key: PKey<Public>,
}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Certificate({})", self.fingerprint())
    }
}

impl PartialEq for Certificate {
    fn eq(&self, other: &Self) -> bool {
        self.der == other.der
    }
}

impl Eq for Certificate {}

impl Certificate {
    /// Reads DER; refuses weak keys.
    pub fn from_der(der: &[u8]) -> Result<Self, KeyError> {
        Self::new(
            &X509::from_der(der).map_err(|source| KeyError::Unreadable { what: "certificate", source })?,
        )
    }

    /// Reads the first certificate of a PEM text; refuses weak keys.
    pub fn from_pem(pem: &[u8]) -> Result<Self, KeyError> {
        Self::new(
            &X509::from_pem(pem).map_err(|source| KeyError::Unreadable { what: "certificate", source })?,
        )
    }

    pub(super) fn new(certificate: &X509) -> Result<Self, KeyError> {
        let key = certificate.public_key()?;
        if !is_suitable(&key) {
            return Err(KeyError::Unsuitable);
        }
        Ok(Self { der: certificate.to_der()?.into(), key })
    }

    /// The certificate as DER.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The certificate as PEM.
    pub fn pem(&self) -> Result<String, KeyError> {
        let pem = X509::from_der(&self.der)?.to_pem()?;
        Ok(String::from_utf8_lossy(&pem).into_owned())
    }

    /// SHA-256 over the DER in lower-case hexadecimal, to show and compare.
    pub fn fingerprint(&self) -> String {
        crate::saml::xml::text::hexadecimal(&Sha256::digest(&self.der))
    }

    /// Whether signatures of that algorithm can come from this key.
    pub fn fits(&self, algorithm: SignatureAlgorithm) -> bool {
        self.key.id() == algorithm.key_kind()
    }

    /// Whether something can be encrypted for whoever has the private key: RSA only.
    pub fn can_encrypt(&self) -> bool {
        self.key.id() == Id::RSA
    }

    /// A short secret, readable for whoever has the private key: RSA-OAEP with MGF1 and SHA-1 (RFC 8017, section 7.1).
    pub(crate) fn wrap_key(&self, secret: &[u8]) -> Result<Vec<u8>, KeyError> {
        let rsa = self.key.rsa()?;
        let mut wrapped = vec![0; usize::try_from(rsa.size()).unwrap_or_default()];
        let length = rsa.public_encrypt(secret, &mut wrapped, Padding::PKCS1_OAEP)?;
        wrapped.truncate(length);
        Ok(wrapped)
    }

    /// Whether the signature over the octets is genuine.
    pub fn verify(&self, algorithm: SignatureAlgorithm, octets: &[u8], signature: &[u8]) -> bool {
        self.fits(algorithm) && self.try_verify(algorithm, octets, signature).unwrap_or(false)
    }

    fn try_verify(
        &self,
        algorithm: SignatureAlgorithm,
        octets: &[u8],
        signature: &[u8],
    ) -> Result<bool, ErrorStack> {
        let mut verifier = Verifier::new(algorithm.digest(), &self.key)?;
        verifier.update(octets)?;
        if is_concatenated(&self.key, signature) {
            // RFC 4050 writes r and s side by side; OpenSSL wants DER.
            let (r, s) = signature.split_at(signature.len() / 2);
            let pair = EcdsaSig::from_private_components(BigNum::from_slice(r)?, BigNum::from_slice(s)?)?;
            return verifier.verify(&pair.to_der()?);
        }
        verifier.verify(signature)
    }
}

/// What a certificate says of itself, however weak its key is.
#[derive(Debug, Clone)]
pub(crate) struct CertificateFacts {
    /// Whose it is, in one line.
    pub(crate) subject: String,
    /// SHA-256 over the DER in hexadecimal.
    pub(crate) fingerprint: String,
    /// When its period of validity ends.
    pub(crate) not_after: Option<Timestamp>,
    subject_name: Vec<u8>,
    issuer_name: Vec<u8>,
}

impl CertificateFacts {
    /// Reads DER.
    pub(crate) fn read(der: &[u8]) -> Option<Self> {
        let certificate = X509::from_der(der).ok()?;
        let entries = certificate.subject_name().entries();
        let text = |octets: &[u8]| String::from_utf8_lossy(octets).into_owned();
        let shown: Vec<String> = entries.map(|entry| text(entry.data().as_slice())).collect();
        let subject = shown.join(", ").chars().filter(|letter| !letter.is_control()).take(100).collect();
        let since_epoch = Asn1Time::from_unix(0).ok()?.diff(certificate.not_after()).ok()?;
        let seconds = i64::from(since_epoch.days) * 86_400 + i64::from(since_epoch.secs);
        Some(Self {
            subject,
            fingerprint: crate::saml::xml::text::hexadecimal(&Sha256::digest(der)),
            not_after: Some(Timestamp::from_unix_seconds(seconds)),
            subject_name: certificate.subject_name().to_der().ok()?,
            issuer_name: certificate.issuer_name().to_der().ok()?,
        })
    }

    /// Whether this one names the other as its issuer. One that names itself, as those of a rollover do, stands alone.
    pub(crate) fn is_issued_by(&self, other: &Self) -> bool {
        self.issuer_name == other.subject_name && self.issuer_name != self.subject_name
    }
}

/// Whether an EC signature has exactly the length of two field elements.
fn is_concatenated(key: &PKey<Public>, signature: &[u8]) -> bool {
    key.id() == Id::EC
        && usize::try_from(key.bits()).is_ok_and(|bits| signature.len() == bits.div_ceil(8) * 2)
}

pub(crate) fn is_suitable(key: &PKey<Public>) -> bool {
    match key.id() {
        Id::RSA => (2048..=8192).contains(&key.bits()),
        Id::EC => key.ec_key().is_ok_and(|ec| {
            matches!(ec.group().curve_name(), Some(Nid::X9_62_PRIME256V1 | Nid::SECP384R1 | Nid::SECP521R1))
        }),
        _ => false,
    }
}
