//! The CRM's feed.

use crate::support::counting::Counting;
use crate::support::{MICROSECOND, NOW, World, crm_id, invite, organization};
use identity_core::AccessError;
use identity_core::contracts::{EndContract, ProvisionContract, ProvisionContractError};
use identity_core::domain::{Action, OrganizationPath};
use identity_core::ids::OrganizationId;
use identity_core::organizations::{ProvisionOrganization, ProvisionOrganizationError};
use identity_core::provisioning::{FeedVersion, ProvisionOutcome};
use identity_core::store::{Store, Version};
use identity_core::values::{DisplayName, ServiceKey};
use std::sync::Arc;

fn named(name: &str, source_version: Option<u64>) -> ProvisionOrganization {
    let mut wanted = organization("CRM-1", None);
    wanted.name = DisplayName::parse(name).unwrap();
    wanted.version = FeedVersion::new(source_version, None);
    wanted
}

fn contract(source_version: Option<u64>) -> ProvisionContract {
    let service = ServiceKey::parse("smartplan-app").unwrap();
    let mut wanted = ProvisionContract::new(crm_id("K-1"), crm_id("CRM-1"), [service], NOW);
    wanted.version = FeedVersion::new(source_version, None);
    wanted
}

#[tokio::test]
async fn the_same_call_again_changes_nothing() {
    let world = World::new().await;
    let first = world.provision(&named("City Group", Some(1))).await;
    let again = world.provision(&named("City Group", Some(1))).await;
    assert_eq!((first.outcome, again.outcome), (ProvisionOutcome::Created, ProvisionOutcome::Unchanged));
    assert_eq!(again.record, first.record);
    assert_eq!(world.events(Action::OrganizationCreated).await, 1);
    assert_eq!(world.events(Action::OrganizationUpdated).await, 0);
}

#[tokio::test]
async fn an_older_source_version_is_ignored() {
    let world = World::new().await;
    world.provision(&named("Five", Some(5))).await;
    let late = world.provision(&named("Three", Some(3))).await;
    assert_eq!((late.outcome, late.record.name.as_str()), (ProvisionOutcome::Outdated, "Five"));
    let next = world.provision(&named("Six", Some(6))).await;
    assert_eq!((next.outcome, next.record.version), (ProvisionOutcome::Updated, Version::from_number(2)));
}

#[tokio::test]
async fn the_same_source_version_with_other_content_is_refused() {
    let world = World::new().await;
    world.provision(&named("Five", Some(5))).await;
    let refused = world.identity.provision_organization(&world.crm().await, &named("Other", Some(5))).await;
    assert!(matches!(refused, Err(ProvisionOrganizationError::SameVersionOtherContent(5))), "{refused:?}");
    let without = world.provision(&named("Other", None)).await;
    assert_eq!(without.outcome, ProvisionOutcome::Updated);
    assert_eq!(without.record.source_version, Some(5));
}

#[tokio::test]
async fn an_organisation_cannot_lie_below_itself() {
    let world = World::new().await;
    world.provision(&organization("A", None)).await;
    world.provision(&organization("B", Some("A"))).await;
    world.provision(&organization("C", Some("B"))).await;
    for (below, parent) in [("A", "A"), ("A", "B"), ("A", "C"), ("B", "C")] {
        let call = organization(below, Some(parent));
        let refused = world.identity.provision_organization(&world.crm().await, &call).await;
        assert!(
            matches!(refused, Err(ProvisionOrganizationError::Cycle)),
            "{below} below {parent}: {refused:?}"
        );
    }
    assert_eq!(world.events(Action::OrganizationUpdated).await, 0);
}

#[tokio::test]
async fn a_move_takes_everything_below_along() {
    let world = World::new().await;
    let mut ids: Vec<OrganizationId> = Vec::new();
    for (external_id, parent) in [("A", None), ("B", Some("A")), ("C", Some("B")), ("D", None)] {
        ids.push(world.provision(&organization(external_id, parent)).await.record.id);
    }
    let [a, b, c, d] = ids.try_into().unwrap();
    let moved = world.provision(&organization("B", Some("D"))).await;
    assert_eq!(moved.outcome, ProvisionOutcome::Updated);
    let root = world.operator().await;
    let path = |steps: &[OrganizationId]| {
        let below = |path: OrganizationPath, step: &OrganizationId| path.child(*step).unwrap();
        steps.iter().fold(OrganizationPath::root(root), below)
    };
    for (id, expected) in [(a, path(&[a])), (b, path(&[d, b])), (c, path(&[d, b, c])), (d, path(&[d]))] {
        assert_eq!(world.store.organizations().get(id).await.unwrap().unwrap().record.path, expected);
    }
}

/// Who was the administrator of A is no longer one of what moved away from it.
#[tokio::test]
async fn a_move_takes_the_rights_from_above_away() {
    let world = World::new().await;
    let a = world.provision(&organization("A", None)).await.record.id;
    let b = world.provision(&organization("B", Some("A"))).await.record.id;
    world.provision(&organization("D", None)).await;
    world.join(&world.scott().await, &invite(a, "jeremy@citygroup.example", "organization-admin")).await;
    let jeremy = world.caller("jeremy@citygroup.example").await;
    assert!(world.identity.organization(&jeremy, b).await.is_ok());
    world.provision(&organization("B", Some("D"))).await;
    let refused = world.identity.organization(&jeremy, b).await;
    assert!(matches!(refused, Err(AccessError::NotFound)), "{refused:?}");
}

#[tokio::test]
async fn a_version_that_moved_on_fails_the_precondition() {
    let world = World::new().await;
    let crm = world.crm().await;
    let unknown = named("One", None).version(FeedVersion::expecting(Version::FIRST));
    let refused = world.identity.provision_organization(&crm, &unknown).await;
    assert!(matches!(refused, Err(ProvisionOrganizationError::PreconditionFailed)), "{refused:?}");
    world.provision(&named("One", None)).await;
    world.provision(&named("Two", None)).await;
    let stale = named("Three", None).version(FeedVersion::expecting(Version::FIRST));
    let refused = world.identity.provision_organization(&crm, &stale).await;
    assert!(matches!(refused, Err(ProvisionOrganizationError::PreconditionFailed)), "{refused:?}");
    let right = stale.version(FeedVersion::expecting(Version::from_number(2)));
    assert_eq!(world.provision(&right).await.outcome, ProvisionOutcome::Updated);
}

#[tokio::test]
async fn an_unknown_parent_is_named() {
    let world = World::new().await;
    let call = organization("B", Some("nowhere"));
    let refused = world.identity.provision_organization(&world.crm().await, &call).await;
    assert!(
        matches!(&refused, Err(ProvisionOrganizationError::UnknownParent(id)) if id.as_str() == "nowhere"),
        "{refused:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_parallel_calls_make_one_organisation() {
    let world = Arc::new(World::new().await);
    let crm = world.crm().await;
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (world, crm) = (Arc::clone(&world), crm.clone());
        calls.spawn(async move {
            world.identity.provision_organization(&crm, &named("City Group", Some(1))).await.unwrap()
        });
    }
    let done = calls.join_all().await;
    assert_eq!(done.iter().filter(|call| call.outcome == ProvisionOutcome::Created).count(), 1);
    assert!(done.iter().all(|call| call.record == done[0].record));
    assert_eq!(world.events(Action::OrganizationCreated).await, 1);
}

/// Changes of one record wait for each other, so that none is written in vain.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn r4_fifty_changes_of_one_record_at_once_are_each_written_once() {
    let world = World::new().await;
    let crm = world.crm().await;
    world.identity.provision_organization(&crm, &named("Name", None)).await.unwrap();
    let (store, work) = Counting::new(world.store.clone());
    let identity = world.identity.with_store(store);
    let mut calls = tokio::task::JoinSet::new();
    for number in 0..50 {
        let (identity, crm) = (identity.clone(), crm.clone());
        calls.spawn(async move {
            let change = named(&format!("Name {number}"), None);
            identity.provision_organization(&crm, &change).await.unwrap().outcome
        });
    }
    assert!(calls.join_all().await.iter().all(|outcome| *outcome == ProvisionOutcome::Updated));
    let commits = work.take().calls.into_iter().filter(|call| call.starts_with("commit")).count();
    assert_eq!(commits, 50);
}

#[tokio::test]
async fn a_contract_is_idempotent_ordered_and_ends_once() {
    let world = World::new().await;
    let crm = world.crm().await;
    let unknown = world.identity.provision_contract(&crm, &contract(Some(2))).await;
    assert!(
        matches!(&unknown, Err(ProvisionContractError::UnknownOrganization(id)) if id.as_str() == "CRM-1"),
        "{unknown:?}"
    );
    world.city_group().await;
    let mut outcomes = Vec::new();
    for source_version in [Some(2), Some(2), Some(1), None] {
        let call = world.identity.provision_contract(&crm, &contract(source_version)).await.unwrap();
        outcomes.push(call.outcome);
    }
    assert_eq!(
        outcomes,
        [
            ProvisionOutcome::Created,
            ProvisionOutcome::Unchanged,
            ProvisionOutcome::Outdated,
            ProvisionOutcome::Unchanged
        ]
    );
    let empty = contract(Some(3)).ends_at(NOW);
    let refused = world.identity.provision_contract(&crm, &empty).await;
    assert!(matches!(refused, Err(ProvisionContractError::EmptyPeriod)), "{refused:?}");
    world.clock.advance(MICROSECOND);
    for expected in [ProvisionOutcome::Updated, ProvisionOutcome::Unchanged] {
        let ended = world.identity.end_contract(&crm, &EndContract::new(crm_id("K-1"))).await.unwrap();
        assert_eq!(ended.outcome, expected);
        assert_eq!(ended.record.period.ends_at, Some(NOW.plus(MICROSECOND)));
    }
    assert_eq!(world.events(Action::ContractEnded).await, 1);
}

#[tokio::test]
async fn who_is_not_the_feed_cannot_provision() {
    let world = World::new().await;
    world.with_jeremy().await;
    let jeremy = world.caller("jeremy@citygroup.example").await;
    for call in [named("Mine", None), organization("new", Some("CRM-1")), organization("new", None)] {
        let refused = world.identity.provision_organization(&jeremy, &call).await;
        assert!(matches!(refused, Err(ProvisionOrganizationError::Access(_))), "{refused:?}");
    }
    let unknown = world.identity.provision_organization(&jeremy, &organization("new", Some("nowhere"))).await;
    assert!(matches!(unknown, Err(ProvisionOrganizationError::Access(AccessError::NotFound))), "{unknown:?}");
}
