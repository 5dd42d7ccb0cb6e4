//! Setting up, naming and removing a second proof.

use super::support::{
    NUMBER, after_password, give, is_done, sent_code, shown, with_app, with_phone, world, world_with,
};
use crate::sign_on::application::{JEREMY, Tab};
use crate::support::PASSWORD;
use identity_core::authenticators::{EnrolError, NewAuthenticator, RemoveAuthenticatorError};
use identity_core::delivery::MessageContent;
use identity_core::domain::{
    Action, AuthenticationMethod, CredentialFilter, CredentialSecret, Factors, Origin,
};
use identity_core::secrets::Secret;
use identity_core::sign_on::{Answer, AnswerError, Progress, SignOnStep};
use identity_core::store::{Page, Store};
use std::time::Duration;

#[tokio::test]
async fn an_app_counts_when_its_owner_has_shown_a_code() {
    let world = world().await;
    let jeremy = world.caller(JEREMY).await;
    let id = world.identity.begin_enrolment(&jeremy, NewAuthenticator::Totp).await.unwrap();
    let enrolment = world.identity.enrolment(&jeremy, id).await.unwrap();
    // Begun only: the password alone still signs in.
    assert!(world.sign_in(JEREMY, PASSWORD).await.is_ok());
    let wrong = world.identity.confirm_enrolment(&jeremy, id, &Secret::new("000000")).await;
    assert!(matches!(wrong, Err(EnrolError::WrongCode)), "{wrong:?}");
    let code = shown(&world, &enrolment);
    let enrolled = world.identity.confirm_enrolment(&jeremy, id, &code).await.unwrap();
    assert_eq!(enrolled.recovery_codes.len(), 10);
    assert!(world.sign_in(JEREMY, PASSWORD).await.is_err());
    let mails = world.mails().await;
    let told = |mail: &identity_core::delivery::Message| {
        mail.recipient == JEREMY
            && matches!(mail.content, MessageContent::AuthenticatorChanged { added: true, .. })
    };
    assert!(mails.iter().any(told), "{mails:?}");
    let again = world.identity.confirm_enrolment(&jeremy, id, &code).await;
    assert!(matches!(again, Err(EnrolError::Confirmed)), "{again:?}");
}

/// The key of an app is kept sealed, and long enough.
#[tokio::test]
async fn t_12_the_key_is_sealed_and_setting_up_needs_a_fresh_proof_and_a_code() {
    let world = world().await;
    let jeremy = world.caller(JEREMY).await;
    let id = world.identity.begin_enrolment(&jeremy, NewAuthenticator::Totp).await.unwrap();
    let enrolment = world.identity.enrolment(&jeremy, id).await.unwrap();
    let groups = enrolment.totp.unwrap().key_in_groups();
    assert_eq!(groups.replace(' ', "").len(), 32, "160 bits in base 32");
    let filter = CredentialFilter::default();
    let kept = world.store.credentials().list(&filter, &Page::first(100)).await.unwrap().items;
    assert!(
        !serde_json::to_string(&kept.iter().map(|one| &one.record).collect::<Vec<_>>())
            .unwrap()
            .contains(&groups)
    );
    world.clock.advance(Duration::from_mins(16));
    for refused in [
        world.identity.begin_enrolment(&jeremy, NewAuthenticator::Totp).await.err(),
        world.identity.enrolment(&jeremy, id).await.err(),
        world.identity.make_recovery_codes(&jeremy).await.err(),
        world.identity.rename_authenticator(&jeremy, id, None).await.err(),
    ] {
        assert!(matches!(refused, Some(EnrolError::ProveAgain)), "{refused:?}");
    }
    let removed = world.identity.remove_authenticator(&jeremy, id).await;
    assert!(matches!(removed, Err(RemoveAuthenticatorError::Enrol(EnrolError::ProveAgain))), "{removed:?}");
}

/// Whoever is signed in proves again who they are, and comes back with a new session.
#[tokio::test]
async fn a_new_proof_is_asked_though_there_is_a_session() {
    let world = world().await;
    let mut tab = Tab::signed_in(&world, JEREMY).await;
    let before = tab.current.clone().unwrap().session.id;
    world.clock.advance(Duration::from_mins(16));
    let origin = Origin::Again { return_to: "/account/security".to_owned() };
    let attempt = world.identity.begin_sign_on(&tab.visitor(), origin).await.unwrap();
    let progress = world.identity.advance(&attempt, &tab.visitor()).await.unwrap();
    assert!(matches!(progress, Progress::Next(_, SignOnStep::Identify)), "{progress:?}");
    let answer = Answer::Password { identifier: JEREMY.to_owned(), password: Secret::new(PASSWORD) };
    let Progress::Done(done) = world.identity.answer(&attempt, &tab.visitor(), answer).await.unwrap() else {
        panic!()
    };
    tab.finish(*done).await;
    let current = tab.current.unwrap();
    assert_ne!(current.session.id, before);
    world.identity.begin_enrolment(&current.caller, NewAuthenticator::Totp).await.unwrap();
}

#[tokio::test]
async fn a_telephone_counts_when_its_code_was_typed_in() {
    let world = world().await;
    let jeremy = world.caller(JEREMY).await;
    let new = || NewAuthenticator::Sms(NUMBER.parse().unwrap());
    let first = world.identity.begin_enrolment(&jeremy, new()).await.unwrap();
    let old = sent_code(&world).await;
    // Beginning anew takes the place of what was begun.
    let id = world.identity.begin_enrolment(&jeremy, new()).await.unwrap();
    let code = sent_code(&world).await;
    let over = world.identity.confirm_enrolment(&jeremy, first, &old).await;
    assert!(matches!(over, Err(EnrolError::NotFound)), "{over:?}");
    if old.expose() != code.expose() {
        let wrong = world.identity.confirm_enrolment(&jeremy, id, &old).await;
        assert!(matches!(wrong, Err(EnrolError::WrongCode)), "{wrong:?}");
    }
    world.identity.confirm_enrolment(&jeremy, id, &code).await.unwrap();
    let own = world.identity.own_authenticators(&jeremy).await.unwrap();
    assert_eq!(own.further[0].number.as_deref(), Some("•••67"));
    assert_eq!(own.recovery_codes, Some(10));
}

/// Somebody else's credential answers like an unknown one.
#[tokio::test]
async fn nobody_touches_what_is_somebody_elses() {
    let world = world().await;
    let jeremy = world.caller(JEREMY).await;
    let (app, _) = with_app(&world, &jeremy).await;
    let scott = world.scott().await;
    let unknown = identity_core::ids::CredentialId::from(uuid::Uuid::from_u128(7));
    for id in [app.id, unknown] {
        let named = world.identity.rename_authenticator(&scott, id, None).await;
        assert!(matches!(named, Err(EnrolError::NotFound)), "{named:?}");
        let removed = world.identity.remove_authenticator(&scott, id).await;
        assert!(matches!(removed, Err(RemoveAuthenticatorError::Enrol(EnrolError::NotFound))), "{removed:?}");
        let confirmed = world.identity.confirm_enrolment(&scott, id, &Secret::new("123456")).await;
        assert!(matches!(confirmed, Err(EnrolError::NotFound)), "{confirmed:?}");
    }
    assert_eq!(world.events(Action::AccessDenied).await, 6);
}

#[tokio::test]
async fn the_last_one_goes_where_none_is_required_and_stays_where_one_is() {
    for required in [false, true] {
        let mut world = world().await;
        let jeremy = world.caller(JEREMY).await;
        with_phone(&world, &jeremy).await;
        let (app, _) = with_app(&world, &jeremy).await;
        world.restart(
            |settings| {
                settings.methods = vec![AuthenticationMethod::TOTP, AuthenticationMethod::SMS];
                settings.factors = if required { Factors::Two } else { Factors::One };
            },
            |builder| builder,
        );
        world.identity.remove_authenticator(&jeremy, app.id).await.unwrap();
        let own = world.identity.own_authenticators(&jeremy).await.unwrap();
        let removed = world.identity.remove_authenticator(&jeremy, own.further[0].id).await;
        if required {
            assert!(matches!(removed, Err(RemoveAuthenticatorError::LastRequired)), "{removed:?}");
        } else {
            removed.unwrap();
            let left = world.identity.own_authenticators(&jeremy).await.unwrap();
            assert!(left.further.is_empty() && left.recovery_codes.is_none(), "{left:?}");
            assert!(world.sign_in(JEREMY, PASSWORD).await.is_ok());
        }
    }
}

/// Where a second proof is required, whoever has none sets one up in the sign-on.
#[tokio::test]
async fn it_is_set_up_in_the_sign_on_that_needs_it() {
    let world = world_with(|settings| settings.factors = Factors::Two).await;
    let (mut tab, sign_on, methods) = after_password(&world).await;
    assert_eq!(methods, [AuthenticationMethod::TOTP, AuthenticationMethod::SMS]);
    let new = NewAuthenticator::Sms(NUMBER.parse().unwrap());
    tab.answer(&sign_on, Answer::Enrol(new)).await.unwrap();
    let code = sent_code(&world).await;
    let begun =
        world.identity.enrolment_in(&tab.find(&sign_on).await, &tab.visitor()).await.unwrap().unwrap();
    assert_eq!((begun.method, begun.sent.unwrap().target.as_str()), (AuthenticationMethod::SMS, "•••67"));
    assert!(is_done(&give(&tab, &sign_on, AuthenticationMethod::SMS, &code).await));
    tab.outcome(&sign_on).await;
    assert!(tab.current.unwrap().session.methods.contains(&AuthenticationMethod::SMS));
    assert_eq!(world.events(Action::AuthenticatorAdded).await, 1);
}

/// After the password alone, whoever has a second proof cannot put another one in its place.
#[tokio::test]
async fn t_14_nothing_is_set_up_from_half_a_session() {
    let world = world().await;
    let jeremy = world.caller(JEREMY).await;
    with_app(&world, &jeremy).await;
    let (tab, sign_on, _) = after_password(&world).await;
    let new = NewAuthenticator::Sms(NUMBER.parse().unwrap());
    let refused = tab.answer(&sign_on, Answer::Enrol(new)).await;
    assert!(matches!(refused, Err(AnswerError::NotAsked)), "{refused:?}");
    let all =
        world.store.credentials().list(&CredentialFilter::default(), &Page::first(100)).await.unwrap().items;
    assert!(!all.iter().any(|one| matches!(one.secret, CredentialSecret::Sms(_))));
    assert!(world.mails().await.is_empty());
}

/// What sets up the first second proof in a sign-on makes the recovery codes too, in one commit, and nothing keeps them.
#[tokio::test]
async fn recovery_codes_come_with_the_first_one_in_a_sign_on() {
    let world = world_with(|settings| settings.factors = Factors::Two).await;
    let (tab, sign_on, _) = after_password(&world).await;
    let attempt = world.identity.sign_on(sign_on.id, &tab.visitor()).await.unwrap();
    tab.answer(&sign_on, Answer::Enrol(NewAuthenticator::Totp)).await.unwrap();
    let begun = world.identity.enrolment_in(&attempt, &tab.visitor()).await.unwrap().unwrap();
    let (method, code) = (AuthenticationMethod::TOTP, shown(&world, &begun));
    world.mails().await;
    let progress = give(&tab, &sign_on, method.clone(), &code).await;
    assert!(is_done(&progress), "{progress:?}");
    let Ok(Progress::Next(answered, _)) = progress else { panic!() };
    let codes = answered.recovery_codes();
    assert_eq!((codes.len(), world.events(Action::RecoveryCodesMade).await), (10, 1));
    assert!(!format!("{answered:?}").contains(&codes[0]), "no log has them");
    let told = world.mails().await;
    assert_eq!(told.len(), 1, "{told:?}");

    let all = world.store.credentials().list(&CredentialFilter::default(), &Page::first(100)).await.unwrap();
    let kept: Vec<_> = all.items.iter().map(|one| &one.record).collect();
    assert!(kept.iter().any(|one| matches!(one.secret, CredentialSecret::RecoveryCodes(_))));
    assert!(!serde_json::to_string(&kept).unwrap().contains(&codes[0]));

    // Read anew it has none, and says that they were shown.
    let attempt = world.identity.sign_on(sign_on.id, &tab.visitor()).await.unwrap();
    assert!(attempt.recovery_codes().is_empty());
    let were_shown = world.identity.has_shown_recovery_codes(&attempt, &tab.visitor(), &method).await;
    assert!(were_shown.unwrap());
    let (other, sign_on, _) = after_password(&world).await;
    let given = give(&other, &sign_on, AuthenticationMethod::RECOVERY_CODE, &Secret::new(&codes[0])).await;
    assert!(is_done(&given), "{given:?}");
}
