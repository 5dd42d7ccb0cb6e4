//! Links for a password that administrators send and print.

use super::create::susan;
use crate::sign_on::application::{JEREMY, Tab};
use crate::sign_on::further_proof::{Display, is_challenge};
use crate::support::{PASSWORD, World, invite};
use identity_core::AccessError;
use identity_core::authenticators::Factors;
use identity_core::delivery::MessageContent;
use identity_core::domain::{
    Action, AuthenticationMethod, Origin, RecoveryFilter, RecoveryKind, User, UserState,
};
use identity_core::ids::{OrganizationId, UserId};
use identity_core::people::PasswordLinkError;
use identity_core::recovery::{OpenRecoveryError, RecoveryRequest, ResetError};
use identity_core::secrets::{Secret, SecretToken};
use identity_core::sign_on::{Answer, AnswerError, Progress};
use identity_core::store::{Page, Store};
use std::sync::Arc;
use std::time::Duration;

const NEW: &str = "harbour-pencil-willow";
const SUSAN: &str = "susan@citygroup.example";

fn token(link: &str) -> SecretToken {
    assert!(link.starts_with("https://my.smartplan.example/recover/"), "{link}");
    SecretToken::parse(link.rsplit('/').next().unwrap()).unwrap()
}

/// The token of the only link that was mailed since the last look.
async fn mailed(world: &World) -> SecretToken {
    let mails = world.mails().await;
    let links = mails.iter().filter_map(|mail| match &mail.content {
        MessageContent::FirstPassword { link, .. } | MessageContent::RecoveryStarted { link, .. } => {
            Some(token(link))
        }
        _ => None,
    });
    let links: Vec<_> = links.collect();
    assert_eq!(links.len(), 1, "{mails:?}");
    links.into_iter().next().unwrap()
}

async fn set(tab: &Tab, token: &SecretToken, password: &str) -> Result<Progress, AnswerError> {
    let opened = tab.identity.open_recovery(token).await.map_err(ResetError::from)?;
    let origin = Origin::Recovery { recovery: opened.id, return_to: opened.return_to };
    let attempt = tab.identity.begin_sign_on(&tab.visitor(), origin).await.unwrap();
    let answer = Answer::NewPassword { token: token.clone(), password: Secret::new(password) };
    tab.identity.answer(&attempt, &tab.visitor(), answer).await
}

async fn with_susan(world: &World) -> (OrganizationId, UserId) {
    let (city_group, _) = world.with_jeremy().await;
    let user = world.identity.create_member(&world.scott().await, &susan(city_group)).await.unwrap();
    (city_group, user.id)
}

async fn is_dead(world: &World, token: &SecretToken) -> bool {
    matches!(world.identity.open_recovery(token).await, Err(OpenRecoveryError::Unknown))
}

#[tokio::test]
async fn the_first_password_signs_in_proves_the_address_and_is_chosen_once() {
    let world = World::new().await;
    let (_, user) = with_susan(&world).await;
    let token = mailed(&world).await;
    assert!(world.identity.open_recovery(&token).await.unwrap().kind.is_first());
    let mut tab = Tab::new(&world.identity);
    let Progress::Done(done) = set(&tab, &token, NEW).await.unwrap() else { panic!() };
    tab.finish(*done).await;
    assert_eq!(tab.current.as_ref().unwrap().user.id, user);
    let methods = &tab.current.as_ref().unwrap().session.methods;
    assert!(methods.contains(&AuthenticationMethod::MAIL_LINK), "{methods:?}");
    assert!(world.user(SUSAN).await.unwrap().email_verified_at.is_some());
    assert!(world.sign_in("susan.ward", NEW).await.is_ok());
    let row = world.last_row(Action::PasswordChanged).await;
    assert_eq!(row.details.get("reason").map(String::as_str), Some("first"));
    assert!(is_dead(&world, &token).await);
    let again = set(&tab, &token, "another-pencil-willow").await;
    assert!(matches!(again, Err(AnswerError::Recovery(ResetError::Unknown))), "{again:?}");
}

#[tokio::test]
async fn a_letter_signs_in_and_proves_no_mailbox() {
    let world = World::new().await;
    let (_, user) = with_susan(&world).await;
    let (scott, mail) = (world.scott().await, mailed(&world).await);
    let letter = world.identity.print_password_letter(&scott, user).await.unwrap();
    assert!(!format!("{letter:?}").contains("recover"), "{letter:?}");
    assert_eq!(letter.sign_in_name, "susan.ward");
    assert!(is_dead(&world, &mail).await, "the link of the mail ends with the letter");
    assert_eq!(world.mails().await, [], "nothing is mailed");
    let mut tab = Tab::new(&world.identity);
    let Progress::Done(done) = set(&tab, &token(&letter.link), NEW).await.unwrap() else { panic!() };
    tab.finish(*done).await;
    let session = &tab.current.as_ref().unwrap().session;
    let methods = [AuthenticationMethod::LETTER, AuthenticationMethod::PASSWORD].into();
    assert_eq!(session.methods, methods);
    assert_eq!(world.user(SUSAN).await.unwrap().email_verified_at, None);
    let row = world.last_row(Action::RecoveryPrinted).await;
    assert_eq!((row.actor, row.target), (scott.actor(), Some(user.into())));
}

/// A31: the link opens no session by itself.
#[tokio::test]
async fn a_second_factor_is_still_asked_with_a_first_password() {
    let mut world = World::new().await;
    let (_, user) = with_susan(&world).await;
    let two = |settings: &mut identity_core::Settings| settings.factors = Factors::Two;
    world.restart(two, |builder| builder.authenticator(Arc::new(Display)));
    let letter = world.identity.print_password_letter(&world.scott().await, user).await;
    // Scott himself has one factor only here.
    let letter = letter.unwrap();
    let before = world.events(Action::SessionStarted).await;
    let progress = set(&Tab::new(&world.identity), &token(&letter.link), NEW).await.unwrap();
    assert!(is_challenge(&progress), "{progress:?}");
    assert_eq!(world.events(Action::SessionStarted).await, before);
}

#[tokio::test]
async fn a_new_link_ends_the_one_before_and_each_works_for_its_time() {
    let world = World::new().await;
    let (_, user) = with_susan(&world).await;
    let scott = world.scott().await;
    let first = mailed(&world).await;
    world.identity.send_password_link(&scott, user).await.unwrap();
    let second = mailed(&world).await;
    let third = token(&world.identity.print_password_letter(&scott, user).await.unwrap().link);
    assert!(is_dead(&world, &first).await && is_dead(&world, &second).await);
    world.clock.advance(world.identity.settings().letter_lifetime);
    let late = world.identity.open_recovery(&third).await;
    assert!(matches!(late, Err(OpenRecoveryError::Expired)), "{late:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_letters_that_are_printed_at_once_one_works() {
    let world = Arc::new(World::new().await);
    let (_, user) = with_susan(&world).await;
    let scott = world.scott().await;
    let mut tries = tokio::task::JoinSet::new();
    for _ in 0..4 {
        let (world, scott) = (Arc::clone(&world), scott.clone());
        tries.spawn(async move { world.identity.print_password_letter(&scott, user).await });
    }
    let letters: Vec<_> = tries.join_all().await.into_iter().filter_map(Result::ok).collect();
    assert!(!letters.is_empty());
    let filter = RecoveryFilter { user: Some(user), expired_before: None };
    assert_eq!(world.store.recoveries().list(&filter, &Page::first(9)).await.unwrap().items.len(), 1);
    let mut alive = 0;
    for letter in &letters {
        alive += usize::from(!is_dead(&world, &token(&letter.link)).await);
    }
    assert_eq!(alive, 1);
}

#[tokio::test]
async fn d_23_scott_starts_a_recovery_and_chooses_no_password() {
    let world = World::new().await;
    let (_, jeremy) = world.with_jeremy().await;
    let (scott, laptop) = (world.scott().await, world.sign_in(JEREMY, PASSWORD).await.unwrap());
    world.mails().await;
    let expires_at = world.identity.send_password_link(&scott, jeremy.id).await.unwrap();
    assert_eq!(expires_at, world.identity.clock().now().plus(Duration::from_hours(24)));
    let link = mailed(&world).await;
    // Nothing has changed yet.
    assert!(world.identity.session(&laptop.token).await.unwrap().is_some());
    assert!(world.sign_in(JEREMY, PASSWORD).await.is_ok());
    let row = world.last_row(Action::RecoveryStarted).await;
    assert_eq!((row.actor, row.target), (scott.actor(), Some(jeremy.id.into())));
    assert!(matches!(set(&Tab::new(&world.identity), &link, NEW).await.unwrap(), Progress::Done(_)));
    assert!(world.identity.session(&laptop.token).await.unwrap().is_none());
    assert!(world.sign_in(JEREMY, NEW).await.is_ok());
    let letter = world.identity.print_password_letter(&scott, jeremy.id).await;
    assert!(matches!(letter, Err(PasswordLinkError::HasPassword)), "{letter:?}");
}

/// D-22: and nobody does it for a higher one, or for people elsewhere.
#[tokio::test]
async fn nobody_makes_links_for_higher_ones_for_strangers_or_for_themselves() {
    let world = World::new().await;
    let (city_group, susan) = with_susan(&world).await;
    let jeremy = world.caller(JEREMY).await;
    let scott = world.scott().await;
    world.mails().await;
    world.identity.send_password_link(&jeremy, susan).await.unwrap();
    world.mails().await;
    let foreign = world.provision(&crate::support::organization("CRM-2", None)).await.record.id;
    let other = world.join(&scott, &invite(foreign, "nina@koko.example", "planner")).await;
    let unknown = UserId::from(uuid::Uuid::from_u128(7));
    for user in [scott.user().unwrap(), other.id, unknown] {
        let mail = world.identity.send_password_link(&jeremy, user).await;
        assert!(matches!(mail, Err(PasswordLinkError::Access(AccessError::NotFound))), "{mail:?}");
        let letter = world.identity.print_password_letter(&jeremy, user).await;
        assert!(matches!(letter, Err(PasswordLinkError::Access(AccessError::NotFound))), "{letter:?}");
        let status = world.identity.password_status(&jeremy, user).await;
        assert!(matches!(status, Err(AccessError::NotFound)), "{status:?}");
    }
    let own = world.identity.send_password_link(&jeremy, jeremy.user().unwrap()).await;
    assert!(matches!(own, Err(PasswordLinkError::OwnAccount)), "{own:?}");
    // Somebody of the same organisation who holds more.
    let above = world.join(&scott, &invite(city_group, "anna@citygroup.example", "account-manager")).await;
    let higher = world.identity.send_password_link(&jeremy, above.id).await;
    assert!(matches!(higher, Err(PasswordLinkError::DelegationDenied { .. })), "{higher:?}");
    assert_eq!(world.mails().await, []);
    assert!(world.events(Action::AccessDenied).await >= 7);
}

#[tokio::test]
async fn who_is_locked_gets_no_link_and_uses_none() {
    let world = World::new().await;
    let (_, user) = with_susan(&world).await;
    let (scott, link) = (world.scott().await, mailed(&world).await);
    let found = world.user(SUSAN).await.unwrap();
    world.meanwhile(User { state: UserState::Locked, ..found.record }, found.version).await;
    assert!(is_dead(&world, &link).await);
    for refused in [
        world.identity.send_password_link(&scott, user).await.map(|_| ()),
        world.identity.print_password_letter(&scott, user).await.map(|_| ()),
    ] {
        assert!(matches!(refused, Err(PasswordLinkError::NotActive)), "{refused:?}");
    }
}

#[tokio::test]
async fn a_person_gets_five_links_an_hour() {
    let world = World::new().await;
    let (_, user) = with_susan(&world).await;
    let scott = world.scott().await;
    for _ in 0..5 {
        world.identity.send_password_link(&scott, user).await.unwrap();
    }
    let refused = world.identity.print_password_letter(&scott, user).await;
    assert!(matches!(refused, Err(PasswordLinkError::TooMany)), "{refused:?}");
    world.clock.advance(Duration::from_hours(1));
    world.identity.print_password_letter(&world.scott().await, user).await.unwrap();
}

#[tokio::test]
async fn administrators_see_who_has_no_password_and_which_link_waits() {
    let world = World::new().await;
    let (_, user) = with_susan(&world).await;
    let scott = world.scott().await;
    let status = world.identity.password_status(&scott, user).await.unwrap();
    assert!(!status.is_set && status.waiting.unwrap().0 == RecoveryKind::FirstPassword, "{status:?}");
    let letter = world.identity.print_password_letter(&scott, user).await.unwrap();
    let status = world.identity.password_status(&scott, user).await.unwrap();
    assert_eq!(status.waiting, Some((RecoveryKind::Letter, letter.expires_at)));
    set(&Tab::new(&world.identity), &token(&letter.link), NEW).await.unwrap();
    let status = world.identity.password_status(&scott, user).await.unwrap();
    assert_eq!((status.is_set, status.waiting), (true, None));
}

/// A link that somebody asks for is none for a first password.
#[tokio::test]
async fn who_has_no_password_is_told_whom_to_ask() {
    let world = World::new().await;
    let (_, user) = with_susan(&world).await;
    let first = mailed(&world).await;
    world.identity.ask_for_recovery(RecoveryRequest::new(SUSAN)).await.unwrap();
    let mails = world.mails().await;
    assert!(matches!(mails[0].content, MessageContent::RecoveryRefused { .. }), "{mails:?}");
    assert!(!is_dead(&world, &first).await);
    assert!(!world.identity.password_status(&world.scott().await, user).await.unwrap().is_set);
}
