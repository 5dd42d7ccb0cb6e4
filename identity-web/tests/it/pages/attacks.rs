//! Attacks on the pages, over the reference store.

use crate::support::browser::Shown;
use crate::support::site::{JEREMY, MAYA, PASSWORD, SCOTT, SUSAN, World, account};
use http::header::{CONTENT_LENGTH, DATE};
use http::{HeaderMap, StatusCode};
use identity_core::domain::{Action, Device};
use identity_core::secrets::{PasswordHasher, Secret};
use identity_core::sign_on::PasswordSignIn;
use identity_core::store::Page;

#[tokio::test]
async fn i_03_a_tampered_token_answers_like_an_unknown_one() {
    let world = World::new().await;
    world.scott_invites(JEREMY, "contact-person").await;
    let genuine = world.invitation_path(JEREMY).await;
    let token = genuine.rsplit('/').next().unwrap();
    let mut stranger = world.browser();
    assert_eq!(stranger.open(&genuine).await.status, StatusCode::OK);
    let unknown = stranger.open(&format!("/invitations/{}", "A".repeat(43))).await;
    let mut tampered: Vec<String> = (0..token.len()).map(|at| with_another_letter(token, at)).collect();
    tampered.extend([
        format!("{token}A"),
        format!("{token}="),
        token.to_lowercase(),
        token.to_uppercase(),
        token.chars().rev().collect(),
        // A token of the kind `alg: none`, of which another implementation believed the contents.
        "eyJhbGciOiJub25lIn0.eyJvcmciOiJjaXR5Iiwicm9sZSI6ImFkbWluIn0.".to_owned(),
    ]);
    for token in tampered {
        let page = stranger.open(&format!("/invitations/{token}")).await;
        assert_eq!((page.status, &page.html), (StatusCode::NOT_FOUND, &unknown.html), "{token}");
    }
    assert_eq!(stranger.open(&genuine).await.status, StatusCode::OK);
}

fn with_another_letter(token: &str, at: usize) -> String {
    let other = if token.as_bytes()[at] == b'x' { 'y' } else { 'x' };
    let mut changed: Vec<char> = token.chars().collect();
    changed[at] = other;
    changed.into_iter().collect()
}

#[tokio::test]
async fn p_10_links_in_mails_begin_with_the_configured_address_whatever_the_request_says() {
    let world = World::new().await;
    let (mut scott, organization) = world.scott_invites(JEREMY, "contact-person").await;
    let list = scott.open(&format!("{organization}/invitations")).await;
    scott.host = "evil.example".to_owned();
    scott.extra_headers = vec![
        ("x-forwarded-host", "evil.example"),
        ("x-forwarded-proto", "gopher"),
        ("x-forwarded-port", "6666"),
        ("x-original-url", "https://evil.example/"),
        ("forwarded", "host=evil.example;proto=https"),
    ];
    let again = scott.submit(&list, &list.action("/resend"), &[]).await;
    assert!(again.text().contains("sent again"), "{}", again.text());
    // The address of the request line as a whole, as proxies get it, is no better than a header.
    let action = again.action("/resend");
    let absolute = format!("http://evil.example{action}");
    assert_eq!(scott.post(&absolute, &[("csrf", &again.token(&action))]).await.status, StatusCode::SEE_OTHER);
    world.invitation_path(JEREMY).await;
    let messages = world.inbox.messages(Some(JEREMY));
    assert_eq!(messages.len(), 3);
    for message in messages {
        let html = message.html.unwrap_or_default();
        assert!(message.text.contains("http://my.smartplan.localhost:8080/invitations/"));
        assert!(!message.text.contains("evil") && !html.contains("evil") && !html.contains("6666"));
    }
    assert!(!again.html.contains("evil"));
}

/// Who has the link to pass on learns nothing from asking for the mail: not whether the address has an account,
/// and not whether this was one time too many.
#[tokio::test]
async fn n_02_asking_for_the_mail_again_answers_the_same_every_time() {
    let world = World::new().await;
    let (mut scott, organization) = world.scott_invites(JEREMY, "contact-person").await;
    let list = scott.open(&format!("{organization}/invitations")).await;
    let link = list.find("input[readonly]", "value").remove(0);
    let link = link.strip_prefix("http://my.smartplan.localhost:8080").unwrap();
    let mut stranger = world.browser();
    let page = stranger.open(link).await;
    let mut answers = Vec::new();
    for _ in 0..6 {
        let answer = stranger.submit(&page, link, &[]).await;
        answers.push((answer.status, answer.html));
    }
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]));
    world.invitation_path(JEREMY).await;
    let sent = world.inbox.messages(Some(JEREMY)).len();
    assert!((2..=4).contains(&sent), "{sent} mails: the first, and at most three on demand");
}

/// Both have read the page; one presses the button first.
#[tokio::test]
async fn i_01_the_second_acceptance_answers_like_an_unknown_token() {
    let world = World::new().await;
    world.scott_invites(JEREMY, "contact-person").await;
    let path = world.invitation_path(JEREMY).await;
    let (mut first, mut second) = (world.browser(), world.browser());
    let (seen, seen_too) = (first.open(&path).await, second.open(&path).await);
    let joined = first.submit(&seen, &seen.action("/accept"), &account("Jeremy", "Mills", PASSWORD)).await;
    assert_eq!(joined.status, StatusCode::OK);
    let late = second
        .submit(&seen_too, &seen_too.action("/accept"), &account("Eve", "Mills", "another-tractor-82"))
        .await;
    let unknown = second.open(&format!("/invitations/{}", "A".repeat(43))).await;
    assert_eq!((late.status, &late.html), (StatusCode::NOT_FOUND, &unknown.html));
    assert_eq!(late.headers.get("set-cookie"), None);
    let mut jeremy = world.browser();
    let page = jeremy.open("/login").await;
    let fields = [("identifier", JEREMY), ("password", "another-tractor-82")];
    assert_eq!(jeremy.submit(&page, "/login", &fields).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

/// The parts of a refusal that must not depend on the account.
fn alike(mut refused: Shown, identifier: &str) -> (StatusCode, HeaderMap, String) {
    assert_eq!(refused.find("#identifier", "value"), [identifier]);
    let html = refused.html.replace(identifier, "WHO").replace(&refused.token("/login"), "TOKEN");
    // The length is that of the name that was typed; the reference is another each time.
    for header in [CONTENT_LENGTH, DATE, "x-request-id".parse().unwrap()] {
        refused.headers.remove(header);
    }
    (refused.status, refused.headers, html)
}

#[tokio::test]
async fn n_01_refusals_at_sign_in_are_the_same_page_for_everybody() {
    let world = World::new().await;
    world.jeremy().await;
    world.susan().await;
    let (mut scott, organization) = world.scott_invites("kim@citygroup.example", "viewer").await;
    let susan = scott.open(&organization).await.link("Susan Ward");
    let lock = format!("{susan}/state/locked");
    let page = scott.open(&lock).await;
    assert_eq!(scott.submit(&page, &lock, &[]).await.status, StatusCode::OK);
    let mut refusals = Vec::new();
    // Wrong, unknown, no name at all, locked with the right password, and invited without an account so far.
    for (identifier, password) in [
        (SCOTT.0, "wrong"),
        ("nobody.here", "wrong"),
        ("@@", "wrong"),
        (SUSAN, PASSWORD),
        ("kim@citygroup.example", PASSWORD),
    ] {
        let mut browser = world.browser();
        let page = browser.open("/login").await;
        let fields = [("identifier", identifier), ("password", password)];
        refusals.push(alike(browser.submit(&page, "/login", &fields).await, identifier));
    }
    // Paused after too many tries, with the right password.
    let mut browser = world.browser();
    let page = browser.open("/login").await;
    for _ in 0..30 {
        browser.submit(&page, "/login", &[("identifier", JEREMY), ("password", "wrong")]).await;
    }
    let fields = [("identifier", JEREMY), ("password", PASSWORD)];
    refusals.push(alike(browser.submit(&page, "/login", &fields).await, JEREMY));
    assert_eq!(refusals[0].0, StatusCode::UNPROCESSABLE_ENTITY);
    for pair in refusals.windows(2) {
        assert_eq!(pair[0], pair[1]);
    }
}

/// What a form cannot hold is not read to its end, and no password is hashed that is longer than any can be.
#[tokio::test]
async fn p_03_passwords_of_megabytes_are_refused_before_they_are_hashed() {
    let hasher = PasswordHasher::fast_for_tests();
    let counted = hasher.clone();
    let world = World::with(|_| {}, |builder| builder.password_hasher(counted)).await;
    world.scott_invites(JEREMY, "contact-person").await;
    let invitation = world.invitation_path(JEREMY).await;
    let mut browser = world.browser();
    let before = hasher.filled_kib();
    for (path, size) in
        [("/login", 1 << 20), ("/login", 16 << 20), (&invitation, 1 << 20), (&invitation, 16 << 20)]
    {
        let page = browser.open(path).await;
        let path = if path == "/login" { path.to_owned() } else { page.action("/accept") };
        let token = page.token(&path);
        let password = "a".repeat(size);
        let form = format!(
            "csrf={token}&identifier=scott.long&given_name=J&family_name=M&username=&password={password}"
        );
        let refused = browser.send(http::Method::POST, &path, Some(form)).await;
        assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE, "{path}");
    }
    // What a form can hold is longer than a password can be.
    let long = "a".repeat(40_000);
    let page = browser.open("/login").await;
    let refused = browser.submit(&page, "/login", &[("identifier", SCOTT.0), ("password", &long)]).await;
    assert!(refused.status.is_client_error(), "{}", refused.status);
    let page = browser.open(&invitation).await;
    let refused = browser.submit(&page, &page.action("/accept"), &account("Jeremy", "Mills", &long)).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(hasher.filled_kib(), before, "nothing was hashed");
}

#[tokio::test]
async fn i_04_acceptance_takes_no_field_that_the_invitation_decides() {
    let world = World::new().await;
    world.scott_invites(SUSAN, "viewer").await;
    let path = world.invitation_path(SUSAN).await;
    let mut susan = world.browser();
    let page = susan.open(&path).await;
    for extra in
        ["role", "roles", "org_id", "organization", "is_admin", "verified", "email", "state", "mandate"]
    {
        let fields = [account("Susan", "Ward", PASSWORD), vec![(extra, "contact-person")]].concat();
        let refused = susan.submit(&page, &page.action("/accept"), &fields).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{extra}: {}", refused.text());
    }
    let landed = susan.submit(&page, &page.action("/accept"), &account("Susan", "Ward", PASSWORD)).await;
    assert_eq!(landed.path, "/?done=joined");
    let me = susan.open("/api/v1/me").await.html;
    assert!(me.contains(r#""roles":["viewer"]"#) && !me.contains("contact-person"), "{me}");
}

/// The link of the mail is left at once: the token is in no address and no text of the page, and what the page loads and
/// leads to is ours. Whoever gets hold of the address alone can only have the mail sent to the invited person again.
#[tokio::test]
async fn i_14_the_landing_page_leaks_no_token() {
    let world = World::new().await;
    world.scott_invites(JEREMY, "contact-person").await;
    let link = world.invitation_path(JEREMY).await;
    let token = link.rsplit('/').next().unwrap();
    let mut jeremy = world.browser();
    let left = jeremy.send(http::Method::GET, &link, None).await;
    assert_eq!(left.status, StatusCode::SEE_OTHER);
    assert_eq!(left.headers["referrer-policy"], "no-referrer");
    let cookies = left.headers.get_all(http::header::SET_COOKIE).iter();
    let cookie = cookies.filter_map(|cookie| cookie.to_str().ok()).find(|cookie| cookie.contains(token));
    assert!(cookie.unwrap().contains("; HttpOnly; SameSite=Lax"));
    let page = jeremy.open(&link).await;
    assert!(page.text().contains("Join City Group, Inc."));
    assert!(!page.html.contains(token) && !page.path.contains(token));
    assert_eq!(page.headers["referrer-policy"], "no-referrer");
    for (selector, attribute) in [("[src]", "src"), ("link[href]", "href"), ("form", "action")] {
        let addresses = page.find(selector, attribute);
        assert!(addresses.iter().all(|address| address.starts_with('/')), "{addresses:?}");
    }
    let elsewhere = world.browser().open(&page.path).await;
    assert!(!elsewhere.html.contains(JEREMY) && elsewhere.text().contains("City Group, Inc."));
    assert!(elsewhere.find("form", "action").iter().all(|action| !action.ends_with("/accept")));

    jeremy.submit(&page, &page.action("/accept"), &account("Jeremy", "Mills", PASSWORD)).await;
    assert_eq!(jeremy.cookies["identity-invitation"], "", "it is forgotten once it is used");
}

/// Staff who work in a customer's organisation see so on every page of it, what they do is written down with their name
/// and that organisation, and nobody's credentials are theirs to change.
#[tokio::test]
async fn d_31_staff_in_a_customers_organisation_are_named_and_change_no_credentials() {
    let world = World::new().await;
    let (_, organization) = world.jeremy().await;
    let mut scott = world.scott().await;
    let person = scott.open(&organization).await.link("Jeremy Mills");
    let edit = format!("{person}/edit");
    for page in [organization.as_str(), &format!("{organization}/invitations"), &person, &edit] {
        let shown = scott.open(page).await;
        assert!(shown.html.contains("You are working in City Group, Inc."), "{page}");
    }
    let form = scott.open(&edit).await;
    assert!(form.find("input[type=password]", "name").is_empty());
    let named = [("given_name", "Jerry"), ("family_name", "Mills"), ("username", "")];
    let chosen = [named.as_slice(), &[("password", "chosen-by-scott-84")]].concat();
    scott.submit(&form, &edit, &chosen).await;
    assert_eq!(scott.submit(&form, &edit, &named).await.status, StatusCode::OK);
    let jeremy = |password| [("identifier", JEREMY), ("password", password)];
    let mut browser = world.browser();
    let login = browser.open("/login").await;
    let refused = browser.submit(&login, "/login", &jeremy("chosen-by-scott-84")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(browser.submit(&refused, "/login", &jeremy(PASSWORD)).await.status, StatusCode::OK);

    let signing_in = PasswordSignIn {
        identifier: SCOTT.0.to_owned(),
        password: Secret::new(SCOTT.1),
        device: Device::default(),
        previous: None,
        reference: None,
    };
    let session = world.identity.sign_in(signing_in).await.unwrap().token;
    let caller = world.identity.session(&session).await.unwrap().unwrap().caller;
    let id = organization.rsplit('/').next().unwrap().parse().unwrap();
    let trail = world.identity.audit(&caller, id, &Page::first(100)).await.unwrap();
    let edited = trail.items.iter().find(|event| event.action == Action::UserUpdated).unwrap();
    assert_eq!((edited.actor, edited.organization), (caller.actor(), Some(id)));
}

/// Two people share a browser: the form that one of them opened does nothing in the name of the other.
#[tokio::test]
async fn v_10_a_form_of_one_person_is_not_posted_in_the_session_of_another() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let mut shared = world.scott().await;
    let form = shared.open(&format!("{organization}/invite")).await;
    let action = form.action("/invite");
    let fields = [("email", SUSAN), ("roles", "consumption-viewer")];
    // Scott signs in once more: whose form it is has not changed.
    let scotts = shared.cookies.insert("identity-session".to_owned(), "x".to_owned());
    let page = shared.open("/login").await;
    shared.submit(&page, "/login", &[("identifier", SCOTT.0), ("password", SCOTT.1)]).await;
    assert_ne!(shared.cookies.get("identity-session"), scotts.as_ref());
    let again = shared.submit(&form, &action, &fields).await;
    assert_ne!(again.status, StatusCode::FORBIDDEN, "{}", again.text());

    let session = jeremy.cookies.remove("identity-session").unwrap();
    shared.cookies.insert("identity-session".to_owned(), session);
    let mails = world.inbox.messages(Some(MAYA)).len();
    let refused = shared.submit(&form, &action, &[("email", MAYA), ("roles", "consumption-viewer")]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.text().contains("Somebody else signed in"), "{}", refused.text());
    assert_eq!(world.inbox.messages(Some(MAYA)).len(), mails);
}
