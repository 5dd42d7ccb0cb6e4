//! The development inbox.

use crate::support::site::{JEREMY, World};
use http::StatusCode;
use identity_core::secrets::MasterKey;
use identity_core::store::MemoryStore;
use identity_core::{Identity, OsEntropy, Settings};
use identity_web::IdentityWeb;
use std::sync::Arc;

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
    // A person looks for a part of the address.
    let part = developer.open("/dev?to=MILLS@").await;
    assert_eq!(part.find("main a", "href"), list.find("main a", "href"));
    assert!(developer.open("/dev?to=nobody").await.find("main a[href*='/dev/messages/']", "href").is_empty());
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
