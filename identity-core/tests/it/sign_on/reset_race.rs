//! What another password does to a sign-on that goes on with the one before.

use super::application::{JEREMY, Tab};
use super::further_proof::{Display, code, is_challenge};
use super::recovery::{NEW, link, reset};
use crate::support::{PASSWORD, World};
use identity_core::authenticators::Factors;
use identity_core::domain::{Action, Credential, CredentialKey, Origin};
use identity_core::secrets::Secret;
use identity_core::sign_on::{Answer, AnswerError, PasswordSignIn, Progress, SignInError};
use identity_core::store::{ChangeSet, Store};
use std::sync::Arc;
use std::time::Duration;

/// P-08: the password was found right a moment before another one was set. In between come the reset's commit, and the time of
/// the clock.
#[tokio::test]
async fn p_08_a_password_that_was_right_just_before_a_reset_opens_no_session_just_after_it() {
    let world = World::new().await;
    let jeremy = world.with_jeremy().await.1.id;
    world.clock.advance(Duration::from_mins(1));
    let key = CredentialKey::Password(jeremy);
    let found = world.store.credentials().find(&key).await.unwrap().unwrap();
    let mut reset = ChangeSet::new();
    let changed_at = world.identity.clock().now();
    reset.update(Credential { changed_at, ..found.record }, found.version);
    let sessions = world.events(Action::SessionStarted).await;
    // The first commit is that of the session, for a sign-on that is stored nowhere.
    let identity = world.while_another_node(reset);
    let signed_in = identity.sign_in(PasswordSignIn::new(JEREMY, PASSWORD)).await;
    assert!(matches!(signed_in, Err(SignInError::FurtherProofNeeded)), "{signed_in:?}");
    assert_eq!(world.events(Action::SessionStarted).await, sessions);
}

/// P-08: a sign-on that waits shows when the password was set that it began with; a password set at the very instant of the
/// proof takes its worth too.
#[tokio::test]
async fn p_08_a_password_set_at_the_instant_of_a_proof_ends_its_worth() {
    let mut world = World::new().await;
    world.with_jeremy().await;
    let two = |settings: &mut identity_core::Settings| settings.factors = Factors::Two;
    world.restart(two, |builder| builder.authenticator(Arc::new(Display)));
    world.clock.advance(Duration::from_mins(1));
    let thief = Tab::new(&world.identity);
    let origin = Origin::Page { return_to: "/".to_owned() };
    let attempt = world.identity.begin_sign_on(&thief.visitor(), origin).await.unwrap();
    let password = Answer::Password { identifier: JEREMY.to_owned(), password: Secret::new(PASSWORD) };
    let progress = world.identity.answer(&attempt, &thief.visitor(), password).await.unwrap();
    let Progress::Next(waiting, _) = progress else { panic!("{progress:?}") };
    let owner = Tab::new(&world.identity);
    let token = link(&world).await;
    assert!(is_challenge(&reset(&owner, &token, NEW).await.unwrap()));
    let late = thief.answer(&waiting.sign_on, code("246810")).await;
    assert!(matches!(late, Err(AnswerError::NotAsked)), "{late:?}");
}
