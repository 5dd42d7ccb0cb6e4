//! Who may not manage applications, and what cannot be registered.

use super::{registered, scott, site};
use crate::support::browser::Browser;
use crate::support::site::World;
use http::StatusCode;
use std::time::Duration;

const NEW: &str = "/applications/new/openid";

#[tokio::test]
async fn a_contact_person_sees_no_application_and_learns_nothing_of_which_there_are() {
    let world = World::new().await;
    let site = site(&world).await;
    let mut scott = scott(&world, &site).await;
    let path = registered(&mut scott, "everybody").await.path;
    let path = path.split('?').next().unwrap();
    let (jeremy, _) = world.jeremy().await;
    let mut jeremy = Browser { app: site, ..jeremy };
    assert!(!jeremy.open("/").await.find("nav a", "href").contains(&"/applications".to_owned()));
    for page in ["/applications", "/applications/new", NEW, "/applications/new/saml"] {
        assert_eq!(jeremy.open(page).await.status, StatusCode::NOT_FOUND, "{page}");
    }
    let unknown = format!("/applications/{}", uuid::Uuid::nil());
    for page in ["", "/edit", "/metadata", "/secret", "/delete", "/opening/disabled"] {
        let (known, unknown) =
            (jeremy.open(&format!("{path}{page}")).await, jeremy.open(&format!("{unknown}{page}")).await);
        assert_eq!((known.status, known.words("h1")), (StatusCode::NOT_FOUND, unknown.words("h1")), "{page}");
        assert_eq!(unknown.status, StatusCode::NOT_FOUND, "{page}");
    }
}

#[tokio::test]
async fn what_cannot_be_registered_is_said_at_its_field_and_what_was_typed_is_kept() {
    let world = World::new().await;
    let site = site(&world).await;
    let mut scott = scott(&world, &site).await;
    let form = scott.open(NEW).await;
    let right = [
        ("name", "Reports"),
        ("service", "intranet"),
        ("redirect_uris", "https://reports.example.com/callback"),
        ("authentication", "client_secret"),
        ("id_token_algorithm", "RS256"),
        ("opening", "everybody"),
    ];
    let cases = [
        ("name", "", "Write a name on one line"),
        ("service", "", "Choose a service"),
        ("service", "nowhere", "Choose a service"),
        ("redirect_uris", "", "Write at least one address for answers"),
        ("redirect_uris", "http://reports.example.com/", "use https"),
        ("redirect_uris", "https://*.example.com/", "* stands for nothing here"),
        ("authentication", "password", "Choose how the application proves who it is"),
        ("authentication", "private_key_jwt", "Give a JWK set"),
        ("id_token_algorithm", "none", "Choose a signature"),
        ("opening", "nobody", "Choose who may use it"),
        ("scopes", "openid", "is a scope of OpenID Connect"),
        ("keys", "{}", "Give a JWK set"),
    ];
    for (name, value, words) in cases {
        let mut fields: Vec<_> = right.iter().copied().filter(|field| field.0 != name).collect();
        fields.push((name, value));
        let refused = scott.submit(&form, NEW, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}: {value}");
        assert!(refused.text().contains(words), "{name} {value}: {}", refused.text());
        // Whoever proves with a key gives one.
        let at = if value == "private_key_jwt" { "keys" } else { name };
        let link = format!("[data-error-summary] a[href='#{at}']");
        assert_eq!(refused.find(&link, "href").len(), 1, "{name}: {value}");
    }
    assert!(!scott.open("/applications").await.text().contains("Reports"));
}

#[tokio::test]
async fn an_application_is_registered_after_a_fresh_proof_only() {
    let world = World::new().await;
    let site = site(&world).await;
    let mut scott = scott(&world, &site).await;
    let path = registered(&mut scott, "everybody").await.path;
    let path = path.split('?').next().unwrap();
    let ask = scott.open(&format!("{path}/opening/disabled")).await;
    world.clock.advance(world.identity.settings().sensitive_after + Duration::from_secs(1));
    for page in [NEW, "/applications/new/saml"] {
        let shown = scott.open(page).await;
        assert!(
            shown.path.starts_with("/login?again=1") || shown.path.starts_with("/flow/"),
            "{}",
            shown.path
        );
    }
    scott.submit(&ask, &format!("{path}/opening/disabled"), &[]).await;
    assert!(scott.open(path).await.text().contains("Open"), "nothing was changed");
}

#[tokio::test]
async fn what_the_configuration_declares_is_shown_and_not_changed() {
    let world = World::new().await;
    let site = site(&world).await;
    let mut scott = scott(&world, &site).await;
    let list = scott.open("/applications?q=crm").await;
    let path = list.link("CRM");
    let page = scott.open(&path).await;
    assert!(page.text().contains("Whoever runs the server changes it there"), "{}", page.text());
    assert!(page.find("main form", "action").is_empty());
    for act in ["edit", "secret", "delete", "opening/disabled"] {
        let refused = scott.open(&format!("{path}/{act}")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{act}");
    }
}
