//! Invitations, from the mail to the account.

use crate::support::{MICROSECOND, NOW, World, account, invite, role};
use identity_core::domain::{
    Action, CredentialFilter, Grant, InvitationState, MembershipFilter, Organization, OrganizationState,
    SessionFilter, User, UserFilter, UserState,
};
use identity_core::invitations::{
    AcceptAsError, AcceptError, InviteError, NewAccount, OpenInvitationError, ResendInvitationError,
    RevokeInvitationError,
};
use identity_core::roles::GiveError;
use identity_core::secrets::SecretToken;
use identity_core::store::{Page, Store};
use identity_core::{AccessError, Timestamp};
use std::sync::Arc;

const JEREMY: &str = "jeremy@citygroup.example";

#[tokio::test(flavor = "multi_thread")]
async fn i_02_twenty_parallel_acceptances_make_one_account() {
    let world = Arc::new(World::new().await);
    let city_group = world.city_group().await;
    let scott = world.scott().await;
    world.identity.invite(&scott, &invite(city_group, JEREMY, "planner")).await.unwrap();
    let token = world.mailed_token().await;
    let mut tries = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (world, token) = (Arc::clone(&world), token.clone());
        tries.spawn(async move { world.identity.accept_invitation(&token, account()).await });
    }
    let outcomes = tries.join_all().await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    for outcome in &outcomes {
        let lost = matches!(outcome, Ok(_) | Err(AcceptError::Unknown | AcceptError::AccountExists));
        assert!(lost, "{outcome:?}");
    }
    let page = Page::first(100);
    // Scott and Jeremy.
    assert_eq!(world.store.users().list(&UserFilter::default(), &page).await.unwrap().items.len(), 2);
    let credentials = world.store.credentials().list(&CredentialFilter::default(), &page).await.unwrap();
    assert_eq!(credentials.items.len(), 2);
    let members = MembershipFilter { organization: Some(city_group), ..MembershipFilter::default() };
    assert_eq!(world.store.memberships().list(&members, &page).await.unwrap().items.len(), 1);
    let jeremy = world.user(JEREMY).await.unwrap().record.id;
    let own = SessionFilter { user: Some(jeremy), ..SessionFilter::default() };
    assert_eq!(world.store.sessions().list(&own, &page).await.unwrap().items.len(), 1);
    assert_eq!(world.grants_at(city_group).await.len(), 1);
    assert_eq!(world.events(Action::InvitationAccepted).await, 1);
}

#[tokio::test]
async fn looking_does_not_use_an_invitation_up_and_taking_it_does() {
    let world = World::new().await;
    let city_group = world.city_group().await;
    world.identity.invite(&world.scott().await, &invite(city_group, JEREMY, "planner")).await.unwrap();
    let token = world.mailed_token().await;
    for _ in 0..3 {
        let offer = world.identity.open_invitation(&token).await.unwrap();
        assert_eq!((offer.organization.as_str(), offer.inviter.as_str()), ("City Group, Inc.", "Scott Long"));
        assert!(!offer.account_exists);
    }
    world.identity.accept_invitation(&token, account()).await.unwrap();
    for used in [token, SecretToken::generate(&identity_core::SeededEntropy::new(9))] {
        let refused = world.identity.open_invitation(&used).await;
        assert!(
            matches!(refused, Err(OpenInvitationError::Unknown)),
            "used and unknown are the same: {refused:?}"
        );
    }
}

#[tokio::test]
async fn an_invitation_ends_at_its_last_microsecond() {
    let world = World::new().await;
    let city_group = world.city_group().await;
    let invitation =
        world.identity.invite(&world.scott().await, &invite(city_group, JEREMY, "planner")).await.unwrap();
    let token = world.mailed_token().await;
    world.clock.set(invitation.expires_at.minus(MICROSECOND));
    assert!(world.identity.open_invitation(&token).await.is_ok());
    world.clock.set(invitation.expires_at);
    let refused = world.identity.accept_invitation(&token, account()).await;
    assert!(matches!(refused, Err(AcceptError::Expired)), "{refused:?}");
    assert!(world.user(JEREMY).await.is_none());
}

#[tokio::test]
async fn an_expiry_lies_between_now_and_a_year_from_now() {
    let world = World::new().await;
    let city_group = world.city_group().await;
    let scott = world.scott().await;
    for expires_at in [Timestamp::from_unix_seconds(0), NOW, Timestamp::from_unix_micros(i64::MAX)] {
        let wanted = invite(city_group, JEREMY, "planner").expires_at(expires_at);
        let refused = world.identity.invite(&scott, &wanted).await;
        assert!(matches!(refused, Err(InviteError::InvalidExpiry)), "{expires_at}: {refused:?}");
    }
    assert!(world.mails().await.is_empty());
}

#[tokio::test]
async fn a_revoked_invitation_cannot_be_taken_up() {
    let world = World::new().await;
    let city_group = world.city_group().await;
    let scott = world.scott().await;
    let invitation = world.identity.invite(&scott, &invite(city_group, JEREMY, "planner")).await.unwrap();
    let token = world.mailed_token().await;
    world.identity.revoke_invitation(&scott, invitation.id).await.unwrap();
    let refused = world.identity.accept_invitation(&token, account()).await;
    assert!(matches!(refused, Err(AcceptError::Revoked)), "{refused:?}");
    let outcome = world.identity.revoke_invitation(&scott, invitation.id).await;
    assert!(matches!(outcome, Err(RevokeInvitationError::AlreadyClosed)), "{outcome:?}");
    let outcome = world.identity.resend_invitation(&scott, invitation.id).await;
    assert!(matches!(outcome, Err(ResendInvitationError::AlreadyClosed)), "{outcome:?}");
    assert_eq!(world.invitation(invitation.id).await.state, InvitationState::Revoked);
}

#[tokio::test]
async fn sending_again_kills_the_earlier_link() {
    let world = World::new().await;
    let city_group = world.city_group().await;
    let scott = world.scott().await;
    let invitation = world.identity.invite(&scott, &invite(city_group, JEREMY, "planner")).await.unwrap();
    let earlier = world.mailed_token().await;
    world.identity.resend_invitation(&scott, invitation.id).await.unwrap();
    let later = world.mailed_token().await;
    let refused = world.identity.accept_invitation(&earlier, account()).await;
    assert!(matches!(refused, Err(AcceptError::Unknown)), "{refused:?}");
    assert!(world.identity.accept_invitation(&later, account()).await.is_ok());
}

/// What became of the inviter or the organisation between the mail and the click.
#[tokio::test]
async fn rights_that_the_inviter_lost_are_not_given() {
    for fate in ["grant revoked", "locked", "disabled", "organisation suspended", "role switched off"] {
        let world = World::new().await;
        let city_group = world.city_group().await;
        world.identity.invite(&world.scott().await, &invite(city_group, JEREMY, "planner")).await.unwrap();
        let token = world.mailed_token().await;
        let scott = world.user("scott@operator.example").await.unwrap();
        match fate {
            "grant revoked" => {
                for grant in world.grants_at(world.operator().await).await {
                    let revoked = Grant { revoked_at: Some(NOW), ..grant.record };
                    world.meanwhile(revoked, grant.version).await;
                }
            }
            "locked" => {
                world.meanwhile(User { state: UserState::Locked, ..scott.record }, scott.version).await;
            }
            "disabled" => {
                world.meanwhile(User { state: UserState::Disabled, ..scott.record }, scott.version).await;
            }
            "role switched off" => {
                let id =
                    *world.identity.open_invitation(&token).await.unwrap().invitation.roles.first().unwrap();
                let found = world.store.roles().get(id).await.unwrap().unwrap();
                let off = identity_core::domain::Role { enabled: false, ..found.record };
                world.meanwhile(off, found.version).await;
            }
            _ => {
                let found = world.store.organizations().get(city_group).await.unwrap().unwrap();
                let suspended = Organization { state: OrganizationState::Suspended, ..found.record };
                world.meanwhile(suspended, found.version).await;
            }
        }
        let refused = world.identity.accept_invitation(&token, account()).await;
        assert!(matches!(refused, Err(AcceptError::NoLongerPermitted)), "{fate}: {refused:?}");
        assert!(world.user(JEREMY).await.is_none(), "{fate}");
        assert_eq!(world.events(Action::InvitationAccepted).await, 0, "{fate}");
    }
}

#[tokio::test]
async fn an_account_that_exists_signs_in_to_accept() {
    let world = World::new().await;
    world.with_jeremy().await;
    let other = world.provision(&crate::support::organization("CRM-2", None)).await.record.id;
    world
        .identity
        .invite(&world.scott().await, &invite(other, "Jeremy@CityGroup.Example", "planner"))
        .await
        .unwrap();
    let token = world.mailed_token().await;
    assert!(world.identity.open_invitation(&token).await.unwrap().account_exists);
    let refused = world.identity.accept_invitation(&token, account()).await;
    assert!(matches!(refused, Err(AcceptError::AccountExists)), "{refused:?}");
    let scott = world.scott().await;
    let refused = world.identity.accept_invitation_as(&scott, &token).await;
    assert!(matches!(refused, Err(AcceptAsError::WrongAccount)), "{refused:?}");
    let jeremy = world.caller(JEREMY).await;
    assert_eq!(world.identity.accept_invitation_as(&jeremy, &token).await.unwrap(), other);
    assert!(world.identity.organization(&jeremy, other).await.is_ok());
}

#[tokio::test]
async fn nobody_invites_to_more_than_they_hold_or_elsewhere() {
    let world = World::new().await;
    let (city_group, _) = world.with_jeremy().await;
    let other = world.provision(&crate::support::organization("CRM-2", None)).await.record.id;
    let jeremy = world.caller(JEREMY).await;
    let colleague = "ann@citygroup.example";
    let refused = world.identity.invite(&jeremy, &invite(city_group, colleague, "account-manager")).await;
    assert!(
        matches!(&refused, Err(InviteError::Give(GiveError::DelegationDenied { role: key, .. })) if *key == role("account-manager"))
    );
    let unknown = uuid::Uuid::from_u128(1).into();
    for foreign in [other, unknown, world.operator().await] {
        let refused = world.identity.invite(&jeremy, &invite(foreign, colleague, "planner")).await;
        assert!(
            matches!(refused, Err(InviteError::Give(GiveError::Access(AccessError::NotFound)))),
            "{refused:?}"
        );
    }
    assert!(world.mails().await.is_empty());
    assert!(world.identity.invite(&jeremy, &invite(city_group, colleague, "planner")).await.is_ok());
}

#[tokio::test]
async fn nobody_is_invited_twice_or_into_what_they_belong_to() {
    let world = World::new().await;
    let (city_group, _) = world.with_jeremy().await;
    let scott = world.scott().await;
    let again =
        world.identity.invite(&scott, &invite(city_group, "JEREMY@citygroup.example", "planner")).await;
    assert!(matches!(again, Err(InviteError::AlreadyMember)), "{again:?}");
    let ann = invite(city_group, "ann@citygroup.example", "planner");
    world.identity.invite(&scott, &ann).await.unwrap();
    let again = world.identity.invite(&scott, &ann).await;
    assert!(matches!(again, Err(InviteError::AlreadyInvited)), "{again:?}");
}

#[tokio::test]
async fn a_weak_password_leaves_the_invitation_open() {
    let world = World::new().await;
    let city_group = world.city_group().await;
    world.identity.invite(&world.scott().await, &invite(city_group, JEREMY, "planner")).await.unwrap();
    let token = world.mailed_token().await;
    for weak in ["short", "password1234", JEREMY] {
        let account = NewAccount { password: identity_core::secrets::Secret::new(weak), ..account() };
        let refused = world.identity.accept_invitation(&token, account).await;
        assert!(matches!(refused, Err(AcceptError::Password(_))), "{weak}: {refused:?}");
    }
    assert!(world.identity.accept_invitation(&token, account()).await.is_ok());
}
