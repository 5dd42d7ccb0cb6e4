//! A deployment that offers codes of an app and by text message, and Jeremy with his telephone.

use crate::sign_on::application::{JEREMY, Tab};
use crate::support::{PASSWORD, World};
use identity_core::Caller;
use identity_core::authenticators::{Enrolment, NewAuthenticator};
use identity_core::delivery::MessageContent;
use identity_core::domain::{AuthenticationMethod, Origin, SignOn};
use identity_core::ids::CredentialId;
use identity_core::secrets::Secret;
use identity_core::sign_on::{Answer, AnswerError, Progress, SignOnStep};
use std::time::Duration;

pub(super) const NUMBER: &str = "+358401234567";

/// The step of an app's codes.
pub(super) const STEP: Duration = Duration::from_secs(30);

pub(super) async fn world() -> World {
    world_with(|_| {}).await
}

pub(crate) async fn world_with(change: impl FnOnce(&mut identity_core::Settings)) -> World {
    let mut world = World::new().await;
    world.with_jeremy().await;
    world.restart(
        |settings| {
            settings.methods = vec![AuthenticationMethod::TOTP, AuthenticationMethod::SMS];
            change(settings);
        },
        |builder| builder,
    );
    world.mails().await;
    world
}

/// The code that was sent last.
pub(crate) async fn sent_code(world: &World) -> Secret {
    let codes = world.mails().await.into_iter().filter_map(|message| match message.content {
        MessageContent::Code { code, .. } => Some((message.recipient, code)),
        _ => None,
    });
    let codes: Vec<_> = codes.collect();
    let [(recipient, code)] = codes.as_slice() else { panic!("{codes:?}") };
    assert_eq!(recipient, NUMBER);
    Secret::new(code.as_str())
}

/// What the app shows now.
pub(super) fn shown(world: &World, enrolment: &Enrolment) -> Secret {
    let now = world.identity.clock().now();
    Secret::new(enrolment.totp.as_ref().unwrap().code_at(now).unwrap())
}

/// An app that was set up, with the recovery codes that came with it.
pub(crate) async fn with_app(world: &World, caller: &Caller) -> (Enrolment, Vec<String>) {
    let id = world.identity.begin_enrolment(caller, NewAuthenticator::Totp).await.unwrap();
    let enrolment = world.identity.enrolment(caller, id).await.unwrap();
    let code = shown(world, &enrolment);
    let enrolled = world.identity.confirm_enrolment(caller, id, &code).await.unwrap();
    world.clock.advance(STEP);
    world.mails().await;
    (enrolment, enrolled.recovery_codes)
}

/// A telephone that was set up.
pub(super) async fn with_phone(world: &World, caller: &Caller) -> CredentialId {
    let new = NewAuthenticator::Sms(NUMBER.parse().unwrap());
    let id = world.identity.begin_enrolment(caller, new).await.unwrap();
    let code = sent_code(world).await;
    world.identity.confirm_enrolment(caller, id, &code).await.unwrap();
    world.mails().await;
    id
}

/// Jeremy's browser after the password, and what the sign-on asks for next.
pub(super) async fn after_password(world: &World) -> (Tab, SignOn, Vec<AuthenticationMethod>) {
    let tab = Tab::new(&world.identity);
    let origin = Origin::Page { return_to: "/".to_owned() };
    let attempt = world.identity.begin_sign_on(&tab.visitor(), origin).await.unwrap();
    let answer = Answer::Password { identifier: JEREMY.to_owned(), password: Secret::new(PASSWORD) };
    let progress = world.identity.answer(&attempt, &tab.visitor(), answer).await.unwrap();
    let Progress::Next(attempt, step) = progress else { panic!("nothing is asked") };
    let (SignOnStep::Challenge(methods) | SignOnStep::Enrol(methods)) = step else { panic!("{step:?}") };
    (tab, attempt.sign_on, methods)
}

pub(super) async fn give(
    tab: &Tab,
    sign_on: &SignOn,
    method: AuthenticationMethod,
    code: &Secret,
) -> Result<Progress, AnswerError> {
    tab.answer(sign_on, Answer::Code { method, code: Secret::new(code.expose()) }).await
}

pub(super) fn is_done(progress: &Result<Progress, AnswerError>) -> bool {
    matches!(progress, Ok(Progress::Next(_, SignOnStep::Finish)))
}
