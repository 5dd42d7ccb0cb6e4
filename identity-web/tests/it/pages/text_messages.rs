//! The SMS gateway and the digits of codes, set on a page while the server runs.

use crate::support::browser::{Browser, Shown};
use crate::support::servers::{Http, SmsServer};
use crate::support::site::{JEREMY, PASSWORD, World, account};
use http::StatusCode;
use identity_core::domain::{AuthenticationMethod, User};
use identity_core::store::{ChangeSet, Store as _};

const NUMBER: &str = "+358401234567";

async fn world() -> World {
    World::with(|settings| settings.methods = vec![AuthenticationMethod::SMS], |builder| builder).await
}

/// The address of the gateway as an administrator writes it.
fn address(server: &SmsServer) -> String {
    format!("{}&to={{number}}&text={{text}}", server.url)
}

/// The path of the page, as Scott finds it.
async fn page_of(scott: &mut Browser) -> String {
    let home = scott.open("/organizations").await;
    let operator = scott.open(&home.link("SmartPlan Group")).await;
    let rules = scott.open(&operator.link("Signing in")).await;
    rules.link("How text messages are sent")
}

async fn set(scott: &mut Browser, path: &str, fields: &[(&str, &str)]) -> Shown {
    let page = scott.open(path).await;
    let all = [("format", "get"), ("address", ""), ("values", ""), ("secret", ""), ("code_digits", "")];
    let given = |name: &str| fields.iter().find(|(given, _)| *given == name);
    let defaults = all.into_iter().filter(|(name, _)| given(name).is_none());
    let fields: Vec<_> = fields.iter().copied().chain(defaults).collect();
    scott.submit(&page, path, &fields).await
}

/// The number and the text of the newest message that the gateway took.
fn newest(server: &SmsServer) -> (String, String) {
    let requests = server.requests();
    let query = requests.last().unwrap().uri.query().unwrap();
    let value = |name: &str| {
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        pairs.find(|(key, _)| key == name).unwrap().1.into_owned()
    };
    (value("to"), value("text"))
}

async fn give_password(browser: &mut Browser, identifier: &str) -> Shown {
    let page = browser.open("/login?return_to=%2Faccount").await;
    let fields = [("identifier", identifier), ("password", PASSWORD), ("return_to", "/account")];
    browser.submit(&page, "/login", &fields).await
}

/// The vendor's training lab: user name and password, then a code of eight digits by text message through a gateway that is
/// called by GET, with the number and the text in the address. Nothing is restarted, and no file is edited.
#[tokio::test]
async fn the_training_lab_works_by_a_page_alone() {
    let (world, server) = (world().await, SmsServer::start(&[]).await);
    let (_, organization) = world.scott_invites(JEREMY, "contact-person").await;
    let mut jeremy = world.browser();
    let page = jeremy.open(&world.invitation_path(JEREMY).await).await;
    let mut details = account("Jeremy", "Mills", PASSWORD);
    details.retain(|(name, _)| *name != "username");
    details.push(("username", "jeremy.mills"));
    jeremy.submit(&page, &page.action("/accept"), &details).await;

    let mut scott = world.scott().await;
    let path = page_of(&mut scott).await;
    let address = address(&server);
    let saved = set(&mut scott, &path, &[("address", &address), ("code_digits", "8")]).await;
    assert!(saved.everything().contains("holds from the next message on"), "{}", saved.text());
    let rules = format!("{organization}/sign-in");
    let page = scott.open(&rules).await;
    scott.submit(&page, &rules, &[("factors", "two"), ("remember_days", "")]).await;

    let mut browser = world.browser();
    let page = give_password(&mut browser, "jeremy.mills").await;
    let action = page.path.clone();
    let enrol = [("step", "enrol"), ("method", "sms"), ("number", NUMBER)];
    let page = browser.submit(&page, &action, &enrol).await;
    world.mails_to(NUMBER).await;
    let code = async |server: &SmsServer| {
        let (number, text) = newest(server);
        let code = text.split_whitespace().next().unwrap().to_owned();
        assert_eq!(number, NUMBER);
        assert!(code.len() == 8 && code.bytes().all(|octet| octet.is_ascii_digit()), "{text}");
        code
    };
    let first = code(&server).await;
    let codes =
        browser.submit(&page, &action, &[("step", "code"), ("method", "sms"), ("code", &first)]).await;
    assert!(codes.text().contains("Keep these codes"), "{} {}", codes.path, codes.text());
    // None of the messages went to the inbox, which is what the server was started with.
    assert!(world.inbox.messages(Some(NUMBER)).is_empty());

    world.clock.advance(std::time::Duration::from_mins(1));
    let mut again = world.browser();
    let page = give_password(&mut again, "jeremy.mills").await;
    assert!(page.text().contains("We sent a code to •••67"), "{}", page.text());
    world.mails_to(NUMBER).await;
    let second = code(&server).await;
    let action = page.path.clone();
    let landed =
        again.submit(&page, &action, &[("step", "code"), ("method", "sms"), ("code", &second)]).await;
    assert_eq!(landed.path, "/account", "{}", landed.text());
    assert_eq!(server.requests().len(), 2);
}

/// Scott with a telephone number, and the path of the page.
async fn scott_with_number(world: &World) -> (Browser, String) {
    let id = world.test.administrator().await.unwrap().user;
    let found = world.store.users().get(id).await.unwrap().unwrap();
    let user = User { phone: Some(NUMBER.parse().unwrap()), ..found.record };
    world.store.commit(ChangeSet::new().update(user, found.version)).await.unwrap();
    let mut scott = world.scott().await;
    let path = page_of(&mut scott).await;
    (scott, path)
}

async fn test(world: &World, scott: &mut Browser, path: &str) -> Shown {
    let page = scott.open(path).await;
    let sent = scott.submit(&page, &format!("{path}/test"), &[]).await;
    assert!(sent.text().contains("Waiting to be sent"), "{}", sent.text());
    world.mails_to(NUMBER).await;
    scott.open(path).await
}

#[tokio::test]
async fn a_test_message_says_in_plain_words_what_the_gateway_answered() {
    let world = world().await;
    let (mut scott, path) = scott_with_number(&world).await;
    let server = SmsServer::start(&[Http::Status(401, "unknown key hush-hush-hush"), Http::Redirect]).await;
    let with_key = format!("{}&secret={{secret}}", address(&server));
    set(&mut scott, &path, &[("address", &with_key), ("secret", "hush-hush-hush")]).await;
    let told = test(&world, &mut scott, &path).await;
    assert!(told.text().contains("The gateway refused the key or password (401)"), "{}", told.text());
    assert!(told.text().contains("unknown key …") && !told.html.contains("hush-hush"), "{}", told.text());
    assert!(server.requests()[0].uri.query().unwrap().contains("&secret=hush-hush-hush"));
    let moved = test(&world, &mut scott, &path).await;
    assert!(moved.text().contains("sends us on to another address"), "{}", moved.text());
    let taken = test(&world, &mut scott, &path).await;
    assert!(taken.text().contains("The gateway took the message"), "{}", taken.text());
    assert_eq!(
        newest(&server).1,
        "This is a test of text messages from MySmartPlan. There is nothing to do."
    );
    // Each was tried once.
    world.clock.advance(std::time::Duration::from_hours(1));
    world.mails_to(NUMBER).await;
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn the_key_stays_with_its_server_and_without_a_place_is_a_bearer_token() {
    let world = world().await;
    let (mut scott, path) = scott_with_number(&world).await;
    let (server, other) = (SmsServer::start(&[]).await, SmsServer::start(&[]).await);
    let values = "to={number}&text={text}&from=Smart+Plan";
    let fields = |server: &SmsServer| server.url.to_string();
    let here = fields(&server);
    let form = [("format", "form"), ("address", here.as_str()), ("values", values), ("secret", "hush-hush")];
    let saved = set(&mut scott, &path, &form).await;
    assert!(saved.status.is_success() && !saved.html.contains("hush-hush"), "{}", saved.text());
    test(&world, &mut scott, &path).await;
    let request = server.requests()[0].clone();
    assert_eq!(request.headers["authorization"], "Bearer hush-hush");
    assert!(
        request.body.contains("from=Smart+Plan&") && request.body.contains("to=%2B358401234567"),
        "{request:?}"
    );
    let there = fields(&other);
    let moved = set(&mut scott, &path, &[("format", "json"), ("address", &there), ("values", values)]).await;
    assert_eq!(moved.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(moved.text().contains("The stored key was for another server"), "{}", moved.text());
    let forgets =
        [("format", "json"), ("address", there.as_str()), ("values", values), ("forget_secret", "yes")];
    set(&mut scott, &path, &forgets).await;
    test(&world, &mut scott, &path).await;
    let request = other.requests()[0].clone();
    assert!(!request.headers.contains_key("authorization"));
    let body: serde_json::Value = serde_json::from_str(&request.body).unwrap();
    assert_eq!(body["from"], "Smart Plan");
    // Back to the one that the server was started with.
    set(&mut scott, &path, &[("format", "configured")]).await;
    test(&world, &mut scott, &path).await;
    assert_eq!(world.inbox.messages(Some(NUMBER)).len(), 1);
    assert_eq!((server.requests().len(), other.requests().len()), (1, 1));
}

#[tokio::test]
async fn what_cannot_work_is_said_at_its_field() {
    let world = world().await;
    let mut scott = world.scott().await;
    let path = page_of(&mut scott).await;
    let good = "https://sms.example/?to={number}&text={text}";
    for (fields, error) in [
        (vec![], "Enter the address of the gateway"),
        (vec![("address", "http://sms.example/?to={number}&text={text}")], "must begin with https://"),
        (vec![("address", "https://10.0.0.1/?to={number}&text={text}")], "into a private network"),
        (vec![("address", "https://a@sms.example/?to={number}&text={text}")], "Leave out the user name"),
        (vec![("address", "https://sms.example/")], "Write {number} and {text}"),
        (vec![("address", good), ("values", "nonsense")], "Write the values as name=value"),
        (vec![("address", good), ("secret", "two words")], "without blanks"),
        (vec![("address", good), ("values", "key={secret}")], "Enter the key that takes its place"),
        (vec![("address", good), ("code_digits", "5")], "Choose 6, 7 or 8 digits"),
    ] {
        let page = set(&mut scott, &path, &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        assert!(page.text().contains(error), "{error}: {}", page.text());
    }
    assert!(scott.open(&path).await.text().contains("you need a telephone number in your account"));
    // The last proof is too old: he proves again who he is, and comes back.
    world.clock.advance(world.identity.settings().sensitive_after);
    let page = set(&mut scott, &path, &[("address", good)]).await;
    assert!(page.path.starts_with("/login?"), "{}", page.path);
    let (mut jeremy, organization) = world.jeremy().await;
    assert_eq!(jeremy.open(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(jeremy.open(&format!("{organization}/text-messages")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(scott.open(&format!("{organization}/text-messages")).await.status, StatusCode::NOT_FOUND);
}
