//! Public keys as JSON (RFC 7517).

use crate::openid::encoding::{decode, encode};
use crate::openid::keys::public_key::PublicKey;
use serde_json::{Map, Value, json};

/// The members of which a private or a symmetric key is made (RFC 7518, sections 6.2.2, 6.3.2 and 6.4).
const SECRET: [&str; 9] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k", "r"];

/// Why a key in a JWK is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum JwkProblem {
    /// It holds what only its owner may have.
    #[error("the key is a private or a symmetric one; give its public part only")]
    Secret,
    /// It is of a kind that is not supported.
    #[error("the key must have the kty RSA, or EC with the crv P-256")]
    Kind,
    /// Its numbers are missing or are not a key.
    #[error("the numbers of the key cannot be read, or it is too weak: RSA needs 2048 to 8192 bits")]
    Numbers,
    /// It is for something else than our algorithms.
    #[error("the alg of the key must be RS256 for RSA and ES256 for EC, if it is there")]
    Algorithm,
    /// It is not for signatures.
    #[error("the key must be for signatures: use `sig`, key_ops with `verify`, if they are there")]
    Use,
    /// Its name is no text, or too long.
    #[error("the kid of the key must be a text of 1 to 128 characters, if it is there")]
    Name,
}

/// Reads a public key for signatures; whatever else it says of itself is not believed, and nothing is fetched.
pub(crate) fn read(jwk: &Map<String, Value>) -> Result<PublicKey, JwkProblem> {
    if SECRET.into_iter().any(|member| jwk.contains_key(member)) || text(jwk, "kty") == Some("oct") {
        return Err(JwkProblem::Secret);
    }
    let number = |member| text(jwk, member).and_then(decode).ok_or(JwkProblem::Numbers);
    let key = match (text(jwk, "kty"), text(jwk, "crv")) {
        (Some("RSA"), _) => PublicKey::rsa(&number("n")?, &number("e")?),
        (Some("EC"), Some("P-256")) => PublicKey::p256(&number("x")?, &number("y")?),
        _ => return Err(JwkProblem::Kind),
    };
    let key = key.ok_or(JwkProblem::Numbers)?;
    if jwk.get("alg").is_some_and(|alg| alg.as_str() != Some(key.algorithm().as_str())) {
        return Err(JwkProblem::Algorithm);
    }
    let verifies = |operations: &Value| {
        operations.as_array().is_some_and(|all| all.iter().any(|one| one.as_str() == Some("verify")))
    };
    let is_for_signatures = jwk.get("use").is_none_or(|value| value.as_str() == Some("sig"))
        && jwk.get("key_ops").is_none_or(verifies);
    if is_for_signatures { Ok(key) } else { Err(JwkProblem::Use) }
}

/// The name of a key: its own, or else its thumbprint.
pub(crate) fn name(jwk: &Map<String, Value>, key: &PublicKey) -> Result<String, JwkProblem> {
    let Some(kid) = jwk.get("kid") else { return Ok(key.thumbprint()) };
    let fits = |kid: &&str| (1..=128).contains(&kid.len());
    kid.as_str().filter(fits).map(ToOwned::to_owned).ok_or(JwkProblem::Name)
}

fn text<'a>(jwk: &'a Map<String, Value>, member: &str) -> Option<&'a str> {
    jwk.get(member).and_then(Value::as_str)
}

/// Writes a key, named by its thumbprint.
pub(crate) fn write(key: &PublicKey) -> Value {
    let (kid, alg) = (key.thumbprint(), key.algorithm().as_str());
    match key {
        PublicKey::Rsa { n, e } => {
            json!({"kty": "RSA", "n": encode(n), "e": encode(e), "kid": kid, "use": "sig", "alg": alg})
        }
        PublicKey::P256 { x, y } => {
            json!({"kty": "EC", "crv": "P-256", "x": encode(x), "y": encode(y), "kid": kid, "use": "sig", "alg": alg})
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn members(changes: &[(&str, Value)]) -> Map<String, Value> {
        let Value::Object(mut jwk) = json!({
            "kty": "EC", "crv": "P-256",
            "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
            "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
        }) else {
            panic!()
        };
        jwk.extend(changes.iter().map(|(name, value)| ((*name).to_owned(), value.clone())));
        jwk
    }

    #[test]
    fn what_is_written_is_read() {
        let key = read(&members(&[])).unwrap();
        let Value::Object(written) = write(&key) else { panic!() };
        assert_eq!(read(&written), Ok(key.clone()));
        assert_eq!(name(&written, &key), Ok(key.thumbprint()));
        assert!(SECRET.into_iter().all(|member| !written.contains_key(member)));
    }

    #[test]
    fn keys_for_something_else_are_refused() {
        use JwkProblem::{Algorithm, Kind, Numbers, Secret, Use};
        for (changes, problem) in [
            (&[("d", json!("AA"))][..], Secret),
            (&[("k", json!("AA"))], Secret),
            (&[("kty", json!("oct"))], Secret),
            (&[("kty", json!("OKP"))], Kind),
            (&[("kty", json!("ec"))], Kind),
            (&[("kty", json!(1))], Kind),
            (&[("crv", json!("P-384"))], Kind),
            (&[("x", json!("AA"))], Numbers),
            (&[("x", json!(1))], Numbers),
            (&[("y", json!("x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a1"))], Numbers),
            (&[("kty", json!("RSA"))], Numbers),
            (&[("alg", json!("RS256"))], Algorithm),
            (&[("alg", json!("HS256"))], Algorithm),
            (&[("alg", json!("none"))], Algorithm),
            (&[("use", json!("enc"))], Use),
            (&[("key_ops", json!(["sign"]))], Use),
        ] {
            assert_eq!(read(&members(changes)), Err(problem), "{changes:?}");
        }
        let good = [("alg", json!("ES256")), ("use", json!("sig")), ("key_ops", json!(["verify"]))];
        assert!(read(&members(&good)).is_ok());
        let key = read(&members(&good)).unwrap();
        for kid in [json!(""), json!(1), json!("a".repeat(129))] {
            assert_eq!(name(&members(&[("kid", kid)]), &key), Err(JwkProblem::Name));
        }
        assert_eq!(name(&members(&[("kid", json!("mine"))]), &key).unwrap(), "mine");
    }
}
