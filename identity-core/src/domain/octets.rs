//! Octets in JSON, as base64 (RFC 4648 section 4) with padding: for certificates.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Deserializer, Serializer, de};

pub(crate) fn serialize<S: Serializer>(octets: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&STANDARD.encode(octets))
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    read(&String::deserialize(deserializer)?)
}

fn read<E: de::Error>(text: &str) -> Result<Vec<u8>, E> {
    STANDARD.decode(text).map_err(|_| E::custom("not base64 with padding"))
}

/// The same for a list of them.
pub(crate) mod list {
    use super::{Deserialize, Deserializer, Engine, STANDARD, Serializer, read};

    pub(crate) fn serialize<S: Serializer>(octets: &[Vec<u8>], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(octets.iter().map(|octets| STANDARD.encode(octets)))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Vec<u8>>, D::Error> {
        let texts = Vec::<String>::deserialize(deserializer)?;
        texts.iter().map(|text| read(text)).collect()
    }
}
