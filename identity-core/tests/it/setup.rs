//! Applying a configuration.

use crate::support::setup::setup;
use crate::support::{PASSWORD, World};
use identity_core::domain::{User, UserState};
use identity_core::secrets::Secret;

/// Whoever runs the program names the first administrators, with a password of their own; there is no other way to become
/// one. Naming them again changes no password, and brings nobody back who was disabled.
#[tokio::test]
async fn d_29_setting_up_again_opens_no_way_back_in() {
    let world = World::new().await;
    let mut again = setup();
    again.people[0].password = Secret::new("another-lantern-84-kettle");
    world.identity.apply(&again).await.unwrap();
    assert!(world.sign_in("scott", "another-lantern-84-kettle").await.is_err());
    assert!(world.sign_in("scott", PASSWORD).await.is_ok());

    let scott = world.user("scott@operator.example").await.unwrap();
    world.meanwhile(User { state: UserState::Disabled, ..scott.record }, scott.version).await;
    world.identity.apply(&setup()).await.unwrap();
    assert!(world.sign_in("scott", PASSWORD).await.is_err());

    let empty = World::without_people().await;
    assert!(empty.sign_in("scott", PASSWORD).await.is_err(), "nobody is there whom nobody named");
    assert!(empty.user("scott@operator.example").await.is_none());
}
