//! An account that is made for somebody.

use crate::support::{World, email, invite, person, role};
use identity_core::AccessError;
use identity_core::delivery::MessageContent;
use identity_core::domain::{Action, Actor, Holder, MembershipKey, RecoveryFilter, RecoveryKind};
use identity_core::ids::OrganizationId;
use identity_core::people::{CreateMemberError, NewMember, PasswordLinkError};
use identity_core::roles::GiveError;
use identity_core::sign_on::SignInError;
use identity_core::store::{Page, Store};
use identity_core::values::{FamilyName, Username};
use std::sync::Arc;

const SUSAN: &str = "susan@citygroup.example";

pub(super) fn susan(organization: OrganizationId) -> NewMember {
    NewMember::new(organization, email(SUSAN), person("Susan"), [role("planner")])
        .family_name(person("Ward"))
        .username(Some(Username::parse("susan.ward").unwrap()))
}

#[tokio::test]
async fn a_31_scott_makes_an_account_that_has_its_roles_at_once_and_no_password() {
    let world = World::new().await;
    let (city_group, _) = world.with_jeremy().await;
    let scott = world.scott().await;
    let user = world.identity.create_member(&scott, &susan(city_group)).await.unwrap();
    assert_eq!((user.full_name().as_str(), user.email_verified_at), ("Susan Ward", None));
    let key = MembershipKey::Of(user.id, city_group);
    assert!(world.store.memberships().find(&key).await.unwrap().is_some());
    let grants = world.grants_at(city_group).await;
    let own: Vec<_> = grants.iter().filter(|grant| grant.holder == Holder::User(user.id)).collect();
    assert_eq!(own.len(), 1);
    assert_eq!(own[0].given_by, scott.actor());
    let row = world.last_row(Action::UserCreated).await;
    assert_eq!((row.actor, row.organization), (scott.actor(), Some(city_group)));
    assert_eq!(row.details.get("roles").map(String::as_str), Some("planner"));
    let mails = world.mails().await;
    let [mail] = &mails[..] else { panic!("{mails:?}") };
    let MessageContent::FirstPassword { by, organization, username, .. } = &mail.content else {
        panic!("{mail:?}")
    };
    assert_eq!((mail.recipient.as_str(), by.as_str()), (SUSAN, "Scott Long"));
    assert_eq!((organization.as_str(), username.as_deref()), ("City Group, Inc.", Some("susan.ward")));
    // There is no password that somebody could guess.
    let refused = world.sign_in("susan.ward", "").await;
    assert!(matches!(refused, Err(SignInError::Refused)), "{refused:?}");
}

#[tokio::test]
async fn a_person_of_one_name_gets_an_account_without_a_mail() {
    let world = World::new().await;
    let (city_group, _) = world.with_jeremy().await;
    let wanted =
        NewMember::new(city_group, email("madonna@citygroup.example"), person("Madonna"), [role("planner")]);
    let user = world.identity.create_member(&world.scott().await, &wanted.mail_link(false)).await.unwrap();
    assert_eq!((user.full_name().as_str(), &user.family_name), ("Madonna", &FamilyName::default()));
    assert_eq!(world.mails().await, []);
    let filter = RecoveryFilter { user: Some(user.id), expired_before: None };
    assert_eq!(world.store.recoveries().list(&filter, &Page::first(9)).await.unwrap().items, []);
}

/// Nobody gives more than they hold, on this way neither (D-05).
#[tokio::test]
async fn nobody_makes_somebody_with_a_role_that_they_could_not_give() {
    let world = World::new().await;
    let (city_group, jeremy) = world.with_jeremy().await;
    let caller = world.caller(jeremy.sign_in_name()).await;
    for key in ["account-manager", "crm-feed"] {
        let mut wanted = susan(city_group);
        wanted.roles = [role(key)].into();
        let refused = world.identity.create_member(&caller, &wanted).await;
        assert!(
            matches!(refused, Err(CreateMemberError::Give(GiveError::DelegationDenied { .. }))),
            "{key}: {refused:?}"
        );
    }
    // Who may not give the role does not learn whether the address has an account.
    let taken = NewMember::new(city_group, email("scott@operator.example"), person("S"), [role("crm-feed")]);
    let refused = world.identity.create_member(&caller, &taken).await;
    assert!(matches!(refused, Err(CreateMemberError::Give(_))), "{refused:?}");
    let mut mandate = susan(city_group);
    mandate.roles = [role("representative")].into();
    let refused = world.identity.create_member(&caller, &mandate).await;
    assert!(matches!(refused, Err(CreateMemberError::MandateRole(_))), "{refused:?}");
    assert!(world.user(SUSAN).await.is_none());
    let row = world.last_row(Action::AccessDenied).await;
    assert_eq!((row.actor, row.organization), (Actor::User(jeremy.id), Some(city_group)));
    assert_eq!(world.events(Action::UserCreated).await, 0);
}

#[tokio::test]
async fn a_foreign_organisation_is_like_an_unknown_one() {
    let world = World::new().await;
    let (_, jeremy) = world.with_jeremy().await;
    let caller = world.caller(jeremy.sign_in_name()).await;
    let foreign = world.provision(&crate::support::organization("CRM-2", None)).await.record.id;
    for organization in [foreign, world.operator().await, uuid::Uuid::from_u128(7).into()] {
        let refused = world.identity.create_member(&caller, &susan(organization)).await;
        let unknown =
            matches!(refused, Err(CreateMemberError::Give(GiveError::Access(AccessError::NotFound))));
        assert!(unknown, "{refused:?}");
    }
    assert!(world.user(SUSAN).await.is_none());
}

#[tokio::test]
async fn whoever_is_here_already_gets_no_second_account() {
    let world = World::new().await;
    let (city_group, jeremy) = world.with_jeremy().await;
    let scott = world.scott().await;
    let with = |address: &str, name: Option<&str>| {
        let wanted = NewMember::new(city_group, email(address), person("Susan"), [role("planner")]);
        wanted.username(name.map(|name| Username::parse(name).unwrap()))
    };
    let create = async |wanted: &NewMember| world.identity.create_member(&scott, wanted).await;
    let member = create(&with("JEREMY@citygroup.example", None)).await;
    assert!(matches!(member, Err(CreateMemberError::AlreadyMember)), "{member:?}");
    let elsewhere = create(&with("scott@operator.example", None)).await;
    assert!(matches!(elsewhere, Err(CreateMemberError::EmailTaken)), "{elsewhere:?}");
    let name = create(&with(SUSAN, Some("SCOTT"))).await;
    assert!(matches!(name, Err(CreateMemberError::UsernameTaken)), "{name:?}");
    world.identity.invite(&scott, &invite(city_group, SUSAN, "planner")).await.unwrap();
    let invited = create(&with(SUSAN, None)).await;
    assert!(matches!(invited, Err(CreateMemberError::AlreadyInvited)), "{invited:?}");
    assert_eq!(world.events(Action::UserCreated).await, 0);
    assert!(world.user(jeremy.sign_in_name()).await.is_some_and(|found| found.id == jeremy.id));
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_at_once_one_makes_the_account() {
    let world = Arc::new(World::new().await);
    let (city_group, _) = world.with_jeremy().await;
    let scott = world.scott().await;
    let mut tries = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let (world, scott) = (Arc::clone(&world), scott.clone());
        tries.spawn(async move { world.identity.create_member(&scott, &susan(city_group)).await });
    }
    let outcomes = tries.join_all().await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    for outcome in &outcomes {
        assert!(matches!(outcome, Ok(_) | Err(CreateMemberError::AlreadyMember)), "{outcome:?}");
    }
    assert_eq!(world.events(Action::UserCreated).await, 1);
    assert_eq!(world.mails().await.len(), 1);
}

/// A right that is taken between the check and the commit counts.
#[tokio::test]
async fn who_loses_the_right_meanwhile_makes_nobody() {
    let world = World::new().await;
    let (city_group, jeremy) = world.with_jeremy().await;
    let caller = world.caller(jeremy.sign_in_name()).await;
    let other = world.while_another_node(world.revocations(city_group).await);
    let refused = other.create_member(&caller, &susan(city_group)).await;
    assert!(matches!(refused, Err(CreateMemberError::Give(GiveError::Access(_)))), "{refused:?}");
    assert!(world.user(SUSAN).await.is_none());
}

#[tokio::test]
async fn so_many_accounts_an_hour() {
    let mut world = World::new().await;
    let (city_group, _) = world.with_jeremy().await;
    world.restart(|settings| settings.invitations_per_hour = 2, |builder| builder);
    let scott = world.scott().await;
    let numbered = |number: usize| {
        let address = email(&format!("p{number}@citygroup.example"));
        NewMember::new(city_group, address, person("Pat"), [role("planner")])
    };
    for number in 0..2 {
        world.identity.create_member(&scott, &numbered(number)).await.unwrap();
    }
    let refused = world.identity.create_member(&scott, &numbered(2)).await;
    assert!(matches!(refused, Err(CreateMemberError::TooMany)), "{refused:?}");
    let row = world.last_row(Action::AccessDenied).await;
    assert_eq!(row.details.get("missing").map(String::as_str), Some("rate-limit"));
}

#[tokio::test]
async fn the_link_of_the_mail_is_for_the_first_password() {
    let world = World::new().await;
    let (city_group, _) = world.with_jeremy().await;
    let user = world.identity.create_member(&world.scott().await, &susan(city_group)).await.unwrap();
    let filter = RecoveryFilter { user: Some(user.id), expired_before: None };
    let links = world.store.recoveries().list(&filter, &Page::first(9)).await.unwrap().items;
    let [link] = &links[..] else { panic!("{links:?}") };
    assert_eq!(link.kind, RecoveryKind::FirstPassword);
    let lifetime = world.identity.settings().invitation_lifetime;
    assert_eq!(link.expires_at, link.created_at.plus(lifetime));
}

/// A session that somebody left open makes no accounts and prints no letters.
#[tokio::test]
async fn long_after_signing_in_nobody_makes_an_account_or_a_link() {
    let world = World::new().await;
    let (city_group, jeremy) = world.with_jeremy().await;
    let scott = world.scott().await;
    world.clock.advance(world.identity.settings().sensitive_after);
    let created = world.identity.create_member(&scott, &susan(city_group)).await;
    assert!(matches!(created, Err(CreateMemberError::ProveAgain)), "{created:?}");
    let sent = world.identity.send_password_link(&scott, jeremy.id).await;
    assert!(matches!(sent, Err(PasswordLinkError::ProveAgain)), "{sent:?}");
}
