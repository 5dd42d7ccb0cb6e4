//! What other tabs do while a sign-on is answered.

use super::application::{JEREMY, Tab, signing_on};
use crate::support::{MICROSECOND, PASSWORD};
use identity_core::domain::{Action, Service};
use identity_core::sign_on::{Outcome, Progress, SignOnStep};
use identity_core::store::{ChangeSet, Store};
use identity_core::values::ServiceKey;
use std::time::Duration;

/// Two tabs: the other one's request marks the session as seen while this one's is being answered.
#[tokio::test]
async fn a_session_seen_by_another_tab_does_not_stop_a_sign_on() {
    let (world, asked) = signing_on().await;
    let mut tab = Tab::signed_in(&world, JEREMY).await;
    let attempt = tab.begin(asked("_1")).await;
    world.clock.advance(Duration::from_mins(2));
    let token = tab.token.clone().unwrap();
    let before = tab.current.clone().unwrap().session.version;
    assert_eq!(world.identity.session(&token).await.unwrap().unwrap().session.version, before.next());
    let outcome = tab.outcome(&attempt).await;
    assert!(matches!(outcome, Outcome::Told(_)), "{outcome:?}");
}

#[tokio::test]
async fn a_session_ended_in_another_tab_answers_no_sign_on() {
    let (world, asked) = signing_on().await;
    let tab = Tab::signed_in(&world, JEREMY).await;
    let attempt = tab.begin(asked("_1")).await;
    world.identity.sign_out(&tab.current.clone().unwrap().caller).await.unwrap();
    let progress = tab.advance(&attempt).await;
    assert!(matches!(progress, Progress::Next(_, SignOnStep::Identify)), "{progress:?}");
    assert_eq!(world.events(Action::AssertionIssued).await, 0);
}

#[tokio::test]
async fn a_service_switched_off_while_a_sign_on_is_answered_refuses_it() {
    let (world, asked) = signing_on().await;
    let mut tab = Tab::signed_in(&world, JEREMY).await;
    let attempt = tab.begin(asked("_1")).await;
    let key = identity_core::domain::ServiceKeyed::Key(ServiceKey::parse("smartplan-app").unwrap());
    let service = world.store.services().find(&key).await.unwrap().unwrap();
    let mut other = ChangeSet::new();
    other.update(Service { enabled: false, ..service.record }, service.version);
    tab.identity = world.while_another_node(other);
    let outcome = tab.outcome(&attempt).await;
    assert!(matches!(outcome, Outcome::Refused(_)), "{outcome:?}");
}

/// `ForceAuthn` holds in the use case itself, whatever a page asks it to finish.
#[tokio::test]
async fn a_session_older_than_a_request_that_forces_authentication_answers_nothing() {
    let (world, asked) = signing_on().await;
    let mut tab = Tab::signed_in(&world, JEREMY).await;
    world.clock.advance(MICROSECOND);
    let mut request = asked("_1");
    request.fresh = true;
    let attempt = tab.begin(request).await;
    let progress = tab.advance(&attempt).await;
    assert!(matches!(progress, Progress::Next(_, SignOnStep::Identify)), "{progress:?}");
    assert_eq!(world.events(Action::AssertionIssued).await, 0);
    tab.answer_password(&attempt, JEREMY, PASSWORD).await.unwrap();
    let outcome = tab.outcome(&attempt).await;
    assert!(matches!(outcome, Outcome::Told(_)), "{outcome:?}");
}
