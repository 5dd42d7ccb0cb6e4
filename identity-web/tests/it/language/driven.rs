//! The pages as people walk through them, in the pseudo-language: what handlers put on a page is in the catalogue too.

use super::pseudo::{PSEUDO, accented, pseudo};
use super::visible::assert_translated;
use crate::support::browser::{Browser, Shown};
use crate::support::site::{JEREMY, MAYA, PASSWORD, SUSAN, World, account};
use http::StatusCode;
use identity_core::testing::app_code;
use identity_web::pages::PAGES;
use std::collections::BTreeSet;
use std::time::Duration;

/// What the people, roles and organisations of this world are called, the longest first.
const ARGUMENTS: [&str; 24] = [
    "http://my.smartplan.localhost:8080",
    "representatives.example",
    "SmartPlan Application",
    "Consumption viewer",
    "smartplan.example",
    "citygroup.example",
    "City Group, Inc.",
    "Account manager",
    "Application user",
    "SmartPlan Group",
    ": what it does.",
    "Contact person",
    "Representative",
    "parental leave",
    "jeremy.mills",
    "MySmartPlan",
    "CRM feed",
    "susan.ward",
    "scott.long",
    "maya.chen",
    "Jeremy",
    "Mills",
    "crm",
    "nobody",
];

/// With the languages, each named in itself.
const PEOPLE: [&str; 9] =
    ["English", "Suomi", "Svenska", "CRM", "Scott Long", "Maya Chen", "Scott", "Maya", "smartplan"];

/// Pages that no link leads to: for one browser in the middle of something, files, and redirects.
const NOT_LINKED: [&str; 45] = [
    // Where nobody gave a program anything, and people have applications of one organisation.
    "/organizations/{id}/programs/{client}/stop",
    "/open/{service}",
    // Where nobody asked for a second administrator, and no organisation is suspended.
    "/approvals",
    "/approvals/{approval}/approve",
    "/organizations/{id}/people/{user}/approval/{act}",
    "/organizations/{id}/resume",
    // Files of a look, and what is shown in a frame.
    "/brand/{brand}/{file}",
    "/brand/colours/{file}",
    "/organizations/{id}/brand/preview",
    "/applications/{id}/brand/preview",
    // Nobody here manages applications; `pages::applications` walks through these pages.
    "/applications",
    "/applications/new",
    "/applications/new/saml",
    "/applications/new/saml/save",
    "/applications/new/{kind}",
    "/applications/{id}",
    "/applications/{id}/delete",
    "/applications/{id}/edit",
    "/applications/{id}/metadata",
    "/applications/{id}/opening/{opening}",
    "/applications/{id}/secret",
    // There is no application here; the page is that of an organisation.
    "/applications/{id}/brand",
    "/applications/{id}/saml",
    "/applications/{id}/saml/attributes",
    // The page of what is set up, shown again after a passkey that is not right.
    "/account/security/enrol/{credential}/passkey",
    // Nobody here has an account elsewhere.
    "/account/linked/{linked}/remove",
    // Only a sign-on that an application does not wait for any longer.
    "/applications/{id}/start",
    "/assets/{file}",
    "/.well-known/change-password",
    "/flow/{id}",
    "/logout/done",
    "/logout/{id}",
    "/logout/{id}/answer",
    "/logout/{id}/tell/{participant}",
    "/invitations/{token}",
    "/recover/{token}",
    "/contacts/{token}",
    // For the browser in which the link of a mail was opened.
    "/contacts/open",
    // Text messages are off, so there is no number to remove.
    "/account/phone/remove",
    "/invitations/ask",
    // The page of an invitation, at the address of its form.
    "/invitations/open/{id}/accept",
    "/language",
    "/joined/{organization}",
    // The form for a role stands on the person's page; this is its address after an error.
    "/organizations/{id}/people/{user}/grants",
    // There is no second organisation to choose.
    "/acting-for",
];

struct Walk {
    seen: BTreeSet<String>,
    routes: BTreeSet<&'static str>,
}

impl Walk {
    fn look(&mut self, shown: &Shown) {
        let reference = shown.headers.get("x-request-id").map_or("-", |value| value.to_str().unwrap());
        // Keys and codes are the same in every language.
        let codes = shown.all_words("main code");
        let codes = codes.iter().map(String::as_str);
        let arguments: Vec<_> = codes.chain([&ARGUMENTS[..], &PEOPLE, &[reference]].concat()).collect();
        assert_translated(&shown.path, &shown.html, &arguments);
        assert!(shown.html.contains(&format!("<html lang=\"{PSEUDO}\"")), "{}", shown.path);
        assert_eq!(shown.headers["content-language"], PSEUDO, "{}", shown.path);
        let path = shown.path.split(['?', '#']).next().unwrap();
        self.routes.extend(PAGES.iter().map(|(route, _)| *route).filter(|route| leads_to(route, path)));
    }

    /// Opens every page that links lead to, beginning with the start page.
    async fn through(&mut self, browser: &mut Browser) {
        let mut open = vec!["/".to_owned()];
        let mut own = BTreeSet::new();
        while let Some(path) = open.pop() {
            let leaves = path.starts_with("//") || !path.starts_with('/') || path.starts_with("/assets/");
            if leaves || path.contains("/audit") || !own.insert(path.clone()) {
                continue;
            }
            let shown = browser.open(&path).await;
            self.seen.insert(path);
            self.look(&shown);
            open.extend(
                shown.find("a", "href").into_iter().map(|to| to.split('#').next().unwrap().to_owned()),
            );
            // A form that is asked for in another language is shown again, with nothing wrong.
            for action in shown.find("#main-form", "action") {
                let hidden = |attribute| shown.find("#main-form input[type=hidden]", attribute);
                let (names, values) = (hidden("name"), hidden("value"));
                let hidden = names.iter().zip(&values).filter(|(name, _)| name.as_str() != "csrf");
                let hidden = hidden.map(|(name, value)| (name.as_str(), value.as_str()));
                let fields: Vec<_> = hidden.chain([("language", PSEUDO)]).collect();
                let again = browser.submit(&shown, &action, &fields).await;
                assert_eq!(again.status, StatusCode::OK, "{action}");
                assert_eq!(again.find("#main-form", "action"), [action.as_str()]);
                self.look(&again);
            }
            // A form that is sent as it is says what is wrong with it.
            for action in shown.find("form[method=post]", "action") {
                let asks =
                    action.ends_with("/invite") || action.ends_with("/new") || action.ends_with("/grants");
                let own = [
                    "/account/profile",
                    "/account/email",
                    "/account/phone",
                    "/account/password",
                    "/account/security",
                ];
                if asks || action.ends_with("/edit") || own.contains(&action.as_str()) {
                    let refused = browser.submit(&shown, &action, &[]).await;
                    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{action}");
                    self.look(&refused);
                }
            }
        }
    }
}

/// Whether a path is one of a route with placeholders.
fn leads_to(route: &str, path: &str) -> bool {
    let (route, path): (Vec<_>, Vec<_>) = (route.split('/').collect(), path.split('/').collect());
    route.len() == path.len()
        && route
            .iter()
            .zip(&path)
            .all(|(part, own)| part == own || (part.starts_with('{') && *part != "{token}"))
        && !(route.contains(&"{mandate}") && path.last() == Some(&"new"))
}

#[tokio::test]
async fn every_page_that_a_link_leads_to_is_in_the_language_of_the_catalogue() {
    let (brand, languages) = pseudo("MySmartPlan");
    let world = World::of(brand, Some(languages)).await;
    let mut walk = Walk { seen: BTreeSet::new(), routes: BTreeSet::new() };
    let mut nobody = world.browser();
    let page = nobody.open("/login").await;
    walk.look(&page);
    let refused = nobody.submit(&page, "/login", &[("identifier", "nobody"), ("password", "nobody")]).await;
    walk.look(&refused);
    walk.look(&nobody.open("/nowhere").await);

    let (mut jeremy, organization) = world.jeremy().await;
    // An invitation that waits, so that there is something to cancel.
    world.scott_invites(SUSAN, "viewer").await;
    let form = jeremy.open(&format!("{organization}/mandates/new")).await;
    let fields = [
        ("email", MAYA),
        ("given_name", "Maya"),
        ("family_name", "Chen"),
        ("role", "representative"),
        ("services", "smartplan"),
        ("until", "2027-03-31"),
        ("max_delegation_depth", "1"),
        ("reason", "parental leave"),
    ];
    walk.look(&jeremy.submit(&form, &format!("{organization}/mandates/new"), &fields).await);
    let invitation = world.invitation_path(MAYA).await;
    walk.look(&nobody.open("/invitations/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").await);
    let mut maya = world.browser();
    let page = maya.open(&invitation).await;
    walk.look(&page);
    let accept = page.action("/accept");
    let short = maya.submit(&page, &accept, &account("Maya", "Chen", "x")).await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    walk.look(&short);
    walk.look(&maya.submit(&page, &accept, &account("Maya", "Chen", PASSWORD)).await);

    let security = maya.open("/account/security").await;
    let setup = maya.submit(&security, "/account/security", &[("method", "otp")]).await;
    walk.look(&setup);
    let action = setup.path.clone();
    walk.look(&maya.submit(&setup, &action, &[("code", "1")]).await);
    let code = app_code(&setup.words("#totp-key"), world.identity.clock().now()).unwrap();
    walk.look(&maya.submit(&setup, &action, &[("code", &code)]).await);

    look_at_recovery(&world, &mut walk).await;
    // A letter needs a fresh proof.
    let again = jeremy.open("/login?again=1").await;
    let fields = [("identifier", JEREMY), ("password", PASSWORD), ("again", "1")];
    jeremy.submit(&again, "/login", &fields).await;
    look_at_letter(&mut jeremy, &organization, &mut walk).await;
    look_at_further_address(&world, &mut jeremy, &mut walk).await;

    let mut scott = world.scott().await;
    for browser in [&mut scott, &mut jeremy, &mut maya] {
        walk.through(browser).await;
    }
    walk.look(&maya.open("/account/closed").await);
    // What somebody may not do, with its reason and whom to ask; and what a form from elsewhere is told.
    walk.look(&maya.open(&format!("{organization}/mandates")).await);
    walk.look(&maya.open(&format!("{organization}/mandates/new")).await);
    let forged = jeremy.post("/account/profile", &[("given_name", "Jeremy")]).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    walk.look(&forged);

    let linked = PAGES.iter().filter(|(_, methods)| methods.contains(&"get")).map(|(route, _)| *route);
    let linked: BTreeSet<_> = linked.filter(|route| !NOT_LINKED.contains(route)).collect();
    let missed: Vec<_> = linked.difference(&walk.routes).collect();
    assert!(missed.is_empty(), "nobody looked at {missed:?}; they saw {:?}", walk.seen);
}

/// Somebody adds an address to those that they have.
async fn look_at_further_address(world: &World, browser: &mut Browser, walk: &mut Walk) {
    let page = browser.open("/account/email").await;
    let fields = [("email", "crm@citygroup.example"), ("use", "further")];
    walk.look(&browser.submit(&page, "/account/email", &fields).await);
    let mails = world.mails_to("crm@citygroup.example").await.join(" ");
    let link = mails.split_whitespace().find(|word| word.contains("/contacts/")).unwrap();
    let page = browser.open(link.strip_prefix("http://my.smartplan.localhost:8080").unwrap()).await;
    walk.look(&page);
    walk.look(&browser.submit(&page, "/contacts/open", &[]).await);
}

/// An account is made for somebody, with a letter.
async fn look_at_letter(browser: &mut Browser, organization: &str, walk: &mut Walk) {
    let new = format!("{organization}/people/new");
    let form = browser.open(&new).await;
    let fields = [
        ("given_name", "Scott"),
        ("family_name", "Long"),
        ("email", "nobody@citygroup.example"),
        ("roles", "viewer"),
        ("password_link", "letter"),
    ];
    let ask = browser.submit(&form, &new, &fields).await;
    walk.look(&ask);
    let letter = ask.path.split('?').next().unwrap().to_owned();
    walk.look(&browser.submit(&ask, &letter, &[]).await);
}

/// Somebody forgets a password, and remembers it in time.
async fn look_at_recovery(world: &World, walk: &mut Walk) {
    let mut browser = world.browser();
    let page = browser.open("/recover").await;
    walk.look(&browser.submit(&page, "/recover", &[]).await);
    walk.look(&browser.submit(&page, "/recover", &[("identifier", JEREMY)]).await);
    let mails = world.mails_to(JEREMY).await.join(" ");
    let link = mails.split_whitespace().find(|word| word.contains("/recover/")).unwrap();
    let link = link.strip_prefix("http://my.smartplan.localhost:8080").unwrap();
    let page = browser.open(link).await;
    walk.look(&page);
    for password in ["short", "trombonetrombone", "Password-12345678", "jeremy mills 2026"] {
        walk.look(&browser.submit(&page, "/recover/new-password", &[("new_password", password)]).await);
    }
    world.clock.advance(Duration::from_mins(30));
    walk.look(&browser.open(link).await);
    walk.look(&browser.open("/recover/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").await);
}

#[tokio::test]
async fn mails_of_the_outbox_are_in_the_default_language() {
    let (brand, languages) = pseudo("MySmartPlan");
    let world = World::of(brand, Some(languages)).await;
    world.scott_invites(MAYA, "viewer").await;
    let mails = world.mails_to(MAYA).await;
    assert!(mails[0].contains(&accented("Accept the invitation here:")), "{}", mails[0]);
}
