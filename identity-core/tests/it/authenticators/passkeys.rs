//! What a passkey is worth in a sign-on, whatever the wire format says. The port here believes what it is told.

use super::support::{is_done, shown, with_app};
use crate::sign_on::application::{JEREMY, Tab, signing_on};
use crate::support::{PASSWORD, World};
use identity_core::authenticators::{
    Asserted, Ceremony, ClaimedPasskey, NewAuthenticator, PasskeyError, PasskeyOwner, PasskeyRequest,
    PasskeyResponse, Passkeys,
};
use identity_core::domain::{
    Action, AuthenticationMethod, Credential, CredentialFilter, CredentialSecret, Device, Factors, Origin,
    Passkey, PasskeyId, SignOn, User, UserState,
};
use identity_core::secrets::{Secret, SecretToken};
use identity_core::sign_on::{Answer, AnswerError, Outcome, Progress, SignOnStep, Visitor};
use identity_core::store::{Page, Store as _};
use identity_core::{Caller, OsEntropy};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// A response is the id of the passkey, or `!` and the id if its authenticator verified nobody.
#[derive(Debug, Default)]
struct Believing(AtomicU64);

impl Believing {
    fn ceremony(&self) -> Ceremony {
        Ceremony { options: String::new(), state: self.0.fetch_add(1, Ordering::Relaxed).to_string() }
    }
}

fn named(response: &str) -> Result<PasskeyId, PasskeyError> {
    PasskeyId::parse(response.trim_start_matches('!')).map_err(|_| PasskeyError::Unreadable)
}

impl Passkeys for Believing {
    fn begin_registration(&self, owner: &PasskeyOwner, _: &[PasskeyId]) -> Result<Ceremony, PasskeyError> {
        let owner = owner.handle.iter().fold(String::new(), |hex, octet| format!("{hex}{octet:02x}"));
        Ok(Ceremony { state: format!("{} {owner}", self.ceremony().state), ..self.ceremony() })
    }

    fn finish_registration(&self, state: &str, response: &str) -> Result<Passkey, PasskeyError> {
        let owner = state.split(' ').nth(1).unwrap_or_default().to_owned();
        Ok(Passkey {
            id: named(response)?,
            data: owner,
            sign_count: 0,
            is_backed_up: true,
            answered: Vec::new(),
        })
    }

    fn begin_authentication(&self, _: &[&Passkey]) -> Result<Ceremony, PasskeyError> {
        Ok(self.ceremony())
    }

    fn claimed(&self, response: &str) -> Result<ClaimedPasskey, PasskeyError> {
        let (id, owner) = response.split_once(' ').ok_or(PasskeyError::Unreadable)?;
        let octet = |at: usize| u8::from_str_radix(&owner[at..at + 2], 16).unwrap();
        Ok(ClaimedPasskey { id: named(id)?, owner: Some((0..owner.len()).step_by(2).map(octet).collect()) })
    }

    fn finish_authentication(
        &self,
        _: &str,
        response: &str,
        passkey: &Passkey,
    ) -> Result<Asserted, PasskeyError> {
        Ok(Asserted { passkey: passkey.clone(), is_user_verified: !response.starts_with('!') })
    }
}

fn offer(world: &mut World, factors: Factors) {
    world.restart(
        move |settings| {
            settings.factors = factors;
            settings.methods = vec![AuthenticationMethod::PASSKEY];
        },
        |builder| builder.passkeys(Arc::new(Believing::default())),
    );
}

/// A passkey of the caller, and what signs with it.
async fn enrol(world: &World, caller: &Caller, id: &str) -> String {
    let begun = world.identity.begin_enrolment(caller, NewAuthenticator::Passkey).await.unwrap();
    let asked = world.identity.enrolment(caller, begun).await.unwrap().passkey.unwrap();
    world.identity.confirm_passkey(caller, begun, &answer_to(&asked, id)).await.unwrap();
    let owner = caller.user().unwrap().as_uuid();
    format!("{id} {}", owner.simple())
}

fn answer_to(asked: &PasskeyRequest, response: &str) -> PasskeyResponse {
    PasskeyResponse { state: asked.state.clone(), response: response.to_owned() }
}

async fn give(tab: &Tab, sign_on: &SignOn, response: &str) -> Result<Progress, AnswerError> {
    let attempt = tab.find(sign_on).await;
    let asked = tab.identity.passkey_as_further_proof(&attempt, &tab.visitor()).await.unwrap();
    let asked = match asked {
        Some(asked) => asked,
        None => tab.identity.passkey_to_sign_in(&attempt, &tab.visitor()).unwrap().unwrap(),
    };
    tab.answer(sign_on, Answer::Passkey(answer_to(&asked, response))).await
}

/// What an application is told says what was proved, and no more.
#[tokio::test]
async fn an_application_is_told_what_a_passkey_proved() {
    let (mut world, asked) = signing_on().await;
    offer(&mut world, Factors::One);
    let key = enrol(&world, &world.caller(JEREMY).await, "key").await;
    for (number, verified) in [(1, true), (2, false)] {
        let mut tab = Tab::new(&world.identity);
        let sign_on = tab.begin(asked(&format!("_{number}"))).await;
        let response = if verified { key.clone() } else { format!("!{key}") };
        let progress = give(&tab, &sign_on, &response).await.unwrap();
        if !verified {
            let Progress::Next(_, SignOnStep::Challenge(methods)) = progress else { panic!("{progress:?}") };
            assert_eq!(methods, [AuthenticationMethod::PASSWORD]);
            let code = Secret::new(PASSWORD);
            let password = Answer::Code { method: AuthenticationMethod::PASSWORD, code };
            tab.answer(&sign_on, password).await.unwrap();
        }
        let Outcome::Told(told) = tab.outcome(&sign_on).await else { panic!("not told") };
        assert_eq!(told.factors, Factors::Two);
        let methods: Vec<_> = told.methods.iter().map(AuthenticationMethod::as_str).collect();
        assert_eq!(methods, if verified { ["mfa", "pop", "user"] } else { ["pop", "pwd", "user"] });
    }
}

/// A remembered browser stands for the second proof, never for the password: two things that somebody has are one kind.
#[tokio::test]
async fn a_remembered_browser_does_not_spare_the_password_after_a_passkey_without_pin() {
    let (mut world, _) = signing_on().await;
    offer(&mut world, Factors::One);
    world.restart(
        |settings| settings.methods.push(AuthenticationMethod::TOTP),
        |builder| builder.passkeys(Arc::new(Believing::default())),
    );
    let jeremy = world.caller(JEREMY).await;
    let key = enrol(&world, &jeremy, "key").await;
    let (app, _) = with_app(&world, &jeremy).await;
    let mut tab = Tab::new(&world.identity);
    tab.remember = true;
    let page = || Origin::Page { return_to: "/".to_owned() };
    let begun = world.identity.begin_sign_on(&tab.visitor(), page()).await.unwrap();
    let password = Answer::Password { identifier: JEREMY.to_owned(), password: Secret::new(PASSWORD) };
    let Progress::Next(attempt, _) = tab.identity.answer(&begun, &tab.visitor(), password).await.unwrap()
    else {
        panic!("no second proof is asked for")
    };
    assert!(is_done(
        &super::support::give(&tab, &attempt.sign_on, AuthenticationMethod::TOTP, &shown(&world, &app)).await
    ));
    tab.outcome(&attempt.sign_on).await;
    tab.remember = false;
    tab.sign_out().await;
    let begun = world.identity.begin_sign_on(&tab.visitor(), page()).await.unwrap();
    let asked = tab.identity.passkey_to_sign_in(&begun, &tab.visitor()).unwrap().unwrap();
    let given = Answer::Passkey(answer_to(&asked, &format!("!{key}")));
    let progress = tab.identity.answer(&begun, &tab.visitor(), given).await.unwrap();
    let Progress::Next(_, SignOnStep::Challenge(methods)) = progress else { panic!("{progress:?}") };
    assert!(methods.contains(&AuthenticationMethod::PASSWORD), "{methods:?}");
}

/// An application that takes nothing but a password gets one.
#[tokio::test]
async fn a_passkey_is_no_password() {
    let (mut world, asked) = signing_on().await;
    offer(&mut world, Factors::One);
    let key = enrol(&world, &world.caller(JEREMY).await, "key").await;
    let tab = Tab::new(&world.identity);
    let mut request = asked("_1");
    request.methods = vec![AuthenticationMethod::PASSWORD];
    let sign_on = tab.begin(request).await;
    let attempt = tab.find(&sign_on).await;
    assert_eq!(tab.identity.passkey_to_sign_in(&attempt, &tab.visitor()).unwrap(), None);
    // Whoever is signed in with a passkey is asked for the password alone.
    let mut tab = Tab::new(&world.identity);
    let first = tab.begin(asked("_2")).await;
    give(&tab, &first, &key).await.unwrap();
    tab.outcome(&first).await;
    let mut request = asked("_3");
    request.methods = vec![AuthenticationMethod::PASSWORD];
    let second = tab.begin(request).await;
    let progress = tab.advance(&second).await;
    let Progress::Next(_, SignOnStep::Challenge(methods)) = progress else { panic!("{progress:?}") };
    assert_eq!(methods, [AuthenticationMethod::PASSWORD]);
}

#[tokio::test]
async fn a_locked_person_has_no_use_for_a_passkey() {
    let (mut world, asked) = signing_on().await;
    offer(&mut world, Factors::One);
    let key = enrol(&world, &world.caller(JEREMY).await, "key").await;
    let stored = world.user(JEREMY).await.unwrap();
    let locked = User { state: UserState::Locked, ..stored.record.clone() };
    world.meanwhile(locked, stored.version).await;
    let tab = Tab::new(&world.identity);
    let sign_on = tab.begin(asked("_1")).await;
    let refused = give(&tab, &sign_on, &key).await;
    assert!(matches!(refused, Err(AnswerError::Refused)), "{refused:?}");
    assert_eq!(world.last_row(Action::SignInRefused).await.details["reason"], "not-active");
}

/// A network that sends many wrong ones has to wait; others do not.
#[tokio::test]
async fn wrong_passkeys_of_one_network_are_limited() {
    let (mut world, _) = signing_on().await;
    world.restart(
        |settings| {
            settings.methods = vec![AuthenticationMethod::PASSKEY];
            settings.sign_in_tries_per_network = 3;
        },
        |builder| builder.passkeys(Arc::new(Believing::default())),
    );
    let key = enrol(&world, &world.caller(JEREMY).await, "key").await;
    let give = async |address: &str, response: &str| {
        let device = Device { address: Some(address.to_owned()), user_agent: None };
        let browser = SecretToken::generate(&OsEntropy);
        let visitor = Visitor::new(&browser, &device);
        let origin = Origin::Page { return_to: "/".to_owned() };
        let attempt = world.identity.begin_sign_on(&visitor, origin).await.unwrap();
        let asked = world.identity.passkey_to_sign_in(&attempt, &visitor).unwrap().unwrap();
        world.identity.answer(&attempt, &visitor, Answer::Passkey(answer_to(&asked, response))).await
    };
    for _ in 0..4 {
        let unknown = give("192.0.2.1", "nobodys 00").await;
        assert!(matches!(unknown, Err(AnswerError::Refused)), "{unknown:?}");
    }
    let paused = give("192.0.2.1", &key).await;
    assert!(matches!(paused, Err(AnswerError::Refused)), "{paused:?}");
    assert!(matches!(give("198.51.100.1", &key).await, Ok(Progress::Done(_))));
}

/// A port that overlooks it does not matter: core compares the counts itself.
#[tokio::test]
async fn a_count_that_does_not_go_up_is_that_of_a_copy_whatever_the_port_says() {
    let (mut world, asked) = signing_on().await;
    offer(&mut world, Factors::One);
    let jeremy = world.caller(JEREMY).await;
    let key = enrol(&world, &jeremy, "key").await;
    let filter = CredentialFilter { user: jeremy.user() };
    let all = world.store.credentials().list(&filter, &Page::first(9)).await.unwrap().items;
    let stored = all.into_iter().find(|found| found.passkey().is_some()).unwrap();
    let passkey = Passkey { sign_count: 5, ..stored.passkey().unwrap().clone() };
    let secret = CredentialSecret::Passkey(Some(Box::new(passkey)));
    world.meanwhile(Credential { secret, ..stored.record.clone() }, stored.version).await;
    world.mails().await;
    let tab = Tab::new(&world.identity);
    let sign_on = tab.begin(asked("_1")).await;
    let refused = give(&tab, &sign_on, &key).await;
    assert!(matches!(refused, Err(AnswerError::Refused)), "{refused:?}");
    let mails = world.mails().await;
    assert!(mails.iter().any(|mail| mail.content.kind() == "passkey_copied"), "{mails:?}");
}
