//! The stored form of a password.

use super::argon2_params::Argon2Params;
use argon2::Params;
use argon2::password_hash::phc;
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use std::fmt;

const MAX_OCTETS: usize = 256;
pub(super) const SALT_OCTETS: usize = 16;
pub(super) const OUTPUT_OCTETS: usize = 32;

/// An Argon2id hash as a PHC string: `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>`. It never prints; its
/// text is for the store alone.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

/// A text that is not the hash of a password, or one that would take too much to check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a PHC string of argon2id, version 19, with at most 256 MiB, 16 passes and 16 lanes")]
pub struct InvalidPasswordHash;

/// What a PHC string says.
pub(super) struct Decoded {
    pub(super) cost: Argon2Params,
    pub(super) params: Params,
    pub(super) salt: Vec<u8>,
    pub(super) output: Vec<u8>,
}

impl PasswordHash {
    /// Reads a PHC string. The costs that it names are bounded here, since checking a password against it
    /// spends them.
    pub fn parse(text: &str) -> Result<Self, InvalidPasswordHash> {
        decode(text).map(|_| Self(text.to_owned())).ok_or(InvalidPasswordHash)
    }

    /// The PHC string, for the store.
    pub fn as_phc(&self) -> &str {
        &self.0
    }

    pub(super) fn decode(&self) -> Result<Decoded, InvalidPasswordHash> {
        decode(&self.0).ok_or(InvalidPasswordHash)
    }

    pub(super) fn encode(cost: Argon2Params, salt: &[u8], output: &[u8]) -> Self {
        let Argon2Params { memory_kib, iterations, parallelism } = cost;
        let (salt, output) = (STANDARD_NO_PAD.encode(salt), STANDARD_NO_PAD.encode(output));
        Self(format!("$argon2id$v=19$m={memory_kib},t={iterations},p={parallelism}${salt}${output}"))
    }
}

fn decode(text: &str) -> Option<Decoded> {
    if text.len() > MAX_OCTETS {
        return None;
    }
    let phc = phc::PasswordHash::new(text).ok()?;
    if phc.algorithm.as_str() != "argon2id" || phc.version != Some(19) {
        return None;
    }
    let (salt, output) = (phc.salt?, phc.hash?);
    if salt.as_ref().len() < 8 || output.as_bytes().len() < 16 || phc.params.iter().count() != 3 {
        return None;
    }
    let [memory_kib, iterations, parallelism] = ["m", "t", "p"].map(|name| phc.params.get_decimal(name));
    let cost = Argon2Params { memory_kib: memory_kib?, iterations: iterations?, parallelism: parallelism? };
    let params = cost.checked(output.as_bytes().len()).ok()?;
    Some(Decoded { cost, params, salt: salt.as_ref().to_vec(), output: output.as_bytes().to_vec() })
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[password hash]")
    }
}

impl serde::Serialize for PasswordHash {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> serde::Deserialize<'de> for PasswordHash {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <String as serde::Deserialize>::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str =
        "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    #[test]
    fn a_phc_string_round_trips_and_never_prints() {
        let hash = PasswordHash::parse(GOOD).unwrap();
        let decoded = hash.decode().unwrap();
        assert_eq!(decoded.cost, Argon2Params::default());
        assert_eq!(PasswordHash::encode(decoded.cost, &decoded.salt, &decoded.output), hash);
        assert_eq!(hash.as_phc(), GOOD);
        assert_eq!(format!("{hash:?}"), "[password hash]");
    }

    #[test]
    fn costs_that_would_take_the_machine_are_refused_unread() {
        for (from, to) in [
            ("m=19456", "m=4194304"),
            ("t=2", "t=4000000"),
            ("p=1", "p=255"),
            ("argon2id", "argon2i"),
            ("argon2id", "bcrypt"),
            ("v=19", "v=16"),
            ("m=19456,", ""),
            ("p=1", "p=1,data=AAAA"),
            ("c29tZXNhbHRzb21lc2FsdA", "AAAA"),
            ("m=19456", "m=-1"),
        ] {
            let text = GOOD.replace(from, to);
            assert_ne!(text, GOOD);
            assert_eq!(PasswordHash::parse(&text), Err(InvalidPasswordHash), "{text}");
        }
        let without_output = GOOD.rsplit_once('$').unwrap().0;
        for text in
            ["", "$", "plain", without_output, &format!("{without_output}$AAAA"), &"$".repeat(1_000_000)]
        {
            assert_eq!(PasswordHash::parse(text), Err(InvalidPasswordHash));
        }
        assert!(serde_json::from_str::<PasswordHash>("\"x\"").is_err());
    }
}
