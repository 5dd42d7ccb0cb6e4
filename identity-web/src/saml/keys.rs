//! Keys and certificates. A certificate here is a pinned container of a public key (saml-metadata 2.4.1.1): it
//! is trusted because it stands in the metadata, not because of who issued it or when it expires.

use super::algorithms::SignatureAlgorithm;
use identity_core::{Entropy, Timestamp};
use openssl::asn1::Asn1Time;
use openssl::bn::BigNum;
use openssl::ecdsa::EcdsaSig;
use openssl::error::ErrorStack;
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{Id, PKey, Private, Public};
use openssl::rsa::Rsa;
use openssl::sign::{Signer, Verifier};
use openssl::x509::{X509, X509NameBuilder};
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::sync::Arc;

/// Why a key or a certificate cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The text or the octets are not what they should be.
    #[error("the {what} cannot be read; give it as PEM or DER")]
    Unreadable {
        /// Which input it was.
        what: &'static str,
        /// What OpenSSL said.
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

const TEN_YEARS: i64 = 3653 * 86_400;
const DAY: i64 = 86_400;

/// A certificate whose key is strong enough to believe.
#[derive(Clone)]
pub struct Certificate {
    der: Arc<[u8]>,
    key: PKey<Public>,
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

    fn new(certificate: &X509) -> Result<Self, KeyError> {
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
        super::text::hexadecimal(&Sha256::digest(&self.der))
    }

    /// Whether signatures of that algorithm can come from this key.
    pub fn fits(&self, algorithm: SignatureAlgorithm) -> bool {
        self.key.id() == algorithm.key_kind()
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

/// Whether an EC signature has exactly the length of two field elements.
fn is_concatenated(key: &PKey<Public>, signature: &[u8]) -> bool {
    key.id() == Id::EC
        && usize::try_from(key.bits()).is_ok_and(|bits| signature.len() == bits.div_ceil(8) * 2)
}

fn is_suitable(key: &PKey<Public>) -> bool {
    match key.id() {
        Id::RSA => (2048..=8192).contains(&key.bits()),
        Id::EC => key.ec_key().is_ok_and(|ec| {
            matches!(ec.group().curve_name(), Some(Nid::X9_62_PRIME256V1 | Nid::SECP384R1 | Nid::SECP521R1))
        }),
        _ => false,
    }
}

/// A private RSA key with its certificate, loaded once and shared: cloning copies a pointer.
#[derive(Clone)]
pub struct SigningKey(Arc<Loaded>);

struct Loaded {
    key: PKey<Private>,
    certificate: Certificate,
    certificate_base64: String,
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({})", self.0.certificate.fingerprint())
    }
}

impl SigningKey {
    /// The algorithm of every signature made here; each peer that was tried understands it.
    pub const ALGORITHM: SignatureAlgorithm = SignatureAlgorithm::RsaSha256;

    /// Makes an RSA-2048 key and a self-signed certificate that is valid for ten years.
    pub fn generate(common_name: &str, now: Timestamp, entropy: &dyn Entropy) -> Result<Self, KeyError> {
        let key = PKey::from_rsa(Rsa::generate(2048)?)?;
        let mut name = X509NameBuilder::new()?;
        // X.520 allows 64 characters in a common name.
        name.append_entry_by_nid(Nid::COMMONNAME, &common_name.chars().take(64).collect::<String>())?;
        let name = name.build();
        let mut serial = [0_u8; 16];
        entropy.fill(&mut serial);
        let mut builder = X509::builder()?;
        builder.set_version(2)?;
        builder.set_serial_number(&*BigNum::from_slice(&serial)?.to_asn1_integer()?)?;
        builder.set_subject_name(&name)?;
        builder.set_issuer_name(&name)?;
        builder.set_pubkey(&key)?;
        builder.set_not_before(&*Asn1Time::from_unix(now.unix_seconds() - DAY)?)?;
        builder.set_not_after(&*Asn1Time::from_unix(now.unix_seconds() + TEN_YEARS)?)?;
        builder.sign(&key, MessageDigest::sha256())?;
        Self::new(key, Certificate::new(&builder.build())?)
    }

    /// Loads a private key and its certificate from PEM.
    pub fn from_pem(private_key: &[u8], certificate: &[u8]) -> Result<Self, KeyError> {
        let key = PKey::private_key_from_pem(private_key)
            .map_err(|source| KeyError::Unreadable { what: "private key", source })?;
        Self::new(key, Certificate::from_pem(certificate)?)
    }

    /// Loads a private key (PKCS#8 or PKCS#1) and its certificate from DER.
    pub fn from_der(private_key: &[u8], certificate: &[u8]) -> Result<Self, KeyError> {
        let key = PKey::private_key_from_der(private_key)
            .map_err(|source| KeyError::Unreadable { what: "private key", source })?;
        Self::new(key, Certificate::from_der(certificate)?)
    }

    fn new(key: PKey<Private>, certificate: Certificate) -> Result<Self, KeyError> {
        if key.id() != Id::RSA {
            return Err(KeyError::Unsuitable);
        }
        if !key.public_eq(&certificate.key) {
            return Err(KeyError::Mismatch);
        }
        let certificate_base64 = super::codec::encode_base64(certificate.der());
        Ok(Self(Arc::new(Loaded { key, certificate, certificate_base64 })))
    }

    /// The certificate to publish.
    pub fn certificate(&self) -> &Certificate {
        &self.0.certificate
    }

    /// The certificate's DER in base64 without line breaks, as metadata and `KeyInfo` carry it.
    pub fn certificate_base64(&self) -> &str {
        &self.0.certificate_base64
    }

    /// The private key as PKCS#8 DER. It is a secret: seal it before it is stored.
    pub fn private_key_der(&self) -> Result<Vec<u8>, KeyError> {
        Ok(self.0.key.private_key_to_pkcs8()?)
    }

    /// Signs the octets with [`Self::ALGORITHM`].
    pub fn sign(&self, octets: &[u8]) -> Result<Vec<u8>, KeyError> {
        let mut signer = Signer::new(Self::ALGORITHM.digest(), &self.0.key)?;
        Ok(signer.sign_oneshot_to_vec(octets)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use identity_core::SeededEntropy;
    use openssl::ec::{EcGroup, EcKey};

    fn generated() -> SigningKey {
        SigningKey::generate("idp", Timestamp::from_unix_seconds(1_800_000_000), &SeededEntropy::new(1))
            .unwrap()
    }

    #[test]
    fn a_key_survives_export_and_import() {
        let key = generated();
        let again = SigningKey::from_der(&key.private_key_der().unwrap(), key.certificate().der()).unwrap();
        let signature = again.sign(b"text").unwrap();
        assert!(key.certificate().verify(SignatureAlgorithm::RsaSha256, b"text", &signature));
        assert!(!key.certificate().verify(SignatureAlgorithm::RsaSha256, b"texT", &signature));
        assert!(!key.certificate().verify(SignatureAlgorithm::RsaSha512, b"text", &signature));
        let pem = key.certificate().pem().unwrap();
        assert_eq!(&Certificate::from_pem(pem.as_bytes()).unwrap(), key.certificate());
        assert_eq!(key.certificate().fingerprint().len(), 64);
    }

    #[test]
    fn a_foreign_certificate_and_a_weak_key_are_refused() {
        let (one, two) = (generated(), generated());
        let mixed = SigningKey::from_der(&one.private_key_der().unwrap(), two.certificate().der());
        assert!(matches!(mixed, Err(KeyError::Mismatch)));
        let weak = PKey::from_rsa(Rsa::generate(1024).unwrap()).unwrap();
        let public = PKey::public_key_from_der(&weak.public_key_to_der().unwrap()).unwrap();
        assert!(!is_suitable(&public));
        assert!(matches!(Certificate::from_der(b"no"), Err(KeyError::Unreadable { .. })));
    }

    #[test]
    fn ecdsa_is_understood_as_der_and_as_two_numbers() {
        let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
        let private = PKey::from_ec_key(EcKey::generate(&group).unwrap()).unwrap();
        let public = PKey::public_key_from_der(&private.public_key_to_der().unwrap()).unwrap();
        let certificate = Certificate { der: Arc::from([]), key: public };
        let der =
            Signer::new(MessageDigest::sha256(), &private).unwrap().sign_oneshot_to_vec(b"text").unwrap();
        let pair = EcdsaSig::from_der(&der).unwrap();
        let mut side_by_side = pair.r().to_vec_padded(32).unwrap();
        side_by_side.extend(pair.s().to_vec_padded(32).unwrap());
        assert!(certificate.verify(SignatureAlgorithm::EcdsaSha256, b"text", &der));
        assert!(certificate.verify(SignatureAlgorithm::EcdsaSha256, b"text", &side_by_side));
        assert!(!certificate.verify(SignatureAlgorithm::EcdsaSha256, b"Text", &side_by_side));
        assert!(!certificate.verify(SignatureAlgorithm::RsaSha256, b"text", &der));
    }
}
