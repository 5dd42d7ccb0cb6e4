//! What becomes of the answers to a step of a sign-on, whichever way they came.

use crate::forms::authenticators::{PASSKEY, PROOF};
use crate::forms::sign_on::{GIVE_PASSKEY, METHOD, ORGANIZATION, PASSWORD, REMEMBER};
use crate::language::PageText;
use crate::page::failure::PageFailure;
use crate::page::forms::Filled;
use crate::page::views::form::FormState;
use crate::pages::sign_on::forms::{FlowForm, PasskeyForm, SignInForm};
use crate::pages::sign_on::onward::{passkey_refused, passkey_words, sign_in_refused};
use crate::pages::sign_on::taken::Taken;
use crate::pages::sign_on::{challenge, enrol, linking};
use crate::visit::visitor::Visit;
use identity_core::domain::AuthenticationMethod;
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
        FlowForm::Passkey(form) => return passkey(visit, attempt, form).await,
        FlowForm::SendCode(form) => return challenge::send(visit, attempt, form).await,
        FlowForm::Enrol(form) => return enrol::begin(visit, attempt, form).await,
        FlowForm::Organization(form) => {
            let answer = form.read(&ORGANIZATION, OrganizationId::parse).map(Answer::Organization);
            // Whatever the answer comes to, the page asks again.
            form.wrong(&ORGANIZATION);
            (answer, form.state())
        }
        FlowForm::Keep(form) => (Some(Answer::KeepAccount), form.state()),
        FlowForm::Consent(form) => (Some(Answer::Consent(true)), form.state()),
        FlowForm::Linking(form) => (linking::answers::answer(form), form.state()),
        FlowForm::Decline(form) => (Some(Answer::Consent(false)), form.state()),
        FlowForm::Password(form) => {
            let method = AuthenticationMethod::PASSWORD;
            let answer = form.is_right().then(|| Answer::Code { method, code: form.secret(&PASSWORD) });
            let minutes = visit.state.identity.settings().sign_in_window.as_secs().div_ceil(60);
            form.refuse(
                &PASSWORD,
                PageText::new("error-password-wrong").with("minutes", minutes.to_string()),
            );
            (answer, form.state())
        }
        FlowForm::Code(form) => return code(visit, attempt, form).await,
    };
    let Some(answer) = answer else { return Ok(Taken::Again(state)) };
    match visit.state.identity.answer(attempt, &visit.visitor(), answer).await {
        Ok(Progress::Done(finished)) => Ok(Taken::Done(finished)),
        Ok(Progress::Next(..)) | Err(AnswerError::NotAsked | AnswerError::Over) => Ok(Taken::Moved),
        Err(AnswerError::Refused | AnswerError::TooLong | AnswerError::Organization) => {
            Ok(Taken::Again(state))
        }
        Err(error) => Err(error.into()),
    }
}

/// The code of a further proof, or of what is set up as one.
async fn code(visit: &Visit, attempt: &Attempt, form: &mut Filled) -> Result<Taken, PageFailure> {
    let identity = &visit.state.identity;
    let method = AuthenticationMethod::named(&form.text(&METHOD));
    if codes_were_shown(visit, attempt, &method).await? {
        return Ok(Taken::RecoveryCodes(Vec::new()));
    }
    let (asked, sets_up) = match identity.advance(attempt, &visit.visitor()).await? {
        Progress::Next(_, SignOnStep::Challenge(methods)) => (methods, false),
        Progress::Next(_, SignOnStep::Enrol(methods)) => (methods, true),
        Progress::Next(..) => (Vec::new(), false),
        // A second click, after the first one's code was right: the session that opens here has its cookie here.
        Progress::Done(finished) => return Ok(Taken::Done(finished)),
    };
    let is_asked = form.is_right() && asked.contains(&method);
    let (given, remember) = (form.secret(&PROOF), !form.list(&REMEMBER).is_empty());
    form.wrong(&PROOF);
    if !is_asked {
        return Ok(Taken::Again(form.state()));
    }
    let visitor = visit.visitor().asking_to_be_remembered(remember);
    let answer = Answer::Code { method: method.clone(), code: given };
    match identity.answer(attempt, &visitor, answer).await {
        Ok(progress) => Ok(moved(&progress)),
        Err(AnswerError::NotAsked | AnswerError::Over) => Ok(Taken::Moved),
        // Of two clicks at once, the other one was first.
        Err(AnswerError::Refused)
            if sets_up && identity.has_shown_recovery_codes(attempt, &visitor, &method).await? =>
        {
            Ok(Taken::RecoveryCodes(Vec::new()))
        }
        Err(AnswerError::Refused | AnswerError::TooLong) => Ok(Taken::Again(form.state())),
        Err(error) => Err(error.into()),
    }
}

/// The sign-on goes on; the recovery codes that came with what was answered are shown first.
fn moved(progress: &Progress) -> Taken {
    match progress {
        Progress::Next(attempt, _) if !attempt.recovery_codes().is_empty() => {
            Taken::RecoveryCodes(attempt.recovery_codes())
        }
        _ => Taken::Moved,
    }
}

/// Whether the same was answered before, and the recovery codes that came with it were shown then.
async fn codes_were_shown(
    visit: &Visit,
    attempt: &Attempt,
    method: &AuthenticationMethod,
) -> Result<bool, PageFailure> {
    let is_proved = attempt.sign_on.proofs.iter().any(|proof| proof.method == *method);
    if !is_proved || attempt.sign_on.finished_at.is_some() {
        return Ok(false);
    }
    Ok(visit.state.identity.has_shown_recovery_codes(attempt, &visit.visitor(), method).await?)
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

/// A passkey, as the first proof or a further one.
async fn passkey(visit: &Visit, attempt: &Attempt, form: &PasskeyForm) -> Result<Taken, PageFailure> {
    if codes_were_shown(visit, attempt, &AuthenticationMethod::PASSKEY).await? {
        return Ok(Taken::RecoveryCodes(Vec::new()));
    }
    let visitor = visit.visitor().asking_to_be_remembered(form.remembers());
    match visit.state.identity.answer(attempt, &visitor, form.answer()).await {
        Ok(progress) => Ok(moved(&progress)),
        Err(AnswerError::NotAsked | AnswerError::Over) => Ok(Taken::Moved),
        Err(error) => {
            let words = passkey_words(error)?;
            let progress = visit.state.identity.advance(attempt, &visit.visitor()).await?;
            if let Progress::Next(_, SignOnStep::Identify) = &progress {
                return Ok(Taken::Refused(passkey_refused(words)));
            }
            Ok(Taken::Again(FormState::of(&GIVE_PASSKEY).error(&PASSKEY, words)))
        }
    }
}
