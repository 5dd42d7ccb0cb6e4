//! What organisations and roles ask of those who sign in.

use super::application::{JEREMY, Tab, application};
use crate::support::{PASSWORD, World, role};
use identity_core::AccessError;
use identity_core::authenticators::{NewAuthenticator, RemoveAuthenticatorError};
use identity_core::domain::{Action, AuthenticationMethod, Factors, Origin, SignInRules};
use identity_core::secrets::Secret;
use identity_core::sign_on::{Answer, Progress, SetSignInPolicy, SignInPolicyError, SignOnStep};
use std::time::Duration;

const TOTP: AuthenticationMethod = AuthenticationMethod::TOTP;
const SMS: AuthenticationMethod = AuthenticationMethod::SMS;

fn two() -> SignInRules {
    SignInRules { factors: Factors::Two, ..SignInRules::default() }
}

async fn world() -> World {
    let mut world = World::new().await;
    world.with_jeremy().await;
    world.restart(|settings| settings.methods = vec![TOTP, SMS], |builder| builder);
    world.mails().await;
    world
}

/// What is asked after the password; none if nothing more.
async fn asked(world: &World, identifier: &str) -> Option<SignOnStep> {
    let tab = Tab::new(&world.identity);
    let origin = Origin::Page { return_to: "/".to_owned() };
    let attempt = world.identity.begin_sign_on(&tab.visitor(), origin).await.unwrap();
    let answer = Answer::Password { identifier: identifier.to_owned(), password: Secret::new(PASSWORD) };
    match world.identity.answer(&attempt, &tab.visitor(), answer).await.unwrap() {
        Progress::Next(_, step) => Some(step),
        Progress::Done(_) => None,
    }
}

#[tokio::test]
async fn an_organisation_asks_its_own_people_and_those_below_it() {
    let world = world().await;
    let (scott, jeremy) = (world.scott().await, world.caller(JEREMY).await);
    let city_group = world.city_group().await;
    let set = |rules| SetSignInPolicy::new(city_group, rules);
    world.identity.set_sign_in_policy(&jeremy, &set(two())).await.unwrap();
    assert_eq!(world.identity.sign_in_rules(&scott, city_group, None).await.unwrap(), two());
    assert_eq!(asked(&world, JEREMY).await, Some(SignOnStep::Enrol(vec![TOTP, SMS])));
    assert_eq!(asked(&world, "scott").await, None);
    let row = world.last_row(Action::SignInPolicyChanged).await;
    assert_eq!((row.organization, row.details["factors"].as_str()), (Some(city_group), "two"));
    // The same once more is no change.
    world.identity.set_sign_in_policy(&jeremy, &set(two())).await.unwrap();
    assert_eq!(world.events(Action::SignInPolicyChanged).await, 1);
    // The operator's own rules are for its own people, though all customers lie below it.
    let operator = world.operator().await;
    world.identity.set_sign_in_policy(&jeremy, &set(SignInRules::default())).await.unwrap();
    world.identity.set_sign_in_policy(&scott, &SetSignInPolicy::new(operator, two())).await.unwrap();
    assert_eq!(asked(&world, JEREMY).await, None);
    assert_eq!(asked(&world, "scott").await, Some(SignOnStep::Enrol(vec![TOTP, SMS])));
}

/// A telephone that does not count is asked for before an app is set up in its place: a password alone sets up nothing.
#[tokio::test]
async fn what_does_not_count_is_asked_for_before_another_is_set_up() {
    let world = world().await;
    let jeremy = world.caller(JEREMY).await;
    let new = NewAuthenticator::Sms("+358401234567".parse().unwrap());
    let id = world.identity.begin_enrolment(&jeremy, new).await.unwrap();
    let code = crate::authenticators::support::sent_code(&world).await;
    world.identity.confirm_enrolment(&jeremy, id, &code).await.unwrap();
    let rules = SignInRules { methods: Some([TOTP].into()), ..two() };
    let city_group = world.city_group().await;
    world.identity.set_sign_in_policy(&jeremy, &SetSignInPolicy::new(city_group, rules)).await.unwrap();
    world.clock.advance(Duration::from_mins(1));
    world.mails().await;
    let tab = Tab::new(&world.identity);
    let origin = Origin::Page { return_to: "/".to_owned() };
    let attempt = world.identity.begin_sign_on(&tab.visitor(), origin).await.unwrap();
    let answer = Answer::Password { identifier: JEREMY.to_owned(), password: Secret::new(PASSWORD) };
    let progress = world.identity.answer(&attempt, &tab.visitor(), answer).await.unwrap();
    let Progress::Next(attempt, SignOnStep::Challenge(first)) = progress else { panic!("{progress:?}") };
    assert!(first.contains(&SMS) && !first.contains(&TOTP), "{first:?}");
    let code = crate::authenticators::support::sent_code(&world).await;
    let progress = tab.answer(&attempt.sign_on, Answer::Code { method: SMS, code }).await.unwrap();
    assert!(matches!(&progress, Progress::Next(_, SignOnStep::Enrol(of)) if *of == [TOTP]), "{progress:?}");
    // What is required there is not removed by its owner.
    let removed = world.identity.remove_authenticator(&jeremy, id).await;
    assert!(matches!(removed, Err(RemoveAuthenticatorError::LastRequired)), "{removed:?}");
}

#[tokio::test]
async fn a_role_asks_whoever_holds_it() {
    let world = world().await;
    let scott = world.scott().await;
    let city_group = world.city_group().await;
    let set = SetSignInPolicy::new(city_group, two()).role(role("keeper"));
    let unknown = world.identity.set_sign_in_policy(&scott, &set).await;
    assert!(matches!(unknown, Err(SignInPolicyError::Access(AccessError::NotFound))), "{unknown:?}");
    let define =
        identity_core::roles::DefineRole::new(city_group, role("keeper"), crate::support::display("Keeper"));
    world.identity.define_role(&scott, &define).await.unwrap();
    world.identity.set_sign_in_policy(&scott, &set).await.unwrap();
    assert_eq!(asked(&world, JEREMY).await, None);
    let jeremy = world.user(JEREMY).await.unwrap().id;
    let give = identity_core::roles::GiveRole::new(city_group, jeremy, role("keeper"));
    world.identity.give_role(&scott, &give).await.unwrap();
    assert!(matches!(asked(&world, JEREMY).await, Some(SignOnStep::Enrol(_))));
}

#[tokio::test]
async fn nobody_sets_what_they_may_not_or_what_cannot_be_fulfilled() {
    let world = world().await;
    let (jeremy, operator) = (world.caller(JEREMY).await, world.operator().await);
    let city_group = world.city_group().await;
    let set = |organization, rules| {
        let (world, jeremy) = (&world, &jeremy);
        async move { world.identity.set_sign_in_policy(jeremy, &SetSignInPolicy::new(organization, rules)).await }
    };
    let foreign = set(operator, two()).await;
    assert!(matches!(foreign, Err(SignInPolicyError::Access(_))), "{foreign:?}");
    let unknown = SignInRules { methods: Some([AuthenticationMethod::MAIL_CODE].into()), ..two() };
    assert!(matches!(set(city_group, unknown).await, Err(SignInPolicyError::NotOffered(_))));
    let none = SignInRules { methods: Some([].into()), ..two() };
    assert!(matches!(set(city_group, none).await, Err(SignInPolicyError::NoMethod)));
    let long = SignInRules { remember_days: Some(31), ..SignInRules::default() };
    assert!(matches!(set(city_group, long).await, Err(SignInPolicyError::TooLong { most: 30 })));
    world.clock.advance(world.identity.settings().sensitive_after);
    assert!(matches!(set(city_group, two()).await, Err(SignInPolicyError::ProveAgain)));
    assert_eq!(world.events(Action::SignInPolicyChanged).await, 0);
}

/// Of several rules the strictest counts, and what they do not share counts for none of them.
#[test]
fn rules_add_up_to_the_strictest() {
    let of = |factors, methods: Option<&[AuthenticationMethod]>, remember_days| SignInRules {
        factors,
        methods: methods.map(|methods| methods.iter().cloned().collect()),
        remember_days,
        four_eyes: false,
    };
    let (one, other) = (of(Factors::One, Some(&[TOTP, SMS]), None), of(Factors::Two, Some(&[SMS]), Some(7)));
    let both = of(Factors::Two, Some(&[SMS]), Some(7));
    assert_eq!(one.clone().and(&other), both);
    assert_eq!(other.clone().and(&one), both);
    assert_eq!(one.clone().and(&SignInRules::default()), one);
    let nothing = other.and(&of(Factors::One, Some(&[TOTP]), Some(0)));
    assert!(!nothing.counts(&TOTP) && !nothing.counts(&SMS));
    assert!(nothing.counts(&AuthenticationMethod::RECOVERY_CODE));
    assert_eq!(nothing.remember_days, Some(0));
}

/// A session that is open when the rules become stricter stays. The next application that is opened asks for what is missing
/// and for that alone; the sessions of others are left alone.
#[tokio::test]
async fn a_stricter_rule_is_asked_of_an_open_session_at_the_next_application() {
    let world = world().await;
    let asked = application(&world).await;
    let tab = Tab::signed_in(&world, JEREMY).await;
    let before = tab.begin(asked("_1")).await;
    assert!(matches!(tab.advance(&before).await, Progress::Done(_)));
    let set = SetSignInPolicy::new(world.city_group().await, two());
    world.identity.set_sign_in_policy(&world.scott().await, &set).await.unwrap();
    // It is still open, for pages of ours.
    let token = tab.token.clone().unwrap();
    assert!(world.identity.session(&token).await.unwrap().is_some());
    let after = tab.begin(asked("_2")).await;
    let step = match tab.advance(&after).await {
        Progress::Next(_, step) => step,
        Progress::Done(done) => panic!("{done:?}"),
    };
    assert_eq!(step, SignOnStep::Enrol(vec![TOTP, SMS]), "the password is not asked for again");
}
