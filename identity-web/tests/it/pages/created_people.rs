//! An account that is made for somebody: the form, the mail, the letter, and the first password.

use crate::support::browser::{Browser, Shown};
use crate::support::site::{JEREMY, SUSAN, World};
use http::StatusCode;

const BASE: &str = "http://my.smartplan.localhost:8080";
const NEW: &str = "harbour-pencil-willow";
const ROSA: &str = "rosa@citygroup.example";

fn rosa(link: &'static str) -> Vec<(&'static str, &'static str)> {
    vec![
        ("given_name", "Rosa"),
        ("family_name", ""),
        ("email", ROSA),
        ("username", "rosa"),
        ("phone", "+358 40 123 4567"),
        ("roles", "viewer"),
        ("locale", "fi"),
        ("password_link", link),
    ]
}

async fn create(browser: &mut Browser, organization: &str, fields: &[(&str, &str)]) -> Shown {
    let action = format!("{organization}/people/new");
    let form = browser.open(&action).await;
    browser.submit(&form, &action, fields).await
}

async fn choose_password(world: &World, link: &str, password: &str) -> (Browser, Shown) {
    let mut browser = world.browser();
    let page = browser.open(link).await;
    assert_eq!((page.status, page.path.as_str()), (StatusCode::OK, "/recover/new-password"));
    let shown = browser.submit(&page, "/recover/new-password", &[("new_password", password)]).await;
    (browser, shown)
}

#[tokio::test]
async fn a_31_an_account_is_made_and_its_person_chooses_the_password_by_mail() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let list = jeremy.open(&organization).await;
    assert_eq!(list.link("Create an account"), format!("{organization}/people/new"));
    let made = create(&mut jeremy, &organization, &rosa("mail")).await;
    assert!(made.text().contains("The account was created."), "{}", made.text());
    assert!(
        made.text().contains("Has no password yet. The link in the e-mail works until"),
        "{}",
        made.text()
    );
    // She is on the list with her role, under her one name.
    let list = jeremy.open(&organization).await.text();
    assert!(list.contains("Rosa") && list.contains("Consumption viewer"), "{list}");
    let mail = world.mails_to(ROSA).await.remove(0);
    assert!(mail.contains("Jeremy Mills") && mail.contains("Valitse salasanasi"), "{mail}");
    let link = mail.split_whitespace().find(|word| word.contains("/recover/")).unwrap();
    let link = link.strip_prefix(BASE).unwrap();
    let (mut herself, shown) = choose_password(&world, link, NEW).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.everything().contains("Rosa"), "{}", shown.everything());
    assert_eq!(herself.open("/account").await.status, StatusCode::OK);
    let again = world.browser().open(link).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_letter_is_shown_once_and_a_new_one_ends_it() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let ask = create(&mut jeremy, &organization, &rosa("letter")).await;
    assert!(ask.path.contains("/letter?") && ask.text().contains("Print a letter for Rosa?"), "{}", ask.path);
    assert!(world.mails_to(ROSA).await.is_empty());
    let action = ask.path.split('?').next().unwrap().to_owned();
    let letter = async |browser: &mut Browser| {
        let ask = browser.open(&action).await;
        let letter = browser.submit(&ask, &action, &[]).await;
        assert_eq!(letter.status, StatusCode::OK);
        assert_eq!(letter.headers["cache-control"], "no-store");
        assert!(!letter.find("svg", "viewBox").is_empty(), "{}", letter.html);
        letter
    };
    let first = letter(&mut jeremy).await;
    assert!(first.text().contains("Sinun tilisi, Rosa") && first.text().contains("rosa"), "{}", first.text());
    let second = letter(&mut jeremy).await;
    let link_of = |letter: &Shown| letter.words("#letter-link").strip_prefix(BASE).unwrap().to_owned();
    let page = jeremy.open(action.strip_suffix("/letter").unwrap()).await;
    assert!(page.text().contains("The link of the letter works until"), "{}", page.text());
    assert!(!page.html.contains(&link_of(&second)), "it is shown once");
    assert_eq!(world.browser().open(&link_of(&first)).await.status, StatusCode::NOT_FOUND);
    let link = link_of(&second);
    let page = world.browser().open(&link).await;
    assert!(
        page.text().contains("Choose your password") && page.text().contains("There is an account for you")
    );
    let (_, short) = choose_password(&world, &link, "short").await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    let (_, done) = choose_password(&world, &link, NEW).await;
    assert_eq!(done.status, StatusCode::OK);
    // Who has a password gets no letter.
    let refused = jeremy.open(&action).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("has a password already"), "{}", refused.text());
}

#[tokio::test]
async fn what_is_wrong_is_said_at_the_field_and_what_was_typed_stays() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let empty = create(&mut jeremy, &organization, &[]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let wrong = empty.find("[data-error-summary] a", "href");
    for field in ["#given_name", "#roles", "#password_link"] {
        assert!(wrong.contains(&field.to_owned()), "{field}: {wrong:?}");
    }
    for (field, value, words) in [
        ("email", JEREMY, "This person already belongs to the organisation"),
        ("email", "scott.long@smartplan.example", "Invite the address instead"),
        ("username", "scott.long", "This user name is taken"),
        ("phone", "12", "with the country code"),
        ("roles", "representative", "This role is given by mandate"),
        ("roles", "account-manager", "account-manager"),
    ] {
        let fields =
            rosa("mail").into_iter().map(|(name, old)| (name, if name == field { value } else { old }));
        let refused = create(&mut jeremy, &organization, &fields.collect::<Vec<_>>()).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(refused.text().contains(words), "{field}={value}: {}", refused.text());
        assert_eq!(refused.find("#given_name", "value"), ["Rosa"]);
    }
    assert!(world.mails_to(ROSA).await.is_empty());
}

#[tokio::test]
async fn whoever_may_not_manage_people_sees_neither_form_nor_link() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let mut susan = world.susan().await;
    let new = format!("{organization}/people/new");
    assert_eq!(susan.open(&new).await.status, StatusCode::FORBIDDEN);
    world.feed("crm-2001", "KOKO Media Inc.").await;
    let koko = world.scott().await.open("/organizations?q=KOKO").await.link("KOKO Media Inc.");
    for path in [format!("{koko}/people/new"), "/organizations/x/people/new".to_owned()] {
        assert_eq!(jeremy.open(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

/// Jeremy forgot his password and has no way to the form: Scott helps, and learns nothing.
#[tokio::test]
async fn scott_sends_jeremy_a_link_for_a_new_password() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let mut scott = world.scott().await;
    let person = scott.open(&organization).await.link("Jeremy Mills");
    let page = scott.open(&person).await;
    let link = page.link("Send a link for a new password");
    assert!(page.find("a[href$='/letter']", "href").is_empty(), "he has a password");
    let ask = scott.open(&link).await;
    assert!(ask.text().contains("Nobody but Jeremy Mills learns the password."), "{}", ask.text());
    let sent = scott.submit(&ask, &link, &[]).await;
    assert!(sent.text().contains("We are sending the e-mail with the link."), "{}", sent.text());
    assert!(!sent.html.contains("/recover/"), "Scott does not see it");
    let mail = world.mails_to(JEREMY).await.remove(0);
    assert!(mail.contains("Scott Long has sent you a link"), "{mail}");
    let link = mail.split_whitespace().find(|word| word.contains("/recover/")).unwrap();
    let (_, done) = choose_password(&world, link.strip_prefix(BASE).unwrap(), NEW).await;
    assert_eq!(done.status, StatusCode::OK);
    assert!(jeremy.open("/account").await.path.starts_with("/login"), "signed out everywhere else");
    let history = scott.open(&format!("{organization}/history")).await.text();
    assert!(history.contains("Link for a password sent"), "{history}");
    // Nobody does it for themselves.
    let own = scott.open(&format!("{person}/password-link")).await;
    assert_eq!(own.status, StatusCode::OK);
    let mut susan = world.susan().await;
    assert_eq!(susan.open(&format!("{person}/password-link")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(world.mails_to(SUSAN).await.iter().filter(|mail| mail.contains("/recover/")).count(), 0);
}

/// The letter is in the language of its person; its code leads on where there is no camera.
#[tokio::test]
async fn a_31_and_a_18_somebody_without_an_address_gets_in_by_the_code_of_a_letter() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let nameless = |name| !matches!(name, "email" | "username");
    let fields: Vec<_> = rosa("letter").into_iter().filter(|(name, _)| nameless(*name)).collect();
    let refused = create(&mut jeremy, &organization, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("Enter an e-mail address or a user name"), "{}", refused.text());
    let without = |link| rosa(link).into_iter().filter(|(name, _)| *name != "email").collect::<Vec<_>>();
    let refused = create(&mut jeremy, &organization, &without("mail")).await;
    assert!(refused.text().contains("Without an e-mail address, the link is printed"), "{}", refused.text());
    let ask = create(&mut jeremy, &organization, &without("letter")).await;
    let action = ask.path.split('?').next().unwrap().to_owned();
    let letter = jeremy.submit(&ask, &action, &[]).await;
    assert!(
        letter.text().contains("Sinun tilisi, Rosa") && letter.text().contains("/first-use"),
        "{}",
        letter.text()
    );
    assert_eq!(letter.find("html", "lang"), ["fi"]);
    assert_eq!(letter.find("p.screen", "lang"), ["en", "en"]);
    let person = action.strip_suffix("/letter").unwrap();
    let page = jeremy.open(person).await;
    assert!(page.text().contains("No e-mail address") && page.text().contains("rosa"), "{}", page.text());
    assert!(page.find("a[href$='/password-link']", "href").is_empty(), "there is nowhere to mail to");
    let code = letter.words("#letter-code");
    let mut herself = world.browser();
    let form = herself.open("/first-use").await;
    let wrong = herself.submit(&form, "/first-use", &[("code", "0000-0000-0000-0000")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("This code does not work"), "{}", wrong.text());
    let typed = code.to_lowercase().replace('-', " ");
    let page = herself.submit(&form, "/first-use", &[("code", typed.as_str())]).await;
    assert_eq!((page.status, page.path.as_str()), (StatusCode::OK, "/recover/new-password"));
    assert_eq!(page.find("#account-email", "value"), ["rosa"]);
    assert!(!page.html.contains(&code) && !page.html.contains(&typed), "nothing of it stays");
    let done = herself.submit(&page, "/recover/new-password", &[("new_password", NEW)]).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.text());
    let account = herself.open("/account").await;
    assert!(account.everything().contains("rosa"), "{}", account.everything());
    assert!(herself.open("/account/email").await.status.is_success());
    let activity = herself.open("/account/activity?kind=security").await;
    let marked = activity.find("tbody .tag", "class");
    assert!(!marked.is_empty(), "what Jeremy did is marked: {}", activity.text());
    let mut used = world.browser();
    let form = used.open("/first-use").await;
    let again = used.submit(&form, "/first-use", &[("code", typed.as_str())]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    // She forgot it: nothing is mailed, the answer is that of everybody, and Jeremy prints another letter.
    let ask = jeremy.open(&action).await;
    assert!(ask.text().contains("Print Rosa a letter for a new password?"), "{}", ask.text());
    let letter = jeremy.submit(&ask, &action, &[]).await;
    let page = jeremy.open(person).await;
    assert!(page.text().contains("A letter for a new password was printed."), "{}", page.text());
    let form = used.open("/first-use").await;
    let code = letter.words("#letter-code");
    let page = used.submit(&form, "/first-use", &[("code", code.as_str())]).await;
    let done = used.submit(&page, "/recover/new-password", &[("new_password", "otter-lantern-quartz")]).await;
    assert_eq!(done.status, StatusCode::OK);
    assert!(herself.open("/account").await.path.starts_with("/login"), "signed out everywhere else");
}
