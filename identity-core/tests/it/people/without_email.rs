//! Somebody who has no e-mail address: how they get in, what they are told, and how they get an address later.

use crate::sign_on::application::Tab;
use crate::support::{PASSWORD, World, email, person, role};
use identity_core::Caller;
use identity_core::approvals::AskApproval;
use identity_core::contacts::ContactLinkError;
use identity_core::delivery::{Message, MessageContent};
use identity_core::domain::{
    Action, ApprovalAct, AuthenticationMethod, Device, Origin, RecoveryKind, SignInRules, User,
};
use identity_core::ids::{OrganizationId, UserId};
use identity_core::people::{
    CreateMemberError, NewMember, PasswordLetter, PasswordLinkError, UpdateUserError, UserPatch,
};
use identity_core::recovery::{FirstUseError, RecoveryRequest};
use identity_core::secrets::{Secret, SecretToken};
use identity_core::sign_on::{Answer, AnswerError, Progress, SetSignInPolicy};
use identity_core::store::{Page, Store as _};
use identity_core::values::{Contact, ContactKind, Reason, Username};
use std::time::Duration;

const NEW: &str = "harbour-pencil-willow";
const ROSA: &str = "rosa.diaz";
const NUMBER: &str = "+358401234567";
const HOME: &str = "rosa@home.example";
const DAY: Duration = Duration::from_hours(24);

fn rosa(organization: OrganizationId) -> NewMember {
    let name = Username::parse(ROSA).unwrap();
    NewMember::without_email(organization, name, person("Rosa"), [role("planner")])
}

async fn with_rosa(world: &World) -> (OrganizationId, UserId) {
    let (city_group, _) = world.with_jeremy().await;
    let made = world.identity.create_member(&world.scott().await, &rosa(city_group)).await.unwrap();
    (city_group, made.id)
}

/// A deployment that sends text messages.
async fn world() -> World {
    let mut world = World::new().await;
    world.restart(|settings| settings.methods = vec![AuthenticationMethod::SMS], |builder| builder);
    world
}

/// Rosa proved that this telephone is hers.
async fn with_number(world: &World, user: UserId) {
    let stored = world.store.users().get(user).await.unwrap().unwrap();
    let now = Some(world.identity.clock().now());
    let phone = Some(NUMBER.parse().unwrap());
    let changed = User { phone, phone_verified_at: now, ..stored.record.clone() };
    world.meanwhile(changed, stored.version).await;
}

async fn by_code(world: &World, code: &str) -> Result<SecretToken, FirstUseError> {
    world.identity.first_use_link(&Secret::new(code), &Device::default(), None).await
}

async fn set(tab: &Tab, token: &SecretToken) -> Result<Progress, AnswerError> {
    let opened = tab.identity.open_recovery(token).await.unwrap();
    let origin = Origin::Recovery { recovery: opened.id, return_to: opened.return_to };
    let attempt = tab.identity.begin_sign_on(&tab.visitor(), origin).await.unwrap();
    let answer = Answer::NewPassword { token: token.clone(), password: Secret::new(NEW) };
    tab.identity.answer(&attempt, &tab.visitor(), answer).await
}

/// Rosa, who chose her password by the code of a letter.
async fn signed_in(world: &World, letter: &PasswordLetter) -> Caller {
    let token = by_code(world, &letter.code).await.unwrap();
    let mut tab = Tab::new(&world.identity);
    let Progress::Done(done) = set(&tab, &token).await.unwrap() else { panic!("a further step") };
    tab.finish(*done).await;
    tab.current.clone().unwrap().caller
}

fn texts(messages: &[Message]) -> Vec<&'static str> {
    messages.iter().filter(|one| one.recipient == NUMBER).map(|one| one.content.kind()).collect()
}

#[tokio::test]
async fn a_31_and_a_18_somebody_without_an_address_gets_in_by_the_code_of_a_letter_and_by_user_name() {
    let world = World::new().await;
    let (_, user) = with_rosa(&world).await;
    let scott = world.scott().await;
    world.mails().await;
    let letter = world.identity.print_password_letter(&scott, user).await.unwrap();
    assert!(letter.is_first && letter.sign_in_name == ROSA, "{letter:?}");
    assert!(!format!("{letter:?}").contains(&letter.code), "{letter:?}");
    // As people copy it: in small letters, without hyphens.
    let token = by_code(&world, &letter.code.to_lowercase().replace('-', " ")).await.unwrap();
    assert!(letter.link.ends_with(token.expose()), "the code leads where the link leads");
    let rosa = signed_in(&world, &letter).await;
    assert_eq!(rosa.user(), Some(user));
    assert!(world.sign_in("Rosa.Diaz", NEW).await.is_ok());
    // Used once, both are over.
    assert!(matches!(by_code(&world, &letter.code).await, Err(FirstUseError::WrongCode)));
    assert!(world.identity.open_recovery(&token).await.is_err());
    // Nothing was mailed to nobody, and all of it stands in her activity.
    assert_eq!(world.mails().await, []);
    let (own, _) = world.identity.own_activity(&rosa, None, &Page::first(50)).await.unwrap();
    let has =
        |action, by_others| own.iter().any(|row| row.event.action == action && row.by_others == by_others);
    assert!(has(Action::UserCreated, true) && has(Action::RecoveryPrinted, true), "{own:?}");
    assert!(has(Action::PasswordChanged, false), "{own:?}");
}

#[tokio::test]
async fn a_new_letter_ends_the_one_before_and_each_ends_after_14_days() {
    let world = World::new().await;
    let (_, user) = with_rosa(&world).await;
    let first = world.identity.print_password_letter(&world.scott().await, user).await.unwrap();
    let second = world.identity.print_password_letter(&world.scott().await, user).await.unwrap();
    assert_ne!(first.code, second.code);
    assert!(matches!(by_code(&world, &first.code).await, Err(FirstUseError::WrongCode)));
    assert!(by_code(&world, &second.code).await.is_ok());
    world.clock.advance(13 * DAY);
    world.clock.advance(Duration::from_hours(24).saturating_sub(Duration::from_secs(1)));
    assert!(by_code(&world, &second.code).await.is_ok());
    world.clock.advance(Duration::from_secs(1));
    assert!(matches!(by_code(&world, &second.code).await, Err(FirstUseError::Expired)));
}

/// Whoever guesses is stopped, also where they have the right code by then.
#[tokio::test]
async fn wrong_codes_of_a_network_are_bounded() {
    let mut world = World::new().await;
    world.restart(|settings| settings.recoveries_per_network = 3, |builder| builder);
    let (_, user) = with_rosa(&world).await;
    let letter = world.identity.print_password_letter(&world.scott().await, user).await.unwrap();
    let device = Device { user_agent: None, address: Some("203.0.113.7".to_owned()) };
    let other = Device { user_agent: None, address: Some("198.51.100.7".to_owned()) };
    let give = async |code: &str, device: &Device| {
        world.identity.first_use_link(&Secret::new(code), device, None).await.map(|_| ())
    };
    for code in ["0000-0000-0000-0000", "", &"0".repeat(100_000)] {
        assert!(matches!(give(code, &device).await, Err(FirstUseError::WrongCode)));
    }
    assert!(matches!(give(&letter.code, &device).await, Err(FirstUseError::TooMany)));
    assert!(give(&letter.code, &other).await.is_ok());
    assert_eq!(world.events(Action::RecoveryRefused).await, 3);
    world.clock.advance(Duration::from_hours(1));
    assert!(give(&letter.code, &device).await.is_ok());
}

#[tokio::test]
async fn an_account_needs_a_name_to_sign_in_with_and_keeps_it() {
    let world = World::new().await;
    let (city_group, user) = with_rosa(&world).await;
    let scott = world.scott().await;
    let nameless = rosa(city_group).username(None);
    let refused = world.identity.create_member(&scott, &nameless).await;
    assert!(matches!(refused, Err(CreateMemberError::NoSignInName)), "{refused:?}");
    let other = Username::parse("other.rosa").unwrap();
    let mailed = rosa(city_group).username(Some(other)).mail_link(true);
    let refused = world.identity.create_member(&scott, &mailed).await;
    assert!(matches!(refused, Err(CreateMemberError::NoAddress)), "{refused:?}");
    // The name in another spelling is the same one.
    let twin = rosa(city_group).username(Some(Username::parse("ROSA.Diaz").unwrap()));
    let refused = world.identity.create_member(&scott, &twin).await;
    assert!(matches!(refused, Err(CreateMemberError::UsernameTaken)), "{refused:?}");
    let patch = UserPatch::default().username(None);
    let refused = world.identity.update_user(&scott, user, &patch).await;
    assert!(matches!(refused, Err(UpdateUserError::UsernameNeeded)), "{refused:?}");
    let refused = world.identity.send_password_link(&scott, user).await;
    assert!(matches!(refused, Err(PasswordLinkError::NoAddress)), "{refused:?}");
}

/// Nobody learns whether there is such an account; the way back is a letter.
#[tokio::test]
async fn whoever_has_no_address_recovers_by_a_letter_and_is_told_by_text_message() {
    let world = world().await;
    let (_, user) = with_rosa(&world).await;
    let scott = world.scott().await;
    let first = world.identity.print_password_letter(&scott, user).await.unwrap();
    signed_in(&world, &first).await;
    with_number(&world, user).await;
    world.mails().await;
    for name in [ROSA, "nobody.here"] {
        world.identity.ask_for_recovery(RecoveryRequest::new(name)).await.unwrap();
    }
    assert_eq!(world.mails().await, []);
    assert_eq!(world.events(Action::RecoveryRefused).await, 2);
    let letter = world.identity.print_password_letter(&scott, user).await.unwrap();
    assert!(!letter.is_first);
    let status = world.identity.password_status(&scott, user).await.unwrap();
    assert_eq!(status.waiting.map(|(kind, _)| kind), Some(RecoveryKind::StartedLetter));
    assert_eq!(texts(&world.mails().await), ["letter_printed"]);
    signed_in(&world, &letter).await;
    assert_eq!(texts(&world.mails().await), ["password_changed"]);
    // Somebody with an address has their link mailed, and no letter is printed that others could use.
    let jeremy = world.user("jeremy@citygroup.example").await.unwrap().id;
    let refused = world.identity.print_password_letter(&scott, jeremy).await;
    assert!(matches!(refused, Err(PasswordLinkError::HasPassword)), "{refused:?}");
}

/// Nobody makes us send text messages without end.
#[tokio::test]
async fn notices_by_text_message_are_bounded_by_day() {
    let world = world().await;
    let (_, user) = with_rosa(&world).await;
    let first = world.identity.print_password_letter(&world.scott().await, user).await.unwrap();
    let rosa = signed_in(&world, &first).await;
    with_number(&world, user).await;
    world.mails().await;
    let tab = Tab::new(&world.identity);
    let mut passwords = [NEW, "otter-lantern-quartz"];
    for _ in 0..25 {
        let [present, new] = passwords.map(Secret::new);
        world.identity.change_password(&rosa, present, new, &tab.visitor()).await.unwrap();
        passwords.reverse();
    }
    assert_eq!(texts(&world.mails().await).len(), 20);
    assert_eq!(world.events(Action::PasswordChanged).await, 26, "each stands in her activity");
}

/// The first address is the main one, and taking it back leaves the account as it was.
#[tokio::test]
async fn the_first_address_becomes_the_main_one_and_can_be_taken_back() {
    let world = world().await;
    let (_, user) = with_rosa(&world).await;
    let letter = world.identity.print_password_letter(&world.scott().await, user).await.unwrap();
    let rosa = signed_in(&world, &letter).await;
    with_number(&world, user).await;
    world.mails().await;
    world.identity.begin_adding_email(&rosa, email(HOME)).await.unwrap();
    let mails = world.mails().await;
    assert_eq!(texts(&mails), ["contact_asked"]);
    let code = mails.iter().find_map(|mail| match &mail.content {
        MessageContent::ContactProof { code, .. } if mail.recipient == HOME => Some(code.clone()),
        _ => None,
    });
    let code = Secret::new(code.unwrap());
    world.identity.confirm_contact_change(&rosa, ContactKind::Email, &code).await.unwrap();
    let own = world.identity.own_emails(&rosa).await.unwrap();
    assert_eq!((own.main, own.main_verified_at.is_some()), (Some(email(HOME)), true));
    assert_eq!(own.further, []);
    assert!(world.sign_in(HOME, NEW).await.is_ok());
    let mails = world.mails().await;
    assert_eq!(texts(&mails), ["contact_changed"], "she had no mailbox to tell");
    // The name that she signed in with before stays as long as that can be taken back.
    let patch = UserPatch::default().username(None);
    let refused = world.identity.update_user(&rosa, user, &patch).await;
    assert!(matches!(refused, Err(UpdateUserError::UsernameNeeded)), "{refused:?}");
    let link = mails.iter().find_map(|mail| match &mail.content {
        MessageContent::ContactChanged { link, by_text: true, .. } => Some(link.clone()),
        _ => None,
    });
    let token = SecretToken::parse(link.unwrap().rsplit('/').next().unwrap()).unwrap();
    world.identity.use_contact_link(&token, None).await.unwrap();
    let found = world.store.users().get(user).await.unwrap().unwrap();
    assert_eq!((&found.email, found.email_verified_at), (&None, None));
    assert!(world.user(HOME).await.is_none());
    assert!(world.sign_in(ROSA, NEW).await.is_err(), "the password works no longer");
    let again = world.identity.use_contact_link(&token, None).await;
    assert!(matches!(again, Err(ContactLinkError::Unknown)), "{again:?}");
    // The address is free, and an administrator's letter lets her in.
    let letter = world.identity.print_password_letter(&world.scott().await, user).await.unwrap();
    let rosa = signed_in(&world, &letter).await;
    world.identity.begin_contact_change(&rosa, Contact::Email(email(HOME))).await.unwrap();
}

/// Where two administrators are needed, whoever approves prints the letter.
#[tokio::test]
async fn two_administrators_agree_on_a_letter() {
    let world = World::new().await;
    let (city_group, user) = with_rosa(&world).await;
    let scott = world.scott().await;
    let letter = world.identity.print_password_letter(&scott, user).await.unwrap();
    signed_in(&world, &letter).await;
    world.clock.advance(DAY);
    let (scott, jeremy) = (world.scott().await, world.caller("jeremy@citygroup.example").await);
    let rules = SignInRules { four_eyes: true, ..SignInRules::default() };
    world.identity.set_sign_in_policy(&jeremy, &SetSignInPolicy::new(city_group, rules)).await.unwrap();
    let alone = world.identity.print_password_letter(&scott, user).await;
    assert!(matches!(alone, Err(PasswordLinkError::ApprovalNeeded)), "{alone:?}");
    let reason = Reason::parse("The password is forgotten.").unwrap();
    let wanted = AskApproval::new(ApprovalAct::StartRecovery, user, reason);
    let asked = world.identity.ask_approval(&scott, &wanted).await.unwrap();
    let letter = world.identity.approve(&jeremy, asked.id).await.unwrap().unwrap();
    assert!(!letter.is_first && letter.organization == "City Group, Inc.", "{letter:?}");
    signed_in(&world, &letter).await;
    assert!(world.sign_in(ROSA, PASSWORD).await.is_err());
    assert!(world.sign_in(ROSA, NEW).await.is_ok());
}
