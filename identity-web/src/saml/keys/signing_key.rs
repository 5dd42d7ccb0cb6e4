//! The private key that signs, with its certificate.

use crate::saml::keys::algorithms::SignatureAlgorithm;
use crate::saml::keys::certificate::{Certificate, KeyError};
use crate::saml::keys::self_signed::self_signed;
use identity_core::{Entropy, Timestamp};
use openssl::pkey::{Id, PKey, Private};
use openssl::rsa::Rsa;
use openssl::sign::Signer;
use std::fmt;
use std::sync::Arc;

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
    /// The algorithm of all our signatures; every tested peer supports it.
    pub const ALGORITHM: SignatureAlgorithm = SignatureAlgorithm::RsaSha256;

    /// Makes an RSA-2048 key and a self-signed certificate that is valid for ten years.
    pub fn generate(common_name: &str, now: Timestamp, entropy: &dyn Entropy) -> Result<Self, KeyError> {
        let key = PKey::from_rsa(Rsa::generate(2048)?)?;
        let certificate = Certificate::new(&self_signed(&key, common_name, now, entropy)?)?;
        Self::new(key, certificate)
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
        let certificate_base64 = crate::saml::xml::codec::encode_base64(certificate.der());
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
    use crate::saml::keys::certificate::is_suitable;
    use identity_core::SeededEntropy;
    use openssl::ec::{EcGroup, EcKey};
    use openssl::ecdsa::EcdsaSig;
    use openssl::hash::MessageDigest;
    use openssl::nid::Nid;

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
