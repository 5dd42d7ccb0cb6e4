//! What a host demands before a session opens.

use async_trait::async_trait;
use identity_core::OsEntropy;
use identity_core::domain::{Action, AuditFilter, AuthenticationMethod, Device, Origin};
use identity_core::invitations::NewAccount;
use identity_core::ports::{HostRefusal, SessionHook, SessionOpening};
use identity_core::secrets::{Secret, SecretToken};
use identity_core::sign_on::{Answer, Outcome, Progress, RefusalReason, Visitor};
use identity_core::store::{MemoryStore, Page, Store, StoreError};
use identity_core::testing::{CONTACT_PERSON, PASSWORD, TestIdentity};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

/// Bars one person, and remembers whom it was asked about and what they had proved.
#[derive(Debug, Default)]
struct Gate {
    barred: Mutex<Option<String>>,
    asked: Mutex<Vec<(String, BTreeSet<AuthenticationMethod>)>>,
}

#[async_trait]
impl SessionHook for Gate {
    async fn before_session(&self, opening: &SessionOpening<'_>) -> Result<Option<HostRefusal>, StoreError> {
        let email = opening.person.sign_in_name().to_owned();
        let barred = self.barred.lock().unwrap().as_ref() == Some(&email);
        self.asked.lock().unwrap().push((email, opening.methods.clone()));
        Ok(barred.then_some(HostRefusal::new("barred")))
    }
}

async fn world() -> (TestIdentity, Arc<Gate>, MemoryStore) {
    let (gate, store) = (Arc::new(Gate::default()), MemoryStore::new());
    let hook = Arc::clone(&gate) as Arc<dyn SessionHook>;
    let test = TestIdentity::builder().on(store.clone()).configure(|builder| builder.session_hook(hook));
    (test.start().await.unwrap(), gate, store)
}

/// Signs in at a page.
async fn sign_in(test: &TestIdentity, password: &str) -> Option<Progress> {
    let (browser, device) = (SecretToken::generate(&OsEntropy), Device::default());
    let visitor = Visitor::new(&browser, &device);
    let origin = Origin::Page { return_to: "/".to_owned() };
    let attempt = test.identity().begin_sign_on(&visitor, origin).await.unwrap();
    let answer = Answer::Password { identifier: CONTACT_PERSON.to_owned(), password: Secret::new(password) };
    test.identity().answer(&attempt, &visitor, answer).await.ok()
}

#[tokio::test]
async fn a_refusal_of_the_host_opens_no_session_and_is_written_down() {
    let (test, gate, store) = world().await;
    *gate.barred.lock().unwrap() = Some(CONTACT_PERSON.to_owned());
    let Some(Progress::Done(done)) = sign_in(&test, PASSWORD).await else { panic!("something is asked") };
    assert!(done.signed_in.is_none());
    assert_eq!(done.outcome, Outcome::Help(RefusalReason::Host(HostRefusal::new("barred"))));
    let trail = store.audit_events().list(&AuditFilter::default(), &Page::first(Page::MAX_LIMIT)).await;
    let barred = trail.unwrap().items.into_iter().any(|event| {
        let reason = event.details.values().any(|value| value == "barred");
        event.action == Action::SignInRefused && reason
    });
    assert!(barred);
    test.sign_in(CONTACT_PERSON).await.unwrap_err();
    *gate.barred.lock().unwrap() = None;
    test.sign_in(CONTACT_PERSON).await.unwrap();
}

/// Who has proved nothing learns nothing of what the host says of somebody.
#[tokio::test]
async fn the_host_is_asked_once_somebody_proved_who_they_are() {
    let (test, gate, _) = world().await;
    gate.asked.lock().unwrap().clear();
    *gate.barred.lock().unwrap() = Some(CONTACT_PERSON.to_owned());
    assert!(sign_in(&test, "not-the-password").await.is_none());
    assert!(gate.asked.lock().unwrap().is_empty());
    sign_in(&test, PASSWORD).await.unwrap();
    let asked = gate.asked.lock().unwrap().clone();
    let password = BTreeSet::from([AuthenticationMethod::PASSWORD]);
    assert!(asked.contains(&(CONTACT_PERSON.to_owned(), password)), "{asked:?}");
}

/// An accepted invitation is a proof, not a session.
#[tokio::test]
async fn every_way_in_asks_the_host() {
    let (test, gate, _) = world().await;
    let email = "kim@citygroup.example";
    let customer = identity_core::testing::CUSTOMER;
    test.invite(email, customer, "contact-person").await.unwrap();
    let token = test.invitation_token(email).await.unwrap();
    *gate.barred.lock().unwrap() = Some(email.to_owned());
    let account: NewAccount = TestIdentity::account("Kim Ray").unwrap();
    test.identity().accept_invitation(&token, account).await.unwrap_err();
    let asked = gate.asked.lock().unwrap().clone();
    assert!(asked.iter().any(|(person, _)| person == email), "{asked:?}");
}
