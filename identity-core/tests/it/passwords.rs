//! Changing one's own password, and the rules for a new one.

use crate::support::{PASSWORD, World};
use async_trait::async_trait;
use identity_core::delivery::MessageContent;
use identity_core::domain::{Action, CredentialFilter, Device, RecoveryFilter};
use identity_core::people::ChangePasswordError;
use identity_core::recovery::RecoveryRequest;
use identity_core::secrets::{BreachedPasswords, LookupFailed, PasswordRefused, Secret, SecretToken};
use identity_core::sessions::Current;
use identity_core::sign_on::Visitor;
use identity_core::store::{ChangeSet, Page, Store};
use identity_core::{Identity, OsEntropy};
use std::sync::{Arc, Mutex};

const NEW: &str = "harbour-pencil-willow";

async fn scott(world: &World) -> Current {
    let signed_in = world.sign_in("scott", PASSWORD).await.unwrap();
    world.identity.session(&signed_in.token).await.unwrap().unwrap()
}

async fn change(
    identity: &Identity,
    current: &Current,
    present: &str,
    new: &str,
) -> Result<(), ChangePasswordError> {
    let (browser, device) = (SecretToken::generate(&OsEntropy), Device::default());
    let visitor = Visitor::new(&browser, &device).session(Some(current), None);
    identity.change_password(&current.caller, Secret::new(present), Secret::new(new), &visitor).await
}

#[tokio::test]
async fn changing_it_keeps_this_session_and_ends_the_others_with_every_link() {
    let world = World::new().await;
    let elsewhere = world.sign_in("scott", PASSWORD).await.unwrap();
    let here = scott(&world).await;
    world.identity.ask_for_recovery(RecoveryRequest::new("scott")).await.unwrap();
    world.mails().await;
    change(&world.identity, &here, PASSWORD, NEW).await.unwrap();
    assert!(world.identity.session(&elsewhere.token).await.unwrap().is_none());
    let lives = world.store.sessions().get(here.session.id).await.unwrap().unwrap();
    assert_eq!(lives.ended_at, None);
    let links = world.store.recoveries().list(&RecoveryFilter::default(), &Page::first(9)).await.unwrap();
    assert!(links.items.is_empty());
    assert!(world.sign_in("scott", PASSWORD).await.is_err());
    assert!(world.sign_in("scott", NEW).await.is_ok());
    let mails = world.mails().await;
    assert!(matches!(mails[0].content, MessageContent::PasswordChanged { .. }), "{mails:?}");
    assert_eq!((mails.len(), mails[0].recipient.as_str()), (1, "scott@operator.example"));
    let row = world.last_row(Action::PasswordChanged).await;
    assert_eq!(row.actor, here.caller.actor());
    assert_eq!(row.details.get("reason").map(String::as_str), Some("changed"));
    assert_eq!(world.events(Action::PasswordChanged).await, 1);
}

/// P-17, and the wrong tries of the page count with those of the sign-in.
#[tokio::test]
async fn p_17_the_present_password_is_asked_and_wrong_tries_count() {
    let world = World::new().await;
    let here = scott(&world).await;
    for _ in 0..world.identity.settings().sign_in_tries {
        let wrong = change(&world.identity, &here, "not-the-present-one", NEW).await;
        assert!(matches!(wrong, Err(ChangePasswordError::WrongPassword)), "{wrong:?}");
    }
    assert_eq!(world.events(Action::PasswordChanged).await, 0);
    let paused = change(&world.identity, &here, PASSWORD, NEW).await;
    assert!(matches!(paused, Err(ChangePasswordError::WrongPassword)), "{paused:?}");
    assert!(world.sign_in("scott", PASSWORD).await.is_err());
    world.clock.advance(world.identity.settings().sign_in_window);
    let here = scott(&world).await;
    change(&world.identity, &here, PASSWORD, NEW).await.unwrap();
}

#[tokio::test]
async fn the_rules_hold_for_a_change() {
    let world = World::new().await;
    let here = scott(&world).await;
    let refusal = async |new: &str| match change(&world.identity, &here, PASSWORD, new).await {
        Err(ChangePasswordError::Password(why)) => why,
        other => panic!("{new}: {other:?}"),
    };
    assert_eq!(refusal("kettle-pencil1").await, PasswordRefused::TooShort { minimum: 15 });
    assert_eq!(refusal("Scott@Operator.Example").await, PasswordRefused::ContainsContext);
    // The same password from another keyboard is the same.
    change(&world.identity, &here, PASSWORD, "caf\u{e9} pencil willow").await.unwrap();
    let same = "cafe\u{301}\u{a0}pencil willow";
    let unchanged = change(&world.identity, &here, "caf\u{e9} pencil willow", same).await;
    assert!(matches!(unchanged, Err(ChangePasswordError::Unchanged)), "{unchanged:?}");
}

/// Who knows an earlier password does not undo a change that was made meanwhile.
#[tokio::test]
async fn of_two_changes_at_the_same_time_one_wins() {
    let world = World::new().await;
    let (one, other) = (scott(&world).await, scott(&world).await);
    let (a, b) = tokio::join!(
        change(&world.identity, &one, PASSWORD, NEW),
        change(&world.identity, &other, PASSWORD, "another-pencil-willow"),
    );
    assert_eq!([a.is_ok(), b.is_ok()].into_iter().filter(|ok| *ok).count(), 1, "{a:?} {b:?}");
    assert_eq!(world.events(Action::PasswordChanged).await, 1);
}

#[tokio::test]
async fn who_has_no_password_changes_none() {
    let world = World::new().await;
    let here = scott(&world).await;
    assert!(world.identity.has_password(&here.caller).await.unwrap());
    let own = CredentialFilter { user: Some(here.user.id) };
    let credential = world.store.credentials().list(&own, &Page::first(1)).await.unwrap().items.remove(0);
    let mut changes = ChangeSet::new();
    changes.remove(credential.id, credential.version);
    world.store.commit(&changes).await.unwrap();
    assert!(!world.identity.has_password(&here.caller).await.unwrap());
    let refused = change(&world.identity, &here, PASSWORD, NEW).await;
    assert!(matches!(refused, Err(ChangePasswordError::NoPassword)), "{refused:?}");
}

/// Knows one password, and writes down what it is asked.
#[derive(Debug, Default)]
struct Breaches {
    asked: Mutex<Vec<String>>,
    is_down: bool,
}

#[async_trait]
impl BreachedPasswords for Breaches {
    async fn contains(&self, password: &Secret) -> Result<bool, LookupFailed> {
        self.asked.lock().unwrap().push(password.expose().to_owned());
        if self.is_down {
            return Err(LookupFailed("no answer".to_owned()));
        }
        Ok(password.expose() == "caf\u{e9} pencil willow")
    }
}

/// It is asked only about what is good otherwise, in the one form of a password; and when it is down, nobody is held up.
#[tokio::test]
async fn p_05_a_breached_password_is_refused_with_the_reason() {
    let mut world = World::new().await;
    let here = scott(&world).await;
    let breaches = Arc::new(Breaches::default());
    let asked = Arc::clone(&breaches);
    world.restart(|_| {}, |builder| builder.breached_passwords(asked));
    let refused = change(&world.identity, &here, PASSWORD, "cafe\u{301} pencil\u{a0}willow").await;
    let why = ChangePasswordError::Password(PasswordRefused::Breached);
    assert_eq!(refused.unwrap_err().to_string(), why.to_string());
    assert!(change(&world.identity, &here, PASSWORD, "too short").await.is_err());
    assert_eq!(*breaches.asked.lock().unwrap(), ["caf\u{e9} pencil willow"]);
    let down = Breaches { is_down: true, ..Breaches::default() };
    world.restart(|_| {}, |builder| builder.breached_passwords(Arc::new(down)));
    change(&world.identity, &here, PASSWORD, "caf\u{e9} pencil willow").await.unwrap();
}

#[tokio::test]
async fn who_signed_in_long_ago_proves_it_again_before_a_new_password() {
    let world = World::new().await;
    let current = scott(&world).await;
    world.clock.advance(world.identity.settings().sensitive_after);
    let stale = change(&world.identity, &current, PASSWORD, NEW).await;
    assert!(matches!(stale, Err(ChangePasswordError::ProveAgain)), "{stale:?}");
    assert_eq!(world.events(Action::PasswordChanged).await, 0);
    let fresh = scott(&world).await;
    change(&world.identity, &fresh, PASSWORD, NEW).await.unwrap();
}
