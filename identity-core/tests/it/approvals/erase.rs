//! Erasing an account where two administrators are asked for.

use super::{DAY, Two, two};
use crate::support::{World, display, invite};
use identity_core::approvals::ApprovalError;
use identity_core::closing::{EraseUserError, ErasureOrder};
use identity_core::domain::{Action, ApprovalAct};
use identity_core::{AccessError, Caller};

const SUE: &str = "sue@operator.example";
const TOM: &str = "tom@citygroup.example";

/// Two of the operator's staff, both for a while.
async fn staff(two: &Two) -> (Caller, Caller) {
    let world = &two.world;
    let operator = world.operator().await;
    world.join(&world.scott().await, &invite(operator, SUE, "account-manager")).await;
    world.clock.advance(DAY);
    (world.scott().await, world.caller(SUE).await)
}

async fn is_there(world: &World) -> bool {
    world.user(TOM).await.is_some()
}

#[tokio::test]
async fn an_account_is_erased_when_a_second_administrator_approves() {
    let two = two().await;
    let (scott, sue) = staff(&two).await;
    let identity = &two.world.identity;
    let order = ErasureOrder::default().reason(display("by letter 4711"));
    let alone = identity.erase_user(&scott, two.tom, &order).await;
    assert!(matches!(alone, Err(EraseUserError::ApprovalNeeded)), "{alone:?}");
    assert!(identity.needs_approval(&scott, two.tom).await.unwrap());
    let id = two.ask(&scott, ApprovalAct::Erase).await.unwrap();
    assert!(is_there(&two.world).await, "nothing happened yet");
    assert_eq!((two.waiting(&scott).await, two.waiting(&sue).await), (1, 1));
    let own = identity.approve(&scott, id).await;
    assert!(matches!(own, Err(ApprovalError::OwnRequest)), "{own:?}");
    identity.approve(&sue, id).await.unwrap();
    assert!(!is_there(&two.world).await);
    assert_eq!(two.world.events(Action::UserErased).await, 1);
    let row = two.world.last_row(Action::UserErasureOrdered).await;
    assert_eq!((row.organization, row.actor), (Some(two.world.operator().await), sue.actor()));
    assert_eq!(row.details["asked_by"], scott.user().unwrap().to_string());
    assert_eq!(row.details["reason"], "The telephone is lost.");
    let twice = identity.approve(&sue, id).await;
    assert!(matches!(twice, Err(ApprovalError::Access(AccessError::NotFound))), "{twice:?}");
}

/// It takes the operator's right to ask for it, to approve it and to see that it waits, as it does to erase alone.
#[tokio::test]
async fn the_administrators_of_a_customer_neither_ask_for_it_nor_approve_it() {
    let two = two().await;
    let (scott, _) = staff(&two).await;
    let (jeremy, olga) = (two.world.caller(super::JEREMY).await, two.world.caller(super::OLGA).await);
    let refused = two.ask(&jeremy, ApprovalAct::Erase).await;
    assert!(matches!(refused, Err(ApprovalError::Access(_))), "{refused:?}");
    let id = two.ask(&scott, ApprovalAct::Erase).await.unwrap();
    assert_eq!(two.waiting(&olga).await, 0);
    let refused = two.world.identity.approve(&olga, id).await;
    assert!(matches!(refused, Err(ApprovalError::Access(_))), "{refused:?}");
    let refused = two.world.identity.decline_approval(&olga, id).await;
    assert!(matches!(refused, Err(ApprovalError::Access(_))), "{refused:?}");
    assert!(is_there(&two.world).await);
}

#[tokio::test]
async fn the_reason_does_not_name_who_is_erased_and_the_person_stops_it() {
    let two = two().await;
    let scott = two.world.scott().await;
    let named = two.ask_because(&scott, ApprovalAct::Erase, "tom@citygroup.example wrote to us").await;
    assert!(matches!(named, Err(ApprovalError::ReasonNamesPerson)), "{named:?}");
    let id = two.ask(&scott, ApprovalAct::Erase).await.unwrap();
    let tom = two.tab.current.clone().unwrap().caller;
    two.world.identity.stop_approval(&tom, id).await.unwrap();
    assert_eq!(two.waiting(&scott).await, 0);
    assert!(is_there(&two.world).await);
}
