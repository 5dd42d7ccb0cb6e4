//! Texts of a host: languages that it adds, and messages that it replaces.

use identity_core::values::Locale;
use identity_web::language::{LanguageError, Languages, PageText};
use identity_web::page::Brand;
use std::fs;

fn languages(files: &[(&str, &str)]) -> Result<Languages, LanguageError> {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    Brand::named("Shop").languages(Some(folder.path()))
}

fn say(languages: &Languages, language: &str, text: &PageText) -> String {
    languages.say(Some(&Locale::parse(language).unwrap()), text).unwrap()
}

const COUNT: PageText = PageText::new("home-mandates-offered");

#[test]
fn plurals_and_lists_follow_the_rules_of_the_language() {
    // Polish has a form for one, one for a few and one for many.
    let polish = "home-mandates-offered =\n    { $count ->\n        [one] { $count } pełnomocnictwo\n        [few] { $count } pełnomocnictwa\n       *[many] { $count } pełnomocnictw\n    }\n";
    let languages = languages(&[("pl/a.ftl", polish)]).unwrap();
    let counted = |count: i64| say(&languages, "pl", &COUNT.with("count", count));
    assert_eq!(
        [1, 3, 5, 22].map(counted),
        ["1 pełnomocnictwo", "3 pełnomocnictwa", "5 pełnomocnictw", "22 pełnomocnictwa"]
    );
}

#[test]
fn what_a_language_lacks_is_in_its_language_without_region_or_in_english() {
    let files =
        [("de/a.ftl", "skip = Weiter\nlist-clear = Alle zeigen\n"), ("de-AT/a.ftl", "skip = Weida\n")];
    let languages = languages(&files).unwrap();
    let said = |key| say(&languages, "de-AT", &PageText::new(key));
    assert_eq!(["skip", "list-clear", "list-next"].map(said), ["Weida", "Alle zeigen", "Next page"]);
}

#[test]
fn a_region_takes_the_rest_from_the_language_that_is_built_in() {
    let languages = languages(&[("sv-FI/a.ftl", "details-business-id = FO-nummer (Y-tunnus)\n")]).unwrap();
    let said = |key| say(&languages, "sv-FI", &PageText::new(key));
    assert_eq!(["details-business-id", "list-next"].map(said), ["FO-nummer (Y-tunnus)", "Nästa sida"]);
}

#[test]
fn a_folder_replaces_single_messages_of_a_language_that_is_built_in() {
    let files = [("fi/ours.ftl", "skip = Ohita\ndate-format = { $day }. { $month }ta { $year }\n")];
    let languages = languages(&files).unwrap();
    let said = |key| say(&languages, "fi", &PageText::new(key));
    assert_eq!(["skip", "list-next"].map(said), ["Ohita", "Seuraava sivu"]);
}

#[test]
fn a_deployment_offers_the_languages_of_its_setting() {
    let offer = |languages: &[&str], default: &str| {
        let mut brand = Brand::named("Shop");
        brand.languages = languages.iter().map(|tag| (*tag).to_owned()).collect();
        brand.language = default.to_owned();
        brand.languages(None)
    };
    let tags = |languages: &Languages| languages.all().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(tags(&offer(&[], "en").unwrap()), ["en", "fi", "sv"]);
    let nordic = offer(&["sv", "fi"], "fi").unwrap();
    assert_eq!(tags(&nordic), ["fi", "sv"]);
    // English is not offered: who asks for it reads the default language.
    assert_eq!(say(&nordic, "en", &PageText::new("list-next")), "Seuraava sivu");
    assert!(matches!(offer(&["fi"], "en"), Err(LanguageError::NoDefault(_))));
    for wrong in ["de", "fi", "finnish"] {
        let error = offer(&["en", "fi", wrong], "en").unwrap_err();
        assert!(matches!(&error, LanguageError::NotThere(tag) if tag == wrong), "{error}");
    }
}

#[test]
fn a_folder_for_english_replaces_single_messages() {
    let languages = languages(&[("en/ours.ftl", "skip = Go on\n")]).unwrap();
    let said = |key| say(&languages, "en", &PageText::new(key));
    assert_eq!(["skip", "list-next"].map(said), ["Go on", "Next page"]);
}

#[test]
fn names_that_end_with_a_dot_end_a_sentence() {
    let languages = Languages::built_in();
    let said = |name: &str| say(&languages, "en", &PageText::new("deny-contract").with("service", name));
    assert_eq!(said("Power"), "There is no contract for Power.");
    assert_eq!(said("Power Inc."), "There is no contract for Power Inc.");
}

#[test]
fn what_could_never_be_shown_is_refused_with_its_place() {
    let error = |files: &[(&str, &str)]| languages(files).unwrap_err().to_string();
    assert!(error(&[("fi/a.ftl", "skipp = Hyppää\n")]).contains("`skipp`"));
    let argument = error(&[("fi/a.ftl", "nav-organization = { $name }\n")]);
    assert!(argument.contains("`$name`") && argument.contains("$organization"), "{argument}");
    assert!(error(&[("fi/a.ftl", "skip = { $\n")]).contains("fi/a.ftl"));
    assert!(error(&[("finnish/a.ftl", "skip = Hyppää\n")]).contains("finnish"));
    assert!(error(&[("fi/a.txt", "skip = Hyppää\n")]).contains("a.txt"));
    let mut brand = Brand::named("Shop");
    brand.language = "de".to_owned();
    assert!(matches!(brand.languages(None), Err(LanguageError::NoDefault(_))));
}

#[test]
fn a_message_or_an_argument_that_is_missing_is_an_error_in_tests() {
    let languages = Languages::built_in();
    assert!(languages.say(None, &PageText::new("no-such-message")).is_err());
    let error = languages.say(None, &PageText::new("nav-organization")).unwrap_err();
    assert!(error.to_string().contains("organization"), "{error}");
}
