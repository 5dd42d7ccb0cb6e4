//! The languages that are built in: one file of messages for each capability, and some for what all share.

use super::bundle::Bundle;
use super::catalogue::Catalogue;
use super::text::{Argument, PageText};
use identity_core::values::Locale;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

/// The files of one language, each with its name and what is in it.
pub(crate) type Files = &'static [(&'static str, &'static str)];

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        /// Every file of English messages by its name.
        pub(crate) const FILES: Files = &[
            $(($name, include_str!(concat!("en/", $name))),)+
            (ENGLISH_ONLY, include_str!("en/rest.ftl")),
        ];

        /// Every language that is built in, with its files.
        pub(crate) const BUILT_IN: &[(&str, Files)] = &[
            ("en", FILES),
            ("fi", &[$(($name, include_str!(concat!("fi/", $name)))),+]),
            ("sv", &[$(($name, include_str!(concat!("sv/", $name)))),+]),
        ];
    };
}

/// The file of what is English whatever its reader speaks: the details of the REST interface.
const ENGLISH_ONLY: &str = "rest.ftl";

/// The messages that say how a language writes times. Each may use all that is known of a time.
const TIME_PATTERNS: [&str; 2] = ["date-format", "moment-format"];

const PARTS_OF_A_TIME: [&str; 6] = ["day", "hour", "minute", "month", "month-number", "year"];

files![
    "applications.ftl",
    "audit.ftl",
    "authenticators.ftl",
    "closing.ftl",
    "brands.ftl",
    "connections.ftl",
    "contacts.ftl",
    "contracts.ftl",
    "delivery.ftl",
    "formats.ftl",
    "forms.ftl",
    "invitations.ftl",
    "linking.ftl",
    "mails.ftl",
    "mandates.ftl",
    "organizations.ftl",
    "page.ftl",
    "people.ftl",
    "problems.ftl",
    "programs.ftl",
    "reasons.ftl",
    "recovery.ftl",
    "registry.ftl",
    "roles.ftl",
    "saml_settings.ftl",
    "sessions.ftl",
    "sign_on.ftl",
];

static CATALOGUES: LazyLock<BTreeMap<Locale, Arc<Catalogue>>> = LazyLock::new(|| {
    let catalogue = |(tag, files): &(&str, Files)| {
        let locale = Locale::parse(tag).ok()?;
        let next = (locale != english_locale()).then(|| Arc::clone(english()));
        let catalogue = Catalogue::new(locale.clone(), built_in_bundle(&locale, files), next);
        Some((locale, Arc::new(catalogue)))
    };
    BUILT_IN.iter().filter_map(catalogue).collect()
});

static ENGLISH: LazyLock<Arc<Catalogue>> = LazyLock::new(|| {
    let locale = english_locale();
    Arc::new(Catalogue::new(locale.clone(), english_bundle(&locale), None))
});

/// The languages that are built in, ready to be shown.
pub(super) fn catalogues() -> &'static BTreeMap<Locale, Arc<Catalogue>> {
    &CATALOGUES
}

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

/// The English messages, to which a host's own can be added.
pub(super) fn english_bundle(locale: &Locale) -> Bundle {
    built_in_bundle(locale, FILES)
}

/// The files that are built in for a language; none for another one.
pub(super) fn files_of(locale: &Locale) -> Files {
    BUILT_IN.iter().find(|(tag, _)| *tag == locale.as_str()).map_or(&[], |(_, files)| files)
}

/// Built-in files, to which a host's own can be added. They parse, as a test shows.
pub(super) fn built_in_bundle(locale: &Locale, files: Files) -> Bundle {
    let mut bundle = Bundle::new(locale);
    for (name, source) in files {
        if let Err(error) = bundle.add(name, (*source).to_owned()) {
            tracing::error!(%error, "built-in texts cannot be read");
        }
    }
    bundle
}

/// The messages that other languages have too, each with the arguments that it is given.
pub(super) fn translatable() -> BTreeMap<String, BTreeSet<String>> {
    let mut arguments = english_bundle(&english_locale()).arguments().clone();
    let (_, source) = FILES.iter().find(|(name, _)| *name == ENGLISH_ONLY).unwrap_or(&("", ""));
    let mut english_only = Bundle::new(&english_locale());
    if english_only.add(ENGLISH_ONLY, (*source).to_owned()).is_ok() {
        arguments.retain(|key, _| !english_only.arguments().contains_key(key));
    }
    for pattern in TIME_PATTERNS {
        arguments.entry(pattern.to_owned()).or_default().extend(PARTS_OF_A_TIME.map(str::to_owned));
    }
    arguments
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_has_no_full_stop_and_a_small_letter_unless_it_begins_with_a_name() {
        assert_eq!(clause_in_english(&PageText::new("deny-grant")), "no role here allows it");
        let inactive = PageText::new("deny-active-organization").with("organization", "City Group, Inc.");
        assert_eq!(in_english(&inactive), "City Group, Inc. is suspended or closed.");
        assert_eq!(clause_in_english(&inactive), "City Group, Inc. is suspended or closed");
    }

    #[test]
    fn every_built_in_file_parses_and_no_key_is_there_twice() {
        for (language, files) in BUILT_IN {
            let mut keys = BTreeSet::new();
            for (name, source) in *files {
                let mut bundle = Bundle::new(&english_locale());
                bundle.add(name, (*source).to_owned()).unwrap();
                for key in bundle.arguments().keys() {
                    assert!(keys.insert(key.clone()), "{language}/{name}: {key} is there twice");
                }
            }
            assert!(keys.len() > 500, "{language}: {}", keys.len());
        }
    }

    /// The messages of a file, each with its attributes and the arguments that it names.
    fn messages(source: &'static str) -> BTreeMap<String, (Vec<String>, BTreeSet<String>)> {
        let mut bundle = Bundle::new(&english_locale());
        bundle.add("a test", source.to_owned()).unwrap();
        let resource = fluent_syntax::parser::parse(source).unwrap();
        let attributes = resource.body.iter().filter_map(|entry| match entry {
            fluent_syntax::ast::Entry::Message(message) => {
                let named = message.attributes.iter().map(|attribute| attribute.id.name.to_owned());
                Some((message.id.name.to_owned(), named.collect()))
            }
            _ => None,
        });
        let with_arguments = |(key, attributes): (String, Vec<String>)| {
            let mut arguments = bundle.arguments()[&key].clone();
            // How a language writes a time is its own affair.
            if TIME_PATTERNS.contains(&key.as_str()) {
                arguments.clear();
            }
            (key, (attributes, arguments))
        };
        attributes.map(with_arguments).collect()
    }

    #[test]
    fn every_language_has_the_messages_of_english_with_their_attributes_and_arguments() {
        let mut wrong = Vec::new();
        for (language, files) in BUILT_IN {
            let file =
                |name: &str| files.iter().find(|(other, _)| *other == name).map_or("", |(_, source)| source);
            for (name, source) in FILES.iter().filter(|(name, _)| *name != ENGLISH_ONLY) {
                let (english, own) = (messages(source), messages(file(name)));
                for (key, wanted) in &english {
                    match own.get(key) {
                        None => wrong.push(format!("{language}/{name} lacks {key}")),
                        Some(found) if found != wanted => {
                            wrong.push(format!(
                                "{language}/{name} has {key} with {found:?}, English with {wanted:?}"
                            ));
                        }
                        Some(_) => {}
                    }
                }
                let more = own.keys().filter(|key| !english.contains_key(*key));
                wrong.extend(more.map(|key| format!("{language}/{name} has {key}, which English has not")));
            }
        }
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    }
}
