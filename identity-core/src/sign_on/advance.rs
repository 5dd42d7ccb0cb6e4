//! Moving a sign-on on when the person has nothing to give.

use super::attempt::Attempt;
use super::deciding::{SignOnStep, next_step};
use super::facts::SignOnFacts;
use super::finish::Settled;
use super::outcome::Progress;
use super::sign_on_error::SignOnError;
use super::visitor::Visitor;
use crate::authority::{Identity, on_fresh_facts};
use crate::domain::{ApplicationRequest, Origin};
use crate::sessions::Current;

impl Identity {
    /// Finds out what a sign-on needs next, and finishes it when nothing is missing.
    ///
    /// From the first proof on it is stored, that of the browser's session included, so that it has an address.
    pub async fn advance(&self, attempt: &Attempt, visitor: &Visitor<'_>) -> Result<Progress, SignOnError> {
        let mut first = true;
        on_fresh_facts!(async {
            let (attempt, current) = self.as_it_stands(attempt, visitor, std::mem::take(&mut first)).await?;
            let facts = Box::pin(self.load_sign_on_facts(&attempt, current, visitor)).await?;
            match Settled::of(self, &attempt, facts) {
                // Boxed, since it is by far the largest part of a request and happens once.
                Ok(settled) => Box::pin(self.finish(settled, visitor)).await,
                Err(step) if attempt.is_stored() || !rests_on_a_proof(&step) => {
                    Ok(Progress::Next(Box::new(attempt), step))
                }
                Err(step) => Ok(Progress::Next(Box::new(self.store_attempt(attempt).await?), step)),
            }
        })
    }

    /// Begins a sign-on that an application asked for by `OpenID` Connect, and finishes it when nothing is missing. Its
    /// request has no id that could be replayed, so it is stored only if the person has to be asked something, or if
    /// `once` says that this request counts once (RFC 9126, section 4): the second time the answer is
    /// [`SignOnError::Replayed`].
    pub async fn sign_on_by_openid(
        &self,
        visitor: &Visitor<'_>,
        request: ApplicationRequest,
        once: bool,
    ) -> Result<Progress, SignOnError> {
        let mut attempt = self.new_attempt(visitor, Origin::Application(request));
        if once {
            attempt = self.store_new(attempt).await?;
        }
        match self.advance(&attempt, visitor).await? {
            Progress::Next(attempt, step) if !attempt.is_stored() => {
                Ok(Progress::Next(Box::new(self.store_new(*attempt).await?), step))
            }
            progress => Ok(progress),
        }
    }

    /// What a sign-on needs next, without finishing it.
    pub(super) async fn look(
        &self,
        attempt: &Attempt,
        current: Option<Current>,
        visitor: &Visitor<'_>,
    ) -> Result<(SignOnStep, SignOnFacts), SignOnError> {
        let facts = Box::pin(self.load_sign_on_facts(attempt, current, visitor)).await?;
        let step = next_step(&attempt.sign_on, &facts.situation(self));
        Ok((step, facts))
    }

    /// The attempt and the browser's session: at the first try as the request found them, later as they stand by then.
    pub(super) async fn as_it_stands(
        &self,
        attempt: &Attempt,
        visitor: &Visitor<'_>,
        first: bool,
    ) -> Result<(Attempt, Option<Current>), SignOnError> {
        if first {
            return Ok((attempt.clone(), visitor.current.cloned()));
        }
        let current = match visitor.current {
            Some(current) => self.still_current(current).await?,
            None => None,
        };
        Ok((self.reread(attempt).await?, current))
    }
}

/// Whether a step is asked only of somebody who proved something.
const fn rests_on_a_proof(step: &SignOnStep) -> bool {
    !matches!(
        step,
        SignOnStep::Identify | SignOnStep::CreateAccount | SignOnStep::SetPassword | SignOnStep::Over
    )
}
