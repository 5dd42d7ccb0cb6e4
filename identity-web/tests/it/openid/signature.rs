//! Keys of clients, and signatures checked as a client checks them: by what is published, with a library of its own.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openssl::bn::{BigNum, BigNumContext};
use openssl::ec::{EcGroup, EcKey};
use openssl::ecdsa::EcdsaSig;
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::rsa::Rsa;
use openssl::sign::Verifier;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// A private key on P-256.
pub(crate) struct Key(EcKey<Private>);

impl Key {
    pub(crate) fn new() -> Self {
        Self(EcKey::generate(&group()).unwrap())
    }

    /// Its public half.
    pub(crate) fn jwk(&self) -> Value {
        let (mut x, mut y) = (BigNum::new().unwrap(), BigNum::new().unwrap());
        let mut context = BigNumContext::new().unwrap();
        self.0.public_key().affine_coordinates(&group(), &mut x, &mut y, &mut context).unwrap();
        let [x, y] = [x, y].map(|number| encoded(&number.to_vec_padded(32).unwrap()));
        json!({ "kty": "EC", "crv": "P-256", "x": x, "y": y })
    }

    /// The set with its public half alone.
    pub(crate) fn set(&self) -> String {
        let mut jwk = self.jwk();
        jwk["kid"] = json!(self.thumbprint());
        jwk["use"] = json!("sig");
        jwk["alg"] = json!("ES256");
        json!({ "keys": [jwk] }).to_string()
    }

    /// The thumbprint of its public half (RFC 7638).
    pub(crate) fn thumbprint(&self) -> String {
        let jwk = self.jwk();
        let text = format!(r#"{{"crv":"P-256","kty":"EC","x":{},"y":{}}}"#, jwk["x"], jwk["y"]);
        encoded(&Sha256::digest(text))
    }

    /// A JWT with this header and these claims.
    pub(crate) fn sign(&self, header: &Value, claims: &Value) -> String {
        let signed =
            format!("{}.{}", encoded(header.to_string().as_bytes()), encoded(claims.to_string().as_bytes()));
        let signature = EcdsaSig::sign(&Sha256::digest(&signed), &self.0).unwrap();
        let [r, s] = [signature.r(), signature.s()].map(|half| half.to_vec_padded(32).unwrap());
        format!("{signed}.{}", encoded(&[r, s].concat()))
    }
}

/// Text in base64url.
pub(crate) fn encoded(octets: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(octets)
}

/// Whether a token is signed with the one key of a set that its header names.
pub(crate) fn is_signed(token: &str, keys: &Value) -> bool {
    let (signed, signature) = token.rsplit_once('.').unwrap();
    let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
    let header = super::portal::header(token);
    let named = keys["keys"].as_array().unwrap().iter().filter(|key| key["kid"] == header["kid"]);
    let [key] = named.collect::<Vec<_>>()[..] else { return false };
    assert_eq!(key["alg"], header["alg"]);
    let number = |name: &str| {
        BigNum::from_slice(&URL_SAFE_NO_PAD.decode(key[name].as_str().unwrap()).unwrap()).unwrap()
    };
    if key["kty"] == "RSA" {
        let key = PKey::from_rsa(Rsa::from_public_components(number("n"), number("e")).unwrap()).unwrap();
        let mut verifier = Verifier::new(MessageDigest::sha256(), &key).unwrap();
        return verifier.verify_oneshot(&signature, signed.as_bytes()).unwrap();
    }
    let key = EcKey::from_public_key_affine_coordinates(&group(), &number("x"), &number("y")).unwrap();
    let [r, s] = [&signature[..32], &signature[32..]].map(|half| BigNum::from_slice(half).unwrap());
    EcdsaSig::from_private_components(r, s).unwrap().verify(&Sha256::digest(signed), &key).unwrap()
}

fn group() -> EcGroup {
    EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap()
}
