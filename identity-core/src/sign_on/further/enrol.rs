//! Setting up a further proof in the middle of a sign-on that needs one.

use crate::authenticators::{CodeSent, Enrolment, NewAuthenticator};
use crate::authority::Identity;
use crate::domain::{AuthenticationMethod, CodePurpose};
use crate::sign_on::answer::AnswerError;
use crate::sign_on::attempt::Attempt;
use crate::sign_on::outcome::Progress;
use crate::sign_on::visitor::Visitor;
use crate::store::StoreError;

impl Identity {
    /// Begins to set up a further proof, if the sign-on asks for that.
    pub(in crate::sign_on) async fn enrol_in(
        &self,
        attempt: &Attempt,
        visitor: &Visitor<'_>,
        new: NewAuthenticator,
    ) -> Result<Progress, AnswerError> {
        let asked = self.asked(attempt, visitor).await?;
        let asked = asked.filter(|asked| asked.is_to_enrol() && asked.is_for(&new.method()));
        let Some(asked) = asked else { return Err(AnswerError::NotAsked) };
        self.enrol(&asked.for_person(attempt.id(), visitor), new).await?;
        Ok(Progress::Next(Box::new(attempt.clone()), asked.into_step()))
    }

    /// What the person of a sign-on is setting up, if they have begun.
    pub async fn enrolment_in(
        &self,
        attempt: &Attempt,
        visitor: &Visitor<'_>,
    ) -> Result<Option<Enrolment>, AnswerError> {
        let asked = self.asked(attempt, visitor).await?;
        let Some(asked) = asked.filter(super::asked::Asked::is_to_enrol) else { return Ok(None) };
        Ok(self.pending_enrolment(&asked.for_person(attempt.id(), visitor), asked.methods()).await?)
    }

    /// Whether a method was set up in this sign-on and recovery codes came with it, which were shown then: what is answered
    /// with it once more is a second click, or a reload.
    pub async fn has_shown_recovery_codes(
        &self,
        attempt: &Attempt,
        visitor: &Visitor<'_>,
        method: &AuthenticationMethod,
    ) -> Result<bool, StoreError> {
        let here = attempt.sign_on.proofs.first().map(|proof| proof.user);
        match here.or(visitor.current.map(|current| current.user.id)) {
            Some(user) => self.came_with_codes(user, attempt.id(), method).await,
            None => Ok(false),
        }
    }

    /// What the person of a sign-on may be told of the code that was sent for it.
    pub async fn code_sent(&self, attempt: &Attempt) -> Result<Option<CodeSent>, AnswerError> {
        Ok(self.code_sent_for(CodePurpose::SignOn(attempt.id())).await?)
    }
}
