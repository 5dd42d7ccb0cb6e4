//! Browsers that are remembered: where they spare the second proof, and where not.

use super::support::{give, is_done, shown, with_app, world};
use crate::sign_on::application::{JEREMY, Tab, application};
use crate::support::{PASSWORD, World};
use identity_core::authenticators::{Enrolment, Factors};
use identity_core::domain::{Action, AuthenticationMethod, Origin, SignInRules, SignOn};
use identity_core::secrets::Secret;
use identity_core::sign_on::{Answer, Outcome, Progress, SetSignInPolicy, SignOnStep};
use std::time::Duration;

const TOTP: AuthenticationMethod = AuthenticationMethod::TOTP;
const DAY: Duration = Duration::from_hours(24);

fn page() -> Origin {
    Origin::Page { return_to: "/".to_owned() }
}

/// What a sign-on asks for after the password; the sign-on if it asks for a code.
async fn after_password(tab: &mut Tab, origin: Origin) -> Option<SignOn> {
    let attempt = tab.identity.begin_sign_on(&tab.visitor(), origin).await.unwrap();
    let answer = Answer::Password { identifier: JEREMY.to_owned(), password: Secret::new(PASSWORD) };
    match tab.identity.answer(&attempt, &tab.visitor(), answer).await.unwrap() {
        Progress::Done(done) => {
            tab.finish(*done).await;
            None
        }
        Progress::Next(_, SignOnStep::Finish) => {
            tab.outcome(&attempt.sign_on).await;
            None
        }
        Progress::Next(attempt, SignOnStep::Challenge(_)) => Some(attempt.sign_on),
        other @ Progress::Next(..) => panic!("{other:?}"),
    }
}

/// Jeremy, whose app was asked for in a browser that he had remembered with it.
async fn remembering(world: &World) -> (Tab, Enrolment) {
    let jeremy = world.caller(JEREMY).await;
    let (app, _) = with_app(world, &jeremy).await;
    let mut tab = Tab::new(&world.identity);
    let sign_on = after_password(&mut tab, page()).await.unwrap();
    tab.remember = true;
    let offered = world.identity.days_to_remember(&tab.find(&sign_on).await, &tab.visitor()).await.unwrap();
    assert_eq!(offered, Some(30));
    assert!(is_done(&give(&tab, &sign_on, TOTP, &shown(world, &app)).await));
    tab.outcome(&sign_on).await;
    tab.remember = false;
    tab.sign_out().await;
    world.clock.advance(Duration::from_secs(30));
    (tab, app)
}

#[tokio::test]
async fn the_second_proof_is_not_asked_for_each_time_and_nothing_says_that_it_was_given() {
    let world = world().await;
    let (mut tab, _) = remembering(&world).await;
    assert_eq!(world.events(Action::BrowserRemembered).await, 1);
    assert!(after_password(&mut tab, page()).await.is_none());
    let session = tab.current.clone().unwrap().session;
    assert_eq!(session.methods, [AuthenticationMethod::PASSWORD].into());
    let asked = application(&world).await;
    let sign_on = tab.begin(asked("_1")).await;
    let Outcome::Told(told) = tab.outcome(&sign_on).await else { panic!() };
    assert_eq!((told.factors, told.methods), (Factors::One, session.record.methods.clone()));
    let listed = world.identity.remembered_browsers(&tab.current.as_ref().unwrap().caller).await.unwrap();
    let [browser] = listed.as_slice() else { panic!("{listed:?}") };
    assert_eq!(browser.last_used_at, Some(session.created_at));
    // Another browser is asked, and so is this one for somebody else.
    let mut other = Tab::new(&world.identity);
    assert!(after_password(&mut other, page()).await.is_some());
}

#[tokio::test]
async fn it_stands_for_nothing_that_is_asked_for_by_name_and_for_no_change_of_the_ways_in() {
    let world = world().await;
    let (mut tab, app) = remembering(&world).await;
    let asked = application(&world).await;
    let two = identity_core::domain::ApplicationRequest { factors: Factors::Two, ..asked("_1") };
    let fresh = identity_core::domain::ApplicationRequest { fresh: true, ..asked("_2") };
    let again = Origin::Again { return_to: "/account/security".to_owned() };
    for origin in [Origin::Application(two), Origin::Application(fresh), again] {
        let sign_on = after_password(&mut tab, origin.clone()).await;
        let sign_on = sign_on.unwrap_or_else(|| panic!("{origin:?}"));
        let attempt = tab.find(&sign_on).await;
        assert_eq!(world.identity.days_to_remember(&attempt, &tab.visitor()).await.unwrap(), None);
    }
    // A session that it opened is no proof for a change either.
    assert!(after_password(&mut tab, page()).await.is_none());
    let caller = tab.current.as_ref().unwrap().caller.clone();
    assert!(world.identity.remove_authenticator(&caller, app.id).await.is_err());
}

#[tokio::test]
async fn it_ends_with_its_time_and_with_a_shorter_one() {
    let world = world().await;
    let (mut tab, _) = remembering(&world).await;
    world.clock.advance(DAY * 29);
    assert!(after_password(&mut tab, page()).await.is_none());
    tab.sign_out().await;
    let city_group = world.city_group().await;
    let rules = SignInRules { remember_days: Some(7), ..SignInRules::default() };
    let scott = world.scott().await;
    world.identity.set_sign_in_policy(&scott, &SetSignInPolicy::new(city_group, rules)).await.unwrap();
    assert!(after_password(&mut tab, page()).await.is_some(), "City Group lets it be seven days");
    world
        .identity
        .set_sign_in_policy(&scott, &SetSignInPolicy::new(city_group, SignInRules::default()))
        .await
        .unwrap();
    assert!(after_password(&mut tab, page()).await.is_none());
    tab.sign_out().await;
    world.clock.advance(DAY);
    assert!(after_password(&mut tab, page()).await.is_some(), "thirty days are over");
}

/// Each thing by which somebody puts an end to what may have been stolen.
#[tokio::test]
async fn it_ends_with_the_password_the_authenticator_and_on_demand() {
    for end in ["password", "reset", "removed", "forgotten", "signed out everywhere"] {
        let world = world().await;
        let (mut tab, app) = remembering(&world).await;
        let mut own = Tab::new(&world.identity);
        let sign_on = after_password(&mut own, page()).await.unwrap();
        assert!(is_done(&give(&own, &sign_on, TOTP, &shown(&world, &app)).await));
        own.outcome(&sign_on).await;
        world.clock.advance(Duration::from_secs(30));
        let jeremy = own.current.clone().unwrap().caller;
        let identity = &world.identity;
        match end {
            "password" => {
                let (present, new) = (Secret::new(PASSWORD), Secret::new("another otter with a compass"));
                identity.change_password(&jeremy, present, new, &own.visitor()).await.unwrap();
            }
            "reset" => {
                let user = jeremy.user().unwrap();
                identity.reset_authenticators(&world.scott().await, user).await.unwrap();
            }
            "removed" => identity.remove_authenticator(&jeremy, app.id).await.unwrap(),
            "forgotten" => {
                let listed = identity.remembered_browsers(&jeremy).await.unwrap();
                identity.forget_browser(&jeremy, listed[0].id).await.unwrap();
            }
            _ => {
                identity.end_other_sessions(&jeremy).await.unwrap();
            }
        }
        let left = identity.remembered_browsers(&jeremy).await.unwrap();
        assert!(left.is_empty(), "{end}: {left:?}");
        if matches!(end, "forgotten" | "signed out everywhere") {
            assert!(after_password(&mut tab, page()).await.is_some(), "{end}");
        }
    }
}

#[tokio::test]
async fn another_persons_is_unknown() {
    let world = world().await;
    let (mut tab, _) = remembering(&world).await;
    assert!(after_password(&mut tab, page()).await.is_none());
    let jeremy = tab.current.as_ref().unwrap().caller.clone();
    let browser = world.identity.remembered_browsers(&jeremy).await.unwrap()[0].id;
    let foreign = world.identity.forget_browser(&world.scott().await, browser).await;
    assert!(matches!(foreign, Err(identity_core::AccessError::NotFound)), "{foreign:?}");
    assert_eq!(world.identity.remembered_browsers(&jeremy).await.unwrap().len(), 1);
}

/// Whoever knows the password and guesses codes keeps the owner out of no browser that they signed in with before.
#[tokio::test]
async fn t_19_wrong_codes_of_a_stranger_pause_nobody_in_a_known_browser() {
    let world = world().await;
    let (mut known, app) = remembering(&world).await;
    {
        let mut stranger = Tab::new(&world.identity);
        let sign_on = after_password(&mut stranger, page()).await.unwrap();
        for number in 0..=world.identity.settings().sign_in_tries {
            let wrong = give(&stranger, &sign_on, TOTP, &Secret::new(format!("{number:06}"))).await;
            assert!(wrong.is_err());
        }
        let paused = give(&stranger, &sign_on, TOTP, &shown(&world, &app)).await;
        assert!(paused.is_err(), "there it pauses");
    }
    let again = Origin::Again { return_to: "/".to_owned() };
    let sign_on = after_password(&mut known, again).await.unwrap();
    assert!(is_done(&give(&known, &sign_on, TOTP, &shown(&world, &app)).await));
}

/// A browser that was remembered by what does not count any more spares nothing.
#[tokio::test]
async fn it_counts_as_long_as_its_method_does() {
    let world = world().await;
    let (mut tab, _) = remembering(&world).await;
    let methods = Some([AuthenticationMethod::SMS].into());
    let rules = SignInRules { factors: Factors::Two, methods, ..SignInRules::default() };
    let set = SetSignInPolicy::new(world.city_group().await, rules);
    world.identity.set_sign_in_policy(&world.scott().await, &set).await.unwrap();
    assert!(after_password(&mut tab, page()).await.is_some());
}
