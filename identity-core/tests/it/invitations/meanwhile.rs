//! What other nodes do while somebody invites or accepts.

use crate::support::{World, account, email, invite};
use identity_core::AccessError;
use identity_core::domain::{User, UserState};
use identity_core::invitations::{AcceptError, InviteError};
use identity_core::roles::GiveError;
use identity_core::store::ChangeSet;

const JEREMY: &str = "jeremy@citygroup.example";

#[tokio::test]
async fn a_right_revoked_while_an_invitation_is_accepted_is_not_given() {
    let world = World::new().await;
    let city_group = world.city_group().await;
    world.identity.invite(&world.scott().await, &invite(city_group, JEREMY, "planner")).await.unwrap();
    let token = world.mailed_token().await;
    let identity = world.while_another_node(world.revocations(world.operator().await).await);
    let refused = identity.accept_invitation(&token, account()).await;
    assert!(matches!(refused, Err(AcceptError::NoLongerPermitted)), "{refused:?}");
    assert!(world.user(JEREMY).await.is_none());
}

#[tokio::test]
async fn an_address_taken_while_an_invitation_is_accepted_signs_in_instead() {
    let world = World::new().await;
    let city_group = world.city_group().await;
    world.identity.invite(&world.scott().await, &invite(city_group, JEREMY, "planner")).await.unwrap();
    let token = world.mailed_token().await;
    let scott = world.user("scott@operator.example").await.unwrap().record;
    let id = uuid::Uuid::from_u128(5).into();
    let mut other = ChangeSet::new();
    other.insert(User { id, username: None, email: Some(email("JEREMY@citygroup.example")), ..scott });
    let refused = world.while_another_node(other).accept_invitation(&token, account()).await;
    assert!(matches!(refused, Err(AcceptError::AccountExists)), "{refused:?}");
}

#[tokio::test]
async fn an_inviter_locked_while_inviting_invites_nobody() {
    let world = World::new().await;
    let city_group = world.city_group().await;
    let caller = world.scott().await;
    let scott = world.user("scott@operator.example").await.unwrap();
    let mut other = ChangeSet::new();
    other.update(User { state: UserState::Locked, ..scott.record }, scott.version);
    let refused =
        world.while_another_node(other).invite(&caller, &invite(city_group, JEREMY, "planner")).await;
    assert!(
        matches!(refused, Err(InviteError::Give(GiveError::Access(AccessError::NotFound)))),
        "{refused:?}"
    );
    assert!(world.mails().await.is_empty());
}
