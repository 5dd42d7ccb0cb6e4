//! A set of public keys by their names (RFC 7517, section 5): those of a client, and our own.

use crate::openid::keys::jwk::{self, JwkProblem};
use crate::openid::keys::public_key::PublicKey;
use identity_core::domain::TokenAlgorithm;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// The most octets of a set that a client registers.
const MOST_OCTETS: usize = 16 * 1024;

/// The most keys that a client registers.
const MOST_KEYS: usize = 8;

/// Keys of which one verifies a token.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct KeySet(Vec<(String, PublicKey)>);

/// Why a text is not a set of public keys of a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum KeySetProblem {
    /// It is too long.
    #[error("a JWK set has at most 16 KiB")]
    TooLong,
    /// It is not a JWK set.
    #[error("a JWK set is a JSON object with an array `keys` (RFC 7517, section 5)")]
    NotASet,
    /// There are no keys, or too many.
    #[error("a JWK set has 1 to 8 keys")]
    Number,
    /// Two keys have one name, or are the same.
    #[error("every key has another kid, and is there once")]
    Repeated,
    /// One of the keys is not taken.
    #[error("key {number}: {problem}")]
    Key {
        /// Which, from 1 on.
        number: usize,
        /// Why.
        problem: JwkProblem,
    },
}

/// Why there is no key for a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoKey {
    /// None fits.
    Unknown,
    /// The token names none, and several fit.
    Ambiguous,
}

#[derive(Deserialize)]
struct Wire {
    keys: Vec<Map<String, Value>>,
}

impl KeySet {
    /// Reads the set that a client registered or wants to register.
    pub(crate) fn parse(text: &str) -> Result<Self, KeySetProblem> {
        if text.len() > MOST_OCTETS {
            return Err(KeySetProblem::TooLong);
        }
        let wire: Wire = serde_json::from_str(text).map_err(|_| KeySetProblem::NotASet)?;
        if !(1..=MOST_KEYS).contains(&wire.keys.len()) {
            return Err(KeySetProblem::Number);
        }
        let read = |(at, jwk): (usize, &Map<String, Value>)| {
            let key = jwk::read(jwk).and_then(|key| Ok((jwk::name(jwk, &key)?, key)));
            key.map_err(|problem| KeySetProblem::Key { number: at + 1, problem })
        };
        let keys: Vec<_> = wire.keys.iter().enumerate().map(read).collect::<Result<_, _>>()?;
        let names: BTreeSet<_> = keys.iter().map(|(name, _)| name).collect();
        let prints: BTreeSet<_> = keys.iter().map(|(_, key)| key.thumbprint()).collect();
        let all_differ = names.len() == keys.len() && prints.len() == keys.len();
        if all_differ { Ok(Self(keys)) } else { Err(KeySetProblem::Repeated) }
    }

    /// Our own keys, named by their thumbprints.
    pub(crate) fn of(keys: impl IntoIterator<Item = PublicKey>) -> Self {
        Self(keys.into_iter().map(|key| (key.thumbprint(), key)).collect())
    }

    /// The set as it is published.
    pub(crate) fn to_json(&self) -> Value {
        serde_json::json!({"keys": self.0.iter().map(|(_, key)| jwk::write(key)).collect::<Vec<_>>()})
    }

    /// The key for a token: the one that it names, or the only one that fits.
    pub(crate) fn find(&self, kid: Option<&str>, algorithm: TokenAlgorithm) -> Result<&PublicKey, NoKey> {
        let fits = |(name, key): &&(String, PublicKey)| {
            key.algorithm() == algorithm && kid.is_none_or(|kid| kid == name)
        };
        let mut fitting = self.0.iter().filter(fits).map(|(_, key)| key);
        match (fitting.next(), fitting.next()) {
            (Some(key), None) => Ok(key),
            (Some(_), Some(_)) => Err(NoKey::Ambiguous),
            (None, _) => Err(NoKey::Unknown),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::openid::keys::token_key::{TokenKey, samples};
    use serde_json::json;

    fn jwk(key: &TokenKey) -> Value {
        jwk::write(key.public())
    }

    fn parse(keys: &[Value]) -> Result<KeySet, KeySetProblem> {
        KeySet::parse(&json!({"keys": keys, "more": 1}).to_string())
    }

    #[test]
    fn a_set_of_public_keys_is_read_and_written() {
        let keys = [samples::key(TokenAlgorithm::Rs256), samples::key(TokenAlgorithm::Es256)];
        let set = parse(&keys.each_ref().map(jwk)).unwrap();
        assert_eq!(set, KeySet::of(keys.iter().map(|key| key.public().clone())));
        assert_eq!(KeySet::parse(&set.to_json().to_string()), Ok(set.clone()));
        for key in &keys {
            assert_eq!(set.find(Some(key.kid()), key.algorithm()), Ok(key.public()));
            assert_eq!(set.find(None, key.algorithm()), Ok(key.public()));
            assert_eq!(set.find(Some("other"), key.algorithm()), Err(NoKey::Unknown));
        }
        // The name of a key does not make it one of another kind.
        assert_eq!(set.find(Some(keys[0].kid()), TokenAlgorithm::Es256), Err(NoKey::Unknown));
    }

    #[test]
    fn a_token_names_its_key_where_several_fit() {
        let keys = [samples::key(TokenAlgorithm::Es256), samples::key(TokenAlgorithm::Es256)];
        let set = parse(&keys.each_ref().map(jwk)).unwrap();
        assert_eq!(set.find(None, TokenAlgorithm::Es256), Err(NoKey::Ambiguous));
        assert_eq!(set.find(Some(keys[1].kid()), TokenAlgorithm::Es256), Ok(keys[1].public()));
    }

    #[test]
    fn each_problem_of_a_set_is_named() {
        let key = jwk(&samples::key(TokenAlgorithm::Es256));
        let other = jwk(&samples::key(TokenAlgorithm::Es256));
        let changed = |key: &Value, member: &str, value: Value| {
            let mut changed = key.clone();
            changed[member] = value;
            changed
        };
        assert_eq!(parse(&[]), Err(KeySetProblem::Number));
        assert_eq!(parse(&vec![key.clone(); 9]), Err(KeySetProblem::Number));
        assert_eq!(parse(&[key.clone(), key.clone()]), Err(KeySetProblem::Repeated));
        assert_eq!(parse(&[key.clone(), changed(&key, "kid", json!("b"))]), Err(KeySetProblem::Repeated));
        let same_name = changed(&other, "kid", key["kid"].clone());
        assert_eq!(parse(&[key.clone(), same_name]), Err(KeySetProblem::Repeated));
        let private = changed(&other, "d", json!("AA"));
        let secret = KeySetProblem::Key { number: 2, problem: JwkProblem::Secret };
        assert_eq!(parse(&[key, private]), Err(secret));
        for text in ["", "[]", "{}", r#"{"keys":{}}"#, r#"{"keys":[1]}"#] {
            assert_eq!(KeySet::parse(text), Err(KeySetProblem::NotASet), "{text}");
        }
        assert_eq!(KeySet::parse(&" ".repeat(MOST_OCTETS + 1)), Err(KeySetProblem::TooLong));
    }
}
