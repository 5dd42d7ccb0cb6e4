//! Suspending an organisation, and resuming it.

use crate::mandates::given::{JEREMY, MAYA, by_mail, mandate, may, maya};
use crate::support::stores::Recorded;
use crate::support::{PASSWORD, World, account, invite, organization, role};
use identity_core::delivery::MessageContent;
use identity_core::domain::{Action, Grant, GrantScope, Organization, OrganizationState, Role};
use identity_core::ids::OrganizationId;
use identity_core::invitations::AcceptError;
use identity_core::organizations::SuspendOrganizationError;
use identity_core::policy::Permission;
use identity_core::provisioning::ProvisionOutcome;
use identity_core::store::Store as _;
use identity_core::values::Reason;
use identity_core::{AccessError, Caller};
use std::collections::BTreeSet;

fn reason() -> Reason {
    Reason::parse("The bills of two years are unpaid.").unwrap()
}

async fn suspend(
    world: &World,
    caller: &Caller,
    id: OrganizationId,
) -> Result<OrganizationState, SuspendOrganizationError> {
    Ok(world.identity.suspend_organization(caller, id, &reason()).await?.record.state)
}

async fn state(world: &World, id: OrganizationId) -> OrganizationState {
    world.store.organizations().get(id).await.unwrap().unwrap().record.state
}

#[tokio::test]
async fn staff_suspends_an_organisation_and_nothing_works_for_it_until_it_is_resumed() {
    let world = World::new().await;
    let (city_group, jeremy) = world.with_jeremy().await;
    let below = world.provision(&organization("CRM-2", Some("CRM-1"))).await.record.id;
    let scott = world.scott().await;
    world.mails().await;
    assert!(world.identity.may_suspend_organization(&scott, city_group).await.unwrap());
    assert_eq!(suspend(&world, &scott, city_group).await.unwrap(), OrganizationState::Suspended);
    // Written down with the reason, and told to the administrator.
    let row = world.last_row(Action::OrganizationSuspended).await;
    assert_eq!((row.organization, row.details["reason"].as_str()), (Some(city_group), reason().as_str()));
    let told = |mails: Vec<identity_core::delivery::Message>| {
        let state = |content| match content {
            MessageContent::OrganizationState { suspended, reason, .. } => Some((suspended, reason)),
            _ => None,
        };
        mails.into_iter().filter_map(|mail| Some((mail.recipient, state(mail.content)?))).collect::<Vec<_>>()
    };
    let suspended = (JEREMY.to_owned(), (true, Some(reason().to_string())));
    assert_eq!(told(world.mails().await), [suspended]);
    // The account works; the right at the organisation and at what lies below it does not.
    let caller = world.caller(JEREMY).await;
    assert!(world.identity.own_organizations(&caller).await.unwrap().is_empty());
    for place in [city_group, below] {
        assert!(!may(&world, &caller, Permission::OrganizationView, place).await);
        assert!(may(&world, &scott, Permission::OrganizationView, place).await);
        assert!(may(&world, &scott, Permission::MemberManage, place).await);
        assert!(!may(&world, &scott, Permission::GrantManage, place).await);
    }
    assert_eq!(world.grants_at(city_group).await.len(), 1, "the role stays");
    // A second time there is nothing to do.
    suspend(&world, &scott, city_group).await.unwrap();
    assert_eq!(world.events(Action::OrganizationSuspended).await, 1);
    let resumed = world.identity.resume_organization(&scott, city_group).await.unwrap();
    assert_eq!(resumed.record.state, OrganizationState::Active);
    assert_eq!(world.events(Action::OrganizationResumed).await, 1);
    assert_eq!(told(world.mails().await), [(JEREMY.to_owned(), (false, None))]);
    assert!(may(&world, &caller, Permission::MemberManage, below).await);
    assert_eq!(world.user(JEREMY).await.unwrap().id, jeremy.id);
}

#[tokio::test]
async fn a_mandate_of_a_suspended_organisation_has_no_effect() {
    let world = World::new().await;
    let (city_group, _) = world.with_jeremy().await;
    maya(&world, &mandate(city_group, by_mail(MAYA))).await;
    let caller = world.caller(MAYA).await;
    assert!(may(&world, &caller, Permission::MemberView, city_group).await);
    let scott = world.scott().await;
    suspend(&world, &scott, city_group).await.unwrap();
    assert!(!may(&world, &caller, Permission::MemberView, city_group).await);
    world.identity.resume_organization(&scott, city_group).await.unwrap();
    assert!(may(&world, &caller, Permission::MemberView, city_group).await);
}

#[tokio::test]
async fn the_organisations_own_administrators_and_those_above_do_not_suspend_it() {
    let world = World::new().await;
    let (city_group, _) = world.with_jeremy().await;
    let below = world.provision(&organization("CRM-2", Some("CRM-1"))).await.record.id;
    let other = world.provision(&organization("CRM-3", None)).await.record.id;
    let jeremy = world.caller(JEREMY).await;
    for place in [city_group, below] {
        let refused = suspend(&world, &jeremy, place).await;
        let forbidden = matches!(refused, Err(SuspendOrganizationError::Access(AccessError::Forbidden(_))));
        assert!(forbidden, "{refused:?}");
        assert!(!world.identity.may_suspend_organization(&jeremy, place).await.unwrap());
        assert_eq!(state(&world, place).await, OrganizationState::Active);
    }
    assert_eq!(world.events(Action::AccessDenied).await, 2);
    let refused = suspend(&world, &jeremy, other).await;
    let unknown = matches!(refused, Err(SuspendOrganizationError::Access(AccessError::NotFound)));
    assert!(unknown, "{refused:?}");
    // Nor do they resume it.
    suspend(&world, &world.scott().await, city_group).await.unwrap();
    let refused = world.identity.resume_organization(&jeremy, city_group).await;
    assert!(matches!(refused, Err(SuspendOrganizationError::Access(_))), "{refused:?}");
    assert_eq!(state(&world, city_group).await, OrganizationState::Suspended);
}

#[tokio::test]
async fn the_operator_and_what_is_closed_are_not_suspended() {
    let world = World::new().await;
    let (city_group, operator) = (world.city_group().await, world.operator().await);
    let scott = world.scott().await;
    let refused = suspend(&world, &scott, operator).await;
    assert!(matches!(refused, Err(SuspendOrganizationError::Operator)), "{refused:?}");
    let found = world.store.organizations().get(city_group).await.unwrap().unwrap();
    world.meanwhile(Organization { state: OrganizationState::Closed, ..found.record }, found.version).await;
    for refused in [suspend(&world, &scott, city_group).await.err(), {
        world.identity.resume_organization(&scott, city_group).await.err()
    }] {
        assert!(matches!(refused, Some(SuspendOrganizationError::Closed)), "{refused:?}");
    }
    assert!(!world.identity.may_suspend_organization(&scott, city_group).await.unwrap());
    assert!(!world.identity.may_suspend_organization(&scott, operator).await.unwrap());
}

#[tokio::test]
async fn who_signed_in_long_ago_proves_it_again_before_suspending() {
    let world = World::new().await;
    let city_group = world.city_group().await;
    let scott = world.scott().await;
    world.clock.advance(world.identity.settings().sensitive_after);
    let stale = suspend(&world, &scott, city_group).await;
    assert!(matches!(stale, Err(SuspendOrganizationError::ProveAgain)), "{stale:?}");
    assert_eq!(
        suspend(&world, &world.scott().await, city_group).await.unwrap(),
        OrganizationState::Suspended
    );
}

/// Scott with another role than the account manager's at the operator.
async fn scott_with(world: &World, permissions: &[Permission], scope: GrantScope) -> Caller {
    let operator = world.operator().await;
    let scott = world.user("scott@operator.example").await.unwrap().record.id;
    let own = |grant: &Grant| grant.holder == identity_core::domain::Holder::User(scott);
    let grants = world.grants_at(operator).await;
    let grant = grants.into_iter().find(|grant| own(&grant.record)).unwrap();
    let whole = world.store.roles().get(grant.record.role).await.unwrap().unwrap();
    let mut changes = identity_core::store::ChangeSet::new();
    let id = uuid::Uuid::from_u128(77).into();
    let permissions: BTreeSet<_> = permissions.iter().copied().collect();
    let less = Role { id, key: role("less"), permissions, ..whole.record };
    changes.insert(less);
    changes.update(Grant { role: id, scope, ..grant.record }, grant.version);
    world.store.commit(&changes).await.unwrap();
    world.scott().await
}

/// Who could not give what Jeremy has does not take all of it away, and does not give it back.
#[tokio::test]
async fn nobody_suspends_an_organisation_whose_people_hold_more() {
    let world = World::new().await;
    let (city_group, _) = world.with_jeremy().await;
    let some = [Permission::OrganizationView, Permission::MemberView, Permission::MemberManage];
    let junior = scott_with(&world, &some, GrantScope::Subtree).await;
    let refused = suspend(&world, &junior, city_group).await;
    assert!(matches!(refused, Err(SuspendOrganizationError::DelegationDenied { .. })), "{refused:?}");
    let found = world.store.organizations().get(city_group).await.unwrap().unwrap();
    let suspended = Organization { state: OrganizationState::Suspended, ..found.record };
    world.meanwhile(suspended, found.version).await;
    let refused = world.identity.resume_organization(&junior, city_group).await;
    assert!(matches!(refused, Err(SuspendOrganizationError::DelegationDenied { .. })), "{refused:?}");
    assert_eq!(state(&world, city_group).await, OrganizationState::Suspended);
}

#[tokio::test]
async fn who_manages_the_operators_own_people_alone_suspends_nobody() {
    let world = World::new().await;
    let city_group = world.city_group().await;
    let own = scott_with(&world, Permission::ALL, GrantScope::Organization).await;
    let refused = suspend(&world, &own, city_group).await;
    assert!(matches!(refused, Err(SuspendOrganizationError::Access(AccessError::NotFound))), "{refused:?}");
}

#[tokio::test]
async fn the_crm_does_not_resume_what_was_suspended() {
    let world = World::new().await;
    let city_group = world.city_group().await;
    suspend(&world, &world.scott().await, city_group).await.unwrap();
    let told = organization("CRM-1", None).business_id("1234567-8".parse().unwrap());
    let updated = world.provision(&told).await;
    assert_eq!(updated.outcome, ProvisionOutcome::Updated);
    assert_eq!(updated.record.record.state, OrganizationState::Suspended);
    let refused = world.identity.resume_organization(&world.crm().await, city_group).await;
    assert!(matches!(refused, Err(SuspendOrganizationError::Access(_))), "{refused:?}");
}

/// Of an invitation that is accepted and a suspension at once, the suspension wins: the acceptance rests on the organisation.
#[tokio::test]
async fn an_invitation_accepted_while_the_organisation_is_suspended_gives_nothing() {
    let world = World::new().await;
    let city_group = world.city_group().await;
    let scott = world.scott().await;
    world.identity.invite(&scott, &invite(city_group, JEREMY, "planner")).await.unwrap();
    let token = world.mailed_token().await;
    // What the suspension writes, as another node would write it.
    let recorded = Recorded::new(world.store.clone());
    let failed = world.identity.with_store(recorded.clone());
    assert!(failed.suspend_organization(&scott, city_group, &reason()).await.is_err());
    let identity = world.while_another_node(recorded.take());
    let refused = identity.accept_invitation(&token, account()).await;
    assert!(matches!(refused, Err(AcceptError::NoLongerPermitted)), "{refused:?}");
    assert_eq!(state(&world, city_group).await, OrganizationState::Suspended);
    assert!(world.user(JEREMY).await.is_none());
    // When it is resumed, the invitation works.
    world.identity.resume_organization(&scott, city_group).await.unwrap();
    world.identity.accept_invitation(&token, account()).await.unwrap();
    assert!(world.sign_in(JEREMY, PASSWORD).await.is_ok());
}

#[tokio::test]
async fn who_loses_the_right_while_suspending_suspends_nobody() {
    let world = World::new().await;
    let city_group = world.city_group().await;
    let scott = world.scott().await;
    let identity = world.while_another_node(world.revocations(world.operator().await).await);
    let refused = identity.suspend_organization(&scott, city_group, &reason()).await;
    assert!(matches!(refused, Err(SuspendOrganizationError::Access(_))), "{refused:?}");
    assert_eq!(state(&world, city_group).await, OrganizationState::Active);
}
