//! An application's request is answered again to the browser that may have lost the answer, and to no other.

use super::application::{JEREMY, Tab, contract, signing_on};
use crate::support::{PASSWORD, invite, organization};
use identity_core::domain::{Action, AuditEvent, AuditFilter, Origin, Versioned};
use identity_core::secrets::{PasswordHasher, Secret};
use identity_core::sign_on::{
    Answer, AnswerError, Outcome, Progress, RefusalReason, SignOnError, SignOnStep,
};
use identity_core::store::{Page, Store};
use std::time::Duration;

#[tokio::test]
async fn a_reload_repeats_the_answer_under_the_same_names() {
    let (world, asked) = signing_on().await;
    let mut tab = Tab::signed_in(&world, JEREMY).await;
    let sign_on = tab.begin(asked("_1")).await;
    let Outcome::Told(first) = tab.outcome(&sign_on).await else { panic!() };
    let Outcome::Told(second) = tab.outcome(&sign_on).await else { panic!() };
    assert!(!first.again && second.again);
    assert_eq!((&first.name, &first.session_name), (&second.name, &second.session_name));
    assert_eq!(world.events(Action::AssertionIssued).await, 2);
}

#[tokio::test]
async fn what_was_answered_is_over_after_a_while_and_after_some_times() {
    let (world, asked) = signing_on().await;
    let mut tab = Tab::signed_in(&world, JEREMY).await;
    let sign_on = tab.begin(asked("_1")).await;
    for _ in 0..8 {
        assert!(matches!(tab.outcome(&sign_on).await, Outcome::Told(_)));
    }
    assert!(matches!(tab.advance(&sign_on).await, Progress::Next(_, SignOnStep::Over)));
    let other = tab.begin(asked("_2")).await;
    tab.outcome(&other).await;
    world.clock.advance(Duration::from_mins(5));
    assert!(matches!(tab.advance(&other).await, Progress::Next(_, SignOnStep::Over)));
}

/// Whoever signed out, or in as somebody else, hears nothing of what was answered before.
#[tokio::test]
async fn an_answer_belongs_to_the_session_that_it_was_given_in() {
    let (world, asked) = signing_on().await;
    let mut tab = Tab::signed_in(&world, JEREMY).await;
    let sign_on = tab.begin(asked("_1")).await;
    tab.outcome(&sign_on).await;
    // A second click on the button of the sign-in page, or somebody else's password.
    let late = tab.answer_password(&sign_on, "scott", PASSWORD).await;
    assert!(matches!(late, Err(AnswerError::NotAsked)), "{late:?}");
    let other = world.sign_in(JEREMY, PASSWORD).await.unwrap();
    tab.take(other).await;
    assert!(matches!(tab.advance(&sign_on).await, Progress::Next(_, SignOnStep::Over)));
    (tab.current, tab.token) = (None, None);
    assert!(matches!(tab.advance(&sign_on).await, Progress::Next(_, SignOnStep::Over)));
    let late = tab.answer_password(&sign_on, JEREMY, PASSWORD).await;
    assert!(matches!(late, Err(AnswerError::Over)), "{late:?}");
}

/// Nobody makes us work at a sign-on that takes nothing more.
#[tokio::test]
async fn a_sign_on_that_is_over_hashes_no_password() {
    let (mut world, asked) = signing_on().await;
    let hasher = PasswordHasher::fast_for_tests();
    world.restart(|_| (), |builder| builder.password_hasher(hasher.clone()));
    let mut tab = Tab::signed_in(&world, JEREMY).await;
    let (answered, expired) = (tab.begin(asked("_1")).await, tab.begin(asked("_2")).await);
    tab.outcome(&answered).await;
    let before = hasher.filled_kib();
    let late = tab.answer_password(&answered, JEREMY, PASSWORD).await;
    assert!(matches!(late, Err(AnswerError::NotAsked)), "{late:?}");
    world.clock.advance(world.identity.settings().sign_on_lifetime);
    for sign_on in [&answered, &expired] {
        let late = tab.answer_password(sign_on, JEREMY, PASSWORD).await;
        assert!(matches!(late, Err(AnswerError::Over)), "{late:?}");
    }
    assert_eq!(hasher.filled_kib(), before);
    let open = tab.begin(asked("_3")).await;
    let refused = tab.answer_password(&open, JEREMY, "wrong").await;
    assert!(matches!(refused, Err(AnswerError::Refused)), "{refused:?}");
    assert!(hasher.filled_kib() > before, "the hasher counts");
}

#[tokio::test]
async fn another_browser_finds_no_attempt_and_a_request_begins_one() {
    let (world, asked) = signing_on().await;
    let tab = Tab::signed_in(&world, JEREMY).await;
    let sign_on = tab.begin(asked("_1")).await;
    let other = Tab::new(&world.identity);
    let found = world.identity.sign_on(sign_on.id, &other.visitor()).await;
    assert!(matches!(found, Err(SignOnError::Over)), "{found:?}");
    let origin = identity_core::domain::Origin::Application(asked("_1"));
    let replayed = world.identity.begin_sign_on(&tab.visitor(), origin).await;
    assert!(matches!(replayed, Err(SignOnError::Replayed)), "{replayed:?}");
}

/// The session begins with the answer, not with the password.
#[tokio::test]
async fn a_password_opens_no_session_before_the_sign_on_is_finished() {
    let (world, asked) = signing_on().await;
    let mut tab = Tab::new(&world.identity);
    let started = world.events(Action::SessionStarted).await;
    let sign_on = tab.begin(asked("_1")).await;
    let progress = tab.answer_password(&sign_on, JEREMY, PASSWORD).await.unwrap();
    assert!(matches!(progress, Progress::Next(_, SignOnStep::Finish)), "{progress:?}");
    assert_eq!(world.events(Action::SessionStarted).await, started);
    assert!(matches!(tab.outcome(&sign_on).await, Outcome::Told(_)));
    assert_eq!(world.events(Action::SessionStarted).await, started + 1);
    assert!(tab.current.is_some());
    assert!(matches!(tab.outcome(&sign_on).await, Outcome::Told(_)));
    assert_eq!(world.events(Action::SessionStarted).await, started + 1);
}

/// A proof that lies about for half an hour opens nothing.
#[tokio::test]
async fn a_proof_that_was_left_lying_is_asked_for_again() {
    let (world, asked) = signing_on().await;
    let tab = Tab::new(&world.identity);
    let sign_on = tab.begin(asked("_1")).await;
    tab.answer_password(&sign_on, JEREMY, PASSWORD).await.unwrap();
    world.clock.advance(Duration::from_mins(30));
    let progress = tab.advance(&sign_on).await;
    assert!(matches!(progress, Progress::Next(_, SignOnStep::Identify)), "{progress:?}");
}

#[tokio::test]
async fn the_organisation_is_chosen_before_the_session_and_held_by_it() {
    let (world, asked) = signing_on().await;
    // A second place where Jeremy may use the application.
    let below = world.provision(&organization("CRM-2", Some("CRM-1"))).await.record.id;
    contract(&world, "K-2", "CRM-2").await;
    world.identity.invite(&world.scott().await, &invite(below, JEREMY, "planner")).await.unwrap();
    let token = world.mailed_token().await;
    world.identity.accept_invitation_as(&world.caller(JEREMY).await, &token).await.unwrap();
    let operator = world.operator().await;
    let mut tab = Tab::new(&world.identity);
    let sign_on = tab.begin(asked("_1")).await;
    let progress = tab.answer_password(&sign_on, JEREMY, PASSWORD).await.unwrap();
    let Progress::Next(_, SignOnStep::ChooseOrganization(open)) = progress else { panic!("{progress:?}") };
    assert_eq!(open.len(), 2);
    let foreign = tab.answer(&sign_on, Answer::Organization(operator)).await;
    assert!(matches!(foreign, Err(AnswerError::Organization)), "{foreign:?}");
    let chosen = open[0].0;
    tab.answer(&sign_on, Answer::Organization(chosen)).await.unwrap();
    let Outcome::Told(told) = tab.outcome(&sign_on).await else { panic!() };
    assert_eq!(told.organization, chosen);
    assert_eq!(tab.current.unwrap().session.acting_for, Some(chosen));
}

#[tokio::test]
async fn nothing_is_asked_where_the_request_forbids_it() {
    let (world, asked) = signing_on().await;
    let mut tab = Tab::new(&world.identity);
    let passive = identity_core::domain::ApplicationRequest { passive: true, ..asked("_1") };
    let sign_on = tab.begin(passive).await;
    let Outcome::Refused(refusal) = tab.outcome(&sign_on).await else { panic!() };
    assert_eq!(refusal.reason, RefusalReason::NotPassive);
    assert!(tab.current.is_none());
}

/// Whoever reads the trail finds the request that the page named.
#[tokio::test]
async fn every_row_of_a_sign_on_has_the_reference() {
    let (world, asked) = signing_on().await;
    let mut tab = Tab::new(&world.identity);
    let sign_on = tab.begin(asked("_1")).await;
    assert!(tab.answer_password(&sign_on, JEREMY, "wrong").await.is_err());
    tab.answer_password(&sign_on, JEREMY, PASSWORD).await.unwrap();
    tab.outcome(&sign_on).await;
    let page = Page::first(Page::MAX_LIMIT);
    let rows = world.store.audit_events().list(&AuditFilter::default(), &page).await.unwrap().items;
    for action in [Action::SignInRefused, Action::SessionStarted, Action::AssertionIssued] {
        // The world's own sign-ins have none.
        let with = |row: &&Versioned<AuditEvent>| row.reference.as_deref() == Some("7Q2M-4K8D");
        let row = rows.iter().filter(with).find(|row| row.action == action);
        assert!(row.is_some_and(|row| !row.details.contains_key("reference")), "{action:?}: {rows:?}");
    }
}

/// Whoever signs in where somebody else was to prove anew who they are is not led to what that one was about to change.
#[tokio::test]
async fn a_new_proof_by_somebody_else_leads_to_their_start_page() {
    let (world, _) = signing_on().await;
    let mut tab = Tab::signed_in(&world, JEREMY).await;
    let origin = Origin::Again { return_to: "/account/security".to_owned() };
    let attempt = world.identity.begin_sign_on(&tab.visitor(), origin).await.unwrap();
    let answer = Answer::Password { identifier: "scott".to_owned(), password: Secret::new(PASSWORD) };
    let progress = world.identity.answer(&attempt, &tab.visitor(), answer).await.unwrap();
    let Progress::Done(done) = progress else { panic!("{progress:?}") };
    assert_eq!(tab.finish(*done).await, Outcome::Page { return_to: "/".to_owned() });
}
