//! What somebody tries who knows the password alone.

use super::support::{NUMBER, after_password, give, is_done, shown, with_app, world, world_with};
use crate::sign_on::application::{JEREMY, Tab, application};
use crate::support::PASSWORD;
use identity_core::authenticators::{EnrolError, NewAuthenticator, RemoveAuthenticatorError};
use identity_core::domain::{AuthenticationMethod, Factors, Origin};
use identity_core::secrets::Secret;
use identity_core::sign_on::{Answer, AnswerError, Progress, SignOnStep};

const TOTP: AuthenticationMethod = AuthenticationMethod::TOTP;
const SMS: AuthenticationMethod = AuthenticationMethod::SMS;

/// An application asks for a method that the person does not have: the proof that they have comes first.
#[tokio::test]
async fn t_14_a_method_asked_for_by_name_is_not_set_up_in_place_of_another() {
    let world = world().await;
    let jeremy = world.caller(JEREMY).await;
    let (app, _) = with_app(&world, &jeremy).await;
    let mut request = application(&world).await("_1");
    (request.factors, request.methods) = (Factors::Two, vec![SMS]);
    let tab = Tab::new(&world.identity);
    let sign_on = tab.begin(request).await;
    let progress = tab.answer_password(&sign_on, JEREMY, PASSWORD).await.unwrap();
    assert!(
        matches!(&progress, Progress::Next(_, SignOnStep::Challenge(of)) if of[0] == TOTP),
        "{progress:?}"
    );
    let new = || NewAuthenticator::Sms(NUMBER.parse().unwrap());
    let early = tab.answer(&sign_on, Answer::Enrol(new())).await;
    assert!(matches!(early, Err(AnswerError::NotAsked)), "{early:?}");
    let progress = give(&tab, &sign_on, TOTP, &shown(&world, &app)).await.unwrap();
    assert!(matches!(&progress, Progress::Next(_, SignOnStep::Enrol(of)) if *of == [SMS]), "{progress:?}");
    tab.answer(&sign_on, Answer::Enrol(new())).await.unwrap();
}

/// The password once more in a living session is a sign-in of its own: the second proof from before counts no longer.
#[tokio::test]
async fn the_password_alone_makes_no_old_proof_fresh() {
    let world = world().await;
    let jeremy = world.caller(JEREMY).await;
    let (app, _) = with_app(&world, &jeremy).await;
    let (mut tab, sign_on, _) = after_password(&world).await;
    assert!(is_done(&give(&tab, &sign_on, TOTP, &shown(&world, &app)).await));
    tab.outcome(&sign_on).await;
    let origin = Origin::Page { return_to: "/".to_owned() };
    let attempt = world.identity.begin_sign_on(&tab.visitor(), origin).await.unwrap();
    let answer = Answer::Password { identifier: JEREMY.to_owned(), password: Secret::new(PASSWORD) };
    let progress = world.identity.answer(&attempt, &tab.visitor(), answer).await.unwrap();
    assert!(matches!(&progress, Progress::Next(_, SignOnStep::Challenge(_))), "{progress:?}");
}

/// The key of an app is shown to whoever began to set it up, in one sign-on or in one account, and nowhere else.
#[tokio::test]
async fn nobody_is_shown_the_key_that_somebody_else_sets_up() {
    let world = world_with(|settings| settings.factors = Factors::Two).await;
    let (tab, sign_on, _) = after_password(&world).await;
    tab.answer(&sign_on, Answer::Enrol(NewAuthenticator::Totp)).await.unwrap();
    let own = world.identity.enrolment_in(&tab.find(&sign_on).await, &tab.visitor()).await.unwrap().unwrap();
    let (other, other_sign_on, _) = after_password(&world).await;
    let seen =
        world.identity.enrolment_in(&other.find(&other_sign_on).await, &other.visitor()).await.unwrap();
    assert!(seen.is_none(), "{seen:?}");
    let code = shown(&world, &own);
    let guessed = give(&other, &other_sign_on, TOTP, &code).await;
    assert!(matches!(guessed, Err(AnswerError::Refused)), "{guessed:?}");
    // Beginning another one does not take it away either.
    other.answer(&other_sign_on, Answer::Enrol(NewAuthenticator::Totp)).await.unwrap();
    assert!(is_done(&give(&tab, &sign_on, TOTP, &code).await));
}

#[tokio::test]
async fn recovery_codes_need_a_second_proof_and_begin_with_the_first() {
    let world = world().await;
    let jeremy = world.caller(JEREMY).await;
    let without = world.identity.make_recovery_codes(&jeremy).await;
    assert!(matches!(without, Err(EnrolError::NotFound)), "{without:?}");
    let (app, first) = with_app(&world, &jeremy).await;
    world.identity.remove_authenticator(&jeremy, app.id).await.unwrap();
    let (_, second) = with_app(&world, &jeremy).await;
    assert_eq!((first.len(), second.len()), (10, 10));
    let (tab, sign_on, _) = after_password(&world).await;
    let old =
        give(&tab, &sign_on, AuthenticationMethod::RECOVERY_CODE, &Secret::new(first[0].as_str())).await;
    assert!(matches!(old, Err(AnswerError::Refused)), "{old:?}");
}

/// A session of somebody who knows the password ends when the owner sets up a second proof; one that is opened by the
/// password alone, before a second proof was asked for, changes nothing.
#[tokio::test]
async fn a_session_without_the_second_proof_changes_nothing() {
    let world = world().await;
    let stranger = Tab::signed_in(&world, JEREMY).await;
    let jeremy = world.caller(JEREMY).await;
    let (app, _) = with_app(&world, &jeremy).await;
    let token = stranger.token.as_ref().unwrap();
    assert!(world.identity.session(token).await.unwrap().is_none());
    let caller = stranger.current.unwrap().caller;
    let removed = world.identity.remove_authenticator(&caller, app.id).await;
    assert!(matches!(removed, Err(RemoveAuthenticatorError::Enrol(EnrolError::ProveAgain))), "{removed:?}");
}

/// A code that came by mail is no proof of a telephone.
#[tokio::test]
async fn a_code_by_mail_is_none_by_text_message() {
    let by_mail = AuthenticationMethod::MAIL_CODE;
    let world = world_with(|settings| settings.methods.push(AuthenticationMethod::MAIL_CODE)).await;
    let jeremy = world.caller(JEREMY).await;
    super::support::with_phone(&world, &jeremy).await;
    world.clock.advance(std::time::Duration::from_mins(1));
    let (tab, sign_on, _) = after_password(&world).await;
    world.clock.advance(std::time::Duration::from_mins(1));
    world.mails().await;
    tab.answer(&sign_on, Answer::SendCode(by_mail.clone())).await.unwrap();
    let mails = world.mails().await;
    let [mail] = mails.as_slice() else { panic!("{mails:?}") };
    assert_eq!(mail.recipient, JEREMY);
    let identity_core::delivery::MessageContent::Code { code, .. } = &mail.content else {
        panic!("{mail:?}")
    };
    let code = Secret::new(code.as_str());
    let as_text = give(&tab, &sign_on, SMS, &code).await;
    assert!(matches!(as_text, Err(AnswerError::Refused)), "{as_text:?}");
    assert!(is_done(&give(&tab, &sign_on, by_mail, &code).await));
}
