//! A forgotten password: the link, what it sets, and what ends by it.

use super::application::{JEREMY, Tab};
use super::further_proof::{Display, code, is_challenge};
use crate::support::counting::Counting;
use crate::support::{PASSWORD, World, identity_on};
use identity_core::authenticators::Factors;
use identity_core::delivery::{MessageContent, NoRecovery};
use identity_core::domain::{
    Action, Actor, CredentialFilter, Device, Origin, Recovery, RecoveryFilter, User, UserState,
};
use identity_core::recovery::{AskRecoveryError, OpenRecoveryError, RecoveryRequest, ResetError};
use identity_core::secrets::{PasswordHasher, PasswordRefused, Secret, SecretToken};
use identity_core::sign_on::{Answer, AnswerError, Attempt, Outcome, Progress, SignOnStep};
use identity_core::store::{ChangeSet, Page, Store, Versioned};
use std::sync::Arc;
use std::time::Duration;

pub(super) const NEW: &str = "harbour-pencil-willow";

async fn ask(world: &World, identifier: &str) {
    world.identity.ask_for_recovery(RecoveryRequest::new(identifier)).await.unwrap();
}

/// The tokens of the links that were mailed since the last look.
async fn links(world: &World) -> Vec<SecretToken> {
    let mut tokens = Vec::new();
    for mail in world.mails().await {
        if let MessageContent::Recovery { link, .. } = mail.content {
            assert!(link.starts_with("https://my.smartplan.example/recover/"), "{link}");
            tokens.push(SecretToken::parse(link.rsplit('/').next().unwrap()).unwrap());
        }
    }
    tokens
}

pub(super) async fn link(world: &World) -> SecretToken {
    ask(world, JEREMY).await;
    links(world).await.pop().unwrap()
}

async fn begin(tab: &Tab, token: &SecretToken) -> Attempt {
    let opened = tab.identity.open_recovery(token).await.unwrap();
    let origin = Origin::Recovery { recovery: opened.id, return_to: opened.return_to };
    tab.identity.begin_sign_on(&tab.visitor(), origin).await.unwrap()
}

fn answer(token: &SecretToken, password: &str) -> Answer {
    Answer::NewPassword { token: token.clone(), password: Secret::new(password) }
}

pub(super) async fn reset(tab: &Tab, token: &SecretToken, password: &str) -> Result<Progress, AnswerError> {
    let attempt = begin(tab, token).await;
    tab.identity.answer(&attempt, &tab.visitor(), answer(token, password)).await
}

async fn pending(world: &World) -> Vec<Versioned<Recovery>> {
    let all = RecoveryFilter::default();
    world.store.recoveries().list(&all, &Page::first(100)).await.unwrap().items
}

async fn set_state(world: &World, state: UserState) {
    let found = world.user(JEREMY).await.unwrap();
    world.meanwhile(User { state, ..found.record }, found.version).await;
}

#[tokio::test]
async fn a_link_sets_a_new_password_and_signs_in() {
    let world = World::new().await;
    world.with_jeremy().await;
    let asked = RecoveryRequest::new(" JEREMY@citygroup.example").return_to("/account");
    world.identity.ask_for_recovery(asked.reference("7Q2M")).await.unwrap();
    let token = links(&world).await.pop().unwrap();
    let row = world.last_row(Action::RecoveryRequested).await;
    assert_eq!((row.actor, row.reference.as_deref()), (Actor::Anonymous, Some("7Q2M")));
    let mut tab = Tab::new(&world.identity);
    let attempt = begin(&tab, &token).await;
    let progress = world.identity.advance(&attempt, &tab.visitor()).await.unwrap();
    assert!(matches!(progress, Progress::Next(_, SignOnStep::SetPassword)), "{progress:?}");
    let Progress::Done(done) = reset(&tab, &token, NEW).await.unwrap() else { panic!() };
    assert_eq!(tab.finish(*done).await, Outcome::Page { return_to: "/account".to_owned() });
    let jeremy = world.user(JEREMY).await.unwrap();
    assert_eq!(tab.current.unwrap().user.id, jeremy.id);
    assert!(world.sign_in(JEREMY, PASSWORD).await.is_err());
    assert!(world.sign_in(JEREMY, NEW).await.is_ok());
    let row = world.last_row(Action::PasswordChanged).await;
    assert_eq!(row.actor, Actor::User(jeremy.id));
    assert_eq!(row.details.get("reason").map(String::as_str), Some("recovered"));
    let told = world.mails().await;
    assert!(matches!(told[0].content, MessageContent::PasswordChanged { .. }), "{told:?}");
    assert_eq!((told.len(), told[0].recipient.as_str()), (1, JEREMY));
}

#[tokio::test]
async fn p_06_a_link_is_used_once_also_twice_at_the_same_time() {
    let world = World::new().await;
    world.with_jeremy().await;
    let token = link(&world).await;
    let (one, other) = (Tab::new(&world.identity), Tab::new(&world.identity));
    let (first, second) = (begin(&one, &token).await, begin(&other, &token).await);
    let (one_visitor, other_visitor) = (one.visitor(), other.visitor());
    let (a, b) = tokio::join!(
        world.identity.answer(&first, &one_visitor, answer(&token, NEW)),
        world.identity.answer(&second, &other_visitor, answer(&token, "another-pencil-willow")),
    );
    assert_eq!([a.is_ok(), b.is_ok()].into_iter().filter(|ok| *ok).count(), 1, "{a:?} {b:?}");
    assert_eq!(world.events(Action::PasswordChanged).await, 1);
    let again = world.identity.answer(&first, &one.visitor(), answer(&token, NEW)).await;
    assert!(matches!(again, Err(AnswerError::Recovery(ResetError::Unknown))), "{again:?}");
    let opened = world.identity.open_recovery(&token).await;
    assert!(matches!(opened, Err(OpenRecoveryError::Unknown)), "{opened:?}");
}

/// Looking at it does not use it up; its half hour does.
#[tokio::test]
async fn a_link_works_for_half_an_hour_however_often_it_is_opened() {
    let world = World::new().await;
    world.with_jeremy().await;
    let token = link(&world).await;
    let tab = Tab::new(&world.identity);
    let attempt = begin(&tab, &token).await;
    world.clock.advance(Duration::from_mins(30) - Duration::from_micros(1));
    assert_eq!(world.identity.open_recovery(&token).await.unwrap().sign_in_name(), JEREMY);
    world.clock.advance(Duration::from_micros(1));
    assert!(matches!(world.identity.open_recovery(&token).await, Err(OpenRecoveryError::Expired)));
    let late = world.identity.answer(&attempt, &tab.visitor(), answer(&token, NEW)).await;
    assert!(matches!(late, Err(AnswerError::Recovery(ResetError::Expired))), "{late:?}");
    assert!(world.sign_in(JEREMY, PASSWORD).await.is_ok());
    world.clock.advance(Duration::from_hours(24) + Duration::from_micros(1));
    world.identity.remove_expired().await.unwrap();
    assert_eq!(pending(&world).await, []);
}

#[tokio::test]
async fn p_08_a_reset_ends_every_session_and_every_other_link() {
    let world = World::new().await;
    world.with_jeremy().await;
    let laptop = world.sign_in(JEREMY, PASSWORD).await.unwrap();
    let telephone = world.sign_in(JEREMY, PASSWORD).await.unwrap();
    let scott = world.sign_in("scott", PASSWORD).await.unwrap();
    let (older, newer) = (link(&world).await, link(&world).await);
    let tab = Tab::new(&world.identity);
    assert!(matches!(reset(&tab, &newer, NEW).await.unwrap(), Progress::Done(_)));
    for ended in [laptop, telephone] {
        assert!(world.identity.session(&ended.token).await.unwrap().is_none());
    }
    assert!(world.identity.session(&scott.token).await.unwrap().is_some());
    let opened = world.identity.open_recovery(&older).await;
    assert!(matches!(opened, Err(OpenRecoveryError::Unknown)), "{opened:?}");
    assert_eq!(pending(&world).await, []);
}

#[tokio::test]
async fn p_09_a_second_factor_is_still_asked_after_a_reset() {
    let mut world = World::new().await;
    world.with_jeremy().await;
    let two = |settings: &mut identity_core::Settings| settings.factors = Factors::Two;
    world.restart(two, |builder| builder.authenticator(Arc::new(Display)));
    // This browser has a session with both; what was proved in it ends with it.
    let mut tab = Tab::new(&world.identity);
    let origin = Origin::Page { return_to: "/".to_owned() };
    let attempt = world.identity.begin_sign_on(&tab.visitor(), origin).await.unwrap();
    let password = Answer::Password { identifier: JEREMY.to_owned(), password: Secret::new(PASSWORD) };
    let progress = world.identity.answer(&attempt, &tab.visitor(), password).await.unwrap();
    let Progress::Next(attempt, _) = progress else { panic!("{progress:?}") };
    tab.answer(&attempt.sign_on, code("246810")).await.unwrap();
    tab.outcome(&attempt.sign_on).await;
    let before = world.events(Action::SessionStarted).await;
    let token = link(&world).await;
    let progress = reset(&tab, &token, NEW).await.unwrap();
    assert!(is_challenge(&progress), "{progress:?}");
    assert_eq!(world.events(Action::SessionStarted).await, before);
    let Progress::Next(attempt, _) = progress else { panic!() };
    tab.current = None;
    tab.answer(&attempt.sign_on, code("246810")).await.unwrap();
    assert_eq!(tab.outcome(&attempt.sign_on).await, Outcome::Page { return_to: "/".to_owned() });
    assert_eq!(world.events(Action::SessionStarted).await, before + 1);
}

/// Somebody with the old password who waits for a second factor starts again, with the new one (P-08).
#[tokio::test]
async fn p_08_a_sign_on_that_began_with_the_old_password_is_worth_nothing() {
    let mut world = World::new().await;
    world.with_jeremy().await;
    let two = |settings: &mut identity_core::Settings| settings.factors = Factors::Two;
    world.restart(two, |builder| builder.authenticator(Arc::new(Display)));
    let thief = Tab::new(&world.identity);
    let origin = Origin::Page { return_to: "/".to_owned() };
    let attempt = world.identity.begin_sign_on(&thief.visitor(), origin).await.unwrap();
    let password = Answer::Password { identifier: JEREMY.to_owned(), password: Secret::new(PASSWORD) };
    let progress = world.identity.answer(&attempt, &thief.visitor(), password).await.unwrap();
    let Progress::Next(waiting, _) = progress else { panic!("{progress:?}") };
    world.clock.advance(Duration::from_mins(1));
    let owner = Tab::new(&world.identity);
    let token = link(&world).await;
    assert!(is_challenge(&reset(&owner, &token, NEW).await.unwrap()));
    let late = thief.answer(&waiting.sign_on, code("246810")).await;
    assert!(matches!(late, Err(AnswerError::NotAsked)), "{late:?}");
    let progress = thief.advance(&waiting.sign_on).await;
    assert!(matches!(progress, Progress::Next(_, SignOnStep::Identify)), "{progress:?}");
}

/// Also with eight characters, since there is a second factor (P-01).
#[tokio::test]
async fn p_01_the_rules_hold_for_a_reset_and_the_link_stays() {
    let mut world = World::new().await;
    world.with_jeremy().await;
    let token = link(&world).await;
    let tab = Tab::new(&world.identity);
    let refusal = async |tab: &Tab, password: &str| match reset(tab, &token, password).await {
        Err(AnswerError::Recovery(ResetError::Password(why))) => why,
        other => panic!("{password}: {other:?}"),
    };
    assert_eq!(refusal(&tab, "kettle-pencil1").await, PasswordRefused::TooShort { minimum: 15 });
    assert_eq!(refusal(&tab, "City Group Inc 2026").await, PasswordRefused::ContainsContext);
    assert_eq!(refusal(&tab, "password-password").await, PasswordRefused::Common);
    assert!(world.sign_in(JEREMY, PASSWORD).await.is_ok());
    let two = |settings: &mut identity_core::Settings| settings.factors = Factors::Two;
    world.restart(two, |builder| builder.authenticator(Arc::new(Display)));
    let tab = Tab::new(&world.identity);
    assert_eq!(refusal(&tab, "kettle7").await, PasswordRefused::TooShort { minimum: 8 });
    assert!(is_challenge(&reset(&tab, &token, "kettle-pencil1").await.unwrap()));
}

/// A token is for one person and one recovery, whatever the browser claims (P-13).
#[tokio::test]
async fn p_13_a_link_is_for_the_account_that_it_was_mailed_to() {
    let world = World::new().await;
    world.with_jeremy().await;
    ask(&world, "scott").await;
    let of_scott = links(&world).await.pop().unwrap();
    let of_jeremy = link(&world).await;
    let tab = Tab::new(&world.identity);
    let attempt = begin(&tab, &of_scott).await;
    let crossed = world.identity.answer(&attempt, &tab.visitor(), answer(&of_jeremy, NEW)).await;
    assert!(matches!(crossed, Err(AnswerError::Recovery(ResetError::Unknown))), "{crossed:?}");
    // Nor does it begin where no link was opened.
    let page = Origin::Page { return_to: "/".to_owned() };
    let page = world.identity.begin_sign_on(&tab.visitor(), page).await.unwrap();
    let elsewhere = world.identity.answer(&page, &tab.visitor(), answer(&of_jeremy, NEW)).await;
    assert!(matches!(elsewhere, Err(AnswerError::NotAsked)), "{elsewhere:?}");
    // And a password alone does not finish it.
    let attempt = begin(&tab, &of_jeremy).await;
    let password = Answer::Password { identifier: "scott".to_owned(), password: Secret::new(PASSWORD) };
    let other = world.identity.answer(&attempt, &tab.visitor(), password).await;
    assert!(matches!(other, Err(AnswerError::NotAsked)), "{other:?}");
    // The address of the account changed since the link was mailed.
    let jeremy = world.user(JEREMY).await.unwrap();
    let moved = User { email: Some(crate::support::email("jeremy@example.org")), ..jeremy.record };
    world.meanwhile(moved, jeremy.version).await;
    assert!(matches!(world.identity.open_recovery(&of_jeremy).await, Err(OpenRecoveryError::Unknown)));
}

#[tokio::test]
async fn who_is_locked_meanwhile_sets_no_password() {
    let world = World::new().await;
    world.with_jeremy().await;
    let token = link(&world).await;
    let tab = Tab::new(&world.identity);
    let attempt = begin(&tab, &token).await;
    set_state(&world, UserState::Locked).await;
    let late = world.identity.answer(&attempt, &tab.visitor(), answer(&token, NEW)).await;
    assert!(matches!(late, Err(AnswerError::Recovery(ResetError::Unknown))), "{late:?}");
    assert_eq!(world.events(Action::PasswordChanged).await, 0);
}

/// Unknown, known, locked, disabled and without a password: the same answer, the same reads, one commit (N-02).
#[tokio::test]
async fn n_02_asking_costs_the_same_for_every_name() {
    let world = World::new().await;
    world.with_jeremy().await;
    let hasher = PasswordHasher::fast_for_tests();
    let (store, work) = Counting::new(world.store.clone());
    let identity = identity_on(&world.store, &world.clock, hasher.clone()).with_store(store);
    let mut costs = Vec::new();
    let mut look = async |what: &str, identifier: &str| {
        let before = hasher.filled_kib();
        identity.ask_for_recovery(RecoveryRequest::new(identifier)).await.unwrap();
        let calls = work.take().calls.into_iter();
        let calls: Vec<_> = calls.map(|call| call.split(':').next().unwrap().to_owned()).collect();
        costs.push((what.to_owned(), hasher.filled_kib() - before, calls));
    };
    look("known", JEREMY).await;
    look("unknown", "nobody@citygroup.example").await;
    look("malformed", "not a name \u{0}").await;
    set_state(&world, UserState::Locked).await;
    look("locked", JEREMY).await;
    set_state(&world, UserState::Disabled).await;
    look("disabled", JEREMY).await;
    let scott = CredentialFilter { user: Some(world.user("scott@operator.example").await.unwrap().id) };
    let credential = world.store.credentials().list(&scott, &Page::first(1)).await.unwrap().items.remove(0);
    let mut changes = ChangeSet::new();
    changes.remove(credential.id, credential.version);
    world.store.commit(&changes).await.unwrap();
    look("without a password", "scott").await;
    let (_, filled, calls) = costs[0].clone();
    assert_eq!((filled, calls.iter().filter(|call| *call == "commit").count()), (0, 1), "{calls:?}");
    for (what, of_this, calls_of_this) in &costs {
        assert_eq!((*of_this, calls_of_this), (filled, &calls), "{what}");
    }
    let mails = world.mails().await;
    let mut told: Vec<_> = mails
        .iter()
        .map(|mail| match &mail.content {
            MessageContent::Recovery { .. } => None,
            MessageContent::RecoveryRefused { why, .. } => Some(*why),
            other => panic!("{other:?}"),
        })
        .collect();
    told.sort_by_key(|why| format!("{why:?}"));
    let closed = Some(NoRecovery::Closed);
    assert_eq!(told, [None, closed, closed, Some(NoRecovery::NoPassword)]);
    assert_eq!(world.events(Action::RecoveryRefused).await, 2);
}

#[tokio::test]
async fn an_account_gets_three_mails_an_hour_and_ten_a_day() {
    let world = World::new().await;
    world.with_jeremy().await;
    let mut sent = Vec::new();
    for _ in 0..5 {
        for _ in 0..4 {
            ask(&world, JEREMY).await;
        }
        sent.push(links(&world).await.len());
        world.clock.advance(Duration::from_hours(1));
    }
    assert_eq!(sent, [3, 3, 3, 1, 0]);
    world.clock.advance(Duration::from_hours(24));
    ask(&world, JEREMY).await;
    assert_eq!(links(&world).await.len(), 1);
}

/// Strangers who ask do not use up the mails of the person (T-19).
#[tokio::test]
async fn t_19_a_browser_that_the_person_knows_has_mails_of_its_own() {
    let world = World::new().await;
    let (_, jeremy) = world.with_jeremy().await;
    let known = world.identity.remember_device(None, jeremy.id);
    for _ in 0..9 {
        ask(&world, JEREMY).await;
    }
    assert_eq!(links(&world).await.len(), 3);
    let asked = || RecoveryRequest::new(JEREMY).known_device(Some(known.clone()));
    for _ in 0..9 {
        world.identity.ask_for_recovery(asked()).await.unwrap();
    }
    assert_eq!(links(&world).await.len(), 3);
    let of_nobody = RecoveryRequest::new("scott").known_device(Some(known.clone()));
    world.identity.ask_for_recovery(of_nobody).await.unwrap();
    assert_eq!(links(&world).await.len(), 1);
}

/// Whatever names are entered, and whether there are such accounts (N-09).
#[tokio::test]
async fn a_network_asks_for_so_many_links_an_hour() {
    let mut world = World::new().await;
    world.restart(|settings| settings.recoveries_per_network = 4, |builder| builder);
    let from = |address: &str, number: usize| {
        let device = Device { user_agent: None, address: Some(address.to_owned()) };
        RecoveryRequest::new(format!("person{number}@example.com")).browser(device)
    };
    for number in 0..4 {
        world.identity.ask_for_recovery(from("2001:db8:1::7", number)).await.unwrap();
    }
    let refused = world.identity.ask_for_recovery(from("2001:db8:1::8", 9)).await;
    assert!(matches!(refused, Err(AskRecoveryError::TooMany)), "{refused:?}");
    // Of several rows of one instant, which one is the last is left open.
    let rows = world.rows(Action::RecoveryRefused).await;
    let of_network = |row: &&identity_core::domain::AuditEvent| {
        row.details.get("reason").is_some_and(|reason| reason == "network")
    };
    assert_eq!(rows.iter().filter(of_network).count(), 1);
    world.identity.ask_for_recovery(from("192.0.2.7", 9)).await.unwrap();
    world.clock.advance(Duration::from_hours(1));
    world.identity.ask_for_recovery(from("2001:db8:1::8", 9)).await.unwrap();
}

/// The link is nowhere in the store: neither in its record nor, readable, in the mail that waits.
#[tokio::test]
async fn the_store_holds_the_digest_of_a_link_alone() {
    let world = World::new().await;
    world.with_jeremy().await;
    let token = link(&world).await;
    let found = pending(&world).await.remove(0);
    assert_eq!(found.token, token.digest());
    assert!(!serde_json::to_string(&found.record).unwrap().contains(token.expose()));
}
