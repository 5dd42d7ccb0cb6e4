//! A change of one's own rests on the session for which its person proved who they are.

use super::support::world_with;
use crate::sign_on::application::JEREMY;
use crate::support::World;
use identity_core::Caller;
use identity_core::contacts::BeginContactError;
use identity_core::domain::{Action, Session, SessionFilter};
use identity_core::personal_data::ExportError;
use identity_core::store::{ChangeSet, Page, Store as _};

/// What writes the caller's session anew, ended or only seen.
async fn session(world: &World, caller: &Caller, ended: bool) -> ChangeSet {
    let filter = SessionFilter { user: caller.user(), ..SessionFilter::default() };
    let now = world.identity.clock().now();
    let mut changes = ChangeSet::new();
    for found in world.store.sessions().list(&filter, &Page::first(50)).await.unwrap().items {
        let ended_at = found.record.ended_at.or(ended.then_some(now));
        changes.update(Session { last_seen_at: now, ended_at, ..found.record }, found.version);
    }
    changes
}

#[tokio::test]
async fn a_session_that_is_ended_while_a_change_is_made_changes_nothing() {
    let world = world_with(|_| {}).await;
    let jeremy = world.caller(JEREMY).await;
    let identity = world.while_another_node(session(&world, &jeremy, true).await);
    let export = identity.export_own_data(&jeremy).await;
    assert!(matches!(export, Err(ExportError::ProveAgain)), "{export:?}");
    assert_eq!(world.events(Action::DataExported).await, 0);
    let jeremy = world.caller(JEREMY).await;
    let identity = world.while_another_node(session(&world, &jeremy, true).await);
    let added = identity.begin_adding_email(&jeremy, "jeremy@home.example".parse().unwrap()).await;
    assert!(matches!(added, Err(BeginContactError::ProveAgain)), "{added:?}");
    assert_eq!(world.events(Action::ContactChangeAsked).await, 0);
}

/// Another request of the same browser, which only writes when the session was seen, holds nothing up.
#[tokio::test]
async fn a_session_that_is_seen_while_a_change_is_made_lets_it_go_on() {
    let world = world_with(|_| {}).await;
    let jeremy = world.caller(JEREMY).await;
    let identity = world.while_another_node(session(&world, &jeremy, false).await);
    identity.begin_adding_email(&jeremy, "jeremy@home.example".parse().unwrap()).await.unwrap();
    assert_eq!(world.events(Action::ContactChangeAsked).await, 1);
    let identity = world.while_another_node(session(&world, &jeremy, false).await);
    identity.export_own_data(&jeremy).await.unwrap();
}
