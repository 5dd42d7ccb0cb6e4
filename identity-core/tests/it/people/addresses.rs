//! The further addresses of a person: how many there are, and who learns of them.

use super::create::susan;
use crate::mandates::given::JEREMY;
use crate::support::{World, email, invite, organization};
use identity_core::contacts::{BeginContactError, MOST_FURTHER_EMAILS};
use identity_core::domain::{EmailUse, User, UserEmail};
use identity_core::invitations::{AcceptAsError, InviteError};
use identity_core::people::CreateMemberError;
use identity_core::store::{ChangeSet, Store as _};
use identity_core::values::EmailAddress;

const HOME: &str = "jeremy@home.example";

/// Gives a person further addresses, as if they had proved them.
async fn add(world: &World, person: &User, addresses: impl IntoIterator<Item = EmailAddress>) {
    let now = world.identity.clock().now();
    let mut changes = ChangeSet::new();
    for (number, email) in (500_u128..).zip(addresses) {
        changes.insert(UserEmail {
            id: uuid::Uuid::from_u128(number).into(),
            user: person.id,
            email,
            usage: EmailUse::Further,
            verified_at: Some(now),
            created_at: now,
            kept_until: None,
        });
    }
    world.store.commit(&changes).await.unwrap();
}

#[tokio::test]
async fn nobody_has_more_than_ten_addresses_beside_the_main_one() {
    let world = World::new().await;
    let (_, jeremy) = world.with_jeremy().await;
    let numbered = |number| email(&format!("jeremy{number}@home.example"));
    add(&world, &jeremy, (1..MOST_FURTHER_EMAILS).map(numbered)).await;
    let caller = world.caller(JEREMY).await;
    world.identity.begin_adding_email(&caller, email(HOME)).await.unwrap();
    let now = world.identity.clock().now();
    let mut last = ChangeSet::new();
    last.insert(UserEmail {
        id: uuid::Uuid::from_u128(600).into(),
        user: jeremy.id,
        email: numbered(MOST_FURTHER_EMAILS),
        usage: EmailUse::Further,
        verified_at: Some(now),
        created_at: now,
        kept_until: None,
    });
    world.store.commit(&last).await.unwrap();
    let refused = world.identity.begin_adding_email(&caller, email(HOME)).await;
    assert!(matches!(refused, Err(BeginContactError::TooMany)), "{refused:?}");
    // An invitation adds no eleventh one either.
    let other = world.provision(&organization("CRM-2", None)).await.record.id;
    world.mails().await;
    world.identity.invite(&world.scott().await, &invite(other, HOME, "planner")).await.unwrap();
    let token = world.mailed_token().await;
    let refused = world.identity.accept_invitation_with_address(&caller, &token, now).await;
    assert!(matches!(refused, Err(AcceptAsError::TooManyAddresses)), "{refused:?}");
    assert_eq!(world.identity.own_emails(&caller).await.unwrap().further.len(), MOST_FURTHER_EMAILS);
}

/// An inviter sees the main addresses of members, and learns of no other one that it is a member's.
#[tokio::test]
async fn a_further_address_of_a_member_is_invited_like_an_unknown_one() {
    let world = World::new().await;
    let (city_group, jeremy) = world.with_jeremy().await;
    add(&world, &jeremy, [email(HOME)]).await;
    let scott = world.scott().await;
    let main = world.identity.invite(&scott, &invite(city_group, JEREMY, "planner")).await;
    assert!(matches!(main, Err(InviteError::AlreadyMember)), "{main:?}");
    let mut new = susan(city_group);
    new.email = Some(email(HOME));
    let made = world.identity.create_member(&scott, &new).await;
    assert!(matches!(made, Err(CreateMemberError::EmailTaken)), "{made:?}");
    world.mails().await;
    world.identity.invite(&scott, &invite(city_group, HOME, "planner")).await.unwrap();
    // It is an invitation to the member, who accepts it as such.
    let token = world.mailed_token().await;
    let caller = world.caller(JEREMY).await;
    assert_eq!(world.identity.accept_invitation_as(&caller, &token).await.unwrap(), city_group);
}

/// What was sent to an address that an administrator wrote down may be meant for somebody else.
#[tokio::test]
async fn the_own_data_have_no_invitations_to_an_address_that_is_not_proved() {
    let world = World::new().await;
    let (_, jeremy) = world.with_jeremy().await;
    let scott = world.scott().await;
    let other = world.provision(&organization("CRM-2", None)).await.record.id;
    world.identity.invite(&scott, &invite(other, JEREMY, "planner")).await.unwrap();
    let invitations = async || {
        let own = world.identity.export_own_data(&world.caller(JEREMY).await).await.unwrap();
        own.records.get("invitation").map_or(0, Vec::len)
    };
    assert_eq!(invitations().await, 2);
    let stored = world.store.users().get(jeremy.id).await.unwrap().unwrap();
    world.meanwhile(User { email_verified_at: None, ..stored.record }, stored.version).await;
    assert_eq!(invitations().await, 0);
}
