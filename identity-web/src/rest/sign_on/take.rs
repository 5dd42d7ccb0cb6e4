//! Answering a step: the answers become the form that a page would have posted, and are taken as that is.

use crate::forms::authenticators::{NEW_METHOD, PASSKEY, PASSKEY_STATE, PROOF};
use crate::forms::invitations::ACCEPT_INVITATION;
use crate::forms::passwords::{RECOVER, RESET_PASSWORD};
use crate::forms::sign_on::{
    CHOOSE_ORGANIZATION, CODE, CONSENT, DECLINE, ENROL, FURTHER_PASSWORD, GIVE_PASSKEY, IDENTIFIER,
    KEEP_ACCOUNT, METHOD, PASSWORD, SEND_CODE, SIGN_IN, STEP,
};
use crate::language::PageText;
use crate::page::cookies::Cookie;
use crate::page::failure::PageFailure;
use crate::page::views::form::FormState;
use crate::pages::invitations::accept::{self, Accepted, AccountForm};
use crate::pages::recovery::ask::{self, RecoverForm};
use crate::pages::recovery::reset::{self, Reset, ResetForm};
use crate::pages::sign_on::asked::{self, Asked};
use crate::pages::sign_on::enrol;
use crate::pages::sign_on::forms::FlowForm;
use crate::pages::sign_on::take::take;
use crate::pages::sign_on::taken::Taken;
use crate::rest::http::problem::{Problem, ProblemKind};
use crate::rest::sign_on::answers::Answers;
use crate::rest::sign_on::front::Front;
use crate::rest::sign_on::linking;
use identity_core::domain::{AuthenticationMethod, Origin};
use identity_core::recovery::AskRecoveryError;
use identity_core::sign_on::{Attempt, Done, SignOnStep};

/// What became of a call.
pub(super) enum Answered {
    /// The sign-on goes on, and is looked at anew.
    Moved,
    /// It was finished before, and is answered again.
    Done(Box<Done>),
    /// The step is shown with this form: what is wrong, or another method.
    With(FormState),
    /// This part of the step is shown.
    Shown(Box<Asked>),
    /// Something was done that a message tells of.
    Said(PageText),
    /// It is over.
    Over,
}

/// Takes the answers to a step, or does one of its actions.
pub(super) async fn answer(
    front: &mut Front,
    attempt: &Attempt,
    step: &SignOnStep,
    action: Option<&str>,
    answers: Answers,
) -> Result<Answered, Problem> {
    let visit = &front.visit;
    let gives_passkey = answers.get(PASSKEY.name()).is_some();
    let mut form: FlowForm = match (step, action) {
        (SignOnStep::Identify | SignOnStep::Challenge(_) | SignOnStep::Enrol(_), None) if gives_passkey => {
            let more = [PASSKEY.name(), PASSKEY_STATE.name()];
            answers.without(METHOD.name()).fill(&GIVE_PASSKEY, &more, &[(STEP, "passkey")])?
        }
        (SignOnStep::Identify, None) => answers.fill(&SIGN_IN, &[], &[])?,
        (SignOnStep::Identify, Some("recover")) => return recover(front, attempt, answers).await,
        (SignOnStep::Challenge(_), None) if answers.get(PASSWORD.name()).is_some() => {
            answers.without(METHOD.name()).fill(&FURTHER_PASSWORD, &[], &[(STEP, "password")])?
        }
        (SignOnStep::Challenge(methods), None) => {
            let by_code = |method: &&AuthenticationMethod| {
                **method != AuthenticationMethod::PASSKEY && **method != AuthenticationMethod::PASSWORD
            };
            let first = methods.iter().find(by_code).map_or("", AuthenticationMethod::as_str);
            answers.fill(&CODE, &[METHOD.name()], &[(STEP, "code"), (METHOD.name(), first)])?
        }
        (SignOnStep::Challenge(methods), Some("send_code")) => {
            let sent = methods.iter().find(|method| method.is_sent());
            let sent = sent.map_or("", AuthenticationMethod::as_str);
            answers.fill(&SEND_CODE, &[METHOD.name()], &[(STEP, "send"), (METHOD.name(), sent)])?
        }
        (SignOnStep::Challenge(_), Some("choose_method")) => {
            let method = answers.get(METHOD.name()).unwrap_or_default().to_owned();
            let _: FlowForm = answers.fill(&SEND_CODE, &[METHOD.name()], &[(STEP, "send")])?;
            return Ok(Answered::With(FormState::of(&CODE).value(&METHOD, method)));
        }
        (SignOnStep::Enrol(methods), None) => enrolment(front, attempt, methods, answers).await?,
        (SignOnStep::Enrol(methods), Some("choose_again")) => {
            let view = enrol::choice(visit, attempt, methods, None).await?;
            return Ok(Answered::Shown(Box::new(Asked::EnrolChoice(view))));
        }
        (SignOnStep::ChooseOrganization(_), None) => {
            answers.fill(&CHOOSE_ORGANIZATION, &[], &[(STEP, "organization")])?
        }
        (SignOnStep::KeepAccount(_), Some("keep")) => answers.fill(&KEEP_ACCOUNT, &[], &[(STEP, "keep")])?,
        (SignOnStep::Consent(_), Some("consent")) => answers.fill(&CONSENT, &[], &[(STEP, "consent")])?,
        (SignOnStep::Consent(_), Some("decline")) => answers.fill(&DECLINE, &[], &[(STEP, "decline")])?,
        (step, action) if linking::is_about_identity(step) => linking::form(step, action, answers)?,
        (SignOnStep::CreateAccount, None) => return create_account(front, attempt, answers).await,
        (SignOnStep::SetPassword, None) => return set_password(front, attempt, answers).await,
        (_, Some(_)) => return Err(Problem::said_of_field("action", "rest-flow-action")),
        (_, None) => return Ok(Answered::Over),
    };
    let taken = match take(visit, attempt, &mut form).await {
        Err(PageFailure::SignOnOver) => return Ok(Answered::Over),
        taken => taken?,
    };
    answered(front, attempt, taken).await
}

/// What became of the call, by what became of its form.
async fn answered(front: &mut Front, attempt: &Attempt, taken: Taken) -> Result<Answered, Problem> {
    Ok(match taken {
        Taken::Moved => Answered::Moved,
        Taken::RecoveryCodes(codes) => {
            front.recovery_codes = codes;
            Answered::Moved
        }
        Taken::Sent(method) => Answered::With(FormState::of(&CODE).value(&METHOD, method.as_str())),
        Taken::Done(done) => Answered::Done(done),
        Taken::Again(state) => Answered::With(state),
        Taken::Refused(state) => {
            let view = asked::sign_in(&front.visit, attempt, Some(state)).await?;
            Answered::Shown(Box::new(Asked::SignIn(view)))
        }
        Taken::Over => Answered::Over,
    })
}

/// The form of what is set up: its code, once it was begun and unless something else is chosen.
async fn enrolment(
    front: &Front,
    attempt: &Attempt,
    methods: &[AuthenticationMethod],
    answers: Answers,
) -> Result<FlowForm, Problem> {
    let begins = answers.get(NEW_METHOD.name()).is_some();
    if !begins && let enrol::Asked::Code(view) = enrol::asked(&front.visit, attempt, methods, None).await? {
        let method = view.setup.method;
        return answers.fill(&CODE, &[], &[(STEP, "code"), (METHOD.name(), &method)]);
    }
    if answers.get(PROOF.name()).is_some() {
        return Err(Problem::said_of_field("answers", "rest-flow-prompt"));
    }
    answers.fill(&ENROL, &[], &[(STEP, "enrol")])
}

/// Asks for the link for a new password. The answer is the same for every name.
async fn recover(front: &Front, attempt: &Attempt, answers: Answers) -> Result<Answered, Problem> {
    let way_on = asked::way_on(&front.visit, attempt);
    let RecoverForm(form) = answers.fill(&RECOVER, &[], &[("return_to", &way_on)])?;
    if !form.is_right() {
        // The step has the form of the sign-in, with the same prompt.
        let typed = FormState::of(&SIGN_IN).value(&IDENTIFIER, form.text(&IDENTIFIER));
        let state = form.state();
        let wrong = state.errors().fold(typed, |typed, (_, text)| typed.error(&IDENTIFIER, text.clone()));
        return Ok(Answered::With(wrong));
    }
    match ask::take(&front.visit, &form).await {
        Ok(()) => Ok(Answered::Said(PageText::new("recover-sent-text"))),
        Err(AskRecoveryError::TooMany) => {
            Err(Problem::said(ProblemKind::TooMany, &PageText::new("rest-too-many")))
        }
        Err(AskRecoveryError::Store(error)) => Err(error.into()),
        Err(unknown) => Err(Problem::internal(unknown)),
    }
}

async fn create_account(front: &mut Front, attempt: &Attempt, answers: Answers) -> Result<Answered, Problem> {
    let AccountForm(mut form) = answers.fill(&ACCEPT_INVITATION, &[], &[])?;
    let Origin::Invitation { invitation, .. } = &attempt.sign_on.origin else {
        return Err(PageFailure::SignOnOver.into());
    };
    // Without an offer the step says why, when it is asked for again.
    let opened = accept::opened(&front.visit, &invitation.to_string()).await?;
    let Some((token, offer)) = opened else { return Ok(Answered::Moved) };
    match accept::take(&front.visit, attempt, token, &offer, &mut form).await? {
        Accepted::Again(state) => return Ok(Answered::With(state)),
        Accepted::Made(_) => front.clear(Cookie::Invitation),
        Accepted::AccountExists | Accepted::Closed(_) => {}
    }
    Ok(Answered::Moved)
}

async fn set_password(front: &mut Front, attempt: &Attempt, answers: Answers) -> Result<Answered, Problem> {
    let ResetForm(form) = answers.fill(&RESET_PASSWORD, &[], &[])?;
    let Some(token) = front.visit.recovery_token.clone() else {
        return Ok(Answered::Moved);
    };
    match reset::take(&front.visit, attempt, token, &form).await? {
        Reset::Again(state) => return Ok(Answered::With(state)),
        Reset::Set(_) => {
            front.clear(Cookie::Recovery);
            // The person's sessions have ended, with what was proved in them.
            front.visit.current = None;
        }
        Reset::Closed(_) => {}
    }
    Ok(Answered::Moved)
}
