//! Mail domains of a connection, and the link that proves one.

use super::{path, scott, set_up, site};
use crate::support::browser::Browser;
use crate::support::site::World;
use http::StatusCode;

const TO: &str = "postmaster@example.com";

/// Scott asks for a domain; gives his browser, the page of the domains and the path of the link in the mail.
async fn asked(world: &World) -> (Browser, String, String) {
    let site = site(world).await;
    let mut scott = scott(world, &site).await;
    let page = path(&set_up(&mut scott, "/connections", "https://login.example.com").await);
    let domains = format!("{page}/domains");
    let form = scott.open(&domains).await;
    let fields = [("domain", "Example.com"), ("mailbox", "postmaster")];
    let shown = scott.submit(&form, &domains, &fields).await;
    assert!(shown.text().contains("Waits for the link in the mail"), "{}", shown.text());
    let mail = world.mails_to(TO).await.pop().expect("a mail");
    assert!(mail.contains("SmartPlan Group says"), "{mail}");
    let link = mail.split_whitespace().find(|word| word.contains("/sign-in-domains/")).unwrap();
    (scott, domains, link.strip_prefix(super::MY).unwrap().to_owned())
}

#[tokio::test]
async fn a_domain_counts_once_its_postmaster_agreed_and_looking_at_the_link_uses_nothing_up() {
    let world = World::new().await;
    let (mut scott, domains, link) = asked(&world).await;
    let mut postmaster = Browser { app: scott.app.clone(), ..world.browser() };
    for _ in 0..2 {
        let page = postmaster.open(&link).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.text());
        assert!(page.text().contains("SmartPlan Group says that example.com is its own"), "{}", page.text());
    }
    assert!(scott.open(&domains).await.text().contains("Waits for the link"));
    let page = postmaster.open(&link).await;
    let proved = postmaster.submit(&page, &link, &[]).await;
    assert!(proved.text().contains("can sign in by Example now"), "{}", proved.text());
    assert!(scott.open(&domains).await.text().contains("Confirmed by mail"));
    assert_eq!(postmaster.open(&link).await.status, StatusCode::NOT_FOUND, "it is used up");
    let wrong = format!("{}A", &link[..link.len() - 1]);
    assert_eq!(postmaster.open(&wrong).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_domain_is_removed_and_a_wrong_one_is_refused() {
    let world = World::new().await;
    let (mut scott, domains, link) = asked(&world).await;
    let page = scott.open(&domains).await;
    let refused = scott.submit(&page, &domains, &[("domain", "no domain"), ("mailbox", "postmaster")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let twice = scott.submit(&page, &domains, &[("domain", "example.com"), ("mailbox", "postmaster")]).await;
    assert!(twice.text().contains("This domain is there already"), "{}", twice.text());
    let shown = scott.submit(&page, &page.action("/remove"), &[]).await;
    assert!(!shown.text().contains("Waits for the link"), "{}", shown.text());
    assert_eq!(scott.open(&link).await.status, StatusCode::NOT_FOUND);
}
