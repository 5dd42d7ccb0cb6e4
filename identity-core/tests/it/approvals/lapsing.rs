//! What asked for two administrators goes on doing so for a day, and who asked keeps every right that it takes.

use super::{DAY, JEREMY, OLGA, RESET, four_eyes, two};
use crate::authenticators::support::{with_app, world_with};
use crate::support::{World, display, invite, organization, role};
use identity_core::approvals::ApprovalError;
use identity_core::domain::{Grant, Holder, Membership, MembershipFilter};
use identity_core::ids::{OrganizationId, UserId};
use identity_core::people::UserStateError;
use identity_core::roles::{DefineRole, GiveRole};
use identity_core::sign_on::SetSignInPolicy;
use identity_core::store::{ChangeSet, Page, Store as _};
use std::time::Duration;

async fn grant_of(world: &World, user: UserId, at: OrganizationId) -> identity_core::store::Versioned<Grant> {
    let own = |grant: &Grant| grant.holder == Holder::User(user);
    world.grants_at(at).await.into_iter().find(|grant| own(&grant.record)).unwrap()
}

/// Nobody takes a role away to do alone what needs two because of it.
#[tokio::test]
async fn a_role_that_was_taken_away_asks_for_two_for_another_day() {
    let world = world_with(|_| {}).await;
    let scott = world.scott().await;
    let jeremy = world.caller(JEREMY).await;
    with_app(&world, &jeremy).await;
    let jeremy = jeremy.user().unwrap();
    let city_group = world.city_group().await;
    let define = DefineRole::new(city_group, role("keeper"), display("Keeper"));
    world.identity.define_role(&scott, &define).await.unwrap();
    let set = SetSignInPolicy::new(city_group, four_eyes(true)).role(role("keeper"));
    world.identity.set_sign_in_policy(&scott, &set).await.unwrap();
    let give = GiveRole::new(city_group, jeremy, role("keeper"));
    let given = world.identity.give_role(&scott, &give).await.unwrap();
    world.identity.revoke_grant(&scott, given.id).await.unwrap();
    world.clock.advance(Duration::from_secs(24 * 60 * 60 - 1));
    let early = world.identity.reset_authenticators(&world.scott().await, jeremy).await;
    assert!(matches!(early, Err(UserStateError::ApprovalNeeded)), "{early:?}");
    world.clock.advance(Duration::from_secs(1));
    world.identity.reset_authenticators(&world.scott().await, jeremy).await.unwrap();
}

/// Nor removes somebody from the organisation that asks for two.
#[tokio::test]
async fn an_organisation_that_somebody_was_removed_from_asks_for_two_for_another_day() {
    let two = two().await;
    let scott = two.world.scott().await;
    two.world.identity.remove_member(&scott, two.city_group, two.tom).await.unwrap();
    let early = two.world.identity.reset_authenticators(&scott, two.tom).await;
    assert!(matches!(early, Err(UserStateError::ApprovalNeeded)), "{early:?}");
    two.world.clock.advance(DAY);
    two.world.identity.reset_authenticators(&two.world.scott().await, two.tom).await.unwrap();
}

/// A person of two organisations is managed by whoever manages both: also by who asked, until it is done.
#[tokio::test]
async fn who_asked_keeps_the_right_at_every_organisation_of_the_person() {
    let two = two().await;
    let world = &two.world;
    let other = world.provision(&organization("CRM-9", None)).await.record.id;
    let (jeremy, olga) = (world.caller(JEREMY).await, world.caller(OLGA).await);
    // Both administer the other organisation too, where Tom belongs as well.
    let mut changes = ChangeSet::new();
    for (number, who) in [(90, &jeremy), (91, &olga)] {
        let grant = grant_of(world, who.user().unwrap(), two.city_group).await.record;
        let id = uuid::Uuid::from_u128(number).into();
        let path = identity_core::domain::GrantPath::root(id);
        changes.insert(Grant { id, path, organization: other, ..grant });
    }
    let filter = MembershipFilter { user: Some(two.tom), ..MembershipFilter::default() };
    let own = world.store.memberships().list(&filter, &Page::first(5)).await.unwrap().items.remove(0).record;
    changes.insert(Membership { id: uuid::Uuid::from_u128(92).into(), organization: other, ..own });
    world.store.commit(&changes).await.unwrap();
    let id = two.ask(&jeremy, RESET).await.unwrap();
    let asked_at = world.store.approvals().get(id).await.unwrap().unwrap().organization;
    let further = if asked_at == other { two.city_group } else { other };
    let lost = grant_of(world, jeremy.user().unwrap(), further).await;
    let revoked = Grant { revoked_at: Some(world.identity.clock().now()), ..lost.record };
    let mut revocation = ChangeSet::new();
    revocation.update(revoked, lost.version);
    // Also when it goes while it is approved.
    let refused = world.while_another_node(revocation).approve(&olga, id).await;
    assert!(matches!(refused, Err(ApprovalError::AskerLostRight)), "{refused:?}");
    assert_eq!(two.ways_in().await, 2 + 1, "nothing was removed");
}

/// A right that somebody has had for long elsewhere does not make up for one that is new here.
#[tokio::test]
async fn an_old_right_elsewhere_approves_nothing_here() {
    let two = two().await;
    let world = &two.world;
    let other = world.provision(&organization("CRM-9", None)).await.record.id;
    let admin = invite(other, "eve@other.example", "organization-admin");
    let eve = world.join(&world.scott().await, &admin).await.id;
    world.clock.advance(DAY);
    let jeremy = world.caller(JEREMY).await;
    let mut changes = ChangeSet::new();
    let mine = grant_of(world, jeremy.user().unwrap(), two.city_group).await.record;
    let id = uuid::Uuid::from_u128(93).into();
    let path = identity_core::domain::GrantPath::root(id);
    let now = world.identity.clock().now();
    let given_by = jeremy.actor();
    changes.insert(Grant { id, path, holder: Holder::User(eve), created_at: now, given_by, ..mine });
    world.store.commit(&changes).await.unwrap();
    let asked = two.ask(&jeremy, RESET).await.unwrap();
    let refused = world.identity.approve(&world.caller("eve@other.example").await, asked).await;
    assert!(matches!(refused, Err(ApprovalError::TooNew)), "{refused:?}");
}

/// Who found a browser that was left open does not keep help from its person.
#[tokio::test]
async fn stopping_needs_a_fresh_proof() {
    let two = two().await;
    let jeremy = two.world.caller(JEREMY).await;
    let id = two.ask(&jeremy, RESET).await.unwrap();
    two.world.clock.advance(two.world.identity.settings().sensitive_after);
    let tom = two.tab.current.clone().unwrap().caller;
    let stale = two.world.identity.stop_approval(&tom, id).await;
    assert!(matches!(stale, Err(ApprovalError::ProveAgain)), "{stale:?}");
    assert_eq!(two.waiting(&two.world.caller(OLGA).await).await, 1);
}
