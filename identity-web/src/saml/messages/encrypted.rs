//! Writing encrypted assertions (saml-core 2.3.4, XML Encryption 1.1): the content with AES-256-GCM, its key with
//! RSA-OAEP. CBC and RSA PKCS#1 v1.5, which let whoever asks often enough read what is inside, are not written.

use crate::saml::keys::certificate::{Certificate, KeyError};
use crate::saml::xml::codec::encode_base64;
use crate::saml::xml::document::SignedDocument;
use crate::saml::xml::text::new_id;
use crate::saml::xml::writer::{Prefix, Writer};
use identity_core::Entropy;
use openssl::symm::{Cipher, encrypt_aead};

/// The content: AES with 256 bits in Galois/Counter Mode (XML Encryption 1.1, section 5.2.4).
const CONTENT: &str = "http://www.w3.org/2009/xmlenc11#aes256-gcm";

/// The key of the content: RSA-OAEP with MGF1 and SHA-1 (section 5.5.2), the one that every peer has.
const KEY_TRANSPORT: &str = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p";

/// The digest inside OAEP, which needs no collision resistance.
const OAEP_DIGEST: &str = "http://www.w3.org/2000/09/xmldsig#sha1";

/// What is encrypted is an element.
const ELEMENT: &str = "http://www.w3.org/2001/04/xmlenc#Element";

const KEY_OCTETS: usize = 32;
const NONCE_OCTETS: usize = 12;
const TAG_OCTETS: usize = 16;

/// Writes an assertion, signed or not, so that only the holder of the recipient's key reads it.
pub(super) fn write_encrypted(
    writer: &mut Writer,
    assertion: &SignedDocument,
    recipient: &Certificate,
    entropy: &dyn Entropy,
) -> Result<(), KeyError> {
    let (key, nonce) = (octets::<KEY_OCTETS>(entropy), octets::<NONCE_OCTETS>(entropy));
    let content = encrypted(&key, &nonce, assertion.as_str().as_bytes())?;
    let wrapped = recipient.wrap_key(&key)?;
    writer.open(Prefix::Saml, "EncryptedAssertion", &[]);
    writer.open(Prefix::Xenc, "EncryptedData", &[("Id", &new_id(entropy)), ("Type", ELEMENT)]);
    writer.empty(Prefix::Xenc, "EncryptionMethod", &[("Algorithm", CONTENT)]);
    writer.open(Prefix::Ds, "KeyInfo", &[]);
    writer.open(Prefix::Xenc, "EncryptedKey", &[("Id", &new_id(entropy))]);
    writer.open(Prefix::Xenc, "EncryptionMethod", &[("Algorithm", KEY_TRANSPORT)]);
    writer.empty(Prefix::Ds, "DigestMethod", &[("Algorithm", OAEP_DIGEST)]);
    writer.close();
    writer.open(Prefix::Ds, "KeyInfo", &[]);
    writer.open(Prefix::Ds, "X509Data", &[]);
    writer.text(Prefix::Ds, "X509Certificate", &[], &encode_base64(recipient.der()));
    writer.close();
    writer.close();
    cipher_data(writer, &wrapped);
    writer.close();
    writer.close();
    cipher_data(writer, &content);
    writer.close();
    writer.close();
    Ok(())
}

fn cipher_data(writer: &mut Writer, octets: &[u8]) {
    writer.open(Prefix::Xenc, "CipherData", &[]);
    writer.text(Prefix::Xenc, "CipherValue", &[], &encode_base64(octets));
    writer.close();
}

/// Nonce, ciphertext and tag, one after the other (section 5.2.4).
fn encrypted(key: &[u8], nonce: &[u8], text: &[u8]) -> Result<Vec<u8>, KeyError> {
    let mut tag = [0_u8; TAG_OCTETS];
    let sealed = encrypt_aead(Cipher::aes_256_gcm(), key, Some(nonce), &[], text, &mut tag)?;
    Ok([nonce, &sealed, &tag].concat())
}

fn octets<const N: usize>(entropy: &dyn Entropy) -> [u8; N] {
    let mut octets = [0_u8; N];
    entropy.fill(&mut octets);
    octets
}

#[cfg(test)]
mod tests {
    use super::*;
    use openssl::symm::decrypt_aead;

    #[test]
    fn the_content_comes_back_with_its_key_and_with_no_other() {
        let key = [7_u8; KEY_OCTETS];
        let sealed = encrypted(&key, &[1; NONCE_OCTETS], b"<a>\xc3\xa4</a>").unwrap();
        let (nonce, rest) = sealed.split_at(NONCE_OCTETS);
        let (text, tag) = rest.split_at(rest.len() - TAG_OCTETS);
        let open = |key: &[u8]| decrypt_aead(Cipher::aes_256_gcm(), key, Some(nonce), &[], text, tag);
        assert_eq!(open(&key).unwrap(), b"<a>\xc3\xa4</a>");
        assert!(open(&[8; KEY_OCTETS]).is_err());
    }
}
