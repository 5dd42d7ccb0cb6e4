//! The texts of the pages, one file per language.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const ENGLISH: &str = include_str!("texts/en.json");

/// Every text of the pages in one language.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Catalogue {
    lang: String,
    texts: BTreeMap<String, String>,
}

/// A reference to a text of the catalogue, resolved when the page is rendered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageText {
    key: &'static str,
    args: BTreeMap<&'static str, String>,
}

impl PageText {
    /// The text with this key.
    pub const fn new(key: &'static str) -> Self {
        Self { key, args: BTreeMap::new() }
    }

    /// Sets the value of the placeholder `{name}`.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.args.insert(name, value.into());
        self
    }
}

/// An unknown text, or a catalogue that cannot be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CatalogueError {
    /// The file is not a catalogue.
    #[error("the texts cannot be read: {0}")]
    Unreadable(#[from] serde_json::Error),
    /// No page uses this key.
    #[error("no page has a text `{0}`; the keys are those of the built-in catalogue")]
    UnknownKey(String),
}

impl Catalogue {
    /// The built-in English texts.
    pub(crate) fn english() -> Result<Self, CatalogueError> {
        Ok(serde_json::from_str(ENGLISH)?)
    }

    /// Replaces built-in texts by those of the deployer.
    pub(crate) fn override_texts(&mut self, texts: &BTreeMap<String, String>) -> Result<(), CatalogueError> {
        for (key, text) in texts {
            let slot = self.texts.get_mut(key).ok_or_else(|| CatalogueError::UnknownKey(key.clone()))?;
            slot.clone_from(text);
        }
        Ok(())
    }

    /// The language, as `<html lang>` has it.
    pub(crate) fn lang(&self) -> &str {
        &self.lang
    }

    /// The text with its placeholders filled. A text with a count has two forms, `key.one` and `key.other`.
    ///
    /// `value` gives the value of a placeholder; placeholders without a value stay visible, so that a test finds them.
    pub(crate) fn text(&self, key: &str, value: impl Fn(&str) -> Option<String>) -> Option<String> {
        let template = self.texts.get(key).or_else(|| {
            let form = if value("count").as_deref() == Some("1") { "one" } else { "other" };
            self.texts.get(&format!("{key}.{form}"))
        })?;
        Some(fill(template, value))
    }
}

fn fill(template: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut filled = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        if let Some((name, tail)) = after.split_once('}') {
            let value = value(name).unwrap_or_else(|| format!("{{{name}}}"));
            filled.push_str(&value);
            rest = after_value(&value, tail);
        } else {
            filled.push('{');
            rest = after;
        }
    }
    filled.push_str(rest);
    filled
}

/// What follows a value in a text. A name that ends with a dot, as "City Group, Inc." does, ends a sentence without a
/// second one.
fn after_value<'a>(value: &str, rest: &'a str) -> &'a str {
    if value.ends_with('.') { rest.strip_prefix('.').unwrap_or(rest) } else { rest }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalogue() -> Catalogue {
        let texts = r#"{"lang": "en", "texts": {"hello": "Hello {name}, {name}", "n.one": "{count} person", "n.other": "{count} people"}}"#;
        serde_json::from_str(texts).unwrap()
    }

    #[test]
    fn places_are_filled_and_values_are_not_read_as_places() {
        let catalogue = catalogue();
        let value = |name: &str| (name == "name").then(|| "{name}".to_owned());
        assert_eq!(catalogue.text("hello", value).unwrap(), "Hello {name}, {name}");
        assert_eq!(catalogue.text("hello", |_| None).unwrap(), "Hello {name}, {name}");
        assert_eq!(catalogue.text("absent", |_| None), None);
    }

    #[test]
    fn a_name_that_ends_with_a_dot_gets_no_second_one() {
        let say = |name: &str| fill("You act for {name}. {name}, {name}.", |_| Some(name.to_owned()));
        assert_eq!(say("Acme"), "You act for Acme. Acme, Acme.");
        assert_eq!(say("Acme Inc."), "You act for Acme Inc. Acme Inc., Acme Inc.");
    }

    #[test]
    fn counting_texts_have_two_forms() {
        let say = |count: &str| catalogue().text("n", |_| Some(count.to_owned())).unwrap();
        assert_eq!(
            (say("1").as_str(), say("2").as_str(), say("0").as_str()),
            ("1 person", "2 people", "0 people")
        );
    }

    #[test]
    fn a_deployer_changes_known_texts_only() {
        let mut catalogue = catalogue();
        catalogue.override_texts(&BTreeMap::from([("hello".to_owned(), "Hi".to_owned())])).unwrap();
        assert_eq!(catalogue.text("hello", |_| None).unwrap(), "Hi");
        let error =
            catalogue.override_texts(&BTreeMap::from([("helo".to_owned(), "Hi".to_owned())])).unwrap_err();
        assert!(error.to_string().contains("`helo`"));
    }
}
