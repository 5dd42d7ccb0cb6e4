//! The English messages, which are built in: one file for each capability, and some for what all share.

use super::bundle::Bundle;
use super::catalogue::Catalogue;
use super::text::{Argument, PageText};
use identity_core::values::Locale;
use std::sync::{Arc, LazyLock};

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        /// Every file of English messages by its name.
        pub(crate) const FILES: &[(&str, &str)] = &[$(($name, include_str!(concat!("en/", $name)))),+];
    };
}

files![
    "applications.ftl",
    "audit.ftl",
    "contracts.ftl",
    "delivery.ftl",
    "formats.ftl",
    "forms.ftl",
    "invitations.ftl",
    "mails.ftl",
    "mandates.ftl",
    "organizations.ftl",
    "page.ftl",
    "people.ftl",
    "problems.ftl",
    "reasons.ftl",
    "recovery.ftl",
    "rest.ftl",
    "roles.ftl",
    "sessions.ftl",
    "sign_on.ftl",
];

static ENGLISH: LazyLock<Arc<Catalogue>> = LazyLock::new(|| {
    let locale = english_locale();
    Arc::new(Catalogue::new(locale.clone(), english_bundle(&locale), None))
});

/// The built-in English messages, for answers that are English whatever their reader speaks.
pub(crate) fn english() -> &'static Arc<Catalogue> {
    &ENGLISH
}

/// A text in English.
pub(crate) fn in_english(text: &PageText) -> String {
    english().say(text).unwrap_or_else(|error| {
        tracing::error!(%error, "a text is not as it should be");
        text.key.to_string()
    })
}

/// A sentence in English as a part of another: without its full stop, and beginning with a small letter unless that is a
/// name's.
pub(crate) fn clause_in_english(text: &PageText) -> String {
    let sentence = in_english(text);
    let clause = sentence.strip_suffix('.').unwrap_or(&sentence);
    let name = |value: &Argument| matches!(value, Argument::Text(name) if clause.starts_with(name.as_str()));
    let mut letters = clause.chars();
    match letters.next() {
        Some(first) if !text.args.values().any(name) => first.to_lowercase().chain(letters).collect(),
        _ => clause.to_owned(),
    }
}

#[allow(clippy::expect_used, reason = "a valid literal")]
pub(super) fn english_locale() -> Locale {
    Locale::parse("en").expect("a language")
}

/// The built-in files, to which a host's own can be added. They parse, as a test shows.
pub(super) fn english_bundle(locale: &Locale) -> Bundle {
    let mut bundle = Bundle::new(locale);
    for (name, source) in FILES {
        if let Err(error) = bundle.add(name, (*source).to_owned()) {
            tracing::error!(%error, "built-in texts cannot be read");
        }
    }
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_clause_has_no_full_stop_and_a_small_letter_unless_it_begins_with_a_name() {
        assert_eq!(clause_in_english(&PageText::new("deny-grant")), "no role here allows it");
        let inactive = PageText::new("deny-active-organization").with("organization", "City Group, Inc.");
        assert_eq!(in_english(&inactive), "City Group, Inc. is not active.");
        assert_eq!(clause_in_english(&inactive), "City Group, Inc. is not active");
    }

    #[test]
    fn every_built_in_file_parses_and_no_key_is_there_twice() {
        let mut keys = BTreeSet::new();
        for (name, source) in FILES {
            let mut bundle = Bundle::new(&english_locale());
            bundle.add(name, (*source).to_owned()).unwrap();
            for key in bundle.arguments().keys() {
                assert!(keys.insert(key.clone()), "{name}: {key} is there twice");
            }
        }
        assert!(keys.len() > 500, "{}", keys.len());
    }
}
