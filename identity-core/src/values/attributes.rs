//! Named texts that belong to a record.

use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;
use std::fmt;

const MAX_KEY_OCTETS: usize = 64;
const MAX_VALUE_OCTETS: usize = 1024;

/// Up to 64 named texts that a register or an embedder keeps with a record. A key has 1 to 64 letters,
/// digits and `.`, `_`, `:`, `-`; a value up to 1024 octets without control characters.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Attributes(BTreeMap<String, String>);

/// A merge patch (RFC 7396) of attributes: a text sets the member, `null` removes it.
pub type AttributesPatch = BTreeMap<String, Option<String>>;

/// Texts that cannot be attributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidAttributes {
    /// More than 64 of them.
    #[error("a record has at most 64 attributes")]
    TooMany,
    /// A key that is empty, too long, or has other characters.
    #[error("an attribute is named by 1 to 64 letters, digits and . _ : -, beginning with a letter or digit")]
    Key,
    /// A value that is too long or has control characters.
    #[error("the value of an attribute has at most 1024 octets, without line breaks and control characters")]
    Value,
    /// One key twice.
    #[error("an attribute is given twice")]
    Repeated,
}

impl Attributes {
    /// The most attributes that a record has.
    pub const MAX_ENTRIES: usize = 64;

    /// No attributes.
    pub const fn new() -> Self {
        Self(BTreeMap::new())
    }

    /// Checks every name and value.
    pub fn from_pairs<K, V>(pairs: impl IntoIterator<Item = (K, V)>) -> Result<Self, InvalidAttributes>
    where
        K: Into<String>,
        V: Into<String>,
    {
        let mut attributes = Self::new();
        for (key, value) in pairs {
            attributes.add(key.into(), value.into())?;
        }
        Ok(attributes)
    }

    /// The value of one attribute.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    /// All of them, in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// True when there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// These attributes with a merge patch applied (RFC 7396 section 2); `self` stays as it is.
    pub fn merge_patch(&self, patch: &AttributesPatch) -> Result<Self, InvalidAttributes> {
        let mut merged = self.0.clone();
        for (key, change) in patch {
            match change {
                None => {
                    merged.remove(key);
                }
                Some(value) => {
                    check_pair(key, value)?;
                    merged.insert(key.clone(), value.clone());
                }
            }
        }
        if merged.len() > Self::MAX_ENTRIES { Err(InvalidAttributes::TooMany) } else { Ok(Self(merged)) }
    }

    fn add(&mut self, key: String, value: String) -> Result<(), InvalidAttributes> {
        check_pair(&key, &value)?;
        if self.0.len() >= Self::MAX_ENTRIES {
            return Err(InvalidAttributes::TooMany);
        }
        match self.0.insert(key, value) {
            None => Ok(()),
            Some(_) => Err(InvalidAttributes::Repeated),
        }
    }
}

fn check_pair(key: &str, value: &str) -> Result<(), InvalidAttributes> {
    let in_key = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b':' | b'-');
    let begins = key.starts_with(|c: char| c.is_ascii_alphanumeric());
    if !begins || key.len() > MAX_KEY_OCTETS || !key.bytes().all(in_key) {
        return Err(InvalidAttributes::Key);
    }
    if value.len() > MAX_VALUE_OCTETS || value.chars().any(char::is_control) {
        return Err(InvalidAttributes::Value);
    }
    Ok(())
}

impl<'de> Deserialize<'de> for Attributes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Bounded)
    }
}

/// Stops at the first entry too many instead of reading all of them.
struct Bounded;

impl<'de> Visitor<'de> for Bounded {
    type Value = Attributes;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of texts")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Attributes, A::Error> {
        let mut attributes = Attributes::new();
        while let Some((key, value)) = map.next_entry::<String, String>()? {
            attributes.add(key, value).map_err(A::Error::custom)?;
        }
        Ok(attributes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn patch(json: &str) -> AttributesPatch {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn a_merge_patch_sets_and_removes() {
        let before = Attributes::from_pairs([("a", "1"), ("b", "2")]).unwrap();
        let after = before.merge_patch(&patch(r#"{"a": "9", "b": null, "c": "3", "d": null}"#)).unwrap();
        assert_eq!(after.iter().collect::<Vec<_>>(), [("a", "9"), ("c", "3")]);
        assert_eq!(before.get("b"), Some("2"));
        assert_eq!(after.merge_patch(&patch("{}")).unwrap(), after);
    }

    #[test]
    fn bounds_hold_on_every_way_in() {
        use InvalidAttributes as E;
        let pair = |key: &str, value: &str| Attributes::from_pairs([(key, value)]);
        for key in ["", "a b", "-a", "ä", "a\n", &"k".repeat(65)] {
            assert_eq!(pair(key, "v"), Err(E::Key), "{key:?}");
        }
        assert_eq!(pair("k", &"v".repeat(1025)), Err(E::Value));
        assert_eq!(pair("k", "a\r\nb"), Err(E::Value));
        let many: Vec<_> = (0..64).map(|i| (format!("k{i}"), "v")).collect();
        let full = Attributes::from_pairs(many).unwrap();
        assert_eq!(full.merge_patch(&patch(r#"{"one-more": "v"}"#)), Err(E::TooMany));
        assert!(full.merge_patch(&patch(r#"{"one-more": "v", "k0": null}"#)).is_ok());
        assert!(serde_json::from_str::<Attributes>(r#"{"a": "1", "a": "2"}"#).is_err());
        assert!(serde_json::from_str::<Attributes>(r#"{"a": 1}"#).is_err());
        assert!(serde_json::from_str::<Attributes>(r#"{"a b": "1"}"#).is_err());
    }

    proptest! {
        #[test]
        fn json_round_trips(pairs in prop::collection::btree_map("[a-z][a-z0-9_.:-]{0,10}", "\\PC{0,20}", 0..10)) {
            let attributes = Attributes::from_pairs(pairs).unwrap();
            let json = serde_json::to_string(&attributes).unwrap();
            prop_assert_eq!(serde_json::from_str::<Attributes>(&json).unwrap(), attributes);
        }
    }
}
