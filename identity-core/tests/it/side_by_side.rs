//! What is added to one organisation by many at once: none of it stands in the way of the rest.

use crate::support::stores::{Interrupted, Recorded};
use crate::support::{NOW, World, account, crm_id, invite, organization, role};
use identity_core::contracts::ProvisionContract;
use identity_core::domain::Organization;
use identity_core::provisioning::{FeedVersion, ProvisionOutcome};
use identity_core::roles::GiveRole;
use identity_core::store::{ChangeSet, Store, StoreError, Version};
use identity_core::values::ServiceKey;
use identity_core::{Identity, ids::OrganizationId};
use std::sync::{Arc, Mutex};

/// The change sets of two requests that read the same state, of which each is committed after the other was decided.
async fn both_commit(world: &World, what: &str, changes: [ChangeSet; 2]) {
    for changes in changes {
        world.store.commit(&changes).await.unwrap_or_else(|error| panic!("{what}: {error}"));
    }
}

/// What a request would write.
async fn recorded<T, E>(world: &World, request: impl AsyncFnOnce(Identity) -> Result<T, E>) -> ChangeSet {
    let store = Recorded::new(world.store.clone());
    assert!(request(world.identity.with_store(store.clone())).await.is_err(), "it is only recorded");
    store.take()
}

fn contract(external_id: &str) -> ProvisionContract {
    ProvisionContract::new(
        crm_id(external_id),
        crm_id("CRM-1"),
        [ServiceKey::parse("smartplan-app").unwrap()],
        NOW,
    )
}

#[tokio::test]
async fn organisations_and_contracts_are_added_side_by_side() {
    let world = World::new().await;
    world.city_group().await;
    let crm = world.crm().await;
    let child = async |id: &str, parent: Option<&str>| {
        let wanted = organization(id, parent);
        recorded(&world, async |identity| identity.provision_organization(&crm, &wanted).await).await
    };
    let at_root = [child("A", None).await, child("B", None).await];
    both_commit(&world, "below the root", at_root).await;
    let below = [child("C", Some("CRM-1")).await, child("D", Some("CRM-1")).await];
    both_commit(&world, "below a customer", below).await;
    let bought = async |id: &str| {
        let wanted = contract(id);
        recorded(&world, async |identity| identity.provision_contract(&crm, &wanted).await).await
    };
    let contracts = [bought("K-1").await, bought("K-2").await];
    both_commit(&world, "contracts", contracts).await;
}

#[tokio::test]
async fn people_are_invited_join_and_get_roles_side_by_side() {
    let world = World::new().await;
    let (city_group, _) = world.with_jeremy().await;
    let jeremy = world.caller("jeremy@citygroup.example").await;
    let addresses = ["ann@citygroup.example", "tom@citygroup.example"];
    let invited = async |address: &str| {
        let wanted = invite(city_group, address, "planner");
        recorded(&world, async |identity| identity.invite(&jeremy, &wanted).await).await
    };
    let invitations = [invited(addresses[0]).await, invited(addresses[1]).await];
    both_commit(&world, "invitations", invitations).await;

    let mut tokens = Vec::new();
    for address in ["eve@citygroup.example", "joe@citygroup.example"] {
        world.mails().await;
        world.identity.invite(&jeremy, &invite(city_group, address, "planner")).await.unwrap();
        tokens.push(world.mailed_token().await);
    }
    let joining = async |token| {
        recorded(&world, async |identity| identity.accept_invitation(token, account()).await).await
    };
    let joined = [joining(&tokens[0]).await, joining(&tokens[1]).await];
    both_commit(&world, "memberships", joined).await;

    let given = async |address: &str| {
        let user = world.user(address).await.unwrap().record.id;
        let period = identity_core::domain::Period::ALWAYS;
        let role = role("organization-admin");
        let wanted = GiveRole::new(city_group, user, role).period(period);
        recorded(&world, async |identity| identity.give_role(&jeremy, &wanted).await).await
    };
    let roles = [given("eve@citygroup.example").await, given("joe@citygroup.example").await];
    both_commit(&world, "roles", roles).await;
}

/// A, with B below it, with C below that, and D.
async fn tree() -> World {
    let world = World::new().await;
    for (external_id, parent) in [("A", None), ("B", Some("A")), ("C", Some("B")), ("D", None)] {
        world.provision(&organization(external_id, parent)).await;
    }
    world
}

async fn stored(world: &World, external_id: &str) -> Organization {
    let crm = world.crm().await;
    world.identity.organization_by_external_id(&crm, &crm_id(external_id)).await.unwrap().record
}

/// The commit before which another node acts: a move announces itself with the first and moves with the second.
const MOVES: usize = 2;

#[tokio::test]
async fn a_child_created_between_announcement_and_move_moves_along() {
    for parent in ["B", "C"] {
        let world = tree().await;
        let (crm, other) = (world.crm().await, world.identity.clone());
        let created = Arc::new(Mutex::new(None));
        let store = Interrupted::before(MOVES, world.store.clone(), {
            let (crm, created) = (crm.clone(), Arc::clone(&created));
            async move {
                let child = organization("child", Some(parent));
                let done = other.provision_organization(&crm, &child).await.unwrap();
                *created.lock().unwrap() = Some(done.outcome);
            }
        });
        let identity = world.identity.with_store(store);
        let moved = identity.provision_organization(&crm, &organization("B", Some("D"))).await.unwrap();
        assert_eq!(moved.outcome, ProvisionOutcome::Updated);
        assert_eq!(created.lock().unwrap().take(), Some(ProvisionOutcome::Created));
        let [above, child] = [stored(&world, parent).await, stored(&world, "child").await];
        assert!(above.path.steps().contains(&stored(&world, "D").await.id));
        assert_eq!(child.path, above.path.child(child.id).unwrap());
    }
}

/// A slow node had read before the announcement.
#[tokio::test]
async fn a_child_decided_before_the_announcement_is_refused_after_it() {
    for parent in ["B", "C"] {
        let world = tree().await;
        let crm = world.crm().await;
        let child = organization("child", Some(parent));
        let slow =
            recorded(&world, async |identity| identity.provision_organization(&crm, &child).await).await;
        let outcome = Arc::new(Mutex::new(None));
        let store = Interrupted::before(MOVES, world.store.clone(), {
            let (store, outcome) = (world.store.clone(), Arc::clone(&outcome));
            async move {
                let committed = store.commit(&slow).await;
                *outcome.lock().unwrap() = Some(committed);
            }
        });
        let identity = world.identity.with_store(store);
        identity.provision_organization(&crm, &organization("B", Some("D"))).await.unwrap();
        let refused = outcome.lock().unwrap().take().unwrap();
        assert!(matches!(refused, Err(StoreError::Conflict { .. })), "{refused:?}");
    }
}

#[tokio::test]
async fn a_move_counts_as_one_change_for_who_names_a_version() {
    let world = tree().await;
    let crm = world.crm().await;
    let moved = |expected| {
        organization("B", Some("D")).version(FeedVersion::expecting(Version::from_number(expected)))
    };
    assert!(world.identity.provision_organization(&crm, &moved(2)).await.is_err());
    let done = world.identity.provision_organization(&crm, &moved(1)).await.unwrap();
    let id: OrganizationId = done.record.id;
    let stored = world.store.organizations().get(id).await.unwrap().unwrap();
    assert_eq!((done.outcome, stored.version), (ProvisionOutcome::Updated, done.record.version));
}
