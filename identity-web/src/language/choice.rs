//! Which language an answer is written in.

use super::accepted::accepted;
use super::languages::Languages;
use http::HeaderMap;
use http::header::ACCEPT_LANGUAGE;
use identity_core::values::Locale;

/// What is known of the language that the reader of an answer wants.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Wishes<'a> {
    /// The person's own choice, which their account has.
    pub(crate) person: Option<&'a Locale>,
    /// What was chosen in this browser, which its cookie keeps.
    pub(crate) cookie: Option<&'a Locale>,
    /// What the application asked for that sent the person here (`ui_locales`). SAML has no words for it.
    pub(crate) application: Option<&'a Locale>,
    /// What the browser sent as `Accept-Language`.
    pub(crate) browser: Option<&'a str>,
}

/// The first language among the wishes that is offered: the person's, the one chosen in the browser, the application's, those
/// that the browser accepts; otherwise the default language of the brand.
pub(crate) fn choose(languages: &Languages, wishes: Wishes<'_>) -> Locale {
    let known = |asked: &Locale| languages.nearest(asked).cloned();
    let named = || [wishes.person, wishes.cookie, wishes.application].into_iter().flatten().find_map(known);
    let accepted = || accepted(wishes.browser?).iter().find_map(known);
    named().or_else(accepted).unwrap_or_else(|| languages.default_language().clone())
}

impl Languages {
    /// The language for the sender of a request with these headers, by what the browser accepts (`Accept-Language`); the
    /// default language, if it accepts none that is there.
    pub fn asked_for(&self, headers: &HeaderMap) -> Locale {
        let browser = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        choose(self, Wishes { browser, ..Wishes::default() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn locale(text: &str) -> Locale {
        Locale::parse(text).unwrap()
    }

    fn languages(default: &str) -> Languages {
        let folder = tempfile::tempdir().unwrap();
        for language in ["fi", "sv", "sv-FI"] {
            std::fs::create_dir(folder.path().join(language)).unwrap();
            std::fs::write(folder.path().join(language).join("a.ftl"), "skip = Hop\n").unwrap();
        }
        Languages::new(Some(folder.path()), default, &[], &BTreeMap::new()).unwrap()
    }

    fn chosen(person: Option<&str>, application: Option<&str>, browser: Option<&str>) -> String {
        let (person, application) = (person.map(locale), application.map(locale));
        let wishes = Wishes {
            person: person.as_ref(),
            application: application.as_ref(),
            browser,
            ..Wishes::default()
        };
        choose(&languages("en"), wishes).to_string()
    }

    #[test]
    fn the_person_comes_first_then_the_application_then_the_browser_then_the_brand() {
        assert_eq!(chosen(Some("fi"), Some("sv"), Some("en")), "fi");
        assert_eq!(chosen(None, Some("sv"), Some("fi")), "sv");
        assert_eq!(chosen(None, None, Some("fi, en;q=0.5")), "fi");
        assert_eq!(chosen(None, None, None), "en");
        assert_eq!(choose(&languages("sv"), Wishes::default()).as_str(), "sv");
    }

    #[test]
    fn what_was_chosen_in_the_browser_comes_after_the_person_and_before_the_rest() {
        let (fi, sv, en) = (locale("fi"), locale("sv"), locale("en"));
        let wishes = Wishes { cookie: Some(&sv), application: Some(&en), browser: Some("en"), person: None };
        assert_eq!(choose(&languages("en"), wishes), sv);
        assert_eq!(choose(&languages("en"), Wishes { person: Some(&fi), ..wishes }), fi);
    }

    #[test]
    fn a_wish_for_what_is_not_there_is_passed_over() {
        assert_eq!(chosen(Some("de"), Some("sv"), None), "sv");
        assert_eq!(chosen(None, None, Some("de-AT, pl;q=0.9, fi;q=0.1")), "fi");
        assert_eq!(chosen(Some("de"), None, Some("pl")), "en");
    }

    #[test]
    fn a_region_without_texts_of_its_own_reads_its_language() {
        assert_eq!(chosen(Some("sv-FI"), None, None), "sv-FI");
        assert_eq!(chosen(Some("sv-SE"), None, None), "sv");
        assert_eq!(chosen(None, None, Some("fi-FI")), "fi");
    }
}
