//! Rules that hold for every page, checked on each with sample data.

use super::{applications::saml_settings::BUILT, connections::BUILT as OF_CONNECTIONS};
use flate2::Compression;
use flate2::write::GzEncoder;
use identity_web::BaseUrl;
use identity_web::language::Languages;
use identity_web::page::csrf::Csrf;
use identity_web::page::views::{FormTokens, Frame, ProblemPage};
use identity_web::page::{Brand, PageText, Pages};
use identity_web::pages::Preview;
use scraper::{ElementRef, Html, Selector};
use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

const NASTY: &str = "<b>\"'&</b>{{7*7}}";

fn pages() -> Pages {
    let mut brand = Brand::named("MySmartPlan");
    brand.operator = "SmartPlan Group".to_owned();
    brand.help.email = Some("help@smartplan.example".to_owned());
    brand.help.phone = Some("+358 9 123 4567".to_owned());
    brand.help.hours = Some("Monday to Friday, 8 to 16".to_owned());
    Pages::new(&BaseUrl::parse("http://my.smartplan.localhost:8080/id").unwrap(), &brand, None).unwrap()
}

fn csrf() -> Csrf {
    Csrf::derive(b"a secret for tests")
}

fn rendered(word: &str) -> Vec<(Preview, String)> {
    let render = |mut preview: Preview| {
        let html = std::mem::replace(&mut preview.html, Ok(String::new()));
        let html = html.unwrap_or_else(|error| panic!("{}: {error:#}", preview.name));
        (preview, html)
    };
    pages().previews(word, &FormTokens::new(csrf(), "browser")).into_iter().map(render).collect()
}

/// A folder of this crate's sources.
fn folder(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(path)
}

/// Every file below a folder whose name ends in this way, with its text.
fn files(folder: &Path, extension: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|own| own == extension) {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            found.push((name, std::fs::read_to_string(path).unwrap()));
        }
    }
    found
}

fn templates() -> Vec<(String, String)> {
    files(&folder("page/templates"), "html")
}

/// The templates of mails and text messages.
fn mails() -> Vec<(String, String)> {
    let folder = folder("delivery/templates");
    files(&folder, "html").into_iter().chain(files(&folder, "txt")).collect()
}

/// The keys of the built-in texts.
fn text_keys() -> BTreeSet<String> {
    let key = |line: &str| Some(line.split_once(" =")?.0.to_owned());
    let keys = |source: &str| source.lines().filter_map(key).collect::<Vec<_>>();
    Languages::english_files().iter().flat_map(|(_, source)| keys(source)).collect()
}

fn all<'a>(document: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    let selector = Selector::parse(selector).unwrap();
    document.select(&selector).collect()
}

fn text(element: &ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_template_has_a_sample() {
    let sampled: BTreeSet<_> =
        rendered("x").into_iter().map(|(sample, _)| sample.template.to_owned()).collect();
    let parts = BTreeSet::from(["base.html", "macros.html"].map(str::to_owned));
    let templates: BTreeSet<_> = templates().into_iter().map(|(name, _)| name).collect();
    assert_eq!(templates.difference(&parts).cloned().collect::<BTreeSet<_>>(), sampled);
    assert!(pages().check().is_empty());
}

#[test]
fn landmarks_and_headings_are_in_order() {
    for (sample, html) in rendered("Word") {
        let document = Html::parse_document(&html);
        assert_eq!(all(&document, "h1").len(), 1, "{}", sample.name);
        assert_eq!(all(&document, "main#main").len(), 1, "{}", sample.name);
        let first = all(&document, "a, button, input, select")[0];
        assert_eq!(first.value().attr("href"), Some("#main"), "{}", sample.name);
        assert_eq!(all(&document, "html")[0].value().attr("lang"), Some("en"), "{}", sample.name);
        assert_eq!(all(&document, "a[href='#help']").len(), 1, "{}", sample.name);
    }
}

#[test]
fn titles_name_page_and_brand_and_errors_come_first() {
    for (sample, html) in rendered("Word") {
        let document = Html::parse_document(&html);
        let (title, heading) = (text(&all(&document, "title")[0]), text(&all(&document, "h1")[0]));
        let failed = !all(&document, "[data-error-summary]").is_empty();
        let prefix = if failed { "Error: " } else { "" };
        assert_eq!(title, format!("{prefix}{heading} – MySmartPlan"), "{}", sample.name);
    }
}

#[test]
fn errors_are_listed_on_top_and_said_at_their_field() {
    let mut seen = 0;
    for (sample, html) in rendered("Word") {
        let document = Html::parse_document(&html);
        for link in all(&document, "[data-error-summary] a") {
            let field = link.value().attr("href").unwrap().trim_start_matches('#');
            assert_eq!(all(&document, &format!("#{field}")).len(), 1, "{} {field}", sample.name);
            let said = text(&all(&document, &format!("#{field}-error"))[0]);
            assert_eq!(said, format!("Error: {}", text(&link)), "{}", sample.name);
            // A group of choices, and the form of a passkey, have a description only: ARIA 1.2 knows no invalid group.
            let described = format!("[aria-describedby~='{field}-error']");
            let invalid = format!("{described}[aria-invalid=true], fieldset{described}, form{described}");
            let described = all(&document, &invalid);
            assert_eq!(described.len(), 1, "{} {field}", sample.name);
            seen += 1;
        }
    }
    assert!(seen >= 4);
}

#[test]
fn every_input_has_a_label_and_ids_are_unique() {
    for (sample, html) in rendered("Word") {
        let document = Html::parse_document(&html);
        for input in all(&document, "input:not([type=hidden]), select, textarea") {
            let id = input.value().attr("id").unwrap_or_default();
            assert_eq!(all(&document, &format!("label[for='{id}']")).len(), 1, "{} {id}", sample.name);
            assert!(input.value().attr("placeholder").is_none() && input.value().attr("maxlength").is_none());
        }
        let ids: Vec<_> =
            all(&document, "[id]").iter().filter_map(|element| element.value().attr("id")).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{}: {ids:?}", sample.name);
        for described in all(&document, "[aria-describedby]") {
            for id in described.value().attr("aria-describedby").unwrap().split(' ') {
                assert_eq!(all(&document, &format!("#{id}")).len(), 1, "{} {id}", sample.name);
            }
        }
    }
}

#[test]
fn posts_to_us_carry_a_token_for_their_own_address() {
    for (sample, html) in rendered("Word") {
        let document = Html::parse_document(&html);
        for form in all(&document, "form[method=post]") {
            assert!(form.value().attr("novalidate").is_some(), "{}", sample.name);
            let action = form.value().attr("action").unwrap();
            let hidden = Selector::parse("input[name=csrf]").unwrap();
            let token = form.select(&hidden).next().and_then(|input| input.value().attr("value"));
            match action.strip_prefix("/id") {
                Some(path) => {
                    let path = path.split('?').next().unwrap();
                    assert!(csrf().verify("browser", path, token.unwrap()), "{} {action}", sample.name);
                }
                // The token is ours; other origins never see one.
                None => assert_eq!((token, action.starts_with("https://app.example/")), (None, true)),
            }
        }
    }
}

#[test]
fn words_of_people_are_never_markup() {
    for (sample, html) in rendered(NASTY) {
        for raw in ["<b>", "</b>", "49</"] {
            assert!(!html.contains(raw), "{} holds {raw}", sample.name);
        }
        let document = Html::parse_document(&html);
        let shown = text(&document.root_element());
        let in_value = all(&document, "[value]").iter().any(|one| one.value().attr("value") == Some(NASTY));
        let fixed = [
            "sign_in",
            "invitation_withdrawn",
            "invitation_unusable",
            "home_empty",
            "problem",
            "dev_inbox_none",
            "recover",
            "recover_sent",
            "recover_closed",
            "recover_expired",
            "contact_closed",
            "keep_account",
            "recovery_codes_shown",
            "account_closed",
            "domain_link_closed",
        ];
        let is_fixed = fixed.contains(&sample.name) || sample.template == "first_use.html";
        assert!(shown.contains(NASTY) || in_value || is_fixed, "{}", sample.name);
    }
}

#[test]
fn nothing_inline_and_nothing_from_elsewhere() {
    for (sample, html) in rendered("Word") {
        let document = Html::parse_document(&html);
        assert!(all(&document, "style, [style], script:not([src])").is_empty(), "{}", sample.name);
        for loaded in all(&document, "script[src], link[href], img[src], iframe[src]") {
            let address = loaded.value().attr("src").or(loaded.value().attr("href")).unwrap();
            let own = ["/id/assets/", "/id/brand/", "/id/dev/"];
            let is_preview = address.starts_with("/id/") && address.contains("/1/brand/preview?");
            assert!(is_preview || own.iter().any(|own| address.starts_with(own)), "{address}");
        }
        let handlers = document.tree.values().filter_map(|node| node.as_element());
        assert!(
            !handlers.flat_map(|element| element.attrs()).any(|(name, _)| name.starts_with("on")),
            "{}",
            sample.name
        );
        assert!(
            !html.contains("{{") && !html.contains("{%") && !html.contains("{organization}"),
            "{}",
            sample.name
        );
    }
}

#[test]
fn a_page_with_style_and_script_stays_below_30_kilobytes() {
    let pages = pages();
    let files = ["pages.css", "pages.js", "passkeys.js", "logo.svg"]
        .map(|name| pages.assets().text(name).unwrap().to_owned());
    for (sample, html) in rendered("Word") {
        let total: usize = files.iter().chain([&html]).map(|text| gzipped(text)).sum();
        assert!(total <= 30 * 1024, "{}: {total} bytes", sample.name);
    }
}

fn gzipped(text: &str) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap().len()
}

#[test]
fn the_sign_in_form_suits_password_managers() {
    let (_, html) = rendered("Word").into_iter().find(|(sample, _)| sample.name == "sign_in_failed").unwrap();
    let document = Html::parse_document(&html);
    let identifier = all(&document, "#identifier")[0].value();
    assert_eq!(identifier.attr("autocomplete"), Some("username webauthn"));
    assert_eq!(
        (identifier.attr("autocapitalize"), identifier.attr("spellcheck")),
        (Some("none"), Some("false"))
    );
    assert_eq!((identifier.attr("type"), identifier.attr("value")), (Some("text"), Some("Word")));
    let password = all(&document, "#password")[0].value();
    assert_eq!((password.attr("autocomplete"), password.attr("value")), (Some("current-password"), None));
    assert_eq!(text(&all(&document, "h1")[0]), "Sign in to Word");
}

#[test]
fn used_and_unknown_invitations_look_the_same() {
    let (_, html) =
        rendered("Acme").into_iter().find(|(sample, _)| sample.name == "invitation_unusable").unwrap();
    assert!(!html.contains("Acme"));
}

/// Texts are chosen by literal keys, so the sources say which are used.
fn keys_in(source: &str, opening: &str) -> BTreeSet<String> {
    let calls = source.match_indices(opening).filter(|(at, _)| {
        !source[..*at].ends_with(|before: char| before.is_ascii_alphanumeric() || before == '_')
    });
    calls
        .filter_map(|(at, _)| source[at + opening.len()..].split(['\'', '"']).next())
        .map(str::to_owned)
        .collect()
}

#[test]
fn templates_use_texts_that_exist() {
    let known = text_keys();
    for (name, source) in templates().into_iter().chain(mails()) {
        for key in keys_in(&source, "t('") {
            let prefix = key.ends_with('-') && known.iter().any(|one| one.starts_with(&key));
            assert!(known.contains(&key) || prefix, "{name} uses the text {key}");
        }
    }
}

/// Every source file that names texts, read where it lies.
fn sources() -> Vec<String> {
    let folders =
        ["forms", "language", "page", "pages", "rest", "visit", "saml", "openid_provider"].map(folder);
    folders.iter().flat_map(|folder| files(folder, "rs")).map(|(_, source)| source).collect()
}

#[test]
fn messages_use_texts_that_exist() {
    let known = text_keys();
    for source in sources() {
        for key in keys_in(&source, "PageText::new(\"") {
            assert!(known.contains(&key) || key == "…", "a message uses the text {key}");
        }
    }
}

#[test]
fn every_text_is_used() {
    let templates: String = templates().into_iter().chain(mails()).map(|(_, source)| source).collect();
    let code = sources().concat();
    // Made of a prefix and a code, or a number.
    let built = [
        "act-",
        "allow-",
        "audit-",
        "challenge-how-",
        "date-month-",
        "delegation-",
        "deny-",
        "dev-channel-",
        "history-kind-",
        "invitation-closed-",
        "list-",
        "mail-mandate-",
        "offer-",
        "permission-",
        "policy-factors-",
        "problem-",
    ];
    for key in text_keys() {
        let used = templates.contains(&format!("'{key}'")) || code.contains(&format!("\"{key}\""));
        let used =
            used || built.iter().chain(&BUILT).chain(&OF_CONNECTIONS).any(|built| key.starts_with(built));
        assert!(used, "no page uses the text {key}");
    }
}

#[test]
fn a_deployer_overrides_a_template_by_file() {
    let folder = tempfile::tempdir().unwrap();
    let base = BaseUrl::parse("http://localhost:8080").unwrap();
    let view = ProblemPage {
        title: PageText::new("problem-not-found-title"),
        text: PageText::new("problem-not-found-text"),
        advice: PageText::new("problem-not-found-advice"),
        reference: "R".to_owned(),
        back_path: "/".to_owned(),
        back_label: PageText::new("problem-back"),
        switch: None,
    };
    std::fs::write(folder.path().join("problem.html"), "<h1>Ours: {{ say(view.title) }}</h1>").unwrap();
    let brand = Brand::named("Shop");
    let pages = Pages::new(&base, &brand, Some(folder.path())).unwrap();
    assert_eq!(pages.render(&Frame::default(), &view).unwrap(), "<h1>Ours: Page not found</h1>");
    assert!(pages.check().is_empty());

    std::fs::write(folder.path().join("problem.html"), "{{ view.titel.key }}").unwrap();
    let failed = Pages::new(&base, &brand, Some(folder.path())).unwrap().check();
    let named: BTreeSet<_> = failed.iter().map(|failed| failed.template).collect();
    assert_eq!(named, BTreeSet::from(["problem.html"]));

    std::fs::write(folder.path().join("problm.html"), "").unwrap();
    let error = Pages::new(&base, &brand, Some(folder.path())).unwrap_err();
    assert!(error.to_string().contains("no page uses a template of this name"), "{error}");
}

#[test]
fn brand_texts_replace_built_in_ones() {
    let mut brand = Brand::named("Shop");
    brand.texts.insert("sign-in-button".to_owned(), "Let me in".to_owned());
    let base = BaseUrl::parse("http://localhost:8080").unwrap();
    let pages = Pages::new(&base, &brand, None).unwrap();
    assert_eq!(pages.say(&PageText::new("sign-in-button")).unwrap(), "Let me in");
}

/// Writes every page to the folder named by `PAGES_PREVIEW`, to be looked at in a browser.
#[test]
fn previews_are_written_where_asked() {
    let Some(folder) = std::env::var_os("PAGES_PREVIEW").map(std::path::PathBuf::from) else { return };
    let pages = pages();
    for name in ["pages.css", "pages.js", "passkeys.js", "logo.svg"] {
        let path = folder.join("id").join(pages.assets().path(name).unwrap().trim_start_matches('/'));
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, pages.assets().text(name).unwrap()).unwrap();
    }
    for (sample, html) in rendered("City Group") {
        std::fs::write(folder.join(sample.name).with_extension("html"), html).unwrap();
    }
}
