//! A second kind of proof before every door. The method is known to this file alone.

use super::application::{JEREMY, Tab, application};
use crate::support::{PASSWORD, World, account, invite};
use async_trait::async_trait;
use identity_core::authenticators::{Authenticator, Factor, Factors};
use identity_core::domain::{Action, AuthenticationMethod, Origin};
use identity_core::ids::UserId;
use identity_core::secrets::Secret;
use identity_core::sign_on::{
    Answer, AnswerError, Outcome, Progress, RefusalReason, SignInError, SignOnStep,
};
use identity_core::store::StoreError;
use std::sync::Arc;

const CODE: AuthenticationMethod = AuthenticationMethod::new("test-code");

/// A token whose display always shows the same.
#[derive(Debug)]
pub(crate) struct Display;

#[async_trait]
impl Authenticator for Display {
    fn method(&self) -> AuthenticationMethod {
        CODE
    }

    fn factor(&self) -> Factor {
        Factor::Possession
    }

    async fn is_set_up(&self, _user: UserId) -> Result<bool, StoreError> {
        Ok(true)
    }

    async fn verify(&self, _user: UserId, code: &Secret) -> Result<bool, StoreError> {
        Ok(code.expose() == "246810")
    }
}

pub(crate) fn code(text: &str) -> Answer {
    Answer::Code { method: CODE, code: Secret::new(text) }
}

/// A deployment that asks for two kinds of proof from now on.
async fn two_kinds() -> World {
    let mut world = World::new().await;
    world.with_jeremy().await;
    world.restart(
        |settings| settings.factors = Factors::Two,
        |builder| builder.authenticator(Arc::new(Display)),
    );
    world
}

pub(crate) fn is_challenge(progress: &Progress) -> bool {
    matches!(progress, Progress::Next(_, SignOnStep::Challenge(methods)) if *methods == [CODE])
}

fn has_both(tab: &Tab) -> bool {
    let methods = &tab.current.as_ref().unwrap().session.methods;
    methods.contains(&CODE) && methods.contains(&AuthenticationMethod::PASSWORD)
}

#[tokio::test]
async fn it_stands_before_the_start_page() {
    let world = two_kinds().await;
    let mut tab = Tab::new(&world.identity);
    let origin = Origin::Page { return_to: "/account".to_owned() };
    let attempt = world.identity.begin_sign_on(&tab.visitor(), origin).await.unwrap();
    assert!(!attempt.is_stored());
    let answer = Answer::Password { identifier: JEREMY.to_owned(), password: Secret::new(PASSWORD) };
    let started = world.events(Action::SessionStarted).await;
    let progress = world.identity.answer(&attempt, &tab.visitor(), answer).await.unwrap();
    assert!(is_challenge(&progress), "{progress:?}");
    let Progress::Next(attempt, _) = progress else { panic!() };
    // From the first proof on it is stored, so that it goes on at its address, also after a restart.
    let progress = tab.answer(&attempt.sign_on, code("246810")).await.unwrap();
    assert!(matches!(progress, Progress::Next(_, SignOnStep::Finish)), "{progress:?}");
    assert_eq!(world.events(Action::SessionStarted).await, started);
    let outcome = tab.outcome(&attempt.sign_on).await;
    assert_eq!(outcome, Outcome::Page { return_to: "/account".to_owned() });
    assert!(has_both(&tab));
}

#[tokio::test]
async fn it_stands_before_an_application() {
    let world = two_kinds().await;
    let asked = application(&world).await;
    let mut tab = Tab::new(&world.identity);
    let sign_on = tab.begin(asked("_1")).await;
    let progress = tab.answer_password(&sign_on, JEREMY, PASSWORD).await.unwrap();
    assert!(is_challenge(&progress), "{progress:?}");
    assert_eq!(world.events(Action::AssertionIssued).await, 0);
    tab.answer(&sign_on, code("246810")).await.unwrap();
    let Outcome::Told(told) = tab.outcome(&sign_on).await else { panic!() };
    assert_eq!(told.factors, Factors::Two);
    assert!(has_both(&tab));
}

#[tokio::test]
async fn it_stands_before_the_session_of_an_invited_person() {
    let mut world = World::new().await;
    let (city_group, _) = world.with_jeremy().await;
    let scott = world.scott().await;
    world.identity.invite(&scott, &invite(city_group, "ann@citygroup.example", "planner")).await.unwrap();
    let token = world.mailed_token().await;
    world.restart(
        |settings| settings.factors = Factors::Two,
        |builder| builder.authenticator(Arc::new(Display)),
    );
    let mut tab = Tab::new(&world.identity);
    let invitation = world.identity.open_invitation(&token).await.unwrap().invitation.id;
    let origin = Origin::Invitation { invitation, return_to: "/joined".to_owned() };
    let attempt = world.identity.begin_sign_on(&tab.visitor(), origin).await.unwrap();
    let answer = Answer::Account { token, account: account() };
    let progress = world.identity.answer(&attempt, &tab.visitor(), answer).await.unwrap();
    assert!(is_challenge(&progress), "{progress:?}");
    let Progress::Next(attempt, _) = progress else { panic!() };
    assert_eq!(world.events(Action::InvitationAccepted).await, 2);
    tab.answer(&attempt.sign_on, code("246810")).await.unwrap();
    let outcome = tab.outcome(&attempt.sign_on).await;
    assert_eq!(outcome, Outcome::Page { return_to: "/joined".to_owned() });
    assert!(has_both(&tab));
}

/// A session from before two kinds were asked for is raised: only the missing proof is asked.
#[tokio::test]
async fn it_raises_a_living_session_that_has_one() {
    let mut world = World::new().await;
    world.with_jeremy().await;
    let asked = application(&world).await;
    let mut tab = Tab::signed_in(&world, JEREMY).await;
    let before = tab.current.clone().unwrap().session;
    world.restart(
        |settings| settings.factors = Factors::Two,
        |builder| builder.authenticator(Arc::new(Display)),
    );
    tab.identity = world.identity.clone();
    // Also at a page of ours, where the attempt gets an address with that.
    let origin = Origin::Page { return_to: "/".to_owned() };
    let at_page = world.identity.begin_sign_on(&tab.visitor(), origin).await.unwrap();
    let progress = world.identity.advance(&at_page, &tab.visitor()).await.unwrap();
    assert!(is_challenge(&progress), "{progress:?}");
    assert!(matches!(progress, Progress::Next(attempt, _) if attempt.is_stored()));
    let sign_on = tab.begin(asked("_1")).await;
    let progress = tab.advance(&sign_on).await;
    assert!(is_challenge(&progress), "{progress:?}");
    tab.answer(&sign_on, code("246810")).await.unwrap();
    assert!(matches!(tab.outcome(&sign_on).await, Outcome::Told(_)));
    let after = tab.current.clone().unwrap().session;
    assert!(has_both(&tab) && after.id != before.id && after.authenticated_at >= before.authenticated_at);
    let old = identity_core::store::Store::sessions(&world.store).get(before.id).await.unwrap().unwrap();
    assert!(old.ended_at.is_some());
}

#[tokio::test]
async fn a_wrong_code_is_refused_counted_and_written_down() {
    let world = two_kinds().await;
    let asked = application(&world).await;
    let tab = Tab::new(&world.identity);
    let sign_on = tab.begin(asked("_1")).await;
    tab.answer_password(&sign_on, JEREMY, PASSWORD).await.unwrap();
    let tries = world.identity.settings().sign_in_tries;
    for number in 0..tries {
        let refused = tab.answer(&sign_on, code(&format!("{number:06}"))).await;
        assert!(matches!(refused, Err(AnswerError::Refused)), "{refused:?}");
    }
    let paused = tab.answer(&sign_on, code("246810")).await;
    assert!(matches!(paused, Err(AnswerError::Refused)), "{paused:?}");
    assert_eq!(world.events(Action::SignInRefused).await as u64, tries + 1);
    world.clock.advance(world.identity.settings().sign_in_window);
    assert!(tab.answer(&sign_on, code("246810")).await.is_ok());
}

/// A code alone proves nothing: it is looked at only when it was asked for.
#[tokio::test]
async fn a_code_before_the_password_is_not_looked_at() {
    let world = two_kinds().await;
    let asked = application(&world).await;
    let tab = Tab::new(&world.identity);
    let sign_on = tab.begin(asked("_1")).await;
    let early = tab.answer(&sign_on, code("246810")).await;
    assert!(matches!(early, Err(AnswerError::NotAsked)), "{early:?}");
    let progress = tab.answer_password(&sign_on, JEREMY, PASSWORD).await.unwrap();
    assert!(is_challenge(&progress), "{progress:?}");
}

/// Somebody else's password takes the place of the proofs before it, code included.
#[tokio::test]
async fn proofs_of_two_people_never_add_up() {
    let world = two_kinds().await;
    let asked = application(&world).await;
    let tab = Tab::new(&world.identity);
    let sign_on = tab.begin(asked("_1")).await;
    tab.answer_password(&sign_on, JEREMY, PASSWORD).await.unwrap();
    tab.answer(&sign_on, code("246810")).await.unwrap();
    let progress = tab.answer_password(&sign_on, "scott", PASSWORD).await.unwrap();
    assert!(is_challenge(&progress), "{progress:?}");
}

#[tokio::test]
async fn whoever_has_none_set_up_is_told_so() {
    let mut world = World::new().await;
    world.with_jeremy().await;
    let asked = application(&world).await;
    world.restart(
        |settings| {
            settings.factors = Factors::Two;
            settings.methods = Vec::new();
        },
        |builder| builder,
    );
    let mut tab = Tab::new(&world.identity);
    let sign_on = tab.begin(asked("_1")).await;
    tab.answer_password(&sign_on, JEREMY, PASSWORD).await.unwrap();
    let Outcome::Refused(refusal) = tab.outcome(&sign_on).await else { panic!() };
    assert_eq!(refusal.reason, RefusalReason::NoFurtherProof);
    assert!(tab.current.is_none());
    let signed_in = world.sign_in(JEREMY, PASSWORD).await;
    assert!(matches!(signed_in, Err(SignInError::FurtherProofNeeded)), "{signed_in:?}");
}
