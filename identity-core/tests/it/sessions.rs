//! Sessions: how long they live and who ends them.

use crate::support::{MICROSECOND, NOW, PASSWORD, World};
use identity_core::AccessError;
use identity_core::domain::{Action, UserState};
use identity_core::secrets::SecretToken;
use identity_core::store::Store;
use std::time::Duration;

async fn lives(world: &World, token: &SecretToken) -> bool {
    world.identity.session(token).await.unwrap().is_some()
}

#[tokio::test]
async fn an_unused_session_ends_after_its_idle_time() {
    let world = World::new().await;
    let idle = world.identity.settings().session_idle;
    let token = world.sign_in("scott", PASSWORD).await.unwrap().token;
    world.clock.set(NOW.plus(idle).minus(MICROSECOND));
    assert!(lives(&world, &token).await);
    // That was a use, so the time runs again from there.
    world.clock.set(NOW.plus(idle).minus(MICROSECOND).plus(idle).minus(MICROSECOND));
    assert!(lives(&world, &token).await);
    world.clock.advance(idle);
    assert!(!lives(&world, &token).await);
}

#[tokio::test]
async fn use_within_a_minute_is_not_written_down() {
    let world = World::new().await;
    let signed_in = world.sign_in("scott", PASSWORD).await.unwrap();
    for (later, seen) in [(59, 0), (60, 60), (119, 60), (120, 120)] {
        world.clock.set(NOW.plus(Duration::from_secs(later)));
        assert!(lives(&world, &signed_in.token).await);
        let stored = world.store.sessions().get(signed_in.session.id).await.unwrap().unwrap();
        assert_eq!(stored.last_seen_at, NOW.plus(Duration::from_secs(seen)), "after {later} seconds");
    }
}

#[tokio::test]
async fn however_much_it_is_used_a_session_ends_at_its_absolute_limit() {
    let world = World::new().await;
    let limit = world.identity.settings().session_lifetime;
    let token = world.sign_in("scott", PASSWORD).await.unwrap().token;
    let mut at = NOW;
    while at < NOW.plus(limit) {
        world.clock.set(at);
        assert!(lives(&world, &token).await, "{at}");
        at = at.plus(Duration::from_mins(30));
    }
    world.clock.set(NOW.plus(limit).minus(MICROSECOND));
    assert!(lives(&world, &token).await);
    world.clock.set(NOW.plus(limit));
    assert!(!lives(&world, &token).await);
}

#[tokio::test]
async fn another_persons_session_answers_like_an_unknown_one() {
    let world = World::new().await;
    world.with_jeremy().await;
    let signed_in = world.sign_in("scott", PASSWORD).await.unwrap();
    let jeremy = world.caller("jeremy@citygroup.example").await;
    let unknown = uuid::Uuid::from_u128(1).into();
    for session in [signed_in.session.id, unknown] {
        let refused = world.identity.end_session(&jeremy, session).await;
        assert!(matches!(refused, Err(AccessError::NotFound)), "{refused:?}");
    }
    assert!(lives(&world, &signed_in.token).await);
    let own = world.identity.own_sessions(&jeremy).await.unwrap();
    assert!(own.iter().all(|session| session.id != signed_in.session.id));
}

#[tokio::test]
async fn signing_out_ends_this_session_and_no_other() {
    let world = World::new().await;
    let here = world.sign_in("scott", PASSWORD).await.unwrap().token;
    let there = world.sign_in("scott", PASSWORD).await.unwrap().token;
    let caller = world.identity.session(&here).await.unwrap().unwrap().caller;
    world.identity.sign_out(&caller).await.unwrap();
    assert!(!lives(&world, &here).await);
    assert!(lives(&world, &there).await);
}

#[tokio::test]
async fn the_other_sessions_end_together() {
    let world = World::new().await;
    let here = world.sign_in("scott", PASSWORD).await.unwrap().token;
    let others =
        [world.sign_in("scott", PASSWORD).await.unwrap(), world.sign_in("scott", PASSWORD).await.unwrap()];
    let caller = world.identity.session(&here).await.unwrap().unwrap().caller;
    assert_eq!(world.identity.end_other_sessions(&caller).await.unwrap(), 2);
    assert!(lives(&world, &here).await);
    for other in &others {
        assert!(!lives(&world, &other.token).await);
    }
    // Each has its row, and nothing is written down that did not happen.
    assert_eq!(world.events(Action::SessionEnded).await, 2);
    assert_eq!(world.events(Action::BrowserForgotten).await, 0);
    assert_eq!(world.identity.end_other_sessions(&caller).await.unwrap(), 0);
    assert_eq!(world.events(Action::SessionEnded).await, 2);
}

#[tokio::test]
async fn locking_a_person_ends_their_sessions_for_good() {
    let world = World::new().await;
    let (_, jeremy) = world.with_jeremy().await;
    let scott = world.scott().await;
    // Somebody has to be left who can administer the organisation.
    let city_group = world.city_group().await;
    world
        .join(&scott, &crate::support::invite(city_group, "ann@citygroup.example", "organization-admin"))
        .await;
    let token = world.sign_in("jeremy@citygroup.example", PASSWORD).await.unwrap().token;
    world.identity.set_user_state(&scott, jeremy.id, UserState::Locked).await.unwrap();
    assert!(!lives(&world, &token).await);
    world.identity.set_user_state(&scott, jeremy.id, UserState::Active).await.unwrap();
    assert!(!lives(&world, &token).await);
    assert!(world.sign_in("jeremy@citygroup.example", PASSWORD).await.is_ok());
}

#[tokio::test]
async fn one_acts_only_for_an_organisation_of_ones_own() {
    let world = World::new().await;
    let (city_group, _) = world.with_jeremy().await;
    let other = world.provision(&crate::support::organization("CRM-2", None)).await.record.id;
    let token = world.sign_in("jeremy@citygroup.example", PASSWORD).await.unwrap().token;
    let jeremy = world.identity.session(&token).await.unwrap().unwrap().caller;
    let refused = world.identity.act_for(&jeremy, Some(other)).await;
    assert!(matches!(refused, Err(AccessError::NotFound)), "{refused:?}");
    world.identity.act_for(&jeremy, Some(city_group)).await.unwrap();
    let current = world.identity.session(&token).await.unwrap().unwrap();
    assert_eq!(current.caller.acting_for(), Some(city_group));
}
