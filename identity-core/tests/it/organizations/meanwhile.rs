//! What other nodes do while an organisation moves.

use crate::support::stores::Recorded;
use crate::support::{NOW, World, crm_id, organization};
use identity_core::contracts::{ProvisionContract, ProvisionContractError};
use identity_core::domain::{Grant, GrantScope};
use identity_core::store::{ChangeSet, Store};
use identity_core::values::ServiceKey;

/// The right at the place where a contract goes to counts until the commit, like that where it comes from.
#[tokio::test]
async fn a_right_revoked_at_the_goal_of_a_move_stops_the_move() {
    let world = World::new().await;
    let crm = world.crm().await;
    let [from, to] = [organization("CRM-1", None), organization("CRM-2", None)];
    let (from, to) = (world.provision(&from).await.record.id, world.provision(&to).await.record.id);
    let contract = |organization: &str| {
        ProvisionContract::new(
            crm_id("K-1"),
            crm_id(organization),
            [ServiceKey::parse("smartplan-app").unwrap()],
            NOW,
        )
    };
    world.identity.provision_contract(&crm, &contract("CRM-1")).await.unwrap();
    // Instead of one right over everything, the CRM has one at each of the two.
    let everywhere = world.grants_at(world.operator().await).await;
    let is_crm = |grant: &Grant| matches!(grant.holder, identity_core::domain::Holder::Client(_));
    let everywhere = everywhere.into_iter().find(|grant| is_crm(&grant.record)).unwrap();
    let mut changes = ChangeSet::new();
    for (number, organization) in [(1, from), (2, to)] {
        let id = uuid::Uuid::from_u128(number).into();
        let scope = GrantScope::Organization;
        changes.insert(Grant { id, organization, scope, ..everywhere.record.clone() });
    }
    changes.remove(everywhere.record.id, everywhere.version);
    world.store.commit(&changes).await.unwrap();
    let other = world.revocations(to).await;
    let refused = world.while_another_node(other).provision_contract(&crm, &contract("CRM-2")).await;
    assert!(matches!(refused, Err(ProvisionContractError::Access(_))), "{refused:?}");
    let stays = world.identity.contract(&crm, &crm_id("K-1")).await.unwrap();
    assert_eq!(stays.record.organization, from);
}

/// A department that comes to be below an organisation on the move moves along.
#[tokio::test]
async fn a_child_created_while_its_parent_moves_is_not_left_behind() {
    let world = World::new().await;
    for (external_id, parent) in [("A", None), ("B", Some("A")), ("C", Some("B")), ("D", None)] {
        world.provision(&organization(external_id, parent)).await;
    }
    let crm = world.crm().await;
    // What creating a child below C writes, as another node would write it.
    let recorded = Recorded::new(world.store.clone());
    let child = organization("child", Some("C"));
    let failed = world.identity.with_store(recorded.clone()).provision_organization(&crm, &child).await;
    assert!(failed.is_err());
    let identity = world.while_another_node(recorded.take());
    identity.provision_organization(&crm, &organization("B", Some("D"))).await.unwrap();
    let [c, child] = ["C", "child"].map(crm_id);
    let c = world.identity.organization_by_external_id(&crm, &c).await.unwrap().record;
    let child = world.identity.organization_by_external_id(&crm, &child).await.unwrap().record;
    assert_eq!(child.path, c.path.child(child.id).unwrap());
}
