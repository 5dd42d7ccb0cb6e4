//! The recovery codes that come with the first second proof, where that is set up in the middle of a sign-on.

use crate::support::browser::{Browser, Shown};
use crate::support::site::{SCOTT, World};
use http::StatusCode;
use identity_core::domain::{AuthenticationMethod, Factors};
use identity_core::testing::app_code;

const MAILBOX: &str = "scott.long@smartplan.example";

async fn world() -> World {
    World::with(
        |settings| {
            settings.factors = Factors::Two;
            settings.methods = vec![AuthenticationMethod::TOTP];
        },
        |builder| builder,
    )
    .await
}

async fn give_password(world: &World) -> (Browser, Shown) {
    let mut browser = world.browser();
    let page = browser.open("/login?return_to=%2Faccount").await;
    let fields = [("identifier", SCOTT.0), ("password", SCOTT.1), ("return_to", "/account")];
    let page = browser.submit(&page, "/login", &fields).await;
    (browser, page)
}

/// Scott chooses the app, and has its code.
async fn with_app(world: &World) -> (Browser, Shown, String) {
    let (mut scott, choice) = give_password(world).await;
    let action = choice.path.clone();
    let setup = scott.submit(&choice, &action, &[("step", "enrol"), ("method", "otp"), ("number", "")]).await;
    let code = app_code(&setup.words("#totp-key"), world.identity.clock().now()).unwrap();
    (scott, setup, code)
}

async fn confirm(browser: &mut Browser, setup: &Shown, code: &str) -> Shown {
    browser.submit(setup, &setup.path, &[("step", "code"), ("method", "otp"), ("code", code)]).await
}

/// M8.
#[tokio::test]
async fn codes_are_shown_once_before_the_sign_on_goes_on() {
    let world = world().await;
    let (mut scott, setup, code) = with_app(&world).await;
    let page = confirm(&mut scott, &setup, &code).await;
    assert_eq!((page.status, page.words("h1").as_str()), (StatusCode::OK, "Keep these codes"));
    assert_eq!(page.headers["cache-control"], "no-store");
    let codes = page.all_words("#recovery-codes code");
    assert_eq!(codes.len(), 10);
    // The file is in the page, for browsers without scripts too; no address of the site has a code.
    assert_eq!(page.find("a[download]", "download"), ["recovery-codes.txt"]);
    let file = page.find("a[download]", "href").remove(0);
    let text = file.strip_prefix("data:text/plain;charset=utf-8,").unwrap();
    let text = percent_encoding::percent_decode_str(text).decode_utf8().unwrap().into_owned();
    assert_eq!(text, format!("Recovery codes of MySmartPlan\r\n\r\n{}\r\n", codes.join("\r\n")));
    // The sign-on has not gone on yet.
    assert!(!scott.cookies.contains_key("identity-session"));
    let mails = world.mails_to(MAILBOX).await;
    assert_eq!(mails.iter().filter(|mail| mail.contains("A second proof was added")).count(), 1, "{mails:?}");

    let account = scott.open(&page.link("I have kept them")).await;
    assert_eq!(account.path, "/account");
    let security = scott.open("/account/security").await;
    assert!(security.text().contains("You have 10 recovery codes left"), "{}", security.text());
    assert_eq!(world.mails_to(MAILBOX).await.len(), mails.len(), "one mail tells of it all");

    let (mut elsewhere, challenge) = give_password(&world).await;
    let other = elsewhere.open(&challenge.link("A recovery code")).await;
    let form = [("step", "code"), ("method", "recovery_code"), ("code", codes[3].as_str())];
    assert_eq!(elsewhere.submit(&other, &challenge.path, &form).await.path, "/account");
}

/// A reload posts the same again, and so does a second click.
#[tokio::test]
async fn reload_says_how_to_make_new_codes_and_leads_on() {
    let world = world().await;
    let (mut scott, setup, code) = with_app(&world).await;
    let page = confirm(&mut scott, &setup, &code).await;
    let codes = page.all_words("#recovery-codes code");
    let again = confirm(&mut scott, &setup, &code).await;
    assert_eq!((again.status, again.words("h1").as_str()), (StatusCode::OK, "Recovery codes"));
    assert!(again.text().contains("make new ones"), "{}", again.text());
    assert!(!codes.iter().any(|code| again.html.contains(code)), "{}", again.html);
    assert!(!scott.cookies.contains_key("identity-session"));
    assert_eq!(scott.open(&again.link("Continue")).await.path, "/account");
    // The button for the page before, after all this.
    assert_eq!(confirm(&mut scott, &setup, &code).await.path, "/account");
    let security = scott.open("/account/security").await;
    assert!(security.text().contains("You have 10 recovery codes left"), "{}", security.text());
}

/// Whoever opens the address of the sign-on in another tab goes on there, and no tab ends nowhere.
#[tokio::test]
async fn another_tab_goes_on_and_the_codes_lead_to_the_same_end() {
    let world = world().await;
    let (mut scott, setup, code) = with_app(&world).await;
    let page = confirm(&mut scott, &setup, &code).await;
    let other = scott.open(&setup.path).await;
    assert_eq!(other.path, "/account");
    assert!(!other.html.contains("recovery-codes.txt"));
    assert_eq!(scott.open(&page.link("I have kept them")).await.path, "/account");
}
