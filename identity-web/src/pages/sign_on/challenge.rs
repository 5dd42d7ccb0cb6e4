//! Asking for a further proof: one method at a time, the others a link away.

use crate::forms::authenticators::PROOF;
use crate::forms::sign_on::{CODE, METHOD};
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::Filled;
use crate::page::views::form::FormState;
use crate::pages::authenticators::words::{SentCode, method_words, not_sent};
use crate::pages::sign_on::address::{address, of_step};
use crate::pages::sign_on::views::{Challenge, OtherWay};
use crate::visit::visitor::Visit;
use axum::response::Response;
use identity_core::domain::AuthenticationMethod;
use identity_core::sign_on::{Answer, AnswerError, Attempt};

/// The page for one of the methods: the one that was posted or asked for in the address, else the preferred one.
pub(crate) async fn page(
    visit: &Visit,
    attempt: &Attempt,
    methods: &[AuthenticationMethod],
    form: Option<FormState>,
) -> Result<Response, PageFailure> {
    let posted = form.as_ref().and_then(|form| form.text(&METHOD));
    let wanted = posted.map(ToOwned::to_owned).or_else(|| visit.query("method"));
    let found = methods.iter().find(|method| wanted.as_deref() == Some(method.as_str()));
    let Some(method) = found.or(methods.first()) else { return Err(PageFailure::SignOnOver) };
    let identity = &visit.state.identity;
    // A sign-on has one code at a time: one that was sent by another method is not for this page.
    let sent = if method.is_sent() { identity.code_sent(attempt).await? } else { None };
    let sent = sent.filter(|sent| sent.by == *method);
    let form = of_step(form, &CODE);
    let others = methods.iter().filter(|other| *other != method);
    let view = Challenge {
        action: address(attempt),
        service: identity.sign_on_target(&attempt.sign_on).await?,
        method: method.to_string(),
        how: PageText::of_code("challenge-how", method_code(method)),
        is_sent: method.is_sent(),
        sent: sent.map(|sent| SentCode::of(&sent, identity.clock().now())),
        others: others.map(|other| other_way(attempt, other)).collect(),
        form: form.clone(),
    };
    visit.form_page(&form, &view).await
}

fn other_way(attempt: &Attempt, method: &AuthenticationMethod) -> OtherWay {
    OtherWay { label: method_words(method), path: format!("{}?method={method}", address(attempt)) }
}

fn method_code(method: &AuthenticationMethod) -> &str {
    match method.as_str() {
        known @ ("otp" | "sms" | "mail_code" | "recovery_code") => known,
        _ => "other",
    }
}

/// Sends a code, and leads to the page where it is typed in; gives the form with what is wrong when none is sent.
pub(crate) async fn send(
    visit: &Visit,
    attempt: &Attempt,
    form: &Filled,
) -> Result<Result<Response, FormState>, PageFailure> {
    let method = AuthenticationMethod::named(&form.text(&METHOD));
    let shown = format!("{}?method={method}", address(attempt));
    let answer = Answer::SendCode(method);
    match visit.state.identity.answer(attempt, &visit.visitor(), answer).await {
        Ok(_) => Ok(Ok(visit.go(&shown))),
        Err(AnswerError::Send(error)) => {
            let refused = FormState::of(&CODE).value(&METHOD, form.text(&METHOD));
            Ok(Err(refused.error(&PROOF, not_sent(&error))))
        }
        Err(AnswerError::NotAsked | AnswerError::Over) => Ok(Ok(visit.go(&address(attempt)))),
        Err(error) => Err(error.into()),
    }
}
