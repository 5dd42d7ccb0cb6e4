//! Asking for a further proof: one method at a time, the others a link away.

use crate::forms::Form;
use crate::forms::authenticators::PROOF;
use crate::forms::sign_on::{CODE, FURTHER_PASSWORD, GIVE_PASSKEY, METHOD};
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::Filled;
use crate::page::views::form::FormState;
use crate::pages::authenticators::views::AskPasskey;
use crate::pages::authenticators::words::{SentCode, method_words, not_sent};
use crate::pages::sign_on::address::{address, of_step};
use crate::pages::sign_on::taken::Taken;
use crate::pages::sign_on::views::{Challenge, OtherWay};
use crate::visit::visitor::Visit;
use identity_core::domain::AuthenticationMethod;
use identity_core::sign_on::{Answer, AnswerError, Attempt};

/// The question for one of the methods: the one that was answered or asked for in the address, else the preferred one.
pub(crate) async fn view(
    visit: &Visit,
    attempt: &Attempt,
    methods: &[AuthenticationMethod],
    form: Option<FormState>,
) -> Result<Challenge, PageFailure> {
    let posted = form.as_ref().and_then(posted_method);
    let wanted = posted.map(ToOwned::to_owned).or_else(|| visit.query("method"));
    let found = methods.iter().find(|method| wanted.as_deref() == Some(method.as_str()));
    let Some(method) = found.or(methods.first()) else { return Err(PageFailure::SignOnOver) };
    let identity = &visit.state.identity;
    let sent = if method.is_sent() { identity.code_sent(attempt).await? } else { None };
    // A sign-on has one code at a time: one that was sent by another method is not for this page.
    let sent = sent.filter(|sent| sent.by == *method);
    let passkey = if *method == AuthenticationMethod::PASSKEY {
        identity.passkey_as_further_proof(attempt, &visit.visitor()).await?.map(AskPasskey::of)
    } else {
        None
    };
    let form = of_step(form, form_of(method));
    let others = methods.iter().filter(|other| *other != method);
    Ok(Challenge {
        action: address(attempt),
        service: identity.sign_on_target(&attempt.sign_on).await?,
        method: method.to_string(),
        how: PageText::of_code("challenge-how", method_code(method)),
        is_sent: method.is_sent(),
        sent: sent.map(|sent| SentCode::of(&sent, identity.clock().now())),
        remember_days: identity.days_to_remember(attempt, &visit.visitor()).await?,
        passkey,
        others: others.map(|other| other_way(attempt, other)).collect(),
        form,
    })
}

/// The form that a method is asked for with.
fn form_of(method: &AuthenticationMethod) -> &'static Form {
    if *method == AuthenticationMethod::PASSKEY {
        &GIVE_PASSKEY
    } else if *method == AuthenticationMethod::PASSWORD {
        &FURTHER_PASSWORD
    } else {
        &CODE
    }
}

/// The method whose form was posted.
fn posted_method(form: &FormState) -> Option<&str> {
    if *form.form() == GIVE_PASSKEY {
        Some("pop")
    } else if *form.form() == FURTHER_PASSWORD {
        Some("pwd")
    } else {
        form.text(&METHOD)
    }
}

fn other_way(attempt: &Attempt, method: &AuthenticationMethod) -> OtherWay {
    let path = format!("{}?method={method}", address(attempt));
    OtherWay { method: method.to_string(), label: method_words(method), path }
}

fn method_code(method: &AuthenticationMethod) -> &str {
    match method.as_str() {
        known @ ("otp" | "sms" | "mail_code" | "recovery_code" | "pop" | "pwd") => known,
        _ => "other",
    }
}

/// Sends a code; the form says what is wrong when none is sent.
pub(crate) async fn send(visit: &Visit, attempt: &Attempt, form: &Filled) -> Result<Taken, PageFailure> {
    let method = AuthenticationMethod::named(&form.text(&METHOD));
    match visit.state.identity.answer(attempt, &visit.visitor(), Answer::SendCode(method.clone())).await {
        Ok(_) => Ok(Taken::Sent(method)),
        Err(AnswerError::Send(error)) => {
            let refused = FormState::of(&CODE).value(&METHOD, form.text(&METHOD));
            Ok(Taken::Again(refused.error(&PROOF, not_sent(&error))))
        }
        Err(AnswerError::NotAsked | AnswerError::Over) => Ok(Taken::Moved),
        Err(error) => Err(error.into()),
    }
}
