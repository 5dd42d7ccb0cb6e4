//! The languages of one deployment.

use super::built_in::{
    BUILT_IN, FILES, Files as BuiltIn, built_in_bundle, catalogues, english_bundle, english_locale, files_of,
    translatable,
};
use super::bundle::Bundle;
use super::catalogue::{Catalogue, TextError};
use super::error::LanguageError;
use super::folder::{self, Files};
use super::text::PageText;
use identity_core::values::Locale;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// The languages of one deployment: those that are built in (English, Finnish, Swedish) and those of the host's folder, or
/// the ones among them that the deployment offers.
///
/// Everything is parsed here, once; showing a text only looks it up.
#[derive(Debug, Clone)]
pub struct Languages {
    default: Locale,
    catalogues: Arc<BTreeMap<Locale, Arc<Catalogue>>>,
}

impl Default for Languages {
    fn default() -> Self {
        Self::built_in()
    }
}

impl Languages {
    /// The languages that are built in, with English for those who ask for none of them.
    pub fn built_in() -> Self {
        Self { default: english_locale(), catalogues: Arc::new(catalogues().clone()) }
    }

    /// The languages of a deployment.
    ///
    /// `folder` has one folder for each language, with files that end with `.ftl`. They add a language or replace messages of
    /// a built-in one; what a language lacks is shown in English, and the log says at start how much that is. `default` is the
    /// language of those who ask for none that is offered. `offered` are the languages to choose from; if it is empty, all
    /// that there are texts in. `texts` replaces single messages of the default language.
    pub fn new(
        folder: Option<&Path>,
        default: &str,
        offered: &[String],
        texts: &BTreeMap<String, String>,
    ) -> Result<Self, LanguageError> {
        let no_default = || LanguageError::NoDefault(default.to_owned());
        let default = Locale::parse(default).map_err(|_| no_default())?;
        let mut found = folder.map_or_else(|| Ok(Files::new()), folder::read)?;
        for (tag, _) in BUILT_IN {
            found.extend(
                Locale::parse(tag)
                    .ok()
                    .filter(|known| !found.contains_key(known))
                    .map(|new| (new, Vec::new())),
            );
        }
        if !texts.is_empty() {
            found.get_mut(&default).ok_or_else(no_default)?.push(("texts".to_owned(), as_source(texts)));
        }
        let changed = found.values().any(|files| !files.is_empty());
        let all = if changed { parsed(found)? } else { catalogues().clone() };
        let catalogues = only(all, offered)?;
        if !catalogues.contains_key(&default) {
            return Err(no_default());
        }
        Ok(Self { default, catalogues: Arc::new(catalogues) })
    }

    /// The languages that people can choose.
    pub fn locales(&self) -> Vec<Locale> {
        self.catalogues.keys().cloned().collect()
    }

    /// The English messages that are built in, each file with its name: what a translation starts from.
    pub const fn english_files() -> BuiltIn {
        FILES
    }

    /// The languages that are built in, each with its files.
    pub const fn built_in_files() -> &'static [(&'static str, BuiltIn)] {
        BUILT_IN
    }

    /// The language of those who ask for none that is there.
    pub const fn default_language(&self) -> &Locale {
        &self.default
    }

    /// The languages to choose from.
    pub fn all(&self) -> impl Iterator<Item = &Locale> {
        self.catalogues.keys()
    }

    /// The languages to choose from, each with its name in itself.
    pub fn names(&self) -> impl Iterator<Item = (&Locale, String)> {
        self.catalogues.iter().map(|(locale, catalogue)| (locale, catalogue.own_name()))
    }

    /// The language that is there for the one asked for: the same, or the same without its region.
    pub fn nearest(&self, asked: &Locale) -> Option<&Locale> {
        let known = self.catalogues.get_key_value(asked).map(|(known, _)| known);
        let language = || Locale::parse(asked.language()).ok();
        known.or_else(|| language().and_then(|language| Some(self.catalogues.get_key_value(&language)?.0)))
    }

    /// The messages of a language; those of the default language if it is not there.
    pub(crate) fn catalogue(&self, asked: Option<&Locale>) -> &Arc<Catalogue> {
        let known = asked.and_then(|asked| self.nearest(asked)).unwrap_or(&self.default);
        self.catalogues.get(known).unwrap_or_else(|| super::built_in::english())
    }

    /// Writes a text in a language.
    pub fn say(&self, language: Option<&Locale>, text: &PageText) -> Result<String, TextError> {
        self.catalogue(language).say(text)
    }
}

/// The languages of files, and those that are built in.
fn parsed(mut found: Files) -> Result<BTreeMap<Locale, Arc<Catalogue>>, LanguageError> {
    let mut catalogues: BTreeMap<Locale, Arc<Catalogue>> = BTreeMap::new();
    let english = english(found.remove(&english_locale()).unwrap_or_default())?;
    catalogues.insert(english_locale(), Arc::clone(&english));
    // A language stands before its regions, which take from it what they lack.
    for (locale, files) in found {
        let next = Locale::parse(locale.language()).ok().and_then(|language| catalogues.get(&language));
        let next = Arc::clone(next.unwrap_or(&english));
        let catalogue = Arc::new(Catalogue::new(locale.clone(), bundle(&locale, files)?, Some(next)));
        catalogues.insert(locale, catalogue);
    }
    Ok(catalogues)
}

/// The languages that a deployment offers; all, if it names none.
fn only(
    mut all: BTreeMap<Locale, Arc<Catalogue>>,
    offered: &[String],
) -> Result<BTreeMap<Locale, Arc<Catalogue>>, LanguageError> {
    if offered.is_empty() {
        return Ok(all);
    }
    let found = |tag: &String| {
        let entry = Locale::parse(tag).ok().and_then(|locale| all.remove_entry(&locale));
        entry.ok_or_else(|| LanguageError::NotThere(tag.clone()))
    };
    offered.iter().map(found).collect()
}

/// Messages by their key, as a file has them. Further lines of a message are indented.
fn as_source(texts: &BTreeMap<String, String>) -> String {
    let line = |(key, text): (&String, &String)| format!("{key} = {}", text.replace('\n', "\n    "));
    texts.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The built-in messages, and those of the host that take their place.
fn english(files: Vec<(String, String)>) -> Result<Arc<Catalogue>, LanguageError> {
    let locale = english_locale();
    checked(&locale, files.clone())?;
    let mut own = english_bundle(&locale);
    files.into_iter().try_for_each(|(name, source)| own.add(&name, source))?;
    Ok(Arc::new(Catalogue::new(locale, own, None)))
}

/// The messages of a language: those that are built in, and those of the host that add to them.
fn bundle(locale: &Locale, files: Vec<(String, String)>) -> Result<Bundle, LanguageError> {
    checked(locale, files.clone())?;
    let mut own = built_in_bundle(locale, files_of(locale));
    files.into_iter().try_for_each(|(name, source)| own.add(&name, source))?;
    let translatable = translatable();
    let lacking = translatable.keys().filter(|key| !own.arguments().contains_key(*key));
    let lacking: Vec<_> = lacking.map(String::as_str).collect();
    // A region takes from its language what it lacks.
    if !lacking.is_empty() && files_of(locale).is_empty() && locale.language() == locale.as_str() {
        let first = lacking.iter().take(5).copied().collect::<Vec<_>>().join(", ");
        tracing::warn!(language = %locale, messages = lacking.len(), first, "some texts are shown in English");
    }
    Ok(own)
}

/// Checks the messages of a host against the English ones.
fn checked(locale: &Locale, files: Vec<(String, String)>) -> Result<(), LanguageError> {
    let mut bundle = Bundle::new(locale);
    files.into_iter().try_for_each(|(name, source)| bundle.add(&name, source))?;
    let (english, translatable) = (english_bundle(&english_locale()), translatable());
    for (key, arguments) in bundle.arguments() {
        let language = || locale.to_string();
        let Some(known) = translatable.get(key).or_else(|| english.arguments().get(key)) else {
            return Err(LanguageError::UnknownMessage { language: language(), key: key.clone() });
        };
        if let Some(argument) = arguments.difference(known).next() {
            let known = known.iter().map(|name| format!("${name}")).collect::<Vec<_>>().join(", ");
            let (key, argument) = (key.clone(), argument.clone());
            return Err(LanguageError::UnknownArgument { language: language(), key, argument, known });
        }
    }
    Ok(())
}
