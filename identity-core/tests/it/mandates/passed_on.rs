//! What derives from a mandate.

use super::given::*;
use crate::support::{World, invite, organization, role};
use identity_core::delivery::MandateNews;
use identity_core::domain::{Holder, MandateTerms, Rights, ServiceFilter, User, UserState};
use identity_core::invitations::InviteError;
use identity_core::mandates::{GiveMandate, GiveMandateError, MandateState, Receiver};
use identity_core::policy::Permission;
use identity_core::roles::GiveError;
use identity_core::store::{Page, Store as _};
use std::collections::BTreeSet;

/// A mandate ends the moment that anything ends on which it hangs.
#[tokio::test]
async fn a_mandate_ends_with_its_source() {
    let world = World::new().await;
    let (city_group, _) = city_group(&world).await;
    let (_, grant) = maya(&world, &mandate(city_group, by_mail(MAYA))).await;
    let (caller, scott) = (world.caller(MAYA).await, world.scott().await);
    let works = async || may(&world, &caller, Permission::MemberManage, city_group).await;
    let jeremy = world.user(JEREMY).await.unwrap();
    let parent_grant = grant.record.path.parent_grant().unwrap();
    assert!(works().await);

    world.meanwhile(User { state: UserState::Locked, ..jeremy.record.clone() }, jeremy.version).await;
    assert!(!works().await, "its giver was locked");
    let locked = world.user(JEREMY).await.unwrap();
    world.meanwhile(User { state: UserState::Active, ..locked.record }, locked.version).await;
    assert!(works().await);

    world.join(&scott, &invite(city_group, "eve@citygroup.example", "organization-admin")).await;
    world.identity.revoke_grant(&scott, parent_grant).await.unwrap();
    assert!(!works().await, "what it derives from was revoked");
    assert_eq!(news(&world.mails().await, MAYA), [MandateNews::Ended]);
    let own = world.identity.own_mandates(&caller).await.unwrap();
    assert!(matches!(own.received[0].state, MandateState::Ended(_)), "{:?}", own.received[0].state);
    assert!(world.identity.own_organizations(&caller).await.unwrap().is_empty());
}

/// What a representative gives derives from the mandate.
#[tokio::test]
async fn a_role_given_under_a_mandate_ends_with_it() {
    let world = World::new().await;
    let (city_group, jeremy) = city_group(&world).await;
    let wanted = mandate(city_group, by_mail(MAYA)).services(services());
    let (_, grant) = maya(&world, &wanted).await;
    let caller = world.caller(MAYA).await;
    // The planner's role has a permission besides the application's, and nothing is left of onward.
    let refused = world.identity.invite(&caller, &invite(city_group, TOM, "planner")).await;
    assert!(matches!(refused, Err(InviteError::Give(GiveError::DelegationDenied { .. }))), "{refused:?}");

    let reader = identity_core::roles::DefineRole::new(city_group, role("reader"), "Reader".parse().unwrap())
        .application_roles([("smartplan-app".parse().unwrap(), [role("reader")].into())]);
    world.identity.define_role(&jeremy, &reader).await.unwrap();
    let tom = world.join(&caller, &invite(city_group, TOM, "reader")).await;
    let grants = world.grants_at(city_group).await;
    let own = grants.iter().find(|found| found.record.holder == Holder::User(tom.id)).unwrap();
    assert!(own.record.path.is_within(&grant.record.path), "it derives from the mandate");
    assert_eq!((own.record.rights, &own.record.services), (Rights::Act, &grant.record.services));
    assert_eq!(world.identity.account(&world.caller(TOM).await).await.unwrap().places[0].1.len(), 1);

    world.identity.end_mandate(&jeremy, grant.record.id).await.unwrap();
    let account = world.identity.account(&world.caller(TOM).await).await.unwrap();
    assert!(account.applications.is_empty());
    let grant_status = world.identity.mandate(&jeremy, grant.record.id).await.unwrap().state;
    assert!(matches!(grant_status, MandateState::Ended(_)), "{grant_status:?}");
}

#[tokio::test]
async fn d_07_a_mandate_is_passed_on_only_as_often_as_its_terms_say_and_no_further() {
    let world = World::new().await;
    let (city_group, jeremy) = city_group(&world).await;
    for address in ["ann@citygroup.example", "ben@citygroup.example", "cleo@citygroup.example"] {
        world.join(&jeremy, &invite(city_group, address, "planner")).await;
    }
    let id = async |address: &str| world.user(address).await.unwrap().record.id;
    let terms = MandateTerms { max_delegation_depth: 1, ..MandateTerms::default() };
    let agent = |to| GiveMandate::new(city_group, to, role("agent"));
    let to_ann = agent(Receiver::User(id("ann@citygroup.example").await));
    let wanted = to_ann.terms(terms.clone()).services(services());
    let first = offer(&world, &jeremy, &wanted).await;
    let (ann, ben) =
        (world.caller("ann@citygroup.example").await, world.caller("ben@citygroup.example").await);
    world.identity.accept_mandate(&ann, first).await.unwrap();

    let to_ben = agent(Receiver::User(id("ben@citygroup.example").await));
    let as_far = to_ben.clone().terms(terms);
    let refused = world.identity.give_mandate(&ann, &as_far).await;
    let held = |error: &GiveMandateError| {
        matches!(error, GiveMandateError::Give(GiveError::DelegationDenied { .. }))
    };
    assert!(held(&refused.unwrap_err()), "one of two is left");
    let second = offer(&world, &ann, &to_ben).await;
    world.identity.accept_mandate(&ben, second).await.unwrap();
    let passed = world.store.grants().get(second).await.unwrap().unwrap().record;
    assert_eq!((passed.path.steps().len(), passed.services), (3, wanted_services(&world).await));

    let to_cleo = agent(Receiver::User(id("cleo@citygroup.example").await));
    assert!(held(&world.identity.give_mandate(&ben, &to_cleo).await.unwrap_err()), "nothing is left");
    assert!(may(&world, &ben, Permission::MemberView, city_group).await);
    world.identity.end_mandate(&ann, first).await.unwrap();
    assert!(!may(&world, &ben, Permission::MemberView, city_group).await, "it derives from Ann's");
}

/// Another organisation gets the mandate; its people have nothing before one of them is given it.
#[tokio::test]
async fn an_organisation_passes_what_it_holds_to_its_own_people() {
    let world = World::new().await;
    let (city_group, jeremy) = city_group(&world).await;
    let scott = world.scott().await;
    let agency = world.provision(&organization("CRM-2", None)).await.record.id;
    world.join(&scott, &invite(agency, "head@agency.example", "organization-admin")).await;
    let head = world.caller("head@agency.example").await;
    let clerk = world.join(&head, &invite(agency, "clerk@agency.example", "planner")).await;
    let clerk_calls = world.caller("clerk@agency.example").await;
    let terms = MandateTerms { max_delegation_depth: 1, ..MandateTerms::default() };
    let wanted = mandate(city_group, Receiver::Organization(agency)).terms(terms);
    let first = offer(&world, &jeremy, &wanted).await;
    assert_eq!(news(&world.mails().await, "head@agency.example"), [MandateNews::OfferedToOrganization]);
    assert!(world.identity.accept_mandate(&clerk_calls, first).await.is_err(), "not the clerk's to accept");
    world.identity.accept_mandate(&head, first).await.unwrap();
    assert!(
        !may(&world, &head, Permission::MemberManage, city_group).await,
        "held by the agency, not by its head"
    );

    let on = mandate(city_group, Receiver::User(clerk.id)).giver(agency);
    let jeremys = world.user(JEREMY).await.unwrap().record.id;
    let elsewhere = mandate(city_group, Receiver::User(jeremys)).giver(agency);
    let refused = world.identity.give_mandate(&head, &elsewhere).await;
    assert!(matches!(refused, Err(GiveMandateError::UnknownReceiver)), "{refused:?}");
    let second = offer(&world, &head, &on).await;
    world.identity.accept_mandate(&clerk_calls, second).await.unwrap();
    assert!(may(&world, &clerk_calls, Permission::MemberManage, city_group).await);
    let received = world.identity.mandates_received(&head, agency, &Page::first(10)).await.unwrap().0;
    assert_eq!(received.len(), 1);

    world.identity.end_mandate(&jeremy, first).await.unwrap();
    assert!(!may(&world, &clerk_calls, Permission::MemberManage, city_group).await);
}

/// Jeremy mandates the agency, the agency mandates City Group back; then the root goes.
#[tokio::test]
async fn d_11_a_circle_of_mandates_ends_with_what_it_began_with() {
    let world = World::new().await;
    let (city_group, jeremy) = city_group(&world).await;
    let scott = world.scott().await;
    let agency = world.provision(&organization("CRM-2", None)).await.record.id;
    world.join(&scott, &invite(agency, "head@agency.example", "organization-admin")).await;
    let head = world.caller("head@agency.example").await;
    world.join(&scott, &invite(city_group, "eve@citygroup.example", "organization-admin")).await;
    let eve = world.caller("eve@citygroup.example").await;
    let terms = |max_delegation_depth| MandateTerms { max_delegation_depth, ..MandateTerms::default() };
    let there = mandate(city_group, Receiver::Organization(agency)).terms(terms(2));
    let first = offer(&world, &jeremy, &there).await;
    world.identity.accept_mandate(&head, first).await.unwrap();
    let maya = world.join(&head, &invite(agency, MAYA, "planner")).await;
    let on = mandate(city_group, Receiver::User(maya.id)).giver(agency);
    let last = offer(&world, &head, &on).await;
    let caller = world.caller(MAYA).await;
    world.identity.accept_mandate(&caller, last).await.unwrap();
    assert!(may(&world, &caller, Permission::MemberManage, city_group).await);
    world.identity.end_mandate(&eve, first).await.unwrap();
    assert!(!may(&world, &caller, Permission::MemberManage, city_group).await);
    let state = world.identity.mandate(&caller, last).await.unwrap().state;
    assert!(matches!(state, MandateState::Ended(_)), "{state:?}");
}

async fn wanted_services(world: &World) -> Option<BTreeSet<identity_core::ids::ServiceId>> {
    let all = world.store.services().list(&ServiceFilter::default(), &Page::first(10)).await.unwrap();
    Some(all.items.iter().map(|service| service.record.id).collect())
}
