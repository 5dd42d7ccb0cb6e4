//! Setting up a further proof in the middle of a sign-on that needs one.

use crate::forms::authenticators::{NEW_METHOD, NUMBER};
use crate::forms::sign_on::{CODE, ENROL, GIVE_PASSKEY, METHOD};
use crate::page::failure::PageFailure;
use crate::page::forms::Filled;
use crate::page::views::form::FormState;
use crate::pages::authenticators::enrol::{choices, new_authenticator, setup_view};
use crate::pages::authenticators::words::not_sent;
use crate::pages::sign_on::address::{address, of_step};
use crate::pages::sign_on::taken::Taken;
use crate::pages::sign_on::views::{EnrolChoice, EnrolInFlow};
use crate::visit::visitor::Visit;
use identity_core::authenticators::EnrolError;
use identity_core::domain::AuthenticationMethod;
use identity_core::sign_on::{Answer, AnswerError, Attempt};

/// The two parts of setting something up.
#[derive(Debug)]
pub(crate) enum Asked {
    /// What to set up.
    Choice(EnrolChoice),
    /// The code of what is being set up.
    Code(EnrolInFlow),
}

/// The choice of what to set up, or what is being set up.
pub(crate) async fn asked(
    visit: &Visit,
    attempt: &Attempt,
    methods: &[AuthenticationMethod],
    form: Option<FormState>,
) -> Result<Asked, PageFailure> {
    let chooses = visit.query("choose").is_some() || form.as_ref().is_some_and(|form| *form.form() == ENROL);
    let identity = &visit.state.identity;
    let begun = if chooses { None } else { identity.enrolment_in(attempt, &visit.visitor()).await? };
    let Some(begun) = begun else {
        return Ok(Asked::Choice(choice(visit, attempt, methods, form).await?));
    };
    let form = if begun.passkey.is_some() {
        of_step(form, &GIVE_PASSKEY)
    } else {
        of_step(form, &CODE).value(&METHOD, begun.method.as_str())
    };
    let choose_path =
        (methods.len() > 1 || begun.method.is_sent()).then(|| format!("{}?choose=1", address(attempt)));
    Ok(Asked::Code(EnrolInFlow {
        action: address(attempt),
        service: identity.sign_on_target(&attempt.sign_on).await?,
        setup: setup_view(visit, &begun)?,
        choose_path,
        form,
    }))
}

/// The choice of what to set up.
pub(crate) async fn choice(
    visit: &Visit,
    attempt: &Attempt,
    methods: &[AuthenticationMethod],
    form: Option<FormState>,
) -> Result<EnrolChoice, PageFailure> {
    let form = of_step(form, &ENROL);
    let form = if form.text(&NEW_METHOD).is_none() {
        form.chosen(&NEW_METHOD, methods.first().map(ToString::to_string))
    } else {
        form
    };
    Ok(EnrolChoice {
        action: address(attempt),
        service: visit.state.identity.sign_on_target(&attempt.sign_on).await?,
        methods: choices(visit, methods)?,
        form,
    })
}

/// Begins to set something up; the form says what is wrong, such as a number to which no code can be sent.
pub(crate) async fn begin(visit: &Visit, attempt: &Attempt, form: &mut Filled) -> Result<Taken, PageFailure> {
    let Some(new) = new_authenticator(visit, form) else { return Ok(Taken::Again(form.state())) };
    match visit.state.identity.answer(attempt, &visit.visitor(), Answer::Enrol(new)).await {
        Ok(_) | Err(AnswerError::NotAsked | AnswerError::Over) => Ok(Taken::Moved),
        Err(AnswerError::Send(error)) => Ok(Taken::Again(form.state().error(&NUMBER, not_sent(&error)))),
        Err(AnswerError::Enrol(EnrolError::NotOffered)) => {
            form.wrong(&NEW_METHOD);
            Ok(Taken::Again(form.state()))
        }
        Err(error) => Err(error.into()),
    }
}
