//! What other nodes do while a role is given.

use crate::support::World;
use identity_core::domain::Role;
use identity_core::roles::{GiveError, GiveRole, GiveRoleError};
use identity_core::store::{ChangeSet, Store};

#[tokio::test]
async fn a_role_switched_off_while_it_is_given_is_not_given() {
    let world = World::new().await;
    let (city_group, jeremy) = world.with_jeremy().await;
    let caller = world.scott().await;
    let planner = identity_core::domain::RoleRef::Named(None, crate::support::role("planner"));
    let found = world.store.roles().find(&planner).await.unwrap().unwrap();
    let mut other = ChangeSet::new();
    other.update(Role { enabled: false, ..found.record }, found.version);
    let period = identity_core::domain::Period::ALWAYS;
    let wanted = GiveRole::new(city_group, jeremy.id, crate::support::role("planner")).period(period);
    let refused = world.while_another_node(other).give_role(&caller, &wanted).await;
    assert!(matches!(refused, Err(GiveRoleError::Give(GiveError::DelegationDenied { .. }))), "{refused:?}");
}
