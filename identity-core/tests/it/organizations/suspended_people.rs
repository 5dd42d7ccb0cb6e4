//! The people of a suspended organisation, whose accounts staff goes on managing.

use crate::mandates::given::JEREMY;
use crate::support::{World, invite};
use identity_core::closing::{EraseUserError, ErasureOrder};
use identity_core::domain::{Grant, GrantScope, Holder, Organization, OrganizationState, UserState};
use identity_core::ids::{OrganizationId, UserId};
use identity_core::people::UserStateError;
use identity_core::store::{ChangeSet, Store as _};
use identity_core::{AccessError, Caller};

const TOM: &str = "tom@citygroup.example";

/// City Group with its administrator and one of its people, suspended.
async fn suspended(world: &World) -> (OrganizationId, UserId, UserId) {
    let (city_group, jeremy) = world.with_jeremy().await;
    let tom = world.join(&world.caller(JEREMY).await, &invite(city_group, TOM, "planner")).await.id;
    suspend(world, city_group).await;
    (city_group, jeremy.id, tom)
}

async fn suspend(world: &World, id: OrganizationId) {
    let found = world.store.organizations().get(id).await.unwrap().unwrap();
    let suspended = Organization { state: OrganizationState::Suspended, ..found.record };
    world.meanwhile(suspended, found.version).await;
}

async fn lock(world: &World, caller: &Caller, user: UserId) -> Result<(), UserStateError> {
    world.identity.set_user_state(caller, user, UserState::Locked).await
}

#[tokio::test]
async fn staff_manages_the_people_of_a_suspended_organisation() {
    let world = World::new().await;
    let (city_group, jeremy, tom) = suspended(&world).await;
    let scott = world.scott().await;
    assert!(world.identity.may_manage(&scott, tom).await.unwrap());
    assert!(world.identity.may_erase(&scott, tom).await.unwrap());
    lock(&world, &scott, tom).await.unwrap();
    world.identity.reset_authenticators(&scott, tom).await.unwrap();
    world.identity.set_user_state(&scott, tom, UserState::Active).await.unwrap();
    world.identity.send_password_link(&scott, tom).await.unwrap();
    world.identity.remove_member(&scott, city_group, tom).await.unwrap();
    // The administrator too: nobody else could be made one first.
    lock(&world, &scott, jeremy).await.unwrap();
    world.identity.erase_user(&scott, jeremy, &ErasureOrder::default()).await.unwrap();
    assert!(world.user(JEREMY).await.is_none());
}

/// What somebody has at the suspended organisation itself lets them do nothing to its people.
#[tokio::test]
async fn what_was_given_at_a_suspended_organisation_manages_nobody() {
    let world = World::new().await;
    let (_, jeremy, tom) = suspended(&world).await;
    let caller = world.caller(JEREMY).await;
    let refused = lock(&world, &caller, tom).await;
    assert!(matches!(refused, Err(UserStateError::Access(AccessError::NotFound))), "{refused:?}");
    let refused = lock(&world, &world.caller(TOM).await, jeremy).await;
    assert!(matches!(refused, Err(UserStateError::Access(AccessError::NotFound))), "{refused:?}");
    assert!(!world.identity.may_manage(&caller, tom).await.unwrap());
}

/// Staff whose role at the operator has less than what Jeremy holds does not take the rest from what they were given at his
/// organisation.
#[tokio::test]
async fn what_was_given_at_a_suspended_organisation_is_no_rank() {
    let world = World::new().await;
    let (city_group, jeremy, _) = suspended(&world).await;
    let operator = world.operator().await;
    let scott = world.user("scott@operator.example").await.unwrap().record.id;
    let own = |grant: &Grant| grant.holder == Holder::User(scott);
    let grant = world.grants_at(operator).await.into_iter().find(|grant| own(&grant.record)).unwrap();
    let admin = world.grants_at(city_group).await;
    let admin = admin.into_iter().find(|grant| grant.holder == Holder::User(jeremy)).unwrap();
    let whole = world.store.roles().get(grant.record.role).await.unwrap().unwrap();
    let mut less = identity_core::domain::Role { key: crate::support::role("less"), ..whole.record };
    less.id = uuid::Uuid::from_u128(77).into();
    less.permissions.retain(|one| *one != identity_core::policy::Permission::InvitationManage);
    let mut changes = ChangeSet::new();
    let role = less.id;
    changes.insert(less);
    changes.update(Grant { role, scope: GrantScope::Subtree, ..grant.record }, grant.version);
    let id = uuid::Uuid::from_u128(78).into();
    changes.insert(Grant {
        id,
        holder: Holder::User(scott),
        path: identity_core::domain::GrantPath::root(id),
        ..admin.record
    });
    world.store.commit(&changes).await.unwrap();
    let junior = world.scott().await;
    let refused = lock(&world, &junior, jeremy).await;
    assert!(matches!(refused, Err(UserStateError::DelegationDenied { .. })), "{refused:?}");
    let refused = world.identity.erase_user(&junior, jeremy, &ErasureOrder::default()).await;
    assert!(matches!(refused, Err(EraseUserError::DelegationDenied { .. })), "{refused:?}");
}

/// The last administrator of an organisation that works is still locked by nobody.
#[tokio::test]
async fn a_resumed_organisation_keeps_its_administrator() {
    let world = World::new().await;
    let (city_group, jeremy, _) = suspended(&world).await;
    let scott = world.scott().await;
    world.identity.resume_organization(&scott, city_group).await.unwrap();
    let refused = lock(&world, &scott, jeremy).await;
    assert!(matches!(refused, Err(UserStateError::LastAdministrator)), "{refused:?}");
    // Nor when it is resumed while somebody locks its administrator.
    suspend(&world, city_group).await;
    let found = world.store.organizations().get(city_group).await.unwrap().unwrap();
    let mut resumed = ChangeSet::new();
    resumed.update(Organization { state: OrganizationState::Active, ..found.record }, found.version);
    let identity = world.while_another_node(resumed);
    let refused = identity.set_user_state(&scott, jeremy, UserState::Locked).await;
    assert!(matches!(refused, Err(UserStateError::LastAdministrator)), "{refused:?}");
}
