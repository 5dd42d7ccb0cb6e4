//! What a sign-on takes is what it asks for.

use super::provider::{ANNIE, give, linked, password, sign_in_by, world_of};
use crate::sign_on::application::Tab;
use identity_core::domain::{LinkPolicy, UnknownPerson};
use identity_core::sign_on::{Answer, AnswerError, OfferedLink, SignOnStep};

/// Every answer about an identity from elsewhere.
fn every_answer() -> [Answer; 8] {
    [
        Answer::ConnectAccount,
        Answer::ConfirmLink(true),
        Answer::ConfirmLink(false),
        Answer::SwitchPerson(true),
        Answer::SwitchPerson(false),
        Answer::OfferedLink(OfferedLink::NotNow),
        Answer::OfferedLink(OfferedLink::Never),
        Answer::OtherWay,
    ]
}

#[tokio::test]
async fn what_was_not_asked_is_not_taken() {
    let (world, connection) = world_of(UnknownPerson::ConnectOrCreate, LinkPolicy::Allowed).await;
    linked(&world, &connection).await;
    let tab = Tab::new(&world.identity);
    let (sign_on, step) = sign_in_by(&world, &tab, &connection, ANNIE).await;
    assert_eq!(step, SignOnStep::Finish);
    for answer in every_answer() {
        let shown = format!("{answer:?}");
        let refused = tab.answer(&sign_on, answer).await;
        assert!(matches!(refused, Err(AnswerError::NotAsked)), "{shown}: {refused:?}");
    }
}

/// Whoever says nothing of the identity and signs in here goes on without it.
#[tokio::test]
async fn a_password_without_a_word_drops_the_identity() {
    let (world, connection) = world_of(UnknownPerson::ConnectOrCreate, LinkPolicy::Allowed).await;
    let tab = Tab::new(&world.identity);
    let (sign_on, _) = sign_in_by(&world, &tab, &connection, ANNIE).await;
    let (after, step) = give(&tab, &sign_on, password()).await;
    assert_eq!(step, SignOnStep::Finish);
    assert!(after.asserted.is_none() && after.provider_session.is_none());
}

/// Somebody else's password after both were confirmed: they are asked themselves.
#[tokio::test]
async fn a_confirmation_counts_for_the_person_who_gave_it() {
    let (world, connection) = world_of(UnknownPerson::ConnectOrCreate, LinkPolicy::Allowed).await;
    let tab = Tab::new(&world.identity);
    let (sign_on, _) = sign_in_by(&world, &tab, &connection, ANNIE).await;
    give(&tab, &sign_on, Answer::ConnectAccount).await;
    give(&tab, &sign_on, password()).await;
    give(&tab, &sign_on, Answer::ConfirmLink(true)).await;
    let other = tab.answer_password(&sign_on, "scott", crate::support::PASSWORD).await;
    let (_, step) = super::provider::next(other);
    assert_eq!(step, SignOnStep::ConfirmLink);
}
