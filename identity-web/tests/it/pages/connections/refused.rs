//! What of a connection is refused at its field.

use super::{scott, set_up, site};
use crate::support::site::World;
use http::StatusCode;
use std::time::Duration;

#[tokio::test]
async fn what_cannot_be_connected_is_said_at_its_field_and_what_was_typed_is_kept() {
    let world = World::new().await;
    let site = site(&world).await;
    let mut scott = scott(&world, &site).await;
    let new = "/connections/new/openid";
    let form = scott.open(new).await;
    let right = [("name", "Example"), ("issuer", "https://login.example.com"), ("client_id", "client-1")];
    let cases = [
        ("name", "", "Write a name on one line"),
        ("issuer", "", "Write the issuer exactly"),
        ("issuer", "http://login.example.com", "cannot be used"),
        ("issuer", "https://10.0.0.1", "cannot be used"),
        ("client_id", "two words", "without blanks"),
    ];
    for (name, value, words) in cases {
        let mut fields: Vec<_> = right.iter().copied().filter(|field| field.0 != name).collect();
        fields.push((name, value));
        let refused = scott.submit(&form, new, &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}: {value}");
        assert!(refused.text().contains(words), "{name} {value}: {}", refused.text());
        assert_eq!(refused.find(&format!("input[name={name}]"), "value"), [value], "{name}");
    }
    set_up(&mut scott, "/connections", "https://login.example.com").await;
    let twice = set_up(&mut scott, "/connections", "https://login.example.com").await;
    assert!(twice.text().contains("connected here already"), "{}", twice.text());
}

#[tokio::test]
async fn whoever_proved_themselves_long_ago_is_led_to_the_sign_in_before_any_form() {
    let world = World::new().await;
    let site = site(&world).await;
    let mut scott = scott(&world, &site).await;
    let page = super::path(&set_up(&mut scott, "/connections", "https://login.example.com").await);
    world.clock.advance(world.identity.settings().sensitive_after + Duration::from_secs(1));
    for path in ["/connections/new/openid".to_owned(), format!("{page}/edit"), format!("{page}/rules")] {
        let shown = scott.open(&path).await;
        assert!(!shown.find("input[type=password]", "name").is_empty(), "{path}: {}", shown.text());
        assert!(shown.find("form[action$='/edit'], form[action$='/openid']", "action").is_empty(), "{path}");
    }
    assert_eq!(scott.open(&page).await.words("h1"), "Example", "looking asks for no fresh proof");
}
