//! The parameter `claims` (OpenID Connect Core, section 5.5): single claims by name, the person who is required, and how they
//! are to prove who they are.

use crate::openid::authorize::error::AuthorizeError;
use crate::openid::claims::is_known;
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What is kept of the parameter.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct ClaimsParameter {
    /// The claims that are known here, and where they are wanted.
    pub(super) named: BTreeMap<String, BTreeSet<String>>,
    /// The `sub` of the person who is required.
    pub(super) subject: Option<String>,
    /// The classes of which one is told as `acr`.
    pub(super) classes: Vec<String>,
    /// Whether the request is to fail if it cannot be one of them.
    pub(super) is_class_essential: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wire {
    id_token: Option<BTreeMap<String, Option<Asked>>>,
    userinfo: Option<BTreeMap<String, Option<Asked>>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    essential: bool,
    value: Option<Value>,
    values: Vec<Value>,
}

impl Asked {
    fn texts(&self) -> impl Iterator<Item = &str> {
        self.value.iter().chain(&self.values).filter_map(Value::as_str)
    }
}

/// Reads the parameter.
pub(super) fn read(text: &str) -> Result<ClaimsParameter, AuthorizeError> {
    let wire: Wire = serde_json::from_str(text).map_err(|_| AuthorizeError::Claims)?;
    let mut read = ClaimsParameter::default();
    for (place, claims) in [("id_token", &wire.id_token), ("userinfo", &wire.userinfo)] {
        for name in claims.iter().flat_map(BTreeMap::keys).filter(|name| is_known(name)) {
            read.named.entry(name.clone()).or_default().insert(place.to_owned());
        }
    }
    let of_token = |name: &str| wire.id_token.as_ref().and_then(|claims| claims.get(name)?.as_ref());
    if let Some(asked) = of_token("sub") {
        read.subject = asked.texts().next().map(ToOwned::to_owned);
    }
    if let Some(asked) = of_token("acr") {
        read.classes = asked.texts().map(ToOwned::to_owned).collect();
        read.is_class_essential = asked.essential && !read.classes.is_empty();
    }
    Ok(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_claims_are_kept_with_their_place() {
        let read = read(
            r#"{"id_token":{"email":{"essential":true},"auth_time":null,"https://x.example/y":null},
                "userinfo":{"email":null,"name":null},"other":1}"#,
        )
        .unwrap();
        let names: Vec<_> = read.named.iter().map(|(name, places)| (name.as_str(), places.len())).collect();
        assert_eq!(names, [("email", 2), ("name", 1)]);
        assert_eq!((read.subject, read.classes.len()), (None, 0));
    }

    #[test]
    fn a_subject_and_classes_are_read_of_the_id_token_only() {
        let read_one =
            read(r#"{"id_token":{"sub":{"value":"s"},"acr":{"essential":true,"values":["a","b"]}}}"#)
                .unwrap();
        assert_eq!(read_one.subject.as_deref(), Some("s"));
        assert_eq!(
            (read_one.classes, read_one.is_class_essential),
            (vec!["a".to_owned(), "b".to_owned()], true)
        );
        let elsewhere = read(r#"{"userinfo":{"sub":{"value":"s"},"acr":{"values":["a"]}}}"#).unwrap();
        assert_eq!(elsewhere, ClaimsParameter::default());
        // Essential means that it is told, whichever it is.
        assert!(!read(r#"{"id_token":{"acr":{"essential":true}}}"#).unwrap().is_class_essential);
    }

    #[test]
    fn what_is_not_claims_is_refused() {
        let deep = format!(r#"{{"id_token":{{"x":{{"value":{}{}}}}}}}"#, "[".repeat(2000), "]".repeat(2000));
        for text in ["", "1", "null", "{", r#"{"id_token":1}"#, r#"{"id_token":{"email":1}}"#, &deep] {
            assert_eq!(read(text), Err(AuthorizeError::Claims), "{text}");
        }
    }
}
