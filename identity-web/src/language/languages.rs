//! The languages of one deployment.

use super::built_in::{FILES, english_bundle, english_locale};
use super::bundle::Bundle;
use super::catalogue::{Catalogue, TextError};
use super::error::LanguageError;
use super::folder::{self, Files};
use super::text::PageText;
use identity_core::values::Locale;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

/// The languages of one deployment: English, which is built in, and those of the host's folder.
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
    /// English alone.
    pub fn built_in() -> Self {
        let english = Arc::clone(super::built_in::english());
        let locale = english.locale().clone();
        Self { default: locale.clone(), catalogues: Arc::new(BTreeMap::from([(locale, english)])) }
    }

    /// The languages of a deployment.
    ///
    /// `folder` has one folder for each language, with files that end with `.ftl`; what a language lacks is shown in English,
    /// and the log says at start how much that is. `default` is the language of those who ask for none that is there.
    /// `texts` replaces single messages of the default language.
    pub fn new(
        folder: Option<&Path>,
        default: &str,
        texts: &BTreeMap<String, String>,
    ) -> Result<Self, LanguageError> {
        let no_default = || LanguageError::NoDefault(default.to_owned());
        let default = Locale::parse(default).map_err(|_| no_default())?;
        let mut found = folder.map_or_else(|| Ok(Files::new()), folder::read)?;
        found.entry(english_locale()).or_default();
        if !texts.is_empty() {
            found.get_mut(&default).ok_or_else(no_default)?.push(("texts".to_owned(), as_source(texts)));
        }
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
        if !catalogues.contains_key(&default) {
            return Err(LanguageError::NoDefault(default.to_string()));
        }
        Ok(Self { default, catalogues: Arc::new(catalogues) })
    }

    /// The English messages that are built in, each file with its name: what a translation starts from.
    pub const fn english_files() -> &'static [(&'static str, &'static str)] {
        FILES
    }

    /// The language of those who ask for none that is there.
    pub const fn default_language(&self) -> &Locale {
        &self.default
    }

    /// The languages that there are.
    pub fn all(&self) -> impl Iterator<Item = &Locale> {
        self.catalogues.keys()
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

/// Messages by their key, as a file has them. Further lines of a message are indented.
fn as_source(texts: &BTreeMap<String, String>) -> String {
    let line = |(key, text): (&String, &String)| format!("{key} = {}", text.replace('\n', "\n    "));
    texts.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The built-in messages, and those of the host that take their place.
fn english(files: Vec<(String, String)>) -> Result<Arc<Catalogue>, LanguageError> {
    let locale = english_locale();
    bundle(&locale, files.clone())?;
    let mut own = english_bundle(&locale);
    files.into_iter().try_for_each(|(name, source)| own.add(&name, source))?;
    Ok(Arc::new(Catalogue::new(locale, own, None)))
}

/// The messages of a host, checked against the English ones.
fn bundle(locale: &Locale, files: Vec<(String, String)>) -> Result<Bundle, LanguageError> {
    let mut bundle = Bundle::new(locale);
    files.into_iter().try_for_each(|(name, source)| bundle.add(&name, source))?;
    let english = english_bundle(&english_locale());
    for (key, arguments) in bundle.arguments() {
        let language = || locale.to_string();
        let Some(known) = english.arguments().get(key) else {
            return Err(LanguageError::UnknownMessage { language: language(), key: key.clone() });
        };
        if let Some(argument) = arguments.difference(known).next() {
            let known = known.iter().map(|name| format!("${name}")).collect::<Vec<_>>().join(", ");
            let (key, argument) = (key.clone(), argument.clone());
            return Err(LanguageError::UnknownArgument { language: language(), key, argument, known });
        }
    }
    let lacking = english.arguments().keys().filter(|key| !bundle.arguments().contains_key(*key));
    let lacking: Vec<_> = lacking.map(String::as_str).collect();
    if *locale != english_locale() && !lacking.is_empty() {
        let first = lacking.iter().take(5).copied().collect::<Vec<_>>().join(", ");
        tracing::warn!(language = %locale, messages = lacking.len(), first, "some texts are shown in English");
    }
    Ok(bundle)
}
