//! The code of a further proof: sending it, checking it.

use super::asked::Asked;
use crate::authenticators::ForPerson;
use crate::authority::{Identity, Trace};
use crate::domain::{Action, AuthenticationMethod, CodePurpose};
use crate::ids::UserId;
use crate::secrets::{MAX_PASSWORD_OCTETS, Secret};
use crate::sign_on::answer::AnswerError;
use crate::sign_on::attempt::Attempt;
use crate::sign_on::deciding::SignOnStep;
use crate::sign_on::outcome::Progress;
use crate::sign_on::visitor::Visitor;

impl Identity {
    /// The person of the sign-on, if the code is right and was asked for; with the recovery codes that come with what it sets
    /// up.
    ///
    /// Tries are counted for each person and method, before the code is looked at, with the limits of the password. A browser
    /// that the person signed in with before has tries of its own, so that whoever knows the password and guesses codes elsewhere
    /// does not keep them out.
    pub(in crate::sign_on) async fn check_code(
        &self,
        attempt: &Attempt,
        visitor: &Visitor<'_>,
        method: &AuthenticationMethod,
        code: &Secret,
    ) -> Result<(UserId, Vec<String>), AnswerError> {
        if code.expose().len() > MAX_PASSWORD_OCTETS {
            return Err(AnswerError::TooLong);
        }
        let asked = self.asked(attempt, visitor).await?.filter(|asked| asked.is_for(method));
        let Some(asked) = asked else { return Err(AnswerError::NotAsked) };
        let person = asked.user();
        let device = self.known_device(visitor.known_device, person.id);
        let device = device.map(|mark| format!(":device:{mark}")).unwrap_or_default();
        let counter = format!("sign-in:{}:{method}{device}", person.id);
        let tries = self.store.counters().hit(&counter, self.window(self.settings().sign_in_window)).await?;
        let paused = tries > self.settings().sign_in_tries;
        let right =
            if paused { None } else { self.right_code(&asked, attempt, method, code, visitor).await? };
        if let Some(recovery_codes) = right {
            self.store.counters().reset(&counter).await?;
            return Ok((person.id, recovery_codes));
        }
        let trace = Trace::of(person.id).with("tries", tries).with("method", method);
        self.note_try(Action::SignInRefused, trace, visitor.reference).await?;
        Err(AnswerError::Refused)
    }

    /// `None` for a wrong one.
    async fn right_code(
        &self,
        asked: &Asked,
        attempt: &Attempt,
        method: &AuthenticationMethod,
        code: &Secret,
        visitor: &Visitor<'_>,
    ) -> Result<Option<Vec<String>>, AnswerError> {
        if asked.is_to_enrol() {
            return Ok(self.confirm_pending(&asked.for_person(attempt.id(), visitor), method, code).await?);
        }
        let is_right = if *method == AuthenticationMethod::PASSWORD {
            self.is_password_of(asked.user().id, code).await?
        } else {
            let purpose = CodePurpose::SignOn(attempt.id());
            self.verify_code(asked.user(), purpose, method, code, visitor.reference).await?
        };
        Ok(is_right.then(Vec::new))
    }

    /// Sends a code by a method that the sign-on asks for.
    pub(in crate::sign_on) async fn send_code(
        &self,
        attempt: &Attempt,
        visitor: &Visitor<'_>,
        method: &AuthenticationMethod,
    ) -> Result<Progress, AnswerError> {
        let asked = self.asked(attempt, visitor).await?;
        let asked = asked.filter(|asked| asked.is_for(method) && !asked.is_to_enrol());
        let Some(asked) = asked.filter(|_| method.is_sent()) else { return Err(AnswerError::NotAsked) };
        let purpose = CodePurpose::SignOn(attempt.id());
        let application = attempt.sign_on.application().map(|asked| asked.relying_party);
        let who = ForPerson { application, ..asked.for_person(attempt.id(), visitor) };
        self.send_proof(&who, purpose, method).await?;
        Ok(Progress::Next(Box::new(attempt.clone()), asked.into_step()))
    }

    /// Sends the first code by itself where the method that is asked for first is one that is sent, so that nobody has to
    /// press a button for it. Where that cannot be, the page has the button.
    pub(in crate::sign_on) async fn send_first_code(
        &self,
        attempt: &Attempt,
        visitor: &Visitor<'_>,
        methods: &[AuthenticationMethod],
    ) -> Result<(), AnswerError> {
        let Some(first) = methods.first().filter(|first| first.is_sent()) else { return Ok(()) };
        match self.send_code(attempt, visitor, first).await {
            Ok(_) | Err(AnswerError::Send(_)) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// The step of a sign-on that asks its person for a further proof; `None` if it asks for something else.
    pub(in crate::sign_on) async fn asked(
        &self,
        attempt: &Attempt,
        visitor: &Visitor<'_>,
    ) -> Result<Option<Asked>, AnswerError> {
        let (step, facts) = self.look(attempt, visitor.current.cloned(), visitor).await?;
        let asks = matches!(step, SignOnStep::Challenge(_) | SignOnStep::Enrol(_));
        Ok(facts.person.filter(|_| asks).map(|person| Asked::new(step, person)))
    }
}
