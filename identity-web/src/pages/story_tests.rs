//! The pages as people use them, without scripts, over the reference store.

use super::world::{JEREMY, PASSWORD, SCOTT, World, account};
use crate::IdentityWeb;
use http::{Method, StatusCode};
use identity_core::secrets::MasterKey;
use identity_core::store::MemoryStore;
use identity_core::{Identity, OsEntropy, Settings};
use std::sync::Arc;
use std::time::Duration;

const DAY: Duration = Duration::from_hours(24);

#[tokio::test]
async fn an_invited_person_joins_and_lands_on_the_organisations_page() {
    let world = World::new().await;
    let (mut scott, organization) = world.scott_invites(JEREMY, "contact-person").await;
    let path = world.invitation_path(JEREMY).await;
    let sent = scott.open(&format!("{organization}/invitations")).await;
    assert!(sent.text().contains("Sent") && !sent.html.contains(path.trim_start_matches("/invitations/")));

    let mut jeremy = world.browser();
    for _ in 0..2 {
        let page = jeremy.open(&path).await;
        for words in ["Join City Group, Inc.", "Scott Long", "Contact person", JEREMY] {
            assert!(page.text().contains(words), "{words}");
        }
        assert_eq!(page.find("#given_name", "value"), ["Jeremy"]);
        assert_eq!(page.headers["referrer-policy"], "no-referrer");
    }
    let page = jeremy.open(&path).await;
    let landed = jeremy.submit(&page, &page.action("/accept"), &account("Jeremy", "Mills", PASSWORD)).await;
    assert_eq!((landed.status, landed.path), (StatusCode::OK, format!("{organization}?done=joined")));
    assert_eq!(jeremy.open(&organization).await.find("nav [aria-current=true]", "href"), [organization]);
    let home = jeremy.open("/").await;
    assert_eq!(home.find("nav [aria-current=true]", "href"), ["/"]);
    assert!(home.text().contains("Welcome, Jeremy") && home.text().contains("SmartPlan Application"));
    let again = world.browser().open(&path).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    assert!(again.text().contains("This invitation cannot be used"));
    assert!(again.find("main a", "href").contains(&"/login".to_owned()));
    let signed_in = jeremy.open(&path).await;
    assert!(signed_in.text().contains("You are signed in as Jeremy Mills."));
    assert!(!signed_in.find("main a", "href").contains(&"/login".to_owned()));
}

#[tokio::test]
async fn a_wrong_acceptance_keeps_what_was_typed_but_not_the_password() {
    let world = World::new().await;
    world.scott_invites(JEREMY, "contact-person").await;
    let path = world.invitation_path(JEREMY).await;
    let mut jeremy = world.browser();
    let page = jeremy.open(&path).await;
    let failed = jeremy.submit(&page, &page.action("/accept"), &account("", "Mills-Smith", "short")).await;
    assert_eq!(failed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(failed.html.contains("<title>Error: Join City Group"));
    assert_eq!(failed.find("#family_name", "value"), ["Mills-Smith"]);
    assert!(failed.find("#password", "value").is_empty() && !failed.html.contains("short\""));
    let failed =
        jeremy.submit(&failed, &failed.action("/accept"), &account("Jeremy", "Mills", "short")).await;
    assert_eq!(failed.find("[data-error-summary] a", "href"), ["#password"]);
    let landed =
        jeremy.submit(&failed, &failed.action("/accept"), &account("Jeremy", "Mills", PASSWORD)).await;
    assert_eq!(landed.status, StatusCode::OK);
}

#[tokio::test]
async fn i_01_used_unknown_and_malformed_invitations_look_the_same() {
    let world = World::new().await;
    world.jeremy().await;
    let used = world.invitation_path(JEREMY).await;
    let mut stranger = world.browser();
    let mut pages = Vec::new();
    for path in [used.as_str(), &format!("/invitations/{}", "A".repeat(43)), "/invitations/x"] {
        let page = stranger.open(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        pages.push(page.html);
    }
    assert!(pages.windows(2).all(|pair| pair[0] == pair[1]));
}

#[tokio::test]
async fn expired_and_cancelled_invitations_explain_themselves() {
    let world = World::new().await;
    let (mut scott, organization) = world.scott_invites(JEREMY, "contact-person").await;
    let path = world.invitation_path(JEREMY).await;
    world.clock.advance(DAY * 8);
    let expired = world.browser().open(&path).await;
    assert_eq!(expired.status, StatusCode::GONE);
    assert!(expired.text().contains("This invitation has expired"));

    drop(scott);
    scott = world.scott().await;
    let list = scott.open(&format!("{organization}/invitations")).await;
    let renewed = scott.submit(&list, &list.action("/resend"), &[]).await;
    assert!(renewed.text().contains("sent again with a new link"));
    let path = world.invitation_path(JEREMY).await;
    let cancel = renewed.find("a[href$='/cancel']", "href").remove(0);
    let ask = scott.open(&cancel).await;
    assert!(ask.text().contains(JEREMY));
    let done = scott.submit(&ask, &cancel, &[]).await;
    assert!(done.text().contains("The invitation was cancelled"));
    assert!(world.browser().open(&path).await.text().contains("This invitation was cancelled"));
}

#[tokio::test]
async fn the_link_to_pass_on_holds_no_secret_and_mails_the_invited_person() {
    let world = World::new().await;
    let (mut scott, organization) = world.scott_invites(JEREMY, "contact-person").await;
    let first = world.invitation_path(JEREMY).await;
    let list = scott.open(&format!("{organization}/invitations")).await;
    let link = list.find("input[readonly]", "value").remove(0);
    let link = link.strip_prefix("http://my.smartplan.localhost:8080").unwrap();
    let mut stranger = world.browser();
    let page = stranger.open(link).await;
    assert!(page.text().contains("City Group, Inc.") && !page.html.contains(JEREMY));
    let sent = stranger.submit(&page, link, &[]).await;
    assert!(sent.text().contains("Check your e-mail") && !sent.html.contains(JEREMY));
    let second = world.invitation_path(JEREMY).await;
    assert_ne!(first, second);
    assert_eq!(stranger.open(&first).await.status, StatusCode::NOT_FOUND);
    assert_eq!(stranger.open(&second).await.status, StatusCode::OK);
}

#[tokio::test]
async fn i_10_an_invitation_is_not_bound_to_whoever_is_signed_in() {
    let world = World::new().await;
    let (mut scott, organization) = world.scott_invites(JEREMY, "contact-person").await;
    let path = world.invitation_path(JEREMY).await;
    let page = scott.open(&path).await;
    assert!(page.text().contains("You are signed in as scott.long@smartplan.example"));
    let join = format!("{}/join", page.path);
    assert!(page.find(&format!("form[action='{join}']"), "action").is_empty());
    let token = page.token(&page.action("/sign-out"));
    assert_eq!(scott.post(&join, &[("csrf", &token)]).await.status, StatusCode::FORBIDDEN);
    assert!(!scott.open(&organization).await.text().contains("Scott Long"));
    let back = scott.submit(&page, &page.action("/sign-out"), &[]).await;
    assert!(back.text().contains("Create your account"));
}

#[tokio::test]
async fn sign_in_leads_back_to_local_pages_only() {
    let world = World::new().await;
    let mut scott = world.browser();
    let page = scott.open("/account?x=1").await;
    assert_eq!(page.path, "/login?return_to=%2Faccount%3Fx%3D1");
    let returned = page.find("input[name=return_to]", "value").remove(0);
    let fields = [("identifier", SCOTT.0), ("password", SCOTT.1), ("return_to", returned.as_str())];
    assert_eq!(scott.submit(&page, "/login", &fields).await.path, "/account?x=1");

    for evil in ["//evil.example", "/\\evil.example", "https://evil.example", "/%09/evil.example"] {
        let mut browser = world.browser();
        let page = browser.open("/login").await;
        let fields = [("identifier", SCOTT.0), ("password", SCOTT.1), ("return_to", evil)];
        assert_eq!(browser.submit(&page, "/login", &fields).await.path, "/");
    }
}

#[tokio::test]
async fn posts_without_the_page_they_belong_to_are_refused() {
    let world = World::new().await;
    let mut scott = world.scott().await;
    let account = scott.open("/account").await;
    let other = scott.open("/logout").await.token("/logout");
    let foreign = world.browser().open("/login").await.token("/login");
    for token in ["", "x", other.as_str(), foreign.as_str()] {
        let refused = scott.post("/account", &[("csrf", token), ("given_name", "Eve")]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    }
    assert_eq!(scott.open("/account").await.find("#given_name", "value"), ["Scott"]);
    let token = account.token("/account");
    let extra = scott.post("/account", &[("csrf", &token), ("given_name", "Eve"), ("is_admin", "1")]).await;
    assert_eq!(extra.status, StatusCode::BAD_REQUEST);
    let large = scott.post("/account", &[("csrf", &token), ("given_name", &"x".repeat(70_000))]).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_sign_in_that_lost_its_cookie_starts_again_where_it_was() {
    let world = World::new().await;
    let mut scott = world.browser();
    let page = scott.open("/login").await;
    scott.cookies.clear();
    let lost = scott.submit(&page, "/login", &[("identifier", SCOTT.0), ("password", SCOTT.1)]).await;
    assert_eq!((lost.status, lost.link("Open the page again")), (StatusCode::FORBIDDEN, "/login".to_owned()));
    let page = scott.open("/login").await;
    let home = scott.submit(&page, "/login", &[("identifier", SCOTT.0), ("password", SCOTT.1)]).await;
    assert!(home.text().contains("Welcome, Scott"));
}

#[tokio::test]
async fn x_03_signing_out_ends_the_session_at_once() {
    let world = World::new().await;
    let mut scott = world.scott().await;
    let stolen = scott.cookies.clone();
    let page = scott.open("/logout").await;
    let done = scott.submit(&page, "/logout", &[]).await;
    assert!(done.text().contains("You are signed out"));
    scott.cookies = stolen;
    assert!(scott.open("/account").await.path.starts_with("/login"));
    let late = scott.post("/account", &[("given_name", "Eve")]).await;
    assert_eq!(late.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn x_01_sign_in_changes_the_session_and_ends_the_one_before() {
    let world = World::new().await;
    let mut scott = world.scott().await;
    let before = scott.cookies["identity-session"].clone();
    let planted = scott.cookies.clone();
    let mut again = world.browser();
    again.cookies = planted.clone();
    let page = again.open("/login").await;
    assert_eq!(page.path, "/");
    again.cookies.remove("identity-session");
    let page = again.open("/login").await;
    again.cookies = planted;
    let fields = [("identifier", SCOTT.0), ("password", SCOTT.1)];
    again.submit(&page, "/login", &fields).await;
    assert_ne!(again.cookies["identity-session"], before);
    assert!(scott.open("/account").await.path.starts_with("/login"));
}

#[tokio::test]
async fn sessions_are_listed_and_ended_one_by_one_and_all() {
    let world = World::new().await;
    let mut here = world.scott().await;
    let (mut second, mut third) = (world.scott().await, world.scott().await);
    let page = here.open("/account").await;
    assert_eq!(page.find("form[action$='/end']", "action").len(), 2);
    let after = here.submit(&page, &page.action("/end"), &[]).await;
    assert!(after.text().contains("That browser was signed out"));
    let after = here.submit(&after, "/account/sessions/end-others", &[]).await;
    assert!(after.find("form[action$='/end']", "action").is_empty());
    assert!(second.open("/account").await.path.starts_with("/login"));
    assert!(third.open("/account").await.path.starts_with("/login"));
}

#[tokio::test]
async fn own_data_is_checked_and_saved() {
    let world = World::new().await;
    let mut scott = world.scott().await;
    let page = scott.open("/account").await;
    let wrong = [("given_name", ""), ("family_name", "Long"), ("username", "a@b")];
    let failed = scott.submit(&page, "/account", &wrong).await;
    assert_eq!(failed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(failed.find("[data-error-summary] a", "href"), ["#given_name", "#username"]);
    let right = [("given_name", "Scotty"), ("family_name", "Long"), ("username", "scotty")];
    let saved = scott.submit(&failed, "/account", &right).await;
    assert!(saved.text().contains("Your details were saved"));
    assert_eq!(saved.find("#given_name", "value"), ["Scotty"]);
}

#[tokio::test]
async fn a_role_is_given_and_taken_away() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let person = jeremy.open(&organization).await.link("Jeremy Mills");
    let page = jeremy.open(&person).await;
    let grants = format!("{person}/grants");
    let nothing = jeremy.submit(&page, &grants, &[]).await;
    assert_eq!(nothing.find("[data-error-summary] a", "href"), ["#role"]);
    let given = jeremy.submit(&nothing, &grants, &[("role", "viewer")]).await;
    assert!(
        given.text().contains("The role was given")
            && given.text().contains("Consumption viewer: what it does.")
    );
    let twice = jeremy.submit(&given, &grants, &[("role", "viewer")]).await;
    assert!(twice.text().contains("This person has that role here already"));

    let revokes = twice.find("a[href$='/revoke']", "href");
    assert_eq!(revokes.len(), 2);
    for revoke in revokes {
        let ask = jeremy.open(&revoke).await;
        let viewer = ask.text().contains("Consumption viewer");
        let done = jeremy.submit(&ask, &revoke, &[]).await;
        if viewer {
            assert!(done.text().contains("The role was taken away"));
        } else {
            assert_eq!(done.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(done.text().contains("This is the last administrator"));
        }
    }
}

#[tokio::test]
async fn another_organisation_answers_like_one_that_is_not_there() {
    let world = World::new().await;
    world.feed("crm-2001", "KOKO Media Inc.").await;
    let koko = world.scott().await.open("/organizations?q=koko").await.link("KOKO Media Inc.");
    let (mut jeremy, organization) = world.jeremy().await;
    let unknown = "/organizations/0190b5a4-1c2d-7e3f-8a4b-5c6d7e8f9a0b";
    let reference = |html: &str| html.split("id=\"reference\">").nth(1).unwrap()[..9].to_owned();
    for tail in ["", "/details", "/invitations", "/invite"] {
        let foreign = jeremy.open(&format!("{koko}{tail}")).await;
        let absent = jeremy.open(&format!("{unknown}{tail}")).await;
        assert_eq!((foreign.status, absent.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND), "{tail}");
        let same = foreign.html.replace(&reference(&foreign.html), "")
            == absent.html.replace(&reference(&absent.html), "");
        assert!(same, "{tail}");
    }
    let person = jeremy.open(&organization).await.link("Jeremy Mills");
    let borrowed = person.replace(&organization, &koko);
    assert_eq!(jeremy.open(&borrowed).await.status, StatusCode::NOT_FOUND);
    let list = jeremy.open("/organizations").await;
    assert!(list.text().contains("City Group") && !list.text().contains("KOKO"));
}

#[tokio::test]
async fn people_without_rights_see_neither_buttons_nor_pages_for_them() {
    let world = World::new().await;
    let mut susan = world.susan().await;
    let organization = world.scott().await.open("/organizations?q=City").await.link("City Group, Inc.");
    let details = susan.open(&organization).await;
    assert_eq!(details.path, format!("{organization}/details"));
    assert!(!details.text().contains("Invite") && !details.text().contains("Contracts"));
    assert_eq!(susan.open(&format!("{organization}/invite")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(susan.open(&format!("{organization}/invitations")).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn contracts_are_shown_and_said_to_belong_to_the_crm() {
    let world = World::new().await;
    let mut scott = world.scott().await;
    let organization = scott.open("/organizations").await.link("City Group, Inc.");
    let details = scott.open(&format!("{organization}/details")).await;
    assert_eq!(details.find("nav [aria-current=true]", "href"), ["/organizations"]);
    for words in ["Managed by the CRM", "crm-1001-1", "SmartPlan Application", "In force"] {
        assert!(details.text().contains(words), "{words}");
    }
    assert!(details.find("form", "action").is_empty());
}

#[tokio::test]
async fn every_error_has_its_page_headers_and_reference() {
    let world = World::new().await;
    let mut stranger = world.browser();
    let absent = stranger.open("/no/such/page").await;
    assert_eq!((absent.status, absent.text().contains("Page not found")), (StatusCode::NOT_FOUND, true));
    assert!(absent.headers["content-security-policy"].to_str().unwrap().starts_with("default-src 'none'"));
    let reference = absent.headers["x-request-id"].to_str().unwrap();
    assert!(absent.text().contains(reference));
    let method = stranger.send(Method::DELETE, "/login", None).await;
    assert_eq!(method.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(method.text().contains(method.headers["x-request-id"].to_str().unwrap()));
    let bad = world.scott().await.open("/organizations?next=';drop").await;
    assert_eq!(bad.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn files_are_for_everybody_and_come_without_cookies() {
    let world = World::new().await;
    let mut stranger = world.browser();
    let page = stranger.open("/login").await;
    assert_eq!(page.headers["cache-control"], "no-store");
    let css = page.find("link[rel=stylesheet]", "href").remove(0);
    let file = world.browser().open(&css).await;
    assert_eq!(file.status, StatusCode::OK);
    assert!(!file.headers.contains_key("set-cookie"));
}

#[tokio::test]
async fn the_development_inbox_is_for_this_machine_alone() {
    let world = World::new().await;
    world.scott_invites(JEREMY, "contact-person").await;
    let sent = world.invitation_path(JEREMY).await;
    let mut developer = world.browser();
    let list = developer.open(&format!("/dev?to={JEREMY}")).await;
    let message = developer.open(&list.find("main table a", "href")[0]).await;
    assert!(message.find("main a", "href").contains(&format!("http://my.smartplan.localhost:8080{sent}")));
    let html = developer.open(&message.find("iframe[sandbox]", "src")[0]).await;
    assert!(html.headers["content-security-policy"].to_str().unwrap().starts_with("sandbox"));
    let json = developer.open(&format!("/dev/messages?to={JEREMY}")).await;
    let json: serde_json::Value = serde_json::from_str(&json.html).unwrap();
    let mut fields: Vec<_> = json[0].as_object().unwrap().keys().map(String::as_str).collect();
    fields.sort_unstable();
    assert_eq!(fields, ["channel", "created_at", "html", "id", "subject", "text", "to"]);

    let mut rebound = world.browser();
    rebound.host = "evil.example".to_owned();
    assert_eq!(rebound.open("/dev/messages").await.status, StatusCode::NOT_FOUND);
    let identity = Identity::builder(
        MemoryStore::new(),
        Settings::new("https://my.example.com".parse().unwrap()),
        MasterKey::generate(&OsEntropy),
    );
    let web =
        IdentityWeb::builder(identity.build().unwrap()).development(world.inbox.clone(), Arc::default());
    assert!(web.build().unwrap_err().to_string().contains("loopback addresses only"));
}

#[tokio::test]
async fn an_account_is_edited_locked_and_let_in_again() {
    let world = World::new().await;
    let (mut jeremy, organization) = world.jeremy().await;
    let mut scott = world.scott().await;
    let person = scott.open(&organization).await.link("Jeremy Mills");
    let form = scott.open(&format!("{person}/edit")).await;
    let empty = [("given_name", ""), ("family_name", "Mills"), ("username", "")];
    let failed = scott.submit(&form, &format!("{person}/edit"), &empty).await;
    assert_eq!(failed.status, StatusCode::UNPROCESSABLE_ENTITY);
    let named = [("given_name", "Jerry"), ("family_name", "Mills"), ("username", "jerry")];
    let saved = scott.submit(&failed, &format!("{person}/edit"), &named).await;
    assert!(saved.text().contains("Jerry Mills at City Group") && saved.text().contains("jerry"));

    assert!(saved.find("main a", "href").contains(&format!("{person}/state/locked")));
    let last = scott.open(&format!("{person}/state/locked")).await;
    let refused = scott.submit(&last, &format!("{person}/state/locked"), &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("last administrator"));

    let own = jeremy.open(&person).await;
    assert!(own.find("main a[href*='/state/']", "href").is_empty());
    let mut susan_herself = world.susan().await;
    let susan = jeremy.open(&organization).await.link("Susan Ward");
    let lock = format!("{susan}/state/locked");
    let ask = jeremy.open(&lock).await;
    let locked = jeremy.submit(&ask, &lock, &[]).await;
    assert!(locked.text().contains("Locked") && locked.text().contains("Let in again"));
    assert!(susan_herself.open("/account").await.path.starts_with("/login"));
    let active = format!("{susan}/state/active");
    let ask = jeremy.open(&active).await;
    assert!(jeremy.submit(&ask, &active, &[]).await.text().contains("The change was made"));
}

#[tokio::test]
async fn somebody_of_two_organisations_chooses_for_which_to_act() {
    let world = World::new().await;
    let (mut jeremy, city_group) = world.jeremy().await;
    assert!(jeremy.open("/").await.find("a[href='/acting-for']", "href").is_empty());
    world.feed("crm-2001", "KOKO Media Inc.").await;
    let mut scott = world.scott().await;
    let koko = scott.open("/organizations?q=koko").await.link("KOKO Media Inc.");
    let form = scott.open(&format!("{koko}/invite")).await;
    let fields = [
        ("email", JEREMY),
        ("given_name", ""),
        ("family_name", ""),
        ("expires_in", "7"),
        ("roles", "viewer"),
    ];
    scott.submit(&form, &format!("{koko}/invite"), &fields).await;
    let invitation = world.invitation_path(JEREMY).await;
    let page = jeremy.open(&invitation).await;
    let joined = jeremy.submit(&page, &page.action("/join"), &[]).await;
    assert!(joined.text().contains("You have accepted the invitation"));

    let page = jeremy.open("/acting-for").await;
    let nothing = jeremy.submit(&page, "/acting-for", &[]).await;
    assert_eq!(nothing.find("[data-error-summary] a", "href"), ["#organization"]);
    let id = koko.trim_start_matches("/organizations/");
    let home = jeremy.submit(&nothing, "/acting-for", &[("organization", id)]).await;
    assert!(home.text().contains("You act for another organisation now"));
    assert!(home.html.contains("</span>KOKO Media Inc.</span>"));
    let foreign = jeremy
        .submit(&nothing, "/acting-for", &[("organization", "0190b5a4-1c2d-7e3f-8a4b-5c6d7e8f9a0b")])
        .await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    assert_eq!(jeremy.open(&city_group).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_host_application_has_the_pages_below_its_mount_point() {
    let mut scott = World::mounted().await;
    let page = scott.open("/hello?x=1").await;
    assert_eq!(page.path, "/id/login?return_to=%2Fhello%3Fx%3D1");
    let fields = [("identifier", SCOTT.0), ("password", SCOTT.1), ("return_to", "/hello?x=1")];
    let hello = scott.submit(&page, "/id/login", &fields).await;
    assert_eq!((hello.path.as_str(), hello.html.as_str()), ("/hello?x=1", "Scott Long"));
    assert_eq!(scott.open("/reports").await.html, "reports");
    assert!(scott.open("/id").await.text().contains("Welcome, Scott"));

    let mut stranger = World::mounted().await;
    let asked = stranger.open("/id/account").await;
    assert_eq!(asked.path, "/id/login?return_to=%2Fid%2Faccount");
    assert!(stranger.open("/reports").await.path.starts_with("/id/login"));
    let posted = stranger.send(Method::POST, "/reports", None).await;
    assert_eq!(posted.status, StatusCode::UNAUTHORIZED);
}
