//! What becomes of the answers to a step of a sign-on, whichever way they came.

use crate::forms::authenticators::PROOF;
use crate::forms::sign_on::{METHOD, ORGANIZATION};
use crate::page::failure::PageFailure;
use crate::pages::sign_on::forms::{FlowForm, SignInForm};
use crate::pages::sign_on::onward::sign_in_refused;
use crate::pages::sign_on::taken::Taken;
use crate::pages::sign_on::{challenge, enrol};
use crate::visit::visitor::Visit;
use identity_core::ids::OrganizationId;
use identity_core::sign_on::{Answer, AnswerError, Attempt, Progress, SignOnStep};

/// Takes what was answered.
pub(crate) async fn take(
    visit: &Visit,
    attempt: &Attempt,
    form: &mut FlowForm,
) -> Result<Taken, PageFailure> {
    let (answer, state) = match form {
        FlowForm::SignIn(form) => return password(visit, attempt, form).await,
        FlowForm::SendCode(form) => return challenge::send(visit, attempt, form).await,
        FlowForm::Enrol(form) => return enrol::begin(visit, attempt, form).await,
        FlowForm::Organization(form) => {
            let answer = form.read(&ORGANIZATION, OrganizationId::parse).map(Answer::Organization);
            // Whatever the answer comes to, the page asks again.
            form.wrong(&ORGANIZATION);
            (answer, form.state())
        }
        FlowForm::Code(form) => {
            let asked = match visit.state.identity.advance(attempt, &visit.visitor()).await? {
                Progress::Next(_, SignOnStep::Challenge(methods) | SignOnStep::Enrol(methods)) => methods,
                Progress::Next(..) => Vec::new(),
                // A second click, after the first one's code was right: the session that opens here has its cookie here.
                Progress::Done(finished) => return Ok(Taken::Done(finished)),
            };
            let method = form.text(&METHOD);
            let asked = asked.into_iter().find(|asked| form.is_right() && asked.as_str() == method);
            let answer = asked.map(|method| Answer::Code { method, code: form.secret(&PROOF) });
            form.wrong(&PROOF);
            (answer, form.state())
        }
    };
    let Some(answer) = answer else { return Ok(Taken::Again(state)) };
    match visit.state.identity.answer(attempt, &visit.visitor(), answer).await {
        Ok(_) | Err(AnswerError::NotAsked | AnswerError::Over) => Ok(Taken::Moved),
        Err(AnswerError::Refused | AnswerError::TooLong | AnswerError::Organization) => {
            Ok(Taken::Again(state))
        }
        Err(error) => Err(error.into()),
    }
}

async fn password(visit: &Visit, attempt: &Attempt, form: &SignInForm) -> Result<Taken, PageFailure> {
    let (answer, state) = form.answer();
    let Some(answer) = answer else { return Ok(Taken::Again(state)) };
    match visit.state.identity.answer(attempt, &visit.visitor(), answer).await {
        Ok(_) | Err(AnswerError::NotAsked) => Ok(Taken::Moved),
        Err(AnswerError::Over) => Ok(Taken::Over),
        Err(error) => Ok(Taken::Refused(sign_in_refused(visit, error, state)?)),
    }
}
