//! Giving roles and taking them back.

use crate::support::{World, invite, role};
use identity_core::delivery::{Message, MessageContent};
use identity_core::domain::{Action, Holder, Period, User};
use identity_core::ids::{GrantId, OrganizationId};
use identity_core::roles::{GiveError, GiveRole, GiveRoleError, RevokeGrantError};
use identity_core::{AccessError, Caller};
use std::sync::Arc;
use std::time::Duration;

const JEREMY: &str = "jeremy@citygroup.example";
const ANN: &str = "ann@citygroup.example";

/// City Group with Jeremy as administrator and Ann as planner.
async fn city_group(world: &World) -> (OrganizationId, User, User) {
    let (city_group, jeremy) = world.with_jeremy().await;
    let ann = world.join(&world.caller(JEREMY).await, &invite(city_group, ANN, "planner")).await;
    (city_group, jeremy, ann)
}

fn give(organization: OrganizationId, to: &User, role_key: &str) -> GiveRole {
    GiveRole::new(organization, to.id, role(role_key))
}

async fn grant_of(world: &World, organization: OrganizationId, user: &User) -> GrantId {
    let grants = world.grants_at(organization).await;
    let own = grants.iter().find(|grant| grant.record.holder == Holder::User(user.id));
    own.unwrap().record.id
}

fn is_not_found(outcome: &Result<(), RevokeGrantError>) -> bool {
    matches!(outcome, Err(RevokeGrantError::Access(AccessError::NotFound)))
}

#[tokio::test]
async fn a_role_works_from_being_given_until_it_is_taken_back() {
    let world = World::new().await;
    let (city_group, _, ann) = city_group(&world).await;
    let (jeremy, caller) = (world.caller(JEREMY).await, world.caller(ANN).await);
    let invites =
        async |address: &str| world.identity.invite(&caller, &invite(city_group, address, "planner")).await;
    assert!(invites("one@citygroup.example").await.is_err());
    let given =
        world.identity.give_role(&jeremy, &give(city_group, &ann, "organization-admin")).await.unwrap();
    assert!(invites("one@citygroup.example").await.is_ok());
    world.identity.revoke_grant(&jeremy, given.id).await.unwrap();
    assert!(invites("two@citygroup.example").await.is_err());
    world.identity.revoke_grant(&jeremy, given.id).await.unwrap();
    assert_eq!(world.events(Action::GrantGiven).await, 2 + 1, "two at set-up");
    assert_eq!(world.events(Action::GrantRevoked).await, 1);
    world.clock.advance(Duration::from_mins(1));
    let told = world.mails().await;
    assert_eq!(
        told.iter().filter(|mail| mail.recipient == ANN).count(),
        1,
        "given and taken back, in one mail"
    );
}

#[tokio::test]
async fn nobody_gives_what_they_do_not_hold() {
    let world = World::new().await;
    let (city_group, jeremy_himself, ann) = city_group(&world).await;
    let (jeremy, caller) = (world.caller(JEREMY).await, world.caller(ANN).await);
    for to in [&ann, &jeremy_himself] {
        let refused = world.identity.give_role(&jeremy, &give(city_group, to, "account-manager")).await;
        assert!(
            matches!(refused, Err(GiveRoleError::Give(GiveError::DelegationDenied { .. }))),
            "{refused:?}"
        );
    }
    // Ann holds the role of a planner, but not the right to give roles at all.
    let refused = world.identity.give_role(&caller, &give(city_group, &jeremy_himself, "planner")).await;
    assert!(matches!(refused, Err(GiveRoleError::Give(GiveError::Access(AccessError::Forbidden(_))))));
}

#[tokio::test]
async fn a_role_is_given_once_to_somebody_who_belongs_there() {
    let world = World::new().await;
    let (city_group, _, ann) = city_group(&world).await;
    let jeremy = world.caller(JEREMY).await;
    let again = world.identity.give_role(&jeremy, &give(city_group, &ann, "planner")).await;
    assert!(matches!(again, Err(GiveRoleError::AlreadyHeld)), "{again:?}");
    let scott = world.user("scott@operator.example").await.unwrap().record;
    let stranger = world.identity.give_role(&jeremy, &give(city_group, &scott, "planner")).await;
    assert!(matches!(stranger, Err(GiveRoleError::NotAMember)), "{stranger:?}");
    let over = Period { starts_at: None, ends_at: Some(crate::support::NOW) };
    let wanted = give(city_group, &ann, "organization-admin").period(over);
    let empty = world.identity.give_role(&jeremy, &wanted).await;
    assert!(matches!(empty, Err(GiveRoleError::EmptyPeriod)), "{empty:?}");
}

#[tokio::test]
async fn a_foreign_grant_answers_like_an_unknown_one() {
    let world = World::new().await;
    let (city_group, jeremy, _) = city_group(&world).await;
    let other = world.provision(&crate::support::organization("CRM-2", None)).await.record.id;
    let scott = world.scott().await;
    world.join(&scott, &invite(other, "eve@other.example", "organization-admin")).await;
    let eve = world.caller("eve@other.example").await;
    let foreign = grant_of(&world, city_group, &jeremy).await;
    for grant in [foreign, uuid::Uuid::from_u128(1).into()] {
        let refused = world.identity.revoke_grant(&eve, grant).await;
        assert!(is_not_found(&refused), "{refused:?}");
    }
    assert_eq!(grant_of(&world, city_group, &jeremy).await, foreign);
}

#[tokio::test]
async fn the_last_administrator_stays() {
    let world = World::new().await;
    let (city_group, jeremy, ann) = city_group(&world).await;
    let scott = world.scott().await;
    let grant = grant_of(&world, city_group, &jeremy).await;
    let refused = world.identity.revoke_grant(&scott, grant).await;
    assert!(matches!(refused, Err(RevokeGrantError::LastAdministrator)), "{refused:?}");
    let refused =
        world.identity.set_user_state(&scott, jeremy.id, identity_core::domain::UserState::Disabled).await;
    assert!(refused.is_err());
    world.identity.give_role(&scott, &give(city_group, &ann, "organization-admin")).await.unwrap();
    world.identity.revoke_grant(&scott, grant).await.unwrap();
}

/// Two administrators who each take the other's role at the same time: one stays.
#[tokio::test(flavor = "multi_thread")]
async fn of_two_administrators_who_remove_each_other_one_stays() {
    for _ in 0..20 {
        let world = Arc::new(World::new().await);
        let (city_group, jeremy, _) = city_group(&world).await;
        let scott = world.scott().await;
        let eve =
            world.join(&scott, &invite(city_group, "eve@citygroup.example", "organization-admin")).await;
        let pairs: [(Caller, GrantId); 2] = [
            (world.caller(JEREMY).await, grant_of(&world, city_group, &eve).await),
            (world.caller("eve@citygroup.example").await, grant_of(&world, city_group, &jeremy).await),
        ];
        let mut tasks = tokio::task::JoinSet::new();
        for (caller, grant) in pairs {
            let world = Arc::clone(&world);
            tasks.spawn(async move { world.identity.revoke_grant(&caller, grant).await.is_ok() });
        }
        let done = tasks.join_all().await;
        assert_eq!(done.iter().filter(|revoked| **revoked).count(), 1);
        assert_eq!(world.grants_at(city_group).await.len(), 2, "one administrator, and Ann");
    }
}

/// Gives a role and takes it again.
async fn give_and_take(world: &World, jeremy: &Caller, city_group: OrganizationId, ann: &User) {
    let given = world.identity.give_role(jeremy, &give(city_group, ann, "organization-admin")).await.unwrap();
    world.identity.revoke_grant(jeremy, given.id).await.unwrap();
}

#[tokio::test]
async fn v_07_giving_and_taking_in_a_loop_makes_one_mail_that_says_how_it_ended() {
    let world = World::new().await;
    let (city_group, _, ann) = city_group(&world).await;
    let jeremy = world.caller(JEREMY).await;
    for _ in 0..20 {
        give_and_take(&world, &jeremy, city_group, &ann).await;
    }
    assert_eq!(world.events(Action::GrantRevoked).await, 20, "the history has all of them");
    assert!(world.mails().await.is_empty(), "it waits for what comes next");
    world.clock.advance(Duration::from_mins(1));
    let told = world.mails().await;
    let [Message { recipient, content: MessageContent::RolesChanged { given, further, .. }, .. }] =
        told.as_slice()
    else {
        panic!("not one mail: {told:?}")
    };
    assert_eq!((recipient.as_str(), *given, further.len()), (ANN, false, 0));
    // What follows the mail makes a new one.
    world.identity.give_role(&jeremy, &give(city_group, &ann, "organization-admin")).await.unwrap();
    world.clock.advance(Duration::from_mins(1));
    assert_eq!(world.mails().await.len(), 1);
}

#[tokio::test]
async fn v_07_giving_and_taking_now_and_then_floods_no_mailbox() {
    let world = World::new().await;
    let (city_group, _, ann) = city_group(&world).await;
    let jeremy = world.caller(JEREMY).await;
    let mut told = 0;
    for _ in 0..20 {
        give_and_take(&world, &jeremy, city_group, &ann).await;
        world.clock.advance(Duration::from_mins(2));
        told += world.mails().await.len();
    }
    assert_eq!(told, 10);
    world.clock.advance(Duration::from_hours(1));
    give_and_take(&world, &jeremy, city_group, &ann).await;
    world.clock.advance(Duration::from_mins(2));
    assert_eq!(world.mails().await.len(), 1);
}

/// Removing somebody takes all that they hold.
#[tokio::test]
async fn v_07_one_act_that_takes_several_roles_makes_one_mail() {
    let world = World::new().await;
    let (city_group, _, ann) = city_group(&world).await;
    let jeremy = world.caller(JEREMY).await;
    world.identity.give_role(&jeremy, &give(city_group, &ann, "organization-admin")).await.unwrap();
    world.identity.remove_member(&jeremy, city_group, ann.id).await.unwrap();
    world.clock.advance(Duration::from_mins(1));
    let told = world.mails().await;
    let [Message { content: MessageContent::RolesChanged { given: false, further, .. }, .. }] =
        told.as_slice()
    else {
        panic!("not one mail: {told:?}")
    };
    assert_eq!(further.len(), 1);
    assert!(!further[0].given);
}
