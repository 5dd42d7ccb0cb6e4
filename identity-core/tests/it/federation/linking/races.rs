//! Two at once: one link, one account, one session.

use super::provider::{
    ANNIE, accounts, asserts, at_page, come_back, content, give, leave, links, next, provider, sign_in_by,
    world_of,
};
use crate::sign_on::application::Tab;
use identity_core::domain::{LinkPolicy, UnknownPerson};
use identity_core::sign_on::{Answer, NewLinkedAccount, SignOnStep};

/// Keycloak #37307: a callback that is loaded twice makes one account.
#[tokio::test]
async fn branch_c10_the_same_callback_twice_makes_one_account() {
    let (world, connection) = world_of(UnknownPerson::Create, LinkPolicy::Allowed).await;
    let before = accounts(&world).await;
    let mut tab = Tab::new(&world.identity);
    let (sign_on, departure) = leave(&tab, &at_page(&tab).await, &connection).await;
    let (attempt, _) = world.identity.returned(&departure.request_id, &tab.visitor()).await.unwrap();
    // Both were let through before one of them was written.
    let visitor = tab.visitor();
    let (first, second) = tokio::join!(
        world.identity.answer(&attempt, &visitor, provider(asserts(&world, ANNIE))),
        world.identity.answer(&attempt, &visitor, provider(asserts(&world, ANNIE))),
    );
    assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
    assert_eq!((accounts(&world).await, links(&world).await.len()), (before + 1, 1));
    assert_eq!(tab.outcome(&sign_on).await, content());
}

/// The same person in two tabs.
#[tokio::test]
async fn branch_d01_two_tabs_of_one_person_make_one_account() {
    let (world, connection) = world_of(UnknownPerson::Create, LinkPolicy::Allowed).await;
    let before = accounts(&world).await;
    let (one, two) = (Tab::new(&world.identity), Tab::new(&world.identity));
    let (_, first) = leave(&one, &at_page(&one).await, &connection).await;
    let (_, second) = leave(&two, &at_page(&two).await, &connection).await;
    let (first, second) = tokio::join!(
        come_back(&one, &first, provider(asserts(&world, ANNIE))),
        come_back(&two, &second, provider(asserts(&world, ANNIE))),
    );
    assert_eq!((next(first).1, next(second).1), (SignOnStep::Finish, SignOnStep::Finish));
    assert_eq!((accounts(&world).await, links(&world).await.len()), (before + 1, 1));
}

/// Both tabs were asked, and both say "make one for me".
#[tokio::test]
async fn branch_d01_a_second_click_makes_no_second_account() {
    let (world, connection) = world_of(UnknownPerson::ConnectOrCreate, LinkPolicy::Allowed).await;
    let before = accounts(&world).await;
    let (mut one, two) = (Tab::new(&world.identity), Tab::new(&world.identity));
    let (first, _) = sign_in_by(&world, &one, &connection, ANNIE).await;
    let (second, _) = sign_in_by(&world, &two, &connection, ANNIE).await;
    let account = || {
        let asserted = first.asserted.clone().unwrap();
        NewLinkedAccount::new(asserted.given_name.unwrap(), asserted.family_name.unwrap())
    };
    let (done, late) = tokio::join!(
        one.answer(&first, Answer::CreateLinked(account())),
        two.answer(&second, Answer::CreateLinked(account())),
    );
    assert!(done.is_ok() != late.is_ok(), "{done:?} {late:?}");
    assert_eq!((accounts(&world).await, links(&world).await.len()), (before + 1, 1));
    if done.is_ok() {
        assert_eq!(one.outcome(&first).await, content());
    }
}

/// Two browsers link the same identity with two accounts: one of them is told.
#[tokio::test]
async fn branch_d01_of_two_accounts_one_gets_the_identity() {
    let (world, connection) = world_of(UnknownPerson::ConnectOrCreate, LinkPolicy::Allowed).await;
    let (mut one, two) = (Tab::new(&world.identity), Tab::new(&world.identity));
    let mut begun = Vec::new();
    for (tab, name) in [(&one, crate::sign_on::application::JEREMY), (&two, "scott")] {
        let (sign_on, _) = sign_in_by(&world, tab, &connection, ANNIE).await;
        give(tab, &sign_on, Answer::ConnectAccount).await;
        tab.answer_password(&sign_on, name, crate::support::PASSWORD).await.unwrap();
        give(tab, &sign_on, Answer::ConfirmLink(true)).await;
        begun.push(sign_on);
    }
    assert_eq!(one.outcome(&begun[0]).await, content());
    let (_, step) = next(Ok(two.advance(&begun[1]).await));
    assert_eq!(step, SignOnStep::ChooseOtherWay(identity_core::sign_on::OtherWay::LinkedElsewhere));
    assert_eq!(links(&world).await.len(), 1);
}
