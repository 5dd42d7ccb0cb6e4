//! Somebody closes their account, and may take it back.

use crate::sign_on::application::{JEREMY, Tab};
use crate::support::{PASSWORD, World, invite};
use identity_core::closing::CloseAccountError;
use identity_core::delivery::MessageContent;
use identity_core::domain::{Action, Origin, UserState};
use identity_core::people::UserStateError;
use identity_core::policy::Permission;
use identity_core::secrets::Secret;
use identity_core::sign_on::{Answer, AnswerError, Progress, SignOnStep};
use std::time::Duration;

const DAY: Duration = Duration::from_hours(24);

/// City Group with Jeremy, and Anna as a second administrator.
async fn two_administrators() -> World {
    let world = World::new().await;
    let (city_group, _) = world.with_jeremy().await;
    let scott = world.scott().await;
    world.join(&scott, &invite(city_group, "anna@citygroup.example", "organization-admin")).await;
    world.mails().await;
    world
}

/// Jeremy's password in a new browser, and what is asked next.
async fn password(world: &World, tab: &Tab) -> Result<Progress, AnswerError> {
    let origin = Origin::Page { return_to: "/".to_owned() };
    let attempt = world.identity.begin_sign_on(&tab.visitor(), origin).await.unwrap();
    let answer = Answer::Password { identifier: JEREMY.to_owned(), password: Secret::new(PASSWORD) };
    world.identity.answer(&attempt, &tab.visitor(), answer).await
}

fn closed_mails(mails: &[identity_core::delivery::Message]) -> Vec<(String, bool)> {
    let closed = mails.iter().filter_map(|mail| match &mail.content {
        MessageContent::AccountClosed { reminds, .. } => Some((mail.recipient.clone(), *reminds)),
        _ => None,
    });
    closed.collect()
}

#[tokio::test]
async fn a_closed_account_is_signed_out_and_has_no_rights() {
    let world = two_administrators().await;
    let (first, second) = (Tab::signed_in(&world, JEREMY).await, Tab::signed_in(&world, JEREMY).await);
    let caller = first.current.clone().unwrap().caller;
    let (user, city_group) = (caller.user().unwrap(), world.city_group().await);
    let shown = world.identity.account_to_close(&caller).await.unwrap();
    assert_eq!((shown.days, shown.alone_at.len(), shown.leaves.len()), (14, 0, 1));
    let at = world.identity.close_account(&caller).await.unwrap();
    assert_eq!(at, world.identity.clock().now().plus(14 * DAY));
    for tab in [&first, &second] {
        assert!(world.identity.session(tab.token.as_ref().unwrap()).await.unwrap().is_none());
    }
    let stored = world.user(JEREMY).await.unwrap();
    assert_eq!((stored.state, stored.erase_at), (UserState::Closing, Some(at)));
    let denied = world.identity.check_permission(&caller, Permission::MemberView, city_group).await;
    assert!(denied.is_err(), "an old caller has no rights either");
    assert_eq!(closed_mails(&world.mails().await), [(JEREMY.to_owned(), false)]);
    assert_eq!(world.last_row(Action::UserClosed).await.target, Some(user.into()));
    // From outside a wrong password is answered like everywhere.
    let wrong = world.sign_in(JEREMY, "wrong").await;
    let nobody = world.sign_in("nobody@citygroup.example", "wrong").await;
    assert_eq!(wrong.unwrap_err().to_string(), nobody.unwrap_err().to_string());
}

#[tokio::test]
async fn whoever_signs_in_before_the_time_keeps_the_account() {
    let world = two_administrators().await;
    let caller = world.caller(JEREMY).await;
    let at = world.identity.close_account(&caller).await.unwrap();
    world.clock.advance(13 * DAY);
    let mut tab = Tab::new(&world.identity);
    let Progress::Next(attempt, step) = password(&world, &tab).await.unwrap() else {
        panic!("nothing is asked")
    };
    assert_eq!(step, SignOnStep::KeepAccount(at));
    assert!(world.user(JEREMY).await.unwrap().state == UserState::Closing, "a password alone keeps nothing");
    let progress = tab.answer(&attempt.sign_on, Answer::KeepAccount).await.unwrap();
    assert!(matches!(progress, Progress::Next(_, SignOnStep::Finish)), "{progress:?}");
    tab.outcome(&attempt.sign_on).await;
    assert!(tab.current.is_some(), "signed in");
    let stored = world.user(JEREMY).await.unwrap();
    assert_eq!((stored.state, stored.erase_at), (UserState::Active, None));
    assert_eq!(world.events(Action::UserKept).await, 1);
    // Nobody is reminded any more, and nothing is erased.
    world.mails().await;
    world.clock.advance(30 * DAY);
    assert_eq!(world.identity.erase_closed_accounts().await.unwrap(), 0);
    assert_eq!(closed_mails(&world.mails().await), []);
}

#[tokio::test]
async fn the_reminder_goes_out_two_days_before() {
    let world = two_administrators().await;
    world.identity.close_account(&world.caller(JEREMY).await).await.unwrap();
    world.mails().await;
    world.clock.advance(11 * DAY + Duration::from_hours(23) + Duration::from_mins(59));
    assert_eq!(closed_mails(&world.mails().await), []);
    world.clock.advance(Duration::from_mins(1));
    assert_eq!(closed_mails(&world.mails().await), [(JEREMY.to_owned(), true)]);
}

#[tokio::test]
async fn once_the_time_is_over_the_account_is_like_none() {
    let world = two_administrators().await;
    world.identity.close_account(&world.caller(JEREMY).await).await.unwrap();
    world.clock.advance(14 * DAY);
    let late = password(&world, &Tab::new(&world.identity)).await;
    assert!(matches!(late, Err(AnswerError::Refused)), "{late:?}");
}

#[tokio::test]
async fn the_last_administrator_makes_somebody_else_administrator_first() {
    let world = World::new().await;
    let (city_group, _) = world.with_jeremy().await;
    let jeremy = world.caller(JEREMY).await;
    let shown = world.identity.account_to_close(&jeremy).await.unwrap();
    assert_eq!(shown.alone_at.iter().map(|one| one.id).collect::<Vec<_>>(), [city_group]);
    let refused = world.identity.close_account(&jeremy).await;
    assert!(matches!(refused, Err(CloseAccountError::LastAdministrator)), "{refused:?}");
    assert_eq!(world.user(JEREMY).await.unwrap().state, UserState::Active);
}

/// Two administrators who close their accounts in turn do not leave the organisation alone.
#[tokio::test]
async fn a_closed_account_is_no_administrator_who_stays() {
    let world = two_administrators().await;
    world.identity.close_account(&world.caller(JEREMY).await).await.unwrap();
    let anna = world.caller("anna@citygroup.example").await;
    let refused = world.identity.close_account(&anna).await;
    assert!(matches!(refused, Err(CloseAccountError::LastAdministrator)), "{refused:?}");
}

#[tokio::test]
async fn who_signed_in_long_ago_proves_it_again_before_closing() {
    let world = two_administrators().await;
    let jeremy = world.caller(JEREMY).await;
    world.clock.advance(world.identity.settings().sensitive_after);
    let stale = world.identity.close_account(&jeremy).await;
    assert!(matches!(stale, Err(CloseAccountError::ProveAgain)), "{stale:?}");
}

#[tokio::test]
async fn nobody_else_takes_a_closed_account_back_or_closes_one() {
    let world = two_administrators().await;
    let scott = world.scott().await;
    let jeremy = world.caller(JEREMY).await;
    let user = jeremy.user().unwrap();
    let closing = world.identity.set_user_state(&scott, user, UserState::Closing).await;
    assert!(matches!(closing, Err(UserStateError::Closing)), "{closing:?}");
    world.identity.close_account(&jeremy).await.unwrap();
    let refused = world.identity.set_user_state(&scott, user, UserState::Active).await;
    assert!(matches!(refused, Err(UserStateError::Closing)), "{refused:?}");
}

/// Whoever stole an account does not keep it from being locked by closing it.
#[tokio::test]
async fn a_closed_account_is_locked_and_closed_again_when_the_lock_is_taken_off() {
    let world = two_administrators().await;
    let scott = world.scott().await;
    let jeremy = world.caller(JEREMY).await;
    let user = jeremy.user().unwrap();
    let at = world.identity.close_account(&jeremy).await.unwrap();
    world.identity.set_user_state(&scott, user, UserState::Locked).await.unwrap();
    assert!(password(&world, &Tab::new(&world.identity)).await.is_err(), "nobody takes it back");
    world.identity.set_user_state(&scott, user, UserState::Active).await.unwrap();
    let stored = world.user(JEREMY).await.unwrap();
    assert_eq!((stored.state, stored.erase_at), (UserState::Closing, Some(at)));
    // One that is locked is erased all the same.
    world.identity.set_user_state(&scott, user, UserState::Disabled).await.unwrap();
    world.clock.advance(14 * DAY + Duration::from_secs(1));
    assert_eq!(world.identity.erase_closed_accounts().await.unwrap(), 1);
}

#[tokio::test]
async fn the_days_are_bounded() {
    let mut world = two_administrators().await;
    for (set, counts) in [(0, 1), (7, 7), (1000, 90)] {
        world.restart(|settings| settings.closing_days = set, |builder| builder);
        assert_eq!(world.identity.closing_days(), counts);
    }
}
