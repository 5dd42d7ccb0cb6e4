//! Second proofs as their owners meet them: setting one up, signing in with it, losing it, removing it.

use crate::support::browser::{Browser, Shown};
use crate::support::site::{JEREMY, PASSWORD, SCOTT, World};
use http::StatusCode;
use identity_core::domain::{AuthenticationMethod, Factors};
use identity_core::testing::app_code;
use std::time::Duration;

const NUMBER: &str = "+358 40 123 4567";
const STEP: Duration = Duration::from_secs(30);

async fn world(factors: Factors) -> World {
    World::with(
        move |settings| {
            settings.factors = factors;
            settings.methods = vec![AuthenticationMethod::TOTP, AuthenticationMethod::SMS];
        },
        |builder| builder,
    )
    .await
}

/// What the app shows whose key stands on a page.
fn shown(world: &World, page: &Shown) -> String {
    let key = page.words("#totp-key");
    app_code(&key, world.identity.clock().now()).unwrap_or_else(|| panic!("{key}"))
}

/// The code in the newest text message, with the message.
async fn texted(world: &World) -> (String, String) {
    let text = world.mails_to("+358401234567").await.first().unwrap().clone();
    (text.split_whitespace().next().unwrap().to_owned(), text)
}

async fn give_password(world: &World) -> (Browser, Shown) {
    let mut browser = world.browser();
    let page = browser.open("/login?return_to=%2Faccount").await;
    let fields = [("identifier", JEREMY), ("password", PASSWORD), ("return_to", "/account")];
    let page = browser.submit(&page, "/login", &fields).await;
    (browser, page)
}

#[tokio::test]
async fn jeremy_sets_up_an_app_and_signs_in_with_it() {
    let world = world(Factors::One).await;
    let (mut jeremy, _) = world.jeremy().await;
    let page = jeremy.open("/account/security").await;
    assert!(page.text().contains("You sign in with your password alone"), "{}", page.text());
    let setup = jeremy.submit(&page, "/account/security", &[("method", "otp")]).await;
    assert!(setup.path.starts_with("/account/security/enrol/"), "{}", setup.path);
    assert_eq!(setup.find(".qr", "role"), ["img"]);
    assert!(setup.html.contains("<svg"));
    let action = setup.path.clone();
    let wrong = jeremy.submit(&setup, &action, &[("code", "000 000")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("Enter the code that is valid now"));
    let codes = jeremy.submit(&wrong, &action, &[("code", &shown(&world, &wrong))]).await;
    assert!(codes.text().contains("Keep these codes"), "{}", codes.text());
    let recovery = codes.all_words("#recovery-codes code");
    assert_eq!(recovery.len(), 10);
    assert!(world.mails_to(JEREMY).await[0].contains("A second proof was added"));
    let security = jeremy.open("/account/security").await;
    assert!(security.text().contains("You have 10 recovery codes left"), "{}", security.text());

    // From now on it is asked for.
    world.clock.advance(STEP);
    let key = setup.words("#totp-key");
    let (mut browser, page) = give_password(&world).await;
    assert!(
        page.path.starts_with("/flow/") && page.text().contains("Open your authenticator app"),
        "{}",
        page.text()
    );
    let action = page.path.clone();
    let code = app_code(&key, world.identity.clock().now()).unwrap();
    let form = [("step", "code"), ("method", "otp"), ("code", code.as_str())];
    assert_eq!(browser.submit(&page, &action, &form).await.path, "/account");

    // Without the telephone, a recovery code lets him in, once.
    for expected in ["/account", "/flow/"] {
        let (mut browser, page) = give_password(&world).await;
        let other = browser.open(&page.link("A recovery code")).await;
        let form = [("step", "code"), ("method", "recovery_code"), ("code", recovery[0].as_str())];
        let action = page.path.clone();
        let landed = browser.submit(&other, &action, &form).await;
        assert!(landed.path.starts_with(expected), "{} {}", landed.path, landed.text());
    }
}

#[tokio::test]
async fn jeremy_signs_in_with_a_text_message() {
    let world = world(Factors::One).await;
    let (mut jeremy, _) = world.jeremy().await;
    let page = jeremy.open("/account/security").await;
    let without = jeremy.submit(&page, "/account/security", &[("method", "sms"), ("number", "")]).await;
    assert_eq!(without.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(without.text().contains("Enter a telephone number with the country code"), "{}", without.text());
    let setup = jeremy.submit(&without, "/account/security", &[("method", "sms"), ("number", NUMBER)]).await;
    assert!(setup.text().contains("We sent a code to •••67"), "{}", setup.text());
    let (code, _) = texted(&world).await;
    let action = setup.path.clone();
    let codes = jeremy.submit(&setup, &action, &[("code", &code)]).await;
    assert!(codes.text().contains("Keep these codes"), "{}", codes.text());

    world.clock.advance(Duration::from_mins(1));
    let (mut browser, page) = give_password(&world).await;
    assert!(page.text().contains("We sent a code to •••67"), "{}", page.text());
    assert!(page.text().contains("You can ask for a new code in 31 seconds"), "{}", page.text());
    // T-17, M2: brand and purpose, no link, bound to the site.
    let (code, text) = texted(&world).await;
    let host = "my.smartplan.localhost";
    assert_eq!(text, format!("{code} is your MySmartPlan code. Give it to nobody.\n\n@{host} #{code}"));
    // Asking again at once is refused with how long to wait.
    let action = page.path.clone();
    let send = [("step", "send"), ("method", "sms")];
    let soon = browser.submit(&page, &action, &send).await;
    assert_eq!(soon.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(soon.text().contains("Wait 30 seconds"), "{}", soon.text());
    world.clock.advance(Duration::from_secs(31));
    let again = browser.submit(&soon, &action, &send).await;
    let (new, _) = texted(&world).await;
    let form = |code: &str| {
        vec![("step", "code".to_owned()), ("method", "sms".to_owned()), ("code", code.to_owned())]
    };
    let fields = form(&new);
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(browser.submit(&again, &action, &fields).await.path, "/account");
}

/// An application, a role or the deployment needs two proofs: whoever has one sets the other up on the way.
#[tokio::test]
async fn whoever_needs_a_second_proof_sets_it_up_on_the_way() {
    let world = world(Factors::Two).await;
    // Scott too has to set one up first.
    let mut scott = world.browser();
    let page = scott.open("/login").await;
    let fields = [("identifier", SCOTT.0), ("password", SCOTT.1)];
    let page = scott.submit(&page, "/login", &fields).await;
    let action = page.path.clone();
    let setup = scott.submit(&page, &action, &[("step", "enrol"), ("method", "otp"), ("number", "")]).await;
    let code = shown(&world, &setup);
    let codes = scott.submit(&setup, &action, &[("step", "code"), ("method", "otp"), ("code", &code)]).await;
    scott.open(&codes.link("I have kept them")).await;
    let list = scott.open("/organizations?q=City").await;
    let invite = format!("{}/invite", list.link("City Group, Inc."));
    let form = scott.open(&invite).await;
    let fields = [("email", JEREMY), ("expires_in", "7"), ("roles", "contact-person")];
    scott.submit(&form, &invite, &fields).await;

    let path = world.invitation_path(JEREMY).await;
    let mut jeremy = world.browser();
    let page = jeremy.open(&path).await;
    let fields = crate::support::site::account("Jeremy", "Mills", PASSWORD);
    let choice = jeremy.submit(&page, &page.action("/accept"), &fields).await;
    assert!(
        choice.path.starts_with("/flow/") && choice.text().contains("Set up a second proof"),
        "{}",
        choice.text()
    );
    assert!(!jeremy.cookies.contains_key("identity-session"));
    let action = choice.path.clone();
    let bad =
        jeremy.submit(&choice, &action, &[("step", "enrol"), ("method", "sms"), ("number", "12")]).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    let setup = jeremy.submit(&bad, &action, &[("step", "enrol"), ("method", "otp"), ("number", "")]).await;
    // Another way can still be chosen.
    let other = jeremy.open(&setup.link("Choose another way, or correct the number")).await;
    assert!(other.text().contains("What do you want to use?"), "{}", other.text());
    let setup = jeremy.open(&action).await;
    let code = shown(&world, &setup);
    let form = [("step", "code"), ("method", "otp"), ("code", code.as_str())];
    let codes = jeremy.submit(&setup, &action, &form).await;
    let landed = jeremy.open(&codes.link("I have kept them")).await;
    assert!(jeremy.cookies.contains_key("identity-session"), "{}", landed.text());
}

/// T-13: the password alone opens no page and no interface.
#[tokio::test]
async fn t_13_after_the_password_alone_nothing_is_open() {
    let world = world(Factors::Two).await;
    let mut scott = world.browser();
    let page = scott.open("/login").await;
    let fields = [("identifier", SCOTT.0), ("password", SCOTT.1)];
    let page = scott.submit(&page, "/login", &fields).await;
    assert!(page.path.starts_with("/flow/"));
    for path in ["/account", "/account/security", "/organizations", "/mandates", "/acting-for"] {
        assert!(scott.open(path).await.path.starts_with("/login"), "{path}");
    }
    assert_eq!(scott.open("/api/v1/me").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_change_long_after_signing_in_asks_for_the_password_and_comes_back() {
    let world = world(Factors::One).await;
    let (mut jeremy, _) = world.jeremy().await;
    world.clock.advance(Duration::from_mins(16));
    let page = jeremy.open("/account/security").await;
    let again = jeremy.submit(&page, "/account/security", &[("method", "otp")]).await;
    assert!(again.path.starts_with("/login?again=1"), "{}", again.path);
    assert!(again.text().contains("You are about to change how you sign in"), "{}", again.text());
    let before = jeremy.cookies["identity-session"].clone();
    let fields =
        [("identifier", JEREMY), ("password", PASSWORD), ("return_to", "/account/security"), ("again", "1")];
    let back = jeremy.submit(&again, "/login", &fields).await;
    assert_eq!(back.path, "/account/security");
    assert_ne!(jeremy.cookies["identity-session"], before);
    let setup = jeremy.submit(&back, "/account/security", &[("method", "otp")]).await;
    assert!(setup.path.starts_with("/account/security/enrol/"), "{}", setup.path);
}

#[tokio::test]
async fn scott_helps_somebody_who_has_lost_their_telephone() {
    let world = world(Factors::One).await;
    let (mut jeremy, organization) = world.jeremy().await;
    let page = jeremy.open("/account/security").await;
    let setup = jeremy.submit(&page, "/account/security", &[("method", "otp")]).await;
    let action = setup.path.clone();
    jeremy.submit(&setup, &action, &[("code", &shown(&world, &setup))]).await;
    let mut scott = world.scott().await;
    let people = scott.open(&organization).await;
    let person = scott.open(&people.link("Jeremy Mills")).await;
    world.clock.advance(Duration::from_secs(1));
    let question = scott.open(&person.link("Remove second proofs")).await;
    assert!(question.text().contains("is signed out everywhere at once"), "{}", question.text());
    let action = question.path.clone();
    let done = scott.submit(&question, &action, &[]).await;
    assert!(done.text().contains("Your change was saved"), "{}", done.text());
    assert!(jeremy.open("/account").await.path.starts_with("/login"));
    assert!(world.mails_to(JEREMY).await[0].contains("An administrator removed the second proofs"));
    let (_, page) = give_password(&world).await;
    assert_eq!(page.path, "/account");
}

#[tokio::test]
async fn names_and_removal() {
    let world = world(Factors::One).await;
    let (mut jeremy, _) = world.jeremy().await;
    let page = jeremy.open("/account/security").await;
    let setup = jeremy.submit(&page, "/account/security", &[("method", "otp")]).await;
    let action = setup.path.clone();
    jeremy.submit(&setup, &action, &[("code", &shown(&world, &setup))]).await;
    // The button of the browser leads back to nothing that asks again.
    assert_eq!(jeremy.open(&action).await.path, "/account/security");
    let page = jeremy.open("/account/security").await;
    let name = jeremy.open(&page.link("Name: A code from an authenticator app")).await;
    let action = name.path.clone();
    let named = jeremy.submit(&name, &action, &[("label", "Work <phone>")]).await;
    assert!(named.text().contains("Work <phone>"), "{}", named.text());
    world.clock.advance(Duration::from_secs(1));
    let question = jeremy.open(&named.link("Remove: Work <phone>")).await;
    assert!(question.text().contains("It is the only one you have"), "{}", question.text());
    let action = question.path.clone();
    let removed = jeremy.submit(&question, &action, &[]).await;
    assert!(removed.text().contains("You sign in with your password alone"), "{}", removed.text());
    assert!(world.mails_to(JEREMY).await[0].contains("A second proof was removed"));
}

/// The box on the page of the code, the list on the account page, and the end of it.
#[tokio::test]
async fn a_browser_is_remembered_on_demand_and_listed_until_it_is_forgotten() {
    let world = world(Factors::One).await;
    let (mut jeremy, _) = world.jeremy().await;
    let page = jeremy.open("/account/security").await;
    let setup = jeremy.submit(&page, "/account/security", &[("method", "otp")]).await;
    let key = setup.words("#totp-key");
    let action = setup.path.clone();
    jeremy.submit(&setup, &action, &[("code", &shown(&world, &setup))]).await;
    let now = |world: &World| app_code(&key, world.identity.clock().now()).unwrap();

    world.clock.advance(STEP);
    let (mut browser, page) = give_password(&world).await;
    assert!(page.text().contains("Do not ask for it here for 30 days"), "{}", page.text());
    let action = page.path.clone();
    let code = now(&world);
    let form = [("step", "code"), ("method", "otp"), ("code", code.as_str()), ("remember", "yes")];
    assert_eq!(browser.submit(&page, &action, &form).await.path, "/account");
    let page = browser.open("/logout").await;
    browser.submit(&page, "/logout", &[]).await;
    let page = browser.open("/login?return_to=%2Faccount").await;
    let fields = [("identifier", JEREMY), ("password", PASSWORD), ("return_to", "/account")];
    let account = browser.submit(&page, "/login", &fields).await;
    assert_eq!(account.path, "/account");
    assert!(account.text().contains("Browsers that we remember"), "{}", account.text());
    let forget = account.find("form[action^='/account/browsers/']", "action");
    let after = browser.submit(&account, &forget[0], &[]).await;
    assert!(after.everything().contains("asked for the second proof again"), "{}", after.everything());
    assert!(!after.text().contains("Browsers that we remember"));
}

#[tokio::test]
async fn a_contact_person_says_how_the_organisation_signs_in() {
    let world = world(Factors::One).await;
    let (mut jeremy, organization) = world.jeremy().await;
    let path = format!("{organization}/sign-in");
    let page = jeremy.open(&path).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let wrong = jeremy.submit(&page, &path, &[("factors", "three")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let unknown = jeremy.submit(&wrong, &path, &[("factors", "two"), ("methods", "tel")]).await;
    assert!(unknown.text().contains("Choose among the second proofs that are listed"), "{}", unknown.text());
    let form = [("factors", "two"), ("methods", "otp"), ("remember_days", "7")];
    let saved = jeremy.submit(&unknown, &path, &form).await;
    assert_eq!(saved.find("#factors-2[checked]", "value"), ["two"]);
    assert_eq!(saved.find("option[selected]", "value"), ["7"]);
    let (_, page) = give_password(&world).await;
    assert!(page.text().contains("needs a second proof"), "{}", page.text());
    // A change needs a fresh proof, and foreign ones are unknown.
    world.clock.advance(Duration::from_mins(16));
    let page = jeremy.open(&path).await;
    let again = jeremy.submit(&page, &path, &[("factors", "one")]).await;
    assert!(again.path.starts_with("/login?again=1"), "{}", again.path);
    let foreign = jeremy.open(&format!("/organizations/{}/sign-in", uuid::Uuid::nil())).await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn long_after_signing_in_a_new_password_and_a_reset_ask_for_the_password_and_come_back() {
    let world = world(Factors::One).await;
    let (mut jeremy, organization) = world.jeremy().await;
    let mut scott = world.scott().await;
    let form = jeremy.open("/account/password").await;
    assert_eq!(form.path, "/account/password");
    let people = scott.open(&organization).await;
    let person = people.link("Jeremy Mills");
    let reset = format!("{person}/reset-authenticators");
    let question = scott.open(&reset).await;
    world.clock.advance(Duration::from_mins(16));
    // Whoever has the page open still, and whoever opens it now.
    let fields = [("current_password", PASSWORD), ("new_password", "harbour-pencil-willow")];
    let posted = jeremy.submit(&form, "/account/password", &fields).await;
    for page in [posted, jeremy.open("/account/password").await] {
        assert_eq!(page.path, "/login?again=1&return_to=%2Faccount%2Fpassword");
    }
    for page in [scott.submit(&question, &reset, &[]).await, scott.open(&reset).await] {
        assert!(page.path.starts_with("/login?again=1&return_to=%2Forganizations"), "{}", page.path);
    }
    let again = scott.open(&reset).await;
    let fields = [("identifier", SCOTT.0), ("password", SCOTT.1), ("return_to", &reset), ("again", "1")];
    let back = scott.submit(&again, "/login", &fields).await;
    assert_eq!(back.path, reset);
}

/// A sign-on has one code at a time, and the page of a method shows the one that was sent by it.
#[tokio::test]
async fn the_page_of_a_method_shows_no_code_that_was_sent_by_another() {
    let world = World::with(
        |settings| settings.methods = vec![AuthenticationMethod::SMS, AuthenticationMethod::MAIL_CODE],
        |builder| builder,
    )
    .await;
    let (mut jeremy, _) = world.jeremy().await;
    let page = jeremy.open("/account/security").await;
    let fields = [("method", "sms"), ("number", NUMBER)];
    let setup = jeremy.submit(&page, "/account/security", &fields).await;
    let action = setup.path.clone();
    let (code, _) = texted(&world).await;
    jeremy.submit(&setup, &action, &[("code", &code)]).await;
    world.clock.advance(Duration::from_mins(1));
    let (mut browser, page) = give_password(&world).await;
    assert!(page.text().contains("•••67"), "{}", page.text());
    let flow = page.path.split('?').next().unwrap().to_owned();
    let by_mail = browser.open(&format!("{flow}?method=mail_code")).await;
    assert!(!by_mail.text().contains("•••67"), "{}", by_mail.text());
}
