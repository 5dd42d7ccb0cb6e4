//! The first administrator, whom whoever runs the program invites.

use crate::support::{World, account, email, invite, role};
use identity_core::Timestamp;
use identity_core::domain::{Action, Grant, GrantFilter, GrantPath, Holder, Rights, User, UserState};
use identity_core::ids::{GrantId, UserId};
use identity_core::invitations::{
    AcceptError, FirstAdministrator, FirstAdministratorError, FirstAdministratorLink, OpenInvitationError,
};
use identity_core::secrets::SecretToken;
use identity_core::store::{ChangeSet, Page, Store};
use std::time::Duration;

const ADA: &str = "ada@operator.example";

fn ada() -> FirstAdministrator {
    let roles = [(role("account-manager"), Rights::ActAndGrant), (role("planner"), Rights::Grant)];
    FirstAdministrator::new(email(ADA), roles)
}

fn token(made: &FirstAdministratorLink) -> SecretToken {
    SecretToken::parse(made.link.expose().rsplit('/').next().unwrap()).unwrap()
}

async fn grants(world: &World) -> Vec<Grant> {
    let page = Page::first(100);
    let found = world.store.grants().list(&GrantFilter::default(), &page).await.unwrap().items;
    found
        .into_iter()
        .map(|grant| grant.record)
        .filter(|grant| matches!(grant.holder, Holder::User(_)))
        .collect()
}

#[tokio::test]
async fn d_29_the_first_administrator_comes_by_a_link_that_works_once() {
    let world = World::without_people().await;
    let lost = world.identity.invite_first_administrator(&ada()).await.unwrap();
    let made = world.identity.invite_first_administrator(&ada()).await.unwrap();
    assert!(world.mails().await.is_empty(), "the link is printed, not mailed");
    let late = world.identity.open_invitation(&token(&lost)).await;
    assert!(late.is_err(), "the link before it no longer works");
    let offer = world.identity.open_invitation(&token(&made)).await.unwrap();
    assert_eq!((offer.inviter.as_str(), offer.invitation.inviter()), ("", None));
    world.identity.accept_invitation(&token(&made), account()).await.unwrap();
    let given = grants(&world).await;
    assert!(given.iter().all(|grant| grant.organization == offer.invitation.organization));
    let mut rights: Vec<_> = given.iter().map(|grant| grant.rights).collect();
    rights.sort();
    assert_eq!(rights, [Rights::Grant, Rights::ActAndGrant], "as they were declared");
    let caller = world.caller(ADA).await;
    let operator = world.operator().await;
    world
        .identity
        .invite(&caller, &invite(operator, "eve@operator.example", "account-manager"))
        .await
        .unwrap();
    let again = world.identity.accept_invitation(&token(&made), account()).await;
    assert!(matches!(again, Err(AcceptError::Unknown)), "{again:?}");
}

#[tokio::test]
async fn d_29_it_is_closed_for_ever_once_somebody_was_there() {
    let world = World::new().await;
    let refused = world.identity.invite_first_administrator(&ada()).await;
    assert!(matches!(refused, Err(FirstAdministratorError::AlreadyThere)), "{refused:?}");
    let scott = world.user("scott@operator.example").await.unwrap();
    let now: Timestamp = world.identity.clock().now();
    for grant in world.grants_at(world.operator().await).await {
        let ended = Grant { revoked_at: Some(now), ..grant.record };
        world.meanwhile(ended, grant.version).await;
    }
    world.meanwhile(User { state: UserState::Disabled, ..scott.record }, scott.version).await;
    let refused = world.identity.invite_first_administrator(&ada()).await;
    assert!(matches!(refused, Err(FirstAdministratorError::AlreadyThere)), "{refused:?}");
}

#[tokio::test]
async fn another_link_ends_the_one_before_and_each_ends_after_a_day() {
    let world = World::without_people().await;
    let first = world.identity.invite_first_administrator(&ada()).await.unwrap();
    let second = world.identity.invite_first_administrator(&ada()).await.unwrap();
    let refused = world.identity.accept_invitation(&token(&first), account()).await;
    assert!(matches!(refused, Err(AcceptError::Revoked)), "{refused:?}");
    world.clock.advance(Duration::from_hours(24));
    let late = world.identity.open_invitation(&token(&second)).await;
    assert!(matches!(late, Err(OpenInvitationError::Expired)), "{late:?}");
    assert_eq!(world.events(Action::InvitationRevoked).await, 1);
}

#[tokio::test]
async fn a_link_that_waits_ends_when_the_setup_names_somebody() {
    let world = World::without_people().await;
    let made = world.identity.invite_first_administrator(&ada()).await.unwrap();
    world.identity.apply(&crate::support::setup::setup()).await.unwrap();
    let refused = world.identity.accept_invitation(&token(&made), account()).await;
    assert!(matches!(refused, Err(AcceptError::NoLongerPermitted)), "{refused:?}");
}

/// Each commit that makes an administrator changes the operator's record, so that of two at the same instant the second
/// finds that it came late.
#[tokio::test]
async fn of_two_who_accept_at_once_one_becomes_the_administrator() {
    let world = World::without_people().await;
    let made = world.identity.invite_first_administrator(&ada()).await.unwrap();
    let operator = world.store.organizations().get(world.operator().await).await.unwrap().unwrap();
    let given = world.grants_at(operator.id).await.remove(0).record;
    let id = GrantId::generate(world.identity.clock(), world.identity.entropy());
    let user = UserId::generate(world.identity.clock(), world.identity.entropy());
    let other = Grant { id, path: GrantPath::root(id), holder: Holder::User(user), ..given };
    let mut writes = ChangeSet::new();
    writes.insert(other).update(operator.record.clone(), operator.version);
    let refused = world.while_another_node(writes).accept_invitation(&token(&made), account()).await;
    assert!(matches!(refused, Err(AcceptError::NoLongerPermitted)), "{refused:?}");
}

#[tokio::test]
async fn a_role_that_is_not_there_is_named() {
    let world = World::without_people().await;
    let wanted = FirstAdministrator::new(email(ADA), [(role("no-such-role"), Rights::Act)]);
    let refused = world.identity.invite_first_administrator(&wanted).await;
    assert!(
        matches!(refused, Err(FirstAdministratorError::UnknownRole(ref key)) if key.as_str() == "no-such-role")
    );
}
