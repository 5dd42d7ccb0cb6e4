//! Accepting an invitation with an account that gets the invited address by it.

use crate::mandates::given::JEREMY;
use crate::support::{World, invite};
use identity_core::invitations::AcceptAsError;
use std::time::Duration;

const HOME: &str = "jeremy@home.example";

/// A session that was there when the link was opened gets nothing by it, however young: it may be somebody else's.
#[tokio::test]
async fn an_invited_address_is_added_by_a_proof_that_came_after_the_link() {
    let world = World::new().await;
    let (_, jeremy) = world.with_jeremy().await;
    let other = world.provision(&crate::support::organization("CRM-2", None)).await.record.id;
    world.mails().await;
    world.identity.invite(&world.scott().await, &invite(other, HOME, "planner")).await.unwrap();
    let token = world.mailed_token().await;
    let caller = world.caller(JEREMY).await;
    world.clock.advance(Duration::from_secs(1));
    let opened_at = world.identity.clock().now();
    let early = world.identity.accept_invitation_with_address(&caller, &token, opened_at).await;
    assert!(matches!(early, Err(AcceptAsError::ProveAgain)), "{early:?}");
    assert!(world.user(HOME).await.is_none());
    let again = world.caller(JEREMY).await;
    let joined = world.identity.accept_invitation_with_address(&again, &token, opened_at).await.unwrap();
    assert_eq!(joined, other);
    let own = world.identity.own_emails(&again).await.unwrap();
    assert_eq!((own.main, own.further[0].email.as_str()), (jeremy.email, HOME));
}
