//! Service providers that are not ours, as the customers' applications are, and identity providers that are not ours, as those of
//! the customers are.

mod listening;
pub mod node_saml;
pub mod oidc_provider;
pub mod pysaml2;
pub mod pysaml2_idp;
pub mod shibboleth;
pub mod tomcat;

use anyhow::Result;
use openssl::asn1::Asn1Time;
use openssl::bn::BigNum;
use openssl::hash::MessageDigest;
use openssl::pkey::{PKey, Private};
use openssl::rsa::Rsa;
use openssl::x509::{X509, X509NameBuilder};
use std::path::Path;

/// The RSA key of a service provider and its certificate, which carries the key and no trust.
#[derive(Debug)]
pub struct ServiceKey {
    /// The private key.
    pub key: PKey<Private>,
    /// The self-signed certificate.
    pub certificate: X509,
}

impl ServiceKey {
    /// Makes a new one.
    pub fn generate(common_name: &str) -> Result<Self> {
        let key = PKey::from_rsa(Rsa::generate(2048)?)?;
        let mut name = X509NameBuilder::new()?;
        name.append_entry_by_text("CN", common_name)?;
        let name = name.build();
        let mut certificate = X509::builder()?;
        certificate.set_version(2)?;
        certificate.set_serial_number(BigNum::from_u32(1)?.to_asn1_integer()?.as_ref())?;
        certificate.set_subject_name(&name)?;
        certificate.set_issuer_name(&name)?;
        certificate.set_not_before(Asn1Time::days_from_now(0)?.as_ref())?;
        certificate.set_not_after(Asn1Time::days_from_now(30)?.as_ref())?;
        certificate.set_pubkey(&key)?;
        certificate.sign(&key, MessageDigest::sha256())?;
        Ok(Self { key, certificate: certificate.build() })
    }

    /// Writes `sp-key.pem` and `sp-cert.pem` into a folder.
    pub fn write(&self, folder: &Path) -> Result<()> {
        std::fs::write(folder.join("sp-key.pem"), self.key.private_key_to_pem_pkcs8()?)?;
        Ok(std::fs::write(folder.join("sp-cert.pem"), self.certificate.to_pem()?)?)
    }
}
