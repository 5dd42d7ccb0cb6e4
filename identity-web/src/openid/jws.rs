//! Signed tokens in the compact form (RFC 7515, section 7.1), with the advice of RFC 8725.
//!
//! What a token says of its own key (`jwk`, `jku`, `x5u`, `x5c`) is not looked at, and nothing is fetched.

use crate::openid::encoding::{decode, encode};
use crate::openid::keys::key_set::{KeySet, NoKey};
use crate::openid::keys::public_key::PublicKey;
use crate::openid::keys::token_key::{TokenKey, TokenKeyError};
use identity_core::domain::TokenAlgorithm;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The longest token that is read.
const MOST_OCTETS: usize = 16 * 1024;

/// What a token says, once its signature is known to be genuine.
pub(crate) type Claims = Map<String, Value>;

/// Why a token cannot be written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum WriteError {
    /// What it should say is no JSON.
    #[error("the claims cannot be written")]
    Claims(#[from] serde_json::Error),
    /// The key failed.
    #[error(transparent)]
    Key(#[from] TokenKeyError),
}

/// Why a token is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum JwsError {
    /// It is longer than 16 KiB.
    #[error("the token is too long")]
    TooLong,
    /// It is no signed token.
    #[error("the token cannot be read")]
    Unreadable,
    /// It demands what is not supported (`crit`).
    #[error("the token demands an extension that is not supported")]
    Critical,
    /// It is a token for something else.
    #[error("the token is of another type")]
    Type,
    /// It is signed by an algorithm that is not taken, or not at all.
    #[error("the algorithm of the token is not taken")]
    Algorithm,
    /// No key for it is known.
    #[error("no key for the token is known")]
    UnknownKey,
    /// It does not say which of several keys it is signed with.
    #[error("the token does not name its key")]
    AmbiguousKey,
    /// The signature is not genuine.
    #[error("the signature is not genuine")]
    Signature,
}

#[derive(Serialize)]
struct WrittenHeader<'a> {
    alg: &'a str,
    typ: &'a str,
    kid: &'a str,
}

/// Writes a token of a type.
pub(crate) fn write(key: &TokenKey, typ: &str, claims: &impl Serialize) -> Result<String, WriteError> {
    let header = WrittenHeader { alg: key.algorithm().as_str(), typ, kid: key.kid() };
    let signed = format!("{}.{}", encode(serde_json::to_vec(&header)?), encode(serde_json::to_vec(claims)?));
    let signature = encode(key.sign(signed.as_bytes())?);
    Ok(format!("{signed}.{signature}"))
}

#[derive(Debug, Deserialize)]
struct Header {
    alg: String,
    #[serde(default)]
    typ: Option<String>,
    #[serde(default)]
    kid: Option<String>,
    #[serde(default)]
    jwk: Option<Map<String, Value>>,
    // Whatever stands there, also `null`, is more than nothing.
    #[serde(default, deserialize_with = "is_there")]
    crit: bool,
}

fn is_there<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    serde::de::IgnoredAny::deserialize(deserializer).map(|_| true)
}

/// An algorithm of signatures, under its name in `alg`.
pub(crate) trait NamedAlgorithm: Copy {
    /// The name (RFC 7518, section 3.1).
    fn name(self) -> &'static str;
}

impl NamedAlgorithm for TokenAlgorithm {
    fn name(self) -> &'static str {
        self.as_str()
    }
}

/// A token that was taken apart and is not believed yet.
#[derive(Debug)]
pub(crate) struct Unverified<'a, A = TokenAlgorithm> {
    signed: &'a str,
    header: Header,
    algorithm: A,
    payload: Vec<u8>,
    signature: Vec<u8>,
}

/// What kind of token is expected.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Expected<'a, A = TokenAlgorithm> {
    /// The values of `typ`, without `application/`; an empty one for a token that has none.
    pub(crate) types: &'a [&'a str],
    /// The algorithms.
    pub(crate) algorithms: &'a [A],
}

impl<A: Copy> Expected<'_, A> {
    fn has_type(self, typ: Option<&str>) -> bool {
        let typ = typ.unwrap_or_default().to_ascii_lowercase();
        let short = typ.strip_prefix("application/").unwrap_or(&typ);
        self.types.iter().any(|one| one.eq_ignore_ascii_case(short))
    }
}

impl<'a, A: NamedAlgorithm> Unverified<'a, A> {
    /// Takes a token apart; one of another type or algorithm than expected is refused before any key is looked at.
    pub(crate) fn read(token: &'a str, expected: Expected<'_, A>) -> Result<Self, JwsError> {
        if token.len() > MOST_OCTETS {
            return Err(JwsError::TooLong);
        }
        let (signed, signature) = token.rsplit_once('.').ok_or(JwsError::Unreadable)?;
        // A fourth part is in neither of base64url.
        let (header, payload) = signed.split_once('.').ok_or(JwsError::Unreadable)?;
        let octets = |text: &str| decode(text).ok_or(JwsError::Unreadable);
        let header: Header = serde_json::from_slice(&octets(header)?).map_err(|_| JwsError::Unreadable)?;
        if header.crit {
            return Err(JwsError::Critical);
        }
        let named = |algorithm: &A| algorithm.name() == header.alg;
        let algorithm = expected.algorithms.iter().copied().find(named).ok_or(JwsError::Algorithm)?;
        if !expected.has_type(header.typ.as_deref()) {
            return Err(JwsError::Type);
        }
        Ok(Self { signed, algorithm, payload: octets(payload)?, signature: octets(signature)?, header })
    }

    /// The key that the token itself holds, for the one kind of token that is signed with it (`DPoP`).
    pub(crate) fn own_key(&self) -> Option<&Map<String, Value>> {
        self.header.jwk.as_ref()
    }

    /// The name of the key that the token says it is signed with.
    pub(crate) fn kid(&self) -> Option<&str> {
        self.header.kid.as_deref()
    }

    /// The algorithm that the token says it is signed by: one of those expected.
    pub(crate) const fn algorithm(&self) -> A {
        self.algorithm
    }

    /// What the token says, if its signature is genuine. The check is given the octets that are signed and the signature.
    pub(crate) fn claims_if(
        &self,
        is_genuine: impl FnOnce(&[u8], &[u8]) -> bool,
    ) -> Result<Claims, JwsError> {
        if !is_genuine(self.signed.as_bytes(), &self.signature) {
            return Err(JwsError::Signature);
        }
        serde_json::from_slice(&self.payload).map_err(|_| JwsError::Unreadable)
    }
}

impl Unverified<'_> {
    /// What the token says, signed with one of those keys.
    pub(crate) fn verify(self, keys: &KeySet) -> Result<Claims, JwsError> {
        let key = keys.find(self.header.kid.as_deref(), self.algorithm).map_err(|none| match none {
            NoKey::Unknown => JwsError::UnknownKey,
            NoKey::Ambiguous => JwsError::AmbiguousKey,
        })?;
        self.verify_with(key)
    }

    /// What the token says, signed with that key.
    pub(crate) fn verify_with(self, key: &PublicKey) -> Result<Claims, JwsError> {
        if key.algorithm() != self.algorithm {
            return Err(JwsError::Algorithm);
        }
        self.claims_if(|octets, signature| key.verify(octets, signature))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::openid::keys::jwk;
    use crate::openid::keys::token_key::samples;
    use serde_json::json;

    const ANY: Expected<'_> = Expected { types: &["", "JWT", "at+jwt"], algorithms: &TokenAlgorithm::ALL };

    fn believed(token: &str, keys: &[&TokenKey]) -> Result<Claims, JwsError> {
        Unverified::read(token, ANY)?.verify(&KeySet::of(keys.iter().map(|key| key.public().clone())))
    }

    /// A token with any header, signed with any octets.
    fn forged(header: &Value, sign: impl Fn(&[u8]) -> Vec<u8>) -> String {
        let signed = format!("{}.{}", encode(header.to_string()), encode(r#"{"sub":"admin"}"#));
        let signature = encode(sign(signed.as_bytes()));
        format!("{signed}.{signature}")
    }

    #[test]
    fn a_token_is_written_and_believed() {
        let [rsa, ec] = TokenAlgorithm::ALL.map(samples::key);
        for key in [&rsa, &ec] {
            let token = write(key, "at+jwt", &json!({"sub": "s"})).unwrap();
            assert_eq!(believed(&token, &[&rsa, &ec]).unwrap()["sub"], "s");
            let changed = token.replacen(&encode(r#"{"sub":"s"}"#), &encode(r#"{"sub":"t"}"#), 1);
            assert_ne!(changed, token);
            assert_eq!(believed(&changed, &[&rsa, &ec]), Err(JwsError::Signature));
        }
        assert_eq!(believed(&write(&ec, "JWT", &json!({})).unwrap(), &[&rsa]), Err(JwsError::UnknownKey));
        assert_eq!(believed(&write(&ec, "JWT", &json!([])).unwrap(), &[&ec]), Err(JwsError::Unreadable));
    }

    #[test]
    fn o_1_o_01_a_token_that_is_not_signed_is_refused() {
        let key = samples::key(TokenAlgorithm::Es256);
        for alg in ["none", "nOnE", "None", "", "es256", "ES256 ", "RS384", "PS256", "ES512", "EdDSA"] {
            let header = json!({"alg": alg, "kid": key.kid()});
            for signature in [Vec::new(), vec![0; 64]] {
                let token = forged(&header, |_| signature.clone());
                assert_eq!(believed(&token, &[&key]), Err(JwsError::Algorithm), "{alg}");
            }
        }
        assert_eq!(
            believed(&forged(&json!({"alg": "ES256"}), |_| Vec::new()), &[&key]),
            Err(JwsError::Signature)
        );
        assert_eq!(believed(&forged(&json!({}), |_| vec![0; 64]), &[&key]), Err(JwsError::Unreadable));
    }

    /// The public key is no secret that could sign, in whatever form it is taken.
    #[test]
    fn o_02_no_token_is_signed_with_a_public_key() {
        let key = samples::key(TokenAlgorithm::Rs256);
        let jwk = jwk::write(key.public()).to_string();
        for (secret, alg) in [(jwk.clone(), "HS256"), (format!(" {jwk}"), "HS384"), (jwk, "HS512")] {
            let hmac = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, secret.as_bytes());
            let sign = |octets: &[u8]| ring::hmac::sign(&hmac, octets).as_ref().to_vec();
            assert_eq!(believed(&forged(&json!({"alg": alg}), sign), &[&key]), Err(JwsError::Algorithm));
        }
    }

    #[test]
    fn o_03_a_key_in_the_token_is_not_believed() {
        let (ours, theirs) = (samples::key(TokenAlgorithm::Es256), samples::key(TokenAlgorithm::Es256));
        let header = json!({
            "alg": "ES256", "jwk": jwk::write(theirs.public()), "jku": "https://evil.example/keys",
            "x5u": "https://evil.example/x", "x5c": ["AA"],
        });
        let token = forged(&header, |octets| theirs.sign(octets).unwrap());
        assert_eq!(believed(&token, &[&ours]), Err(JwsError::Signature));
    }

    #[test]
    fn o_20_the_algorithm_is_that_of_the_key() {
        let [rsa, ec] = TokenAlgorithm::ALL.map(samples::key);
        let token = forged(&json!({"alg": "ES256", "kid": rsa.kid()}), |octets| rsa.sign(octets).unwrap());
        assert_eq!(believed(&token, &[&rsa, &ec]), Err(JwsError::UnknownKey));
        let token = forged(&json!({"alg": "RS256"}), |octets| ec.sign(octets).unwrap());
        assert_eq!(Unverified::read(&token, ANY).unwrap().verify_with(ec.public()), Err(JwsError::Algorithm));
        let only_rsa = Expected { algorithms: &[TokenAlgorithm::Rs256], ..ANY };
        let token = write(&ec, "JWT", &json!({})).unwrap();
        assert_eq!(Unverified::read(&token, only_rsa).unwrap_err(), JwsError::Algorithm);
    }

    #[test]
    fn a_token_for_something_else_is_refused() {
        let key = samples::key(TokenAlgorithm::Es256);
        let read = |typ: &str, types| {
            let token = write(&key, typ, &json!({})).unwrap();
            Unverified::read(&token, Expected { types, ..ANY }).map(|_| ()).err()
        };
        assert_eq!(read("at+jwt", &["at+jwt"]), None);
        assert_eq!(read("application/AT+JWT", &["at+jwt"]), None);
        assert_eq!(read("JWT", &["at+jwt"]), Some(JwsError::Type));
        assert_eq!(read("at+jwt", &["", "JWT"]), Some(JwsError::Type));
        assert_eq!(read("logout+jwt", &["at+jwt"]), Some(JwsError::Type));
    }

    #[test]
    fn o_07_what_is_no_token_is_refused_before_any_work() {
        let key = samples::key(TokenAlgorithm::Es256);
        let sign = |octets: &[u8]| key.sign(octets).unwrap();
        for crit in [json!(["b64"]), json!([]), json!(null)] {
            let token = forged(&json!({"alg": "ES256", "crit": crit, "b64": false}), sign);
            assert_eq!(believed(&token, &[&key]), Err(JwsError::Critical));
        }
        assert_eq!(believed(&".".repeat(10_000_000), &[&key]), Err(JwsError::TooLong));
        let good = write(&key, "JWT", &json!({})).unwrap();
        for token in [
            "",
            ".",
            "..",
            "a.b",
            "e30.e30.",
            "ä.ä.ä",
            &format!("{good}."),
            &format!("{good}.AA"),
            &format!("{good}="),
        ] {
            assert_eq!(believed(token, &[&key]), Err(JwsError::Unreadable), "{token}");
        }
        let twice =
            good.replacen(&good[..good.find('.').unwrap()], &encode(r#"{"alg":"none","alg":"ES256"}"#), 1);
        assert_eq!(believed(&twice, &[&key]), Err(JwsError::Unreadable));
    }
}
