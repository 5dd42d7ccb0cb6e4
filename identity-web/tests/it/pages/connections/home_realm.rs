//! The sign-in page leads by the domain of an address, and by nothing else.

use super::{openid_provider, path, scott, set_up, site};
use crate::support::browser::{Browser, Shown};
use crate::support::site::{JEREMY, PASSWORD, World};
use axum::Router;
use http::StatusCode;
use identity_core::organizations::ProvisionOrganization;

/// City Group's domain, as the customer register tells it.
async fn register_domain(world: &World) {
    let customer = ProvisionOrganization::new(
        "crm-1001".parse().unwrap(),
        "City Group, Inc.".parse().unwrap(),
        identity_core::domain::OrganizationClass::Enterprise,
    );
    world.feed_organization(&customer.domains(["citygroup.example".parse().unwrap()])).await;
}

/// A connection of City Group for its domain, in use.
async fn connected(world: &World, site: &Router) -> Browser {
    let (jeremy, organization) = world.jeremy().await;
    register_domain(world).await;
    let mut jeremy = Browser { app: site.clone(), ..jeremy };
    let made = set_up(&mut jeremy, &format!("{organization}/connections"), &openid_provider("").await).await;
    let page = path(&made);
    let domains = format!("{page}/domains");
    let form = jeremy.open(&domains).await;
    let fields = [("domain", "citygroup.example"), ("mailbox", "administrator")];
    let added = jeremy.submit(&form, &domains, &fields).await;
    assert!(added.text().contains("Yours by the customer register"), "{}", added.text());
    let ask = jeremy.open(&format!("{page}/state/enabled")).await;
    jeremy.submit(&ask, &format!("{page}/state/enabled"), &[]).await;
    jeremy
}

async fn typed(world: &World, site: &Router, identifier: &str, password: &str) -> Shown {
    let mut browser = Browser { app: site.clone(), ..world.browser() };
    let page = browser.open("/login").await;
    browser.submit(&page, "/login", &[("identifier", identifier), ("password", password)]).await
}

#[tokio::test]
async fn l_6_at_a_domain_of_an_organisation_its_identity_provider_signs_people_in() {
    let world = World::new().await;
    let site = site(&world).await;
    connected(&world, &site).await;
    for identifier in [JEREMY, "nobody@citygroup.example"] {
        let shown = typed(&world, &site, identifier, "").await;
        assert_eq!(shown.status, StatusCode::OK, "no password is no mistake: {}", shown.text());
        assert!(shown.text().contains("Example signs you in"), "{}", shown.text());
        assert_eq!(shown.find("form.connection", "action"), ["/login"], "one button");
    }
    let mut browser = Browser { app: site.clone(), ..world.browser() };
    assert!(!browser.open("/login").await.text().contains("Example"), "it is not for everybody");
}

#[tokio::test]
async fn l_5_at_any_other_domain_the_page_is_the_same_for_known_and_unknown_addresses() {
    let world = World::new().await;
    let site = site(&world).await;
    connected(&world, &site).await;
    let known = typed(&world, &site, "scott.long@smartplan.example", "").await;
    let unknown = typed(&world, &site, "nobody.here@smartplan.example", "").await;
    assert_eq!(
        (known.status, unknown.status),
        (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY)
    );
    assert_eq!(known.text(), unknown.text());
    assert!(!known.text().contains("signs you in"), "{}", known.text());
}

#[tokio::test]
async fn somebody_at_such_a_domain_who_has_a_password_here_signs_in_with_it() {
    let world = World::new().await;
    let site = site(&world).await;
    connected(&world, &site).await;
    let home = typed(&world, &site, JEREMY, PASSWORD).await;
    assert!(home.find("input[type=password]", "name").is_empty(), "{}", home.text());
    let wrong = typed(&world, &site, JEREMY, "not the password").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().contains("Example signs you in"), "{}", wrong.text());
}

#[tokio::test]
async fn whoever_manages_a_connection_on_trial_can_try_it_from_its_page() {
    let world = World::new().await;
    let site = site(&world).await;
    let mut scott = scott(&world, &site).await;
    let issuer = openid_provider("").await;
    let page = set_up(&mut scott, "/connections", &issuer).await;
    let value = |name: &str| page.find(&format!("form[action='/login'] input[name={name}]"), "value").pop();
    let (connection, return_to) = (value("connection").unwrap(), value("return_to").unwrap());
    assert_eq!(return_to, path(&page));
    let fields = [
        ("step", "leave"),
        ("connection", connection.as_str()),
        ("return_to", return_to.as_str()),
        ("again", "1"),
    ];
    let left = scott.submit(&page, "/login", &fields).await;
    assert!(left.html.contains(&format!("{issuer}/authorize")), "{}", left.html);
    let ask = scott.open(&format!("{return_to}/state/disabled")).await;
    let disabled = scott.submit(&ask, &format!("{return_to}/state/disabled"), &[]).await;
    assert!(disabled.find("form[action='/login'] input[name=connection]", "value").is_empty());
}
