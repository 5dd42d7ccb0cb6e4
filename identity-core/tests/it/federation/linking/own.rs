//! Linking and unlinking from one's own account page.

use super::provider::{
    ANNIE, asserts, come_back, connect, content, give, linked, links, next, provider, sign_in_by, world_of,
    world_with,
};
use crate::sign_on::application::{JEREMY, Tab};
use identity_core::delivery::MessageContent;
use identity_core::domain::{Action, ConnectionRules, LinkPolicy, UnknownPerson};
use identity_core::federation::UnlinkError;
use identity_core::sign_on::{Answer, DepartureError, SignOnStep};
use std::time::Duration;

#[tokio::test]
async fn branch_c9_an_account_is_linked_from_its_own_page() {
    let (world, connection) = world_of(UnknownPerson::Refuse, LinkPolicy::Allowed).await;
    let mut tab = Tab::signed_in(&world, JEREMY).await;
    let caller = tab.current.as_ref().unwrap().caller.clone();
    let own = world.identity.own_identities(&caller).await.unwrap();
    assert!(own.linked.is_empty() && own.has_other_way);
    assert_eq!(own.open.len(), 1);
    let before = tab.current.as_ref().unwrap().session.id;
    let begun = world.identity.begin_linking(&tab.visitor(), connection.id, "/content").await;
    let (attempt, departure) = begun.unwrap();
    assert!(departure.fresh);
    let (_, step) = next(come_back(&tab, &departure, provider(asserts(&world, ANNIE))).await);
    assert_eq!(step, SignOnStep::ConfirmLink);
    give(&tab, &attempt.sign_on, Answer::ConfirmLink(true)).await;
    assert_eq!(tab.outcome(&attempt.sign_on).await, content());
    assert_ne!(tab.current.as_ref().unwrap().session.id, before);
    let caller = tab.current.as_ref().unwrap().caller.clone();
    let own = world.identity.own_identities(&caller).await.unwrap();
    assert_eq!((own.linked.len(), own.open.len()), (1, 0));
    assert_eq!(own.linked[0].name, "CommIT");
}

#[tokio::test]
async fn branch_d20_linking_and_unlinking_need_a_fresh_proof() {
    let (world, connection) = world_of(UnknownPerson::Connect, LinkPolicy::Allowed).await;
    let tab = linked(&world, &connection).await;
    world.clock.advance(world.identity.settings().sensitive_after);
    let id = links(&world).await[0].id;
    let caller = &tab.current.as_ref().unwrap().caller;
    let refused = world.identity.unlink_identity(caller, id).await;
    assert!(matches!(refused, Err(UnlinkError::ProveAgain)), "{refused:?}");
    let other = connect(&world, "Google", None, ConnectionRules::default()).await;
    let refused = world.identity.begin_linking(&tab.visitor(), other.id, "/content").await;
    assert!(matches!(refused, Err(DepartureError::ProveAgain)), "{refused:?}");
    assert_eq!(links(&world).await.len(), 1);
}

#[tokio::test]
async fn branch_c9_unlinking_is_audited_and_mailed_and_the_next_sign_in_asks_again() {
    let (world, connection) = world_of(UnknownPerson::Connect, LinkPolicy::Allowed).await;
    let tab = linked(&world, &connection).await;
    let id = links(&world).await[0].id;
    world.identity.unlink_identity(&tab.current.as_ref().unwrap().caller, id).await.unwrap();
    assert!(links(&world).await.is_empty());
    assert_eq!(world.events(Action::IdentityUnlinked).await, 1);
    let mails = world.mails().await;
    let told = |mail: &identity_core::delivery::Message| {
        matches!(mail.content, MessageContent::IdentityLinked { added: false, .. })
    };
    assert!(mails.iter().any(told), "{mails:?}");
    let (_, step) = sign_in_by(&world, &Tab::new(&world.identity), &connection, ANNIE).await;
    assert_eq!(step, SignOnStep::ConnectOrCreate { may_create: false });
}

/// Somebody who was made from an identity elsewhere has nothing else.
#[tokio::test]
async fn branch_d20_the_last_way_in_stays() {
    let (world, connection) = world_of(UnknownPerson::Create, LinkPolicy::Allowed).await;
    let mut tab = Tab::new(&world.identity);
    let (sign_on, _) = sign_in_by(&world, &tab, &connection, ANNIE).await;
    assert_eq!(tab.outcome(&sign_on).await, content());
    let caller = tab.current.as_ref().unwrap().caller.clone();
    let own = world.identity.own_identities(&caller).await.unwrap();
    assert!(!own.has_other_way);
    let refused = world.identity.unlink_identity(&caller, own.linked[0].id).await;
    assert!(matches!(refused, Err(UnlinkError::LastWay)), "{refused:?}");
    // With a second one, either can go, and then the other one is the last.
    let other = connect(&world, "Google", None, ConnectionRules::default()).await;
    let (attempt, departure) =
        world.identity.begin_linking(&tab.visitor(), other.id, "/content").await.unwrap();
    come_back(&tab, &departure, provider(asserts(&world, "annie-g"))).await.unwrap();
    give(&tab, &attempt.sign_on, Answer::ConfirmLink(true)).await;
    assert_eq!(tab.outcome(&attempt.sign_on).await, content());
    let caller = tab.current.as_ref().unwrap().caller.clone();
    let both: Vec<_> = links(&world).await.into_iter().map(|linked| linked.id).collect();
    let (one, two) = tokio::join!(
        world.identity.unlink_identity(&caller, both[0]),
        world.identity.unlink_identity(&caller, both[1]),
    );
    assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
    assert_eq!(links(&world).await.len(), 1);
}

/// What is not one's own answers like what is not there.
#[tokio::test]
async fn nobody_unlinks_the_identity_of_somebody_else() {
    let (world, connection) = world_of(UnknownPerson::Connect, LinkPolicy::Allowed).await;
    linked(&world, &connection).await;
    let id = links(&world).await[0].id;
    let scott = world.scott().await;
    let refused = world.identity.unlink_identity(&scott, id).await;
    assert!(matches!(refused, Err(UnlinkError::NotFound)), "{refused:?}");
}

/// What the connection does not let people link is not offered, and not linked.
#[tokio::test]
async fn a_connection_that_is_not_to_be_linked_is_not_linked() {
    let (world, connection) =
        world_with(ConnectionRules { linking: LinkPolicy::Off, ..ConnectionRules::default() }).await;
    let tab = Tab::signed_in(&world, JEREMY).await;
    let own = world.identity.own_identities(&tab.current.as_ref().unwrap().caller).await.unwrap();
    assert!(own.open.is_empty());
    let refused = world.identity.begin_linking(&tab.visitor(), connection.id, "/content").await;
    assert!(matches!(refused, Err(DepartureError::Closed)), "{refused:?}");
}

/// A link that waits lapses with the proof that it began with.
#[tokio::test]
async fn a_link_that_was_left_lying_asks_for_a_new_proof() {
    let (world, connection) = world_of(UnknownPerson::Refuse, LinkPolicy::Allowed).await;
    let tab = Tab::signed_in(&world, JEREMY).await;
    let begun = world.identity.begin_linking(&tab.visitor(), connection.id, "/content").await;
    let (_, departure) = begun.unwrap();
    world.clock.advance(Duration::from_mins(30));
    let (_, step) = next(come_back(&tab, &departure, provider(asserts(&world, ANNIE))).await);
    assert_eq!(step, SignOnStep::Identify);
}
