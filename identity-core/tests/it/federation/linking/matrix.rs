//! The eight cells of a sign-in by a central account: with and without an account here, with and without a central one, at the first
//! and at a later visit.

use super::provider::{ANNIE, accounts, content, give, links, password, sign_in_by, who, world_of};
use crate::sign_on::application::{JEREMY, Tab};
use identity_core::domain::{LinkPolicy, UnknownPerson};
use identity_core::sign_on::{Answer, NewLinkedAccount, SignOnStep};

/// Whoever has no central account makes one at the provider before they come back: for us it is the same round trip, with a subject
/// that nobody has seen.
const NEW_THERE: &str = "made-a-minute-ago";

async fn first_visit(local: bool, subject: &str) {
    let (world, connection) = world_of(UnknownPerson::ConnectOrCreate, LinkPolicy::Allowed).await;
    let before = accounts(&world).await;
    let mut tab = Tab::new(&world.identity);
    let (sign_on, step) = sign_in_by(&world, &tab, &connection, subject).await;
    assert_eq!(step, SignOnStep::ConnectOrCreate { may_create: true });
    assert!(links(&world).await.is_empty(), "nothing is written before the person says something");
    if local {
        let (_, step) = give(&tab, &sign_on, Answer::ConnectAccount).await;
        assert_eq!(step, SignOnStep::Identify);
        let (_, step) = give(&tab, &sign_on, password()).await;
        assert_eq!(step, SignOnStep::ConfirmLink);
        assert!(links(&world).await.is_empty());
        let (_, step) = give(&tab, &sign_on, Answer::ConfirmLink(true)).await;
        assert_eq!(step, SignOnStep::Finish);
    } else {
        let asserted = sign_on.asserted.clone().unwrap();
        let account = NewLinkedAccount::new(asserted.given_name.unwrap(), asserted.family_name.unwrap());
        let (_, step) = give(&tab, &sign_on, Answer::CreateLinked(account)).await;
        assert_eq!(step, SignOnStep::Finish);
    }
    assert_eq!(tab.outcome(&sign_on).await, content());
    let linked = links(&world).await;
    let [linked] = linked.as_slice() else { panic!("{linked:?}") };
    assert_eq!((linked.subject.value.as_str(), linked.issuer.as_str()), (subject, "https://commit.example"));
    assert_eq!(linked.user, tab.current.as_ref().unwrap().user.id);
    assert_eq!(accounts(&world).await, if local { before } else { before + 1 });
    assert_eq!(who(&tab) == JEREMY, local);
    later_visit(&world, &connection, subject, &who(&tab)).await;
}

/// A later visit by the central account asks nothing.
async fn later_visit(
    world: &crate::support::World,
    connection: &identity_core::domain::Connection,
    subject: &str,
    expected: &str,
) {
    let before = accounts(world).await;
    let mut tab = Tab::new(&world.identity);
    let (sign_on, step) = sign_in_by(world, &tab, connection, subject).await;
    assert_eq!(step, SignOnStep::Finish);
    assert_eq!(tab.outcome(&sign_on).await, content());
    assert_eq!(who(&tab), expected);
    assert_eq!((links(world).await.len(), accounts(world).await), (1, before));
}

#[tokio::test]
async fn branch_b23_local_and_central_account_first_and_later_visit() {
    first_visit(true, ANNIE).await;
}

#[tokio::test]
async fn branch_b23_local_account_and_new_central_one_first_and_later_visit() {
    first_visit(true, NEW_THERE).await;
}

#[tokio::test]
async fn branch_b23_central_account_alone_first_and_later_visit() {
    first_visit(false, ANNIE).await;
}

#[tokio::test]
async fn branch_b23_neither_account_first_and_later_visit() {
    first_visit(false, NEW_THERE).await;
}

/// Flow 1 without questions: where the service makes an account for everybody who comes.
#[tokio::test]
async fn branch_b21_an_account_without_rights_is_made_without_a_question() {
    let (world, connection) = world_of(UnknownPerson::Create, LinkPolicy::Off).await;
    let before = accounts(&world).await;
    let mut tab = Tab::new(&world.identity);
    let (sign_on, step) = sign_in_by(&world, &tab, &connection, ANNIE).await;
    assert_eq!(step, SignOnStep::Finish);
    assert_eq!(tab.outcome(&sign_on).await, content());
    assert_eq!((accounts(&world).await, who(&tab)), (before + 1, "Annie Lane".to_owned()));
    later_visit(&world, &connection, ANNIE, "Annie Lane").await;
}

/// Flow 2, the next time: the local sign-in still works, and the identity is still linked.
#[tokio::test]
async fn branch_b30_after_linking_the_local_sign_in_works_as_before() {
    let (world, connection) = world_of(UnknownPerson::ConnectOrCreate, LinkPolicy::Offered).await;
    super::provider::linked(&world, &connection).await;
    let mut tab = Tab::new(&world.identity);
    assert_eq!(super::provider::sign_in_here(&mut tab).await.unwrap_err(), content());
    assert_eq!((who(&tab), links(&world).await.len()), (JEREMY.to_owned(), 1));
}
