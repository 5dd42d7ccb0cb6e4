//! Choosing another language on a page (G3): what was typed stays, nothing else happens, and the choice is remembered.

use crate::support::api::ORIGIN;
use crate::support::browser::Shown;
use crate::support::site::{JEREMY, MAYA, PASSWORD, World, account};
use http::StatusCode;
use identity_web::BaseUrl;
use identity_web::forms::{Control, Form};
use identity_web::page::csrf::Csrf;
use identity_web::page::views::FormTokens;
use identity_web::page::{Brand, Pages};
use identity_web::pages::{FORMS, PAGES};
use scraper::{Html, Selector};

/// A browser that would rather read English.
const ENGLISH: (&str, &str) = ("accept-language", "en");

fn language(page: &Shown) -> String {
    page.find("html", "lang").remove(0)
}

/// What stands in a field.
fn typed(page: &Shown, name: &str) -> String {
    page.find(&format!("main [name={name}]"), "value").remove(0)
}

#[test]
fn every_page_has_a_button_for_each_other_language_that_takes_along_what_was_typed() {
    let pages = Pages::new(&BaseUrl::parse(ORIGIN).unwrap(), &Brand::named("MySmartPlan"), None).unwrap();
    let tokens = FormTokens::new(Csrf::derive(b"a secret for tests"), "browser");
    let mut with_form = 0;
    for preview in pages.previews("Word", &tokens) {
        let html = Html::parse_document(&preview.html.unwrap());
        let all = |selector: &str| html.select(&Selector::parse(selector).unwrap()).collect::<Vec<_>>();
        let buttons = all("footer .languages button[name=language]");
        let codes: Vec<_> = buttons.iter().map(|one| one.value().attr("value").unwrap()).collect();
        assert_eq!(codes, ["fi", "sv"], "{}", preview.name);
        assert_eq!(all("footer .languages [aria-current]").len(), 1, "{}", preview.name);
        // A form that people fill in is the one with a visible field.
        let filled = all("main form[method=post]").into_iter().find(|form| {
            let field = "input:not([type=hidden]), select, textarea";
            form.select(&Selector::parse(field).unwrap()).next().is_some()
        });
        let owner = filled.map(|form| form.value().attr("id"));
        for button in &buttons {
            match owner {
                Some(owner) => assert_eq!(button.value().attr("form"), owner, "{}", preview.name),
                None => assert_eq!(
                    all("footer form.languages input[name=return_to]").len(),
                    1,
                    "{}",
                    preview.name
                ),
            }
        }
        if let Some(owner) = owner {
            assert_eq!(owner, Some("main-form"), "{}", preview.name);
            // The first button of a form is the one that the enter key presses.
            let selector = "#main-form button, button[form=main-form]";
            assert_ne!(all(selector)[0].value().attr("name"), Some("language"), "{}", preview.name);
            with_form += 1;
        }
    }
    assert!(with_form >= 10, "{with_form}");
}

#[test]
fn the_page_of_every_form_can_be_asked_for_at_the_address_of_the_form() {
    let pages =
        Pages::new(&BaseUrl::parse("https://my.example").unwrap(), &Brand::named("My"), None).unwrap();
    for preview in pages.previews("Word", &FormTokens::default()) {
        let html = Html::parse_document(&preview.html.unwrap());
        for form in html.select(&Selector::parse("#main-form").unwrap()) {
            let action = form.value().attr("action").unwrap();
            let action = action.split('?').next().unwrap();
            let parts: Vec<_> = action.split('/').collect();
            let fits = |route: &str| {
                let route: Vec<_> = route.split('/').collect();
                route.len() == parts.len()
                    && route.iter().zip(&parts).all(|(one, own)| one == own || one.starts_with('{'))
            };
            let shown = PAGES.iter().any(|(route, methods)| fits(route) && methods == &["get", "post"]);
            assert!(shown, "{}: {action}", preview.name);
        }
    }
}

#[test]
fn no_form_has_a_field_of_the_name_of_these_buttons() {
    let has = |form: &&&Form| form.page_field("language").is_some();
    assert_eq!(FORMS.iter().find(has).map(|form| form.name()), None);
    let hidden =
        FORMS.iter().flat_map(|form| form.page_fields()).filter(|field| field.control() == Control::Hidden);
    assert!(hidden.count() > 0);
}

#[tokio::test]
async fn a_form_that_was_filled_in_is_shown_in_the_other_language_with_what_was_typed_but_the_password() {
    let world = World::new().await;
    let mut browser = world.browser();
    browser.extra_headers.push(ENGLISH);
    let page = browser.open("/login?return_to=/account").await;
    assert_eq!(language(&page), "en");
    let fields =
        [("identifier", "<jeremy>"), ("password", PASSWORD), ("return_to", "/account"), ("language", "fi")];
    let page = browser.submit(&page, "/login", &fields).await;
    assert_eq!((page.status, language(&page).as_str()), (StatusCode::OK, "fi"));
    assert_eq!(page.headers["content-language"], "fi");
    assert!(page.text().contains("Käyttäjätunnus tai sähköpostiosoite"), "{}", page.text());
    assert_eq!(
        (typed(&page, "identifier").as_str(), typed(&page, "return_to").as_str()),
        ("<jeremy>", "/account")
    );
    assert!(!page.html.contains(PASSWORD) && page.find("[aria-invalid]", "id").is_empty());
    // The cookie keeps the choice for this browser, against what it accepts.
    assert_eq!(browser.cookies["identity-language"], "fi");
    assert_eq!(language(&browser.open("/nowhere").await), "fi");
}

#[tokio::test]
async fn a_choice_of_language_does_nothing_of_what_the_form_is_for() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let before = world.mails_to("new@citygroup.example").await.len();
    let form = jeremy.open(&format!("{organization}/invite")).await;
    let fields = [
        ("email", "new@citygroup.example"),
        ("given_name", "Nea"),
        ("roles", "viewer"),
        ("expires_in", "30"),
        ("reason", "because"),
        ("language", "sv"),
    ];
    let page = jeremy.submit(&form, &format!("{organization}/invite"), &fields).await;
    assert_eq!((page.status, language(&page).as_str()), (StatusCode::OK, "sv"));
    assert_eq!(typed(&page, "email"), "new@citygroup.example");
    assert_eq!(typed(&page, "reason"), "because");
    assert_eq!(page.find("[name=roles][checked]", "value"), ["viewer"]);
    assert_eq!(page.find("[name=expires_in] [selected]", "value"), ["30"]);
    assert_eq!(world.mails_to("new@citygroup.example").await.len(), before);
    // What is typed is sent as ever afterwards.
    let sent = jeremy.submit(&page, &format!("{organization}/invite"), &fields[..5]).await;
    assert!(sent.text().contains("new@citygroup.example"), "{}", sent.text());
}

#[tokio::test]
async fn the_account_keeps_the_choice_of_who_is_signed_in_for_pages_and_mails() {
    let world = World::new().await;
    let (mut jeremy, _) = world.jeremy().await;
    let page = jeremy.open("/account/profile").await;
    let fields = [("given_name", "Jerry"), ("family_name", ""), ("username", ""), ("language", "fi")];
    let page = jeremy.submit(&page, "/account/profile", &fields).await;
    assert_eq!((language(&page).as_str(), typed(&page, "given_name").as_str()), ("fi", "Jerry"));
    let signed_in = world.test.sign_in(JEREMY).await.unwrap();
    let user = world.identity.user(&signed_in.caller, signed_in.user).await.unwrap();
    assert_eq!(user.locale.as_ref().map(ToString::to_string).as_deref(), Some("fi"));
    assert_eq!(user.given_name.as_str(), "Jeremy", "the form was not saved");
    // Another browser, which accepts English and has no cookie of it.
    let mut elsewhere = world.browser();
    elsewhere.extra_headers.push(ENGLISH);
    let form = elsewhere.open("/login").await;
    let home = elsewhere.submit(&form, "/login", &[("identifier", JEREMY), ("password", PASSWORD)]).await;
    assert_eq!(language(&home), "fi");
}

#[tokio::test]
async fn a_page_without_a_form_is_shown_again_at_its_own_address() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let page = jeremy.open(&format!("{organization}?q=mills&sort=name")).await;
    let back = page.find("footer [name=return_to]", "value").remove(0);
    let page = jeremy.submit(&page, "/language", &[("return_to", &back), ("language", "sv")]).await;
    assert_eq!(
        (language(&page).as_str(), page.path.as_str()),
        ("sv", format!("{organization}?q=mills&sort=name").as_str())
    );
    // An address of somebody else leads to the start page.
    for elsewhere in ["https://evil.example/", "//evil.example"] {
        let fields = [("return_to", elsewhere), ("language", "en"), ("csrf", &page.token("/language"))];
        let answer = jeremy.post("/language", &fields).await;
        assert_eq!(answer.headers["location"], "/", "{elsewhere}");
    }
}

#[tokio::test]
async fn a_page_for_what_went_wrong_has_the_buttons_too() {
    let world = World::new().await;
    let mut browser = world.browser();
    browser.extra_headers.push(ENGLISH);
    let page = browser.open("/nowhere").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    let page = browser.submit(&page, "/language", &[("return_to", "/nowhere"), ("language", "fi")]).await;
    assert_eq!((page.status, language(&page).as_str()), (StatusCode::NOT_FOUND, "fi"));
}

#[tokio::test]
async fn an_invitation_is_read_in_another_language_before_there_is_an_account() {
    let world = World::new().await;
    world.scott_invites(JEREMY, "viewer").await;
    let path = world.invitation_path(JEREMY).await;
    let mut browser = world.browser();
    browser.extra_headers.push(ENGLISH);
    let page = browser.open(&path).await;
    let accept = page.action("/accept");
    let fields = [
        ("given_name", "Jere"),
        ("family_name", "Mills"),
        ("username", ""),
        ("password", "x"),
        ("language", "fi"),
    ];
    let page = browser.submit(&page, &accept, &fields).await;
    assert_eq!((page.status, language(&page).as_str()), (StatusCode::OK, "fi"));
    assert_eq!(typed(&page, "given_name"), "Jere");
    // Whoever chose the language of the invitation knew less than who reads it.
    let joined = browser.submit(&page, &accept, &account("Jere", "Mills", PASSWORD)).await;
    assert_eq!((joined.status, language(&joined).as_str()), (StatusCode::OK, "fi"));
    let signed_in = world.test.sign_in(JEREMY).await.unwrap();
    let user = world.identity.user(&signed_in.caller, signed_in.user).await.unwrap();
    assert_eq!(user.locale.as_ref().map(ToString::to_string).as_deref(), Some("fi"));
}

#[tokio::test]
async fn v_1_an_invitation_is_written_in_the_language_that_the_inviter_chooses() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let form = jeremy.open(&format!("{organization}/invite")).await;
    assert_eq!(form.find("[name=locale] option", "value"), ["en", "fi", "sv"]);
    assert_eq!(form.find("[name=locale] [selected]", "value"), ["en"]);
    let action = format!("{organization}/invite");
    let invited = |locale| [("email", MAYA), ("roles", "viewer"), ("expires_in", "7"), ("locale", locale)];
    let wrong = jeremy.submit(&form, &action, &invited("de")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("Choose a language from the list"), "{}", wrong.text());
    jeremy.submit(&form, &action, &invited("sv")).await;
    let mails = world.mails_to(MAYA).await;
    assert!(mails[0].contains("Acceptera inbjudan här:"), "{}", mails[0]);
}

#[tokio::test]
async fn what_is_offered_nowhere_and_a_form_from_elsewhere_choose_nothing() {
    let world = World::new().await;
    let mut browser = world.browser();
    browser.extra_headers.push(ENGLISH);
    let page = browser.open("/login").await;
    for unknown in ["de", "", "../fi", "fi;sv"] {
        let answer = browser.submit(&page, "/login", &[("identifier", "a"), ("language", unknown)]).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{unknown}");
    }
    let forged = browser.post("/login", &[("identifier", "a"), ("language", "fi")]).await;
    assert_eq!((forged.status, language(&forged).as_str()), (StatusCode::FORBIDDEN, "en"));
    assert!(!browser.cookies.contains_key("identity-language"));
}

#[tokio::test]
async fn a_language_that_is_offered_no_more_is_passed_over() {
    let world = World::new().await;
    let (mut jeremy, _) = world.jeremy().await;
    world.speaks(JEREMY, "de").await;
    jeremy.cookies.insert("identity-language".to_owned(), "sv".to_owned());
    assert_eq!(language(&jeremy.open("/account").await), "sv");
    jeremy.cookies.insert("identity-language".to_owned(), "pl".to_owned());
    assert_eq!(language(&jeremy.open("/account").await), "en");
}

#[tokio::test]
async fn no_page_holds_the_token_of_an_invitation() {
    let world = World::new().await;
    world.scott_invites(JEREMY, "viewer").await;
    let path = world.invitation_path(JEREMY).await;
    world.clock.advance(std::time::Duration::from_hours(24 * 8));
    let mut browser = world.browser();
    let page = browser.open(&path).await;
    assert_eq!(page.status, StatusCode::GONE);
    assert!(!page.html.contains(path.rsplit('/').next().unwrap()), "{}", page.html);
    let back = page.find("footer [name=return_to]", "value").remove(0);
    let page = browser.submit(&page, "/language", &[("return_to", &back), ("language", "fi")]).await;
    assert!(page.text().contains("Tämä kutsu on vanhentunut"), "{}", page.text());
}

/// A form whose address takes posts only has no page there: the one that showed it is read again.
#[tokio::test]
async fn a_language_chosen_with_a_form_that_has_no_page_leads_back_to_the_page_that_showed_it() {
    let world = World::new().await;
    let (mut jeremy, _) = world.jeremy().await;
    world.test.sign_in(JEREMY).await.unwrap();
    let page = jeremy.open("/account?from=test").await;
    let action = "/account/sessions/end-others";
    let token = page.token(action);
    let fields = [("language", "fi"), ("csrf", token.as_str())];
    jeremy.extra_headers.push(("referer", "http://my.smartplan.localhost:8080/account?from=test"));
    let answer = jeremy.post(action, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.headers["location"], "/account?from=test");
    jeremy.extra_headers.pop();
    assert_eq!(language(&jeremy.open("/account").await), "fi");
    // Where the browser does not say which page it was, there is the start page.
    let answer = jeremy.post(action, &[("language", "sv"), ("csrf", token.as_str())]).await;
    assert_eq!((answer.status, &answer.headers["location"]), (StatusCode::SEE_OTHER, &"/".parse().unwrap()));
}
