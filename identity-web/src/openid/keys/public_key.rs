//! A public key that verifies tokens. Each kind has one algorithm, so no token can choose another for it.

use crate::openid::encoding::{encode, sha256};
use crate::saml::keys::certificate::{Certificate, KeyError};
use identity_core::domain::TokenAlgorithm;
use openssl::bn::{BigNum, BigNumContext};
use openssl::ec::{EcGroup, EcKey};
use openssl::error::ErrorStack;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Public};
use openssl::x509::X509;
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};

/// The octets of a coordinate on P-256.
const COORDINATE: usize = 32;

/// A public key, of a size that is strong enough to believe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PublicKey {
    /// RSA with 2048 to 8192 bits, for `RS256`; both numbers without leading zeros.
    Rsa {
        /// The modulus.
        n: Vec<u8>,
        /// The public exponent.
        e: Vec<u8>,
    },
    /// A point on P-256, for `ES256`; both coordinates with 32 octets.
    P256 {
        /// The first coordinate.
        x: Vec<u8>,
        /// The second coordinate.
        y: Vec<u8>,
    },
}

impl PublicKey {
    /// The key of a certificate (DER).
    pub(crate) fn from_certificate(der: &[u8]) -> Result<Self, KeyError> {
        Certificate::from_der(der)?;
        Self::from_openssl(&X509::from_der(der)?.public_key()?)
    }

    fn from_openssl(key: &PKey<Public>) -> Result<Self, KeyError> {
        if let Ok(rsa) = key.rsa() {
            return Ok(Self::Rsa { n: rsa.n().to_vec(), e: rsa.e().to_vec() });
        }
        let ec = key.ec_key()?;
        if ec.group().curve_name() != Some(Nid::X9_62_PRIME256V1) {
            return Err(KeyError::Unsuitable);
        }
        let (mut x, mut y) = (BigNum::new()?, BigNum::new()?);
        ec.public_key().affine_coordinates(ec.group(), &mut x, &mut y, &mut *BigNumContext::new()?)?;
        let octets = |number: &BigNum| number.to_vec_padded(32);
        Ok(Self::P256 { x: octets(&x)?, y: octets(&y)? })
    }

    /// An RSA key; none if it is too weak, or too large to be worth the work of verifying.
    pub(crate) fn rsa(n: &[u8], e: &[u8]) -> Option<Self> {
        let plain =
            |octets: &[u8]| octets.iter().copied().skip_while(|octet| *octet == 0).collect::<Vec<_>>();
        let (n, e) = (plain(n), plain(e));
        let bits = n.len() * 8 - n.first().map_or(0, |first| first.leading_zeros() as usize);
        // What is larger than three octets makes verifying slow, and is used nowhere.
        let exponent =
            e.iter().fold(0_u32, |sum, octet| sum.saturating_mul(256).saturating_add((*octet).into()));
        let fits = (2048..=8192).contains(&bits) && (3..0x0100_0000).contains(&exponent) && exponent % 2 == 1;
        fits.then_some(Self::Rsa { n, e })
    }

    /// A key on P-256; none if the point is not on the curve.
    pub(crate) fn p256(x: &[u8], y: &[u8]) -> Option<Self> {
        let is_point = x.len() == COORDINATE && y.len() == COORDINATE && is_on_curve(x, y).unwrap_or(false);
        is_point.then(|| Self::P256 { x: x.to_vec(), y: y.to_vec() })
    }

    /// The one algorithm of its signatures.
    pub(crate) const fn algorithm(&self) -> TokenAlgorithm {
        match self {
            Self::Rsa { .. } => TokenAlgorithm::Rs256,
            Self::P256 { .. } => TokenAlgorithm::Es256,
        }
    }

    /// Its thumbprint (RFC 7638), by which it is named.
    pub(crate) fn thumbprint(&self) -> String {
        // The members in the order of their names, without blanks: base64url needs no escapes.
        sha256(match self {
            Self::Rsa { n, e } => format!(r#"{{"e":"{}","kty":"RSA","n":"{}"}}"#, encode(e), encode(n)),
            Self::P256 { x, y } => {
                format!(r#"{{"crv":"P-256","kty":"EC","x":"{}","y":"{}"}}"#, encode(x), encode(y))
            }
        })
    }

    /// Whether the signature over the octets is genuine (RFC 7518, sections 3.3 and 3.4).
    pub(crate) fn verify(&self, octets: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::Rsa { n, e } => {
                RsaPublicKeyComponents { n, e }.verify(&RSA_PKCS1_2048_8192_SHA256, octets, signature).is_ok()
            }
            Self::P256 { x, y } => {
                let point = [&[4], x.as_slice(), y].concat();
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).verify(octets, signature).is_ok()
            }
        }
    }
}

fn is_on_curve(x: &[u8], y: &[u8]) -> Result<bool, ErrorStack> {
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1)?;
    let (x, y) = (BigNum::from_slice(x)?, BigNum::from_slice(y)?);
    Ok(EcKey::from_public_key_affine_coordinates(&group, &x, &y)?.check_key().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::openid::encoding::decode;

    /// The example of RFC 7638, section 3.1.
    #[test]
    fn the_thumbprint_of_the_rfc_is_met() {
        let n = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZ\
                 CiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZ\
                 gnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniI\
                 qbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
        let key = PublicKey::rsa(&decode(n).unwrap(), &decode("AQAB").unwrap()).unwrap();
        assert_eq!(key.thumbprint(), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
        assert_eq!(key.algorithm(), TokenAlgorithm::Rs256);
    }

    /// The example of RFC 7515, appendix A.3.
    #[test]
    fn the_signature_of_the_rfc_is_met() {
        let (x, y) =
            ("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");
        let key = PublicKey::p256(&decode(x).unwrap(), &decode(y).unwrap()).unwrap();
        let signed = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9p\
                      c19yb290Ijp0cnVlfQ";
        let signature =
            decode("DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q")
                .unwrap();
        assert!(key.verify(signed.as_bytes(), &signature));
        assert!(!key.verify(&signed.as_bytes()[1..], &signature));
        assert!(!key.verify(signed.as_bytes(), &signature[1..]));
        assert!(!key.verify(signed.as_bytes(), &[0; 64]));
    }

    #[test]
    fn weak_and_broken_keys_are_refused() {
        let octets = |bits: usize| vec![0xFF; bits / 8];
        assert!(PublicKey::rsa(&octets(2048), &[1, 0, 1]).is_some());
        assert!(PublicKey::rsa(&[vec![0], octets(2040)].concat(), &[1, 0, 1]).is_none());
        assert!(PublicKey::rsa(&octets(1024), &[1, 0, 1]).is_none());
        assert!(PublicKey::rsa(&octets(8200), &[1, 0, 1]).is_none());
        for exponent in [&[][..], &[0], &[1], &[2], &[1, 0, 0], &[1, 0, 0, 1]] {
            assert!(PublicKey::rsa(&octets(2048), exponent).is_none(), "{exponent:?}");
        }
        assert!(PublicKey::rsa(&[], &[3]).is_none());
        assert!(PublicKey::p256(&[1; 32], &[1; 32]).is_none());
        assert!(PublicKey::p256(&[0; 32], &[0; 32]).is_none());
        assert!(PublicKey::p256(&[1; 31], &[1; 33]).is_none());
    }
}
