//! An administrator helps somebody who has lost their telephone.

use super::support::{after_password, with_app, world_with};
use crate::sign_on::application::{JEREMY, Tab};
use identity_core::delivery::MessageContent;
use identity_core::domain::{Action, AuthenticationMethod, Factors};
use identity_core::people::UserStateError;

#[tokio::test]
async fn whoever_may_manage_a_person_removes_their_second_proofs() {
    let world = world_with(|_| {}).await;
    let tab = Tab::signed_in(&world, JEREMY).await;
    let current = tab.current.clone().unwrap();
    let user = current.user.id;
    with_app(&world, &current.caller).await;
    let scott = world.scott().await;
    world.identity.reset_authenticators(&scott, user).await.unwrap();
    // Signed out everywhere, told by mail, written down.
    assert!(world.identity.session(tab.token.as_ref().unwrap()).await.unwrap().is_none());
    let mails = world.mails().await;
    assert!(
        mails.iter().any(|mail| matches!(mail.content, MessageContent::AuthenticatorsReset { .. })),
        "{mails:?}"
    );
    assert_eq!(world.last_row(Action::AuthenticatorsReset).await.target, Some(user.into()));
    assert!(world.sign_in(JEREMY, crate::support::PASSWORD).await.is_ok());
    // A second time there is nothing to do.
    world.identity.reset_authenticators(&scott, user).await.unwrap();
    assert_eq!(world.events(Action::AuthenticatorsReset).await, 1);
}

/// Where one is required, the person sets up a new one at the next sign-in.
#[tokio::test]
async fn after_a_reset_a_new_one_is_set_up() {
    let world = world_with(|settings| settings.factors = Factors::Two).await;
    let (_, _, methods) = after_password(&world).await;
    assert_eq!(methods, [AuthenticationMethod::TOTP, AuthenticationMethod::SMS]);
}

#[tokio::test]
async fn nobody_resets_themselves_or_somebody_above() {
    let world = world_with(|_| {}).await;
    let jeremy = world.caller(JEREMY).await;
    let own = world.identity.reset_authenticators(&jeremy, jeremy.user().unwrap()).await;
    assert!(matches!(own, Err(UserStateError::OwnState)), "{own:?}");
    let scott = world.scott().await;
    let above = world.identity.reset_authenticators(&jeremy, scott.user().unwrap()).await;
    assert!(matches!(above, Err(UserStateError::Access(_))), "{above:?}");
}

/// Somebody at an administrator's forgotten screen takes nobody's second proof away.
#[tokio::test]
async fn who_signed_in_long_ago_proves_it_again_before_a_reset() {
    let world = world_with(|_| {}).await;
    let jeremy = world.caller(JEREMY).await;
    with_app(&world, &jeremy).await;
    let scott = world.scott().await;
    world.clock.advance(world.identity.settings().sensitive_after);
    let stale = world.identity.reset_authenticators(&scott, jeremy.user().unwrap()).await;
    assert!(matches!(stale, Err(UserStateError::ProveAgain)), "{stale:?}");
    assert!(world.identity.must_prove_again(&scott).await.unwrap());
    assert_eq!(world.events(Action::AuthenticatorsReset).await, 0);
    let fresh = world.scott().await;
    world.identity.reset_authenticators(&fresh, jeremy.user().unwrap()).await.unwrap();
    assert_eq!(world.events(Action::AuthenticatorsReset).await, 1);
}
