//! A request decides by one instant and by facts that are read once, and tells the audit trail its reference.

use crate::support::counting::{Asked, Counting, Work};
use crate::support::{MICROSECOND, NOW, World, invite, role};
use identity_core::domain::{AuditFilter, Device, Grant, Holder};
use identity_core::ids::OrganizationId;
use identity_core::policy::Permission;
use identity_core::roles::GiveRole;
use identity_core::store::{MemoryStore, Page, Store};
use identity_core::{Caller, Clock, Identity};
use std::time::Duration;

/// City Group with Jeremy as its administrator and Ann as a planner, on a store that counts.
struct Counted {
    world: World,
    identity: Identity,
    work: Work,
    place: OrganizationId,
}

impl Counted {
    async fn new() -> Self {
        let world = World::new().await;
        let (place, _) = world.with_jeremy().await;
        let jeremy = world.caller("jeremy@citygroup.example").await;
        world.join(&jeremy, &invite(place, "ann@citygroup.example", "planner")).await;
        let (store, work) = Counting::new(world.store.clone());
        let identity = world.identity.with_store(store);
        Self { world, identity, work, place }
    }

    /// A person in a request that has just come in.
    async fn request(&self, who: &str) -> Caller {
        let caller = self.world.caller(&format!("{who}@citygroup.example")).await;
        self.identity.request(caller, "7Q2M-4K8D", Device::default())
    }

    async fn asked_for<T>(&self, request: impl AsyncFnOnce(&Identity) -> T) -> (T, Asked) {
        self.work.take();
        let answer = request(&self.identity).await;
        (answer, self.work.take())
    }

    async fn take_back_every_grant(&self) {
        for grant in self.world.grants_at(self.place).await {
            let revoked = Grant { revoked_at: Some(NOW), ..grant.record };
            self.world.meanwhile(revoked, grant.version).await;
        }
    }
}

#[tokio::test]
async fn an_invitation_reads_the_facts_once_and_a_refusal_at_most_twice() {
    let counted = Counted::new().await;
    let at = counted.place;
    for (who, to, role, most, sent) in [
        ("jeremy", "tom", "planner", 1, true),
        ("jeremy", "eve", "account-manager", 2, false),
        ("jeremy", "tom", "planner", 2, false),
        ("ann", "max", "planner", 2, false),
    ] {
        let caller = counted.request(who).await;
        let wanted = invite(at, &format!("{to}@citygroup.example"), role);
        let (answer, asked) =
            counted.asked_for(async |identity| identity.invite(&caller, &wanted).await).await;
        assert_eq!(answer.is_ok(), sent, "{who} {role}: {answer:?}");
        assert!((1..=most).contains(&asked.facts()), "{who} {role}: {:?}", asked.calls);
    }
}

#[tokio::test]
async fn a_page_and_its_frame_read_the_facts_once() {
    let counted = Counted::new().await;
    let caller = counted.request("jeremy").await;
    let at = counted.place;
    let (people, asked) = counted
        .asked_for(async |identity| {
            let details = identity.organization(&caller, at).await.unwrap();
            assert!(details.permitted.contains(&Permission::MemberView));
            let people = identity.members(&caller, at, None, &Page::first(10)).await.unwrap().0;
            // What the frame shows: the person, where they act, the menu.
            identity.own_organizations(&caller).await.unwrap();
            identity.account(&caller).await.unwrap();
            identity.account(&caller).await.unwrap();
            people
        })
        .await;
    assert_eq!(people.len(), 2);
    // The caller's once, and those that tell what the roles of the people in the list count for.
    assert_eq!((asked.facts(), asked.calls.len()), (2, 4), "{:?}", asked.calls);
    let memberships = asked.calls.iter().filter(|call| *call == "list Membership").count();
    assert_eq!(
        memberships, 1,
        "the people of the place; where Jeremy belongs came with the facts: {:?}",
        asked.calls
    );
}

#[tokio::test]
async fn a_caller_of_no_request_remembers_nothing() {
    let counted = Counted::new().await;
    let caller = counted.world.caller("jeremy@citygroup.example").await;
    let asked = async |identity: &Identity| {
        identity.organization(&caller, counted.place).await.unwrap();
        identity.organization(&caller, counted.place).await.unwrap();
    };
    assert_eq!(counted.asked_for(asked).await.1.facts(), 2);
}

#[tokio::test]
async fn what_a_request_changed_it_reads_anew() {
    let counted = Counted::new().await;
    let caller = counted.request("jeremy").await;
    let at = counted.place;
    let ann = counted.world.user("ann@citygroup.example").await.unwrap().record.id;
    let before = counted.identity.account(&caller).await.unwrap();
    assert!(!before.administers.is_empty());
    let wanted = GiveRole::new(at, ann, role("organization-admin"));
    counted.identity.give_role(&caller, &wanted).await.unwrap();
    let jeremy = caller.user().unwrap();
    let own = counted.world.grants_at(at).await;
    let own = own.iter().find(|grant| grant.holder == Holder::User(jeremy)).unwrap().id;
    counted.identity.revoke_grant(&caller, own).await.unwrap();
    let after = counted.identity.account(&caller).await.unwrap();
    assert!(after.administers.is_empty());
    assert!(counted.identity.members(&caller, at, None, &Page::first(10)).await.is_err());
}

#[tokio::test]
async fn no_act_of_a_request_outlives_the_grant_that_it_was_read_with() {
    let counted = Counted::new().await;
    let caller = counted.request("jeremy").await;
    counted.identity.account(&caller).await.unwrap();
    counted.take_back_every_grant().await;
    let wanted = invite(counted.place, "tom@citygroup.example", "planner");
    assert!(counted.identity.invite(&caller, &wanted).await.is_err());
    assert!(counted.identity.members(&caller, counted.place, None, &Page::first(10)).await.is_err());
}

#[tokio::test]
async fn an_open_connection_reads_anew_after_five_seconds() {
    let counted = Counted::new().await;
    let caller = counted.request("jeremy").await;
    let may = async || counted.identity.may(&caller, Permission::MemberView).await.unwrap();
    assert!(may().await);
    counted.take_back_every_grant().await;
    counted.world.clock.advance(Duration::from_secs(5));
    assert!(may().await, "the facts of the request");
    counted.world.clock.advance(MICROSECOND);
    assert!(!may().await);
}

#[tokio::test]
async fn facts_of_one_store_say_nothing_about_another() {
    let counted = Counted::new().await;
    let caller = counted.request("jeremy").await;
    counted.identity.account(&caller).await.unwrap();
    let elsewhere = counted.identity.with_store(MemoryStore::new());
    assert!(elsewhere.account(&caller).await.is_err());
    assert!(counted.identity.account(&caller).await.is_ok());
}

#[tokio::test]
async fn every_audit_row_of_a_request_has_its_reference_and_its_instant() {
    let counted = Counted::new().await;
    let caller = counted.request("jeremy").await;
    let came_in = counted.world.clock.now();
    counted.world.clock.advance(Duration::from_secs(1));
    for to in ["tom", "tom"] {
        let wanted = invite(counted.place, &format!("{to}@citygroup.example"), "planner");
        let _second_is_refused = counted.identity.invite(&caller, &wanted).await;
    }
    assert!(counted.identity.organization(&caller, OrganizationId::from(uuid::Uuid::nil())).await.is_err());
    let events = counted.world.store.audit_events();
    let events = events.list(&AuditFilter::default(), &Page::first(Page::MAX_LIMIT)).await.unwrap().items;
    let of_request: Vec<_> =
        events.iter().filter(|event| event.reference.as_deref() == Some("7Q2M-4K8D")).collect();
    assert!(of_request.len() > 1, "{of_request:?}");
    assert!(of_request.iter().all(|event| event.at == came_in), "{of_request:?}");
    assert_eq!(caller.reference(), Some("7Q2M-4K8D"));
}
