//! Codes in a sign-on: right once, for a while, and not to be guessed.

use super::support::{
    after_password, give, is_done, sent_code, shown, with_app, with_phone, world, world_with,
};
use crate::sign_on::application::{JEREMY, application};
use crate::support::{World, invite};
use identity_core::authenticators::{EnrolError, NewAuthenticator, SendCodeError};
use identity_core::domain::{
    Action, ApplicationRequest, AuthenticationMethod, Device, Factors, RelyingParty,
};
use identity_core::secrets::Secret;
use identity_core::sign_on::{Answer, AnswerError, Attempt, Outcome, Progress, SignOnStep};
use identity_core::store::Store;
use std::time::Duration;

const TOTP: AuthenticationMethod = AuthenticationMethod::TOTP;
const SMS: AuthenticationMethod = AuthenticationMethod::SMS;
const RECOVERY: AuthenticationMethod = AuthenticationMethod::RECOVERY_CODE;

#[tokio::test]
async fn t_08_a_code_of_an_app_is_right_once() {
    let world = world().await;
    let jeremy = world.caller(JEREMY).await;
    let (app, _) = with_app(&world, &jeremy).await;
    let (tab, sign_on, methods) = after_password(&world).await;
    assert_eq!(methods, [TOTP, RECOVERY]);
    let code = shown(&world, &app);
    assert!(is_done(&give(&tab, &sign_on, TOTP, &code).await));
    // The same code again, in the same step and in the one after it.
    for _ in 0..2 {
        let (tab, sign_on, _) = after_password(&world).await;
        let again = give(&tab, &sign_on, TOTP, &code).await;
        assert!(matches!(again, Err(AnswerError::Refused)), "{again:?}");
        world.clock.advance(super::support::STEP);
    }
    let (tab, sign_on, _) = after_password(&world).await;
    assert!(is_done(&give(&tab, &sign_on, TOTP, &shown(&world, &app)).await));
}

#[tokio::test]
async fn t_10_a_code_of_an_app_that_is_too_old_is_refused() {
    let world = world().await;
    let jeremy = world.caller(JEREMY).await;
    let (app, _) = with_app(&world, &jeremy).await;
    let code = shown(&world, &app);
    world.clock.advance(Duration::from_secs(61));
    let (tab, sign_on, _) = after_password(&world).await;
    let late = give(&tab, &sign_on, TOTP, &code).await;
    assert!(matches!(late, Err(AnswerError::Refused)), "{late:?}");
}

#[tokio::test]
async fn t_05_a_sent_code_is_right_once() {
    let world = world().await;
    let jeremy = world.caller(JEREMY).await;
    with_phone(&world, &jeremy).await;
    world.clock.advance(Duration::from_mins(1));
    // It is sent by itself, since the text message is what is asked for first.
    let (tab, sign_on, methods) = after_password(&world).await;
    assert_eq!(methods, [SMS, RECOVERY]);
    let code = sent_code(&world).await;
    let (one, other) = tokio::join!(give(&tab, &sign_on, SMS, &code), give(&tab, &sign_on, SMS, &code));
    assert!(is_done(&one) != is_done(&other), "{one:?} {other:?}");
    let row = world.last_row(Action::CodeSent).await;
    assert_eq!(row.details["to"], "•••67");
}

#[tokio::test]
async fn t_06_a_code_is_good_for_its_own_sign_on() {
    let world = world().await;
    let jeremy = world.caller(JEREMY).await;
    with_phone(&world, &jeremy).await;
    world.clock.advance(Duration::from_mins(1));
    let (_, _, _) = after_password(&world).await;
    let code = sent_code(&world).await;
    let (tab, sign_on, _) = after_password(&world).await;
    let other = give(&tab, &sign_on, SMS, &code).await;
    assert!(matches!(other, Err(AnswerError::Refused)), "{other:?}");
}

#[tokio::test]
async fn t_07_a_sent_code_is_good_for_ten_minutes() {
    let world = world().await;
    let jeremy = world.caller(JEREMY).await;
    with_phone(&world, &jeremy).await;
    for (seconds, right) in [(599, true), (601, false)] {
        world.clock.advance(Duration::from_mins(1));
        let (tab, sign_on, _) = after_password(&world).await;
        let code = sent_code(&world).await;
        world.clock.advance(Duration::from_secs(seconds));
        assert_eq!(is_done(&give(&tab, &sign_on, SMS, &code).await), right, "{seconds}");
    }
}

/// Digits of any script, with the blanks that people type, are the same code.
#[tokio::test]
async fn a_sent_code_is_read_as_people_type_it() {
    let world = world_with(|settings| settings.code_digits = 8).await;
    let jeremy = world.caller(JEREMY).await;
    with_phone(&world, &jeremy).await;
    world.clock.advance(Duration::from_mins(1));
    let (tab, sign_on, _) = after_password(&world).await;
    let code = sent_code(&world).await;
    assert_eq!(code.expose().len(), 8);
    let arabic = |digit: char| char::from_u32(0x660 + digit.to_digit(10).unwrap()).unwrap();
    let typed: String = code.expose().chars().map(arabic).collect();
    let (first, second) = typed.split_at(8);
    assert!(is_done(&give(&tab, &sign_on, SMS, &Secret::new(format!(" {first}-{second} "))).await));
}

/// A new code takes the place of the one before, and resets no count.
#[tokio::test]
async fn t_01_asking_for_a_new_code_does_not_reset_the_count() {
    let world = world().await;
    let jeremy = world.caller(JEREMY).await;
    with_phone(&world, &jeremy).await;
    world.clock.advance(Duration::from_mins(1));
    let (tab, sign_on, _) = after_password(&world).await;
    let first = sent_code(&world).await;
    let send = async || tab.answer(&sign_on, Answer::SendCode(SMS)).await;
    let soon = send().await;
    assert!(matches!(soon, Err(AnswerError::Send(SendCodeError::TooSoon { .. }))), "{soon:?}");
    let tries = world.identity.settings().sign_in_tries;
    for number in 0..tries {
        if number == tries / 2 {
            world.clock.advance(Duration::from_secs(31));
            send().await.unwrap();
        }
        let wrong = Secret::new(format!("{number:06}"));
        assert!(matches!(give(&tab, &sign_on, SMS, &wrong).await, Err(AnswerError::Refused)));
    }
    let second = sent_code(&world).await;
    for code in [first, second] {
        let paused = give(&tab, &sign_on, SMS, &code).await;
        assert!(matches!(paused, Err(AnswerError::Refused)), "{paused:?}");
    }
}

#[tokio::test]
async fn t_02_guesses_at_once_are_counted_one_by_one() {
    let world = world().await;
    let jeremy = world.caller(JEREMY).await;
    with_phone(&world, &jeremy).await;
    world.clock.advance(Duration::from_mins(1));
    let (tab, sign_on, _) = after_password(&world).await;
    let code = sent_code(&world).await;
    let guesses = (0..200)
        .map(|number| Secret::new(format!("{number:06}")))
        .filter(|guess| *guess.expose() != *code.expose());
    let guesses: Vec<_> = guesses.collect();
    let all = guesses.iter().map(|guess| give(&tab, &sign_on, SMS, guess));
    for refused in futures_of(all).await {
        assert!(matches!(refused, Err(AnswerError::Refused)), "{refused:?}");
    }
    // The right one comes too late: the limit was reached by then.
    let late = give(&tab, &sign_on, SMS, &code).await;
    assert!(matches!(late, Err(AnswerError::Refused)), "{late:?}");
}

async fn futures_of<F: Future>(all: impl Iterator<Item = F>) -> Vec<F::Output> {
    let mut waiting: Vec<_> = all.map(Box::pin).collect();
    let mut done = Vec::new();
    std::future::poll_fn(move |context| {
        waiting.retain_mut(|one| match one.as_mut().poll(context) {
            std::task::Poll::Ready(value) => {
                done.push(value);
                false
            }
            std::task::Poll::Pending => true,
        });
        if waiting.is_empty() {
            std::task::Poll::Ready(std::mem::take(&mut done))
        } else {
            std::task::Poll::Pending
        }
    })
    .await
}

#[tokio::test]
async fn t_16_nobody_floods_a_telephone() {
    let world = world_with(|settings| settings.codes_per_person = 5).await;
    let jeremy = world.caller(JEREMY).await;
    with_phone(&world, &jeremy).await;
    let mut sent = 1;
    for _ in 0..10 {
        world.clock.advance(Duration::from_mins(1));
        let (tab, sign_on, methods) = after_password(&world).await;
        sent += world.mails().await.len();
        if sent == 5 {
            // The sign-on still asks, and says why nothing comes.
            assert_eq!(methods[0], SMS);
            let asked = tab.answer(&sign_on, Answer::SendCode(SMS)).await;
            let refused = matches!(
                asked,
                Err(AnswerError::Send(SendCodeError::TooMany | SendCodeError::TooSoon { .. }))
            );
            assert!(refused, "{asked:?}");
        }
    }
    assert_eq!(sent, 5);
    world.clock.advance(Duration::from_hours(24));
    after_password(&world).await;
    sent_code(&world).await;
}

#[tokio::test]
async fn what_text_messages_cost_in_a_day_is_bounded() {
    let world = world_with(|settings| settings.text_messages_per_day = 1).await;
    let jeremy = world.caller(JEREMY).await;
    with_phone(&world, &jeremy).await;
    world.clock.advance(Duration::from_mins(1));
    after_password(&world).await;
    assert!(world.mails().await.is_empty());
}

#[tokio::test]
async fn a_recovery_code_works_once_and_the_owner_sees_how_many_are_left() {
    let world = world().await;
    let jeremy = world.caller(JEREMY).await;
    let (_, codes) = with_app(&world, &jeremy).await;
    assert_eq!(codes.len(), 10);
    let typed = Secret::new(codes[3].to_uppercase().replace('-', " "));
    let (tab, sign_on, _) = after_password(&world).await;
    assert!(is_done(&give(&tab, &sign_on, RECOVERY, &typed).await));
    let (tab, sign_on, _) = after_password(&world).await;
    let again = give(&tab, &sign_on, RECOVERY, &typed).await;
    assert!(matches!(again, Err(AnswerError::Refused)), "{again:?}");
    assert_eq!(world.identity.own_authenticators(&jeremy).await.unwrap().recovery_codes, Some(9));
}

async fn asked_by(world: &World, change: impl FnOnce(&mut RelyingParty)) -> ApplicationRequest {
    let request = application(world).await("_1");
    let found = world.store.relying_parties().get(request.relying_party).await.unwrap().unwrap();
    let mut changed = found.record.clone();
    change(&mut changed);
    world.meanwhile(changed, found.version).await;
    request
}

/// F-44: a session with a password, and an application that wants two kinds of proof: only the missing one is asked, and
/// the instant is new.
#[tokio::test]
async fn f_44_a_living_session_is_raised_by_what_is_missing() {
    for by_request in [true, false] {
        let world = world().await;
        let mut tab = crate::sign_on::application::Tab::signed_in(&world, JEREMY).await;
        let before = tab.current.clone().unwrap().session;
        let caller = tab.current.clone().unwrap().caller;
        let (app, _) = with_app(&world, &caller).await;
        let mut request = asked_by(&world, |party| {
            party.factors = if by_request { Factors::One } else { Factors::Two };
        })
        .await;
        request.factors = if by_request { Factors::Two } else { Factors::One };
        let sign_on = tab.begin(request).await;
        let progress = tab.advance(&sign_on).await;
        assert!(matches!(&progress, Progress::Next(_, SignOnStep::Challenge(_))), "{progress:?}");
        assert!(is_done(&give(&tab, &sign_on, TOTP, &shown(&world, &app)).await));
        let Outcome::Told(told) = tab.outcome(&sign_on).await else { panic!() };
        assert_eq!(told.factors, Factors::Two);
        assert!(told.authenticated_at > before.authenticated_at);
        assert!(told.methods.contains(&TOTP) && told.methods.contains(&AuthenticationMethod::PASSWORD));
    }
}

/// An application that wants a code of an app is not content with a text message.
#[tokio::test]
async fn a_method_that_is_asked_for_by_name_is_the_one() {
    let world = world().await;
    let jeremy = world.caller(JEREMY).await;
    with_phone(&world, &jeremy).await;
    let (app, _) = with_app(&world, &jeremy).await;
    let mut request = asked_by(&world, |_| {}).await;
    (request.factors, request.methods) = (Factors::Two, vec![TOTP]);
    let tab = crate::sign_on::application::Tab::new(&world.identity);
    let sign_on = tab.begin(request).await;
    let progress = tab.answer_password(&sign_on, JEREMY, crate::support::PASSWORD).await.unwrap();
    assert!(
        matches!(&progress, Progress::Next(_, SignOnStep::Challenge(methods)) if *methods == [TOTP]),
        "{progress:?}"
    );
    assert!(is_done(&give(&tab, &sign_on, TOTP, &shown(&world, &app)).await));
}

fn telephone(number: &str) -> NewAuthenticator {
    NewAuthenticator::Sms(number.parse().unwrap())
}

/// T-16: one telephone after another is begun, of which each would get its first code without waiting.
#[tokio::test]
async fn t_16_one_person_does_not_have_many_numbers_written_to_at_once() {
    let world = world().await;
    let jeremy = world.caller(JEREMY).await;
    let most = world.identity.settings().codes_at_once;
    for number in 0..20 {
        let begun =
            world.identity.begin_enrolment(&jeremy, telephone(&format!("+3584012345{number:02}"))).await;
        let waits = matches!(begun, Err(EnrolError::Send(SendCodeError::TooSoon { after })) if after <= Duration::from_secs(30));
        assert_eq!(waits, number >= most, "{number}: {begun:?}");
    }
    assert_eq!(u64::try_from(world.mails().await.len()).unwrap(), most);
    world.clock.advance(Duration::from_secs(30));
    world.identity.begin_enrolment(&jeremy, telephone("+358401234599")).await.unwrap();
}

/// The same from one network, by many people.
#[tokio::test]
async fn t_16_one_network_does_not_have_many_numbers_written_to_at_once() {
    let world = world_with(|settings| settings.codes_at_once = 1).await;
    let device = Device { user_agent: None, address: Some("192.0.2.7".to_owned()) };
    let (city_group, inviter) = (world.city_group().await, world.caller(JEREMY).await);
    let mut sent = 0;
    for number in 0..12 {
        let address = format!("member{number}@citygroup.example");
        world.join(&inviter, &invite(city_group, &address, "planner")).await;
        let person = world.caller(&address).await;
        let person = world.identity.request(person, "7Q2M", device.clone());
        let begun =
            world.identity.begin_enrolment(&person, telephone(&format!("+3584012345{number:02}"))).await;
        sent += u32::from(begun.is_ok());
    }
    assert_eq!(sent, 10);
}

#[tokio::test]
async fn t_16_no_code_goes_to_a_number_at_premium_rate() {
    let world = world_with(|settings| settings.refused_numbers.push("+358299".to_owned())).await;
    let jeremy = world.caller(JEREMY).await;
    for number in ["+358600123456", "+358700123456", "+35875123456", "+358299123456", "+19001234567"] {
        let refused = world.identity.begin_enrolment(&jeremy, telephone(number)).await;
        assert!(
            matches!(refused, Err(EnrolError::Send(SendCodeError::NumberRefused))),
            "{number}: {refused:?}"
        );
    }
    assert!(world.mails().await.is_empty());
    world.identity.begin_enrolment(&jeremy, telephone("+358401234567")).await.unwrap();
}

/// A number that was set up before its range was refused gets nothing any more, and the sign-on still asks.
#[tokio::test]
async fn t_16_a_number_whose_range_is_refused_later_gets_no_code() {
    let mut world = world().await;
    let jeremy = world.caller(JEREMY).await;
    with_phone(&world, &jeremy).await;
    world.restart(
        |settings| {
            settings.methods = vec![SMS];
            settings.refused_numbers = vec!["+35840".to_owned()];
        },
        |builder| builder,
    );
    world.clock.advance(Duration::from_mins(1));
    let (tab, sign_on, methods) = after_password(&world).await;
    assert_eq!(methods[0], SMS);
    assert!(world.mails().await.is_empty());
    let asked = tab.answer(&sign_on, Answer::SendCode(SMS)).await;
    assert!(matches!(asked, Err(AnswerError::Send(SendCodeError::NumberRefused))), "{asked:?}");
}

/// A sign-on has one code; it says by which method it was sent.
#[tokio::test]
async fn a_sent_code_says_by_which_method_it_came() {
    let by_mail = AuthenticationMethod::MAIL_CODE;
    let world = world_with(|settings| settings.methods.push(AuthenticationMethod::MAIL_CODE)).await;
    let jeremy = world.caller(JEREMY).await;
    with_phone(&world, &jeremy).await;
    world.clock.advance(Duration::from_mins(1));
    let (tab, sign_on, _) = after_password(&world).await;
    let sent = async |attempt: Attempt| world.identity.code_sent(&attempt).await.unwrap().unwrap().by;
    assert_eq!(sent(tab.find(&sign_on).await).await, SMS);
    world.clock.advance(Duration::from_mins(1));
    tab.answer(&sign_on, Answer::SendCode(by_mail.clone())).await.unwrap();
    assert_eq!(sent(tab.find(&sign_on).await).await, by_mail);
}
