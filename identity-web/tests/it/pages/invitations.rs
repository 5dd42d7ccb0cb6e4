//! Invitations as people take them up, without scripts, over the reference store.

use crate::support::site::{JEREMY, PASSWORD, World, account, customer};
use http::StatusCode;
use identity_core::Clock as _;
use identity_core::contracts::ProvisionContract;
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

/// A department without a contract of its own uses the services of the organisation above it.
#[tokio::test]
async fn below_a_contract_its_services_are_offered_with_invitations_and_with_roles() {
    let world = World::new().await;
    let labs = customer("crm-1002", "City Labs").parent("crm-1001".parse().unwrap());
    world.feed_organization(&labs).await;
    let services = ["smartplan", "reports"].map(|key| key.parse().unwrap());
    let from = world.clock.now();
    let contract =
        ProvisionContract::new("crm-1001-2".parse().unwrap(), "crm-1001".parse().unwrap(), services, from);
    let crm = world.test.feed().await.unwrap();
    world.identity.provision_contract(&crm, &contract).await.unwrap();

    let mut scott = world.scott().await;
    let labs = scott.open("/organizations?q=Labs").await.link("City Labs");
    let form = scott.open(&format!("{labs}/invite")).await;
    assert_eq!(form.find("input[name=services]", "value"), ["reports", "smartplan"]);
    let fields = [
        ("email", JEREMY),
        ("given_name", ""),
        ("family_name", ""),
        ("expires_in", "7"),
        ("roles", "viewer"),
    ];
    let fields = [fields.as_slice(), &[("services", "reports")]].concat();
    let sent = scott.submit(&form, &format!("{labs}/invite"), &fields).await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.text());
    let path = world.invitation_path(JEREMY).await;
    let mut jeremy = world.browser();
    let page = jeremy.open(&path).await;
    jeremy.submit(&page, &page.action("/accept"), &account("Jeremy", "Mills", PASSWORD)).await;

    let person = scott.open(&labs).await.link("Jeremy Mills");
    let page = scott.open(&person).await;
    assert_eq!(page.find("input[name=services]", "value"), ["reports", "smartplan"]);
    assert!(page.text().contains("Energy Reports"), "the limit of the role that he has: {}", page.text());
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
