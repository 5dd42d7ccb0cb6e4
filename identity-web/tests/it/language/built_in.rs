//! The languages that are built in: complete, and written by their own rules.

use super::shown::{messages, shown_letters};
use crate::support::api::ORIGIN;
use identity_core::Timestamp;
use identity_core::domain::Action;
use identity_core::values::Locale;
use identity_web::BaseUrl;
use identity_web::delivery::{Letterhead, MessageTemplates};
use identity_web::language::{Argument, Languages, ListStyle, PageText};
use identity_web::page::views::FormTokens;
use identity_web::page::{Brand, Pages};
use std::collections::BTreeMap;

/// The languages beside English.
const OTHERS: [&str; 2] = ["fi", "sv"];

fn locale(tag: &str) -> Locale {
    tag.parse().unwrap()
}

fn say(tag: &str, text: &PageText) -> String {
    Languages::built_in().say(Some(&locale(tag)), text).unwrap()
}

#[test]
fn languages_call_themselves_by_their_own_name() {
    let languages = Languages::built_in();
    let names: Vec<_> = languages.names().map(|(tag, name)| format!("{tag} {name}")).collect();
    assert_eq!(names, ["en English", "fi Suomi", "sv Svenska"]);
}

#[test]
fn every_page_is_shown_in_every_language() {
    let pages = Pages::new(&BaseUrl::parse(ORIGIN).unwrap(), &Brand::named("MySmartPlan"), None).unwrap();
    assert_eq!(pages.check().iter().map(ToString::to_string).collect::<Vec<_>>(), [""; 0]);
    for tag in OTHERS {
        let previews = pages.previews_in(Some(&locale(tag)), "Word", &FormTokens::default());
        assert!(previews.len() > 50);
        for preview in previews {
            let html = preview.html.unwrap_or_else(|error| panic!("{tag} {}: {error:#}", preview.name));
            assert!(html.contains(&format!("<html lang=\"{tag}\"")), "{tag} {}", preview.name);
        }
    }
}

#[test]
fn every_mail_and_text_message_is_written_in_every_language() {
    let letterhead =
        Letterhead::new("MySmartPlan", ORIGIN.parse().unwrap()).operator("SmartPlan").help("help");
    let templates = MessageTemplates::new(letterhead.languages(Languages::built_in()), None).unwrap();
    let english = shown_letters(&templates, &messages());
    for tag in OTHERS {
        let own = messages().into_iter().map(|mut message| {
            message.locale = Some(locale(tag));
            message
        });
        let own = shown_letters(&templates, &own.collect::<Vec<_>>());
        assert_eq!(own.len(), english.len());
        for (english, own) in english.iter().zip(&own) {
            assert_eq!(own.language, tag);
            let differ =
                english.subject != own.subject && english.text != own.text && english.html != own.html;
            assert!(differ, "{tag}: {}", own.subject);
        }
    }
}

/// A text that is the same in two languages was most likely forgotten.
#[test]
fn no_text_is_left_in_english() {
    let same = [
        "application-kind-openid",
        "application-kind-program",
        "application-kind-saml",
        "connection-fact-issuer",
        "connection-fact-tenants",
        "connection-issuer",
        "connection-protocol-openid",
        "connection-protocol-saml",
        "details-services",
        "nav-home",
        "invitation-organization",
        "dev-channel-sms",
        "device-named",
        "history-person",
    ];
    let files = |tag: &str| Languages::built_in_files().iter().find(|(other, _)| *other == tag).unwrap().1;
    let texts = |tag: &str| -> BTreeMap<String, String> {
        let lines = files(tag).iter().flat_map(|(_, source)| source.lines());
        lines
            .filter_map(|line| line.split_once(" = "))
            .map(|(key, text)| (key.to_owned(), text.to_owned()))
            .collect()
    };
    let english = texts("en");
    for tag in OTHERS {
        let forgotten = texts(tag).into_iter().filter(|(key, text)| {
            let words = text.split(['{', '}']).step_by(2).any(|part| part.chars().any(char::is_alphabetic));
            let alike = words && english.get(key) == Some(text) && !same.contains(&key.as_str());
            alike && !key.starts_with("date-month-")
        });
        let forgotten: Vec<_> = forgotten.collect();
        assert!(forgotten.is_empty(), "{tag}: {forgotten:?}");
    }
}

/// The history of an organisation has no page while one row of it has no words.
#[test]
fn every_action_of_the_audit_trail_has_words() {
    for (tag, files) in Languages::built_in_files() {
        let keys: Vec<_> = files
            .iter()
            .flat_map(|(_, source)| source.lines())
            .filter_map(|line| line.split_once(" ="))
            .collect();
        let has = |key: &str| keys.iter().any(|(own, _)| *own == key);
        let without: Vec<_> = Action::ALL
            .iter()
            .map(|action| format!("audit-{}", action.as_str().replace(['.', '_'], "-")))
            .filter(|key| !has(key))
            .collect();
        assert!(without.is_empty(), "{tag}: {without:?}");
    }
}

#[test]
fn administrators_are_called_by_one_word() {
    for (tag, other) in [("fi", "ylläpitäj"), ("sv", "administratör")] {
        let files = Languages::built_in_files().iter().find(|(language, _)| *language == tag).unwrap().1;
        for (name, source) in files {
            let found: Vec<_> = source.lines().filter(|line| line.to_lowercase().contains(other)).collect();
            assert!(found.is_empty(), "{tag} {name}: {found:?}");
        }
    }
}

#[test]
fn a_name_with_a_dot_at_its_end_gets_no_second_one_in_the_list_of_what_waits() {
    let pages = Pages::new(&BaseUrl::parse(ORIGIN).unwrap(), &Brand::named("MySmartPlan"), None).unwrap();
    for tag in ["en", "fi", "sv"] {
        for preview in pages.previews_in(Some(&locale(tag)), "City Group, Inc.", &FormTokens::default()) {
            if preview.template != "approvals.html" {
                continue;
            }
            let html = preview.html.unwrap();
            let before = html.split_once("Inc..").and_then(|(before, _)| before.lines().next_back());
            assert_eq!(before, None, "{tag} {}", preview.name);
        }
    }
}

#[test]
fn times_numbers_and_lists_are_written_by_the_rules_of_the_language() {
    let at = Timestamp::parse_rfc3339("2026-11-29T14:05:00Z").unwrap();
    let spring = Timestamp::parse_rfc3339("2026-05-01T08:00:00Z").unwrap();
    let moment = |tag, at| say(tag, &PageText::new("mail-until").with("at", at));
    assert_eq!(moment("en", at), "Until: 29 November 2026, 14:05 UTC");
    assert_eq!(moment("fi", at), "Päättyy: 29.11.2026 klo 14.05 UTC");
    assert_eq!(moment("fi", spring), "Päättyy: 1.5.2026 klo 08.00 UTC");
    assert_eq!(moment("sv", at), "Till: 29 november 2026 kl. 14:05 UTC");
    let count = |tag, count: u64| {
        say(tag, &PageText::new("list-count").with("count", count).with("figure", Argument::Figure(count)))
    };
    assert_eq!(["en", "fi", "sv"].map(|tag| count(tag, 1)), ["1 entry", "1 rivi", "1 rad"]);
    let many = ["25,000 entries", "25\u{a0}000 riviä", "25\u{a0}000 rader"];
    assert_eq!(["en", "fi", "sv"].map(|tag| count(tag, 25_000)), many);
    let names = || ["A", "B", "C"].map(str::to_owned).to_vec();
    let list = |tag, style| {
        say(tag, &PageText::new("problem-forbidden-ask").with("names", Argument::List(style, names())))
    };
    assert!(list("fi", ListStyle::And).contains("A, B ja C"), "{}", list("fi", ListStyle::And));
    assert!(list("fi", ListStyle::Or).contains("A, B tai C"));
    assert!(list("sv", ListStyle::And).contains("A, B och C"));
    assert!(list("sv", ListStyle::Or).contains("A, B eller C"));
}

#[test]
fn finnish_plurals_follow_the_number() {
    let offered = |count: u64| say("fi", &PageText::new("home-mandates-offered").with("count", count));
    assert_eq!(offered(1), "1 valtuus odottaa vastaustasi.");
    assert_eq!(offered(2), "2 valtuutta odottaa vastaustasi.");
}
