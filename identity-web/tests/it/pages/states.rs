//! What a state says by its colour, on the pages and in their style sheet.

use identity_web::BaseUrl;
use identity_web::page::csrf::Csrf;
use identity_web::page::views::FormTokens;
use identity_web::page::{Brand, Pages};
use scraper::{Html, Selector};
use std::collections::{BTreeMap, BTreeSet};

/// The classes of each tag on the pages with sample data, by its words.
fn tags() -> BTreeMap<String, BTreeSet<String>> {
    let base = BaseUrl::parse("http://my.smartplan.localhost:8080").unwrap();
    let pages = Pages::new(&base, &Brand::named("MySmartPlan"), None).unwrap();
    let tokens = FormTokens::new(Csrf::derive(b"a secret for tests"), "browser");
    let selector = Selector::parse(".tag").unwrap();
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for preview in pages.previews("Word", &tokens) {
        for tag in Html::parse_document(&preview.html.unwrap()).select(&selector) {
            let words = tag.text().collect::<String>();
            found.entry(words).or_default().insert(tag.attr("class").unwrap().to_owned());
        }
    }
    found
}

/// What the rule of a selector says of the background and of the text.
fn colours(selector: &str) -> String {
    let css = include_str!("../../../src/page/assets/pages.css");
    let start = format!("{selector} {{");
    css.lines().find(|line| line.starts_with(&start)).unwrap_or_else(|| panic!("{selector}")).to_owned()
}

#[test]
fn u_16_what_has_no_effect_and_what_is_over_does_not_wear_green() {
    let tags = tags();
    let classes = |words: &str| tags.get(words).unwrap_or_else(|| panic!("{words}: {tags:?}")).clone();
    let only = |class: &str| BTreeSet::from([class.to_owned()]);
    for words in ["No effect now", "Waiting for an answer", "Not started"] {
        assert_eq!(classes(words), only("tag warn"), "{words}");
    }
    for words in ["Ended", "Expired", "Cancelled"] {
        assert_eq!(classes(words), only("tag"), "{words}");
    }
    for words in ["In force", "Active", "Accepted"] {
        assert_eq!(classes(words), only("tag good"), "{words}");
    }
    let plain = colours(".tag");
    assert!(!plain.contains("--accent") && !plain.contains("--good"), "{plain}");
    assert!(colours(".tag.good").contains("--good") && colours(".tag.warn").contains("--warn"));
}
