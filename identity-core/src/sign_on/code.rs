//! Checking the code of a further proof.

use super::answer::AnswerError;
use super::attempt::Attempt;
use super::step::SignOnStep;
use super::visitor::Visitor;
use crate::authority::{Identity, Trace};
use crate::domain::{Action, AuthenticationMethod};
use crate::ids::UserId;
use crate::secrets::{MAX_PASSWORD_OCTETS, Secret};

impl Identity {
    /// The person of the sign-on, if the code is right and was asked for.
    ///
    /// Tries are counted for each person and method, before the code is looked at, with the limits of the password.
    pub(super) async fn check_code(
        &self,
        attempt: &Attempt,
        visitor: &Visitor<'_>,
        method: &AuthenticationMethod,
        code: &Secret,
    ) -> Result<UserId, AnswerError> {
        if code.expose().len() > MAX_PASSWORD_OCTETS {
            return Err(AnswerError::TooLong);
        }
        let (step, facts) = self.look(attempt, visitor.current.cloned()).await?;
        let asked = matches!(&step, SignOnStep::Challenge(methods) if methods.contains(method));
        let found = self.authenticators().iter().find(|found| found.method() == *method);
        let (Some(authenticator), Some(person), true) = (found, &facts.person, asked) else {
            return Err(AnswerError::NotAsked);
        };
        let counter = format!("sign-in:{}:{method}", person.id);
        let tries = self.store.counters().hit(&counter, self.window(self.settings().sign_in_window)).await?;
        let paused = tries > self.settings().sign_in_tries;
        if !paused && authenticator.verify(person.id, code).await? {
            self.store.counters().reset(&counter).await?;
            return Ok(person.id);
        }
        let trace = Trace::of(person.id).with("tries", tries).with("method", method);
        self.note_try(Action::SignInRefused, trace, visitor.reference).await?;
        Err(AnswerError::Refused)
    }
}
