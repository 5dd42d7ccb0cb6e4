//! Taking back, at the end of a sign-on with every proof, an account that was closed.

use crate::authority::{Act, Identity, Proof, on_fresh_facts};
use crate::domain::{Actor, User};
use crate::sign_on::answer::AnswerError;
use crate::sign_on::attempt::Attempt;
use crate::sign_on::deciding::SignOnStep;
use crate::sign_on::outcome::Progress;
use crate::sign_on::visitor::Visitor;
use crate::store::Versioned;

/// A person who gave every proof that a sign-on asks for, and is asked whether they keep the account that they closed.
struct AskedToKeep {
    user: Versioned<User>,
}

impl AskedToKeep {
    /// The person, if that is what the sign-on asks.
    fn of(step: &SignOnStep, person: Option<Versioned<User>>) -> Option<Self> {
        person.filter(|_| matches!(step, SignOnStep::KeepAccount(_))).map(|user| Self { user })
    }
}

impl Proof for AskedToKeep {
    fn actor(&self) -> Actor {
        Actor::User(self.user.id)
    }
}

impl Identity {
    /// Takes the account back, if the sign-on asks for that, and says what it needs next.
    pub(in crate::sign_on) async fn keep_closed_account(
        &self,
        attempt: &Attempt,
        visitor: &Visitor<'_>,
    ) -> Result<Progress, AnswerError> {
        on_fresh_facts!(async {
            let (step, facts) = self.look(attempt, visitor.current.cloned(), visitor).await?;
            let asked = AskedToKeep::of(&step, facts.person).ok_or(AnswerError::NotAsked)?;
            let act = Act::by_proof::<AskedToKeep>(&asked).referring(visitor.reference);
            Ok::<_, AnswerError>(self.keep_account(act, &asked.user).await?)
        })?;
        let (step, _) = self.look(attempt, visitor.current.cloned(), visitor).await?;
        Ok(Progress::Next(Box::new(attempt.clone()), step))
    }
}
