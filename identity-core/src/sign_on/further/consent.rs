//! Agreeing, or not, to what an application may know of a person and do for them.

use crate::authority::{Act, Identity, Proof, Trace, on_fresh_facts};
use crate::domain::{Action, Actor, Consent};
use crate::ids::UserId;
use crate::sign_on::answer::AnswerError;
use crate::sign_on::attempt::Attempt;
use crate::sign_on::consenting::Consenting;
use crate::sign_on::deciding::SignOnStep;
use crate::sign_on::facts::SignOnFacts;
use crate::sign_on::finish::Settled;
use crate::sign_on::outcome::Progress;
use crate::sign_on::visitor::Visitor;
use crate::values::Scope;

/// A person who gave every proof that a sign-on asks for, and is asked whether the application may know and do what it asks
/// for.
struct AskedToConsent {
    user: UserId,
    consenting: Consenting,
}

impl AskedToConsent {
    /// The person, if that is what the sign-on asks.
    fn of(step: &SignOnStep, facts: SignOnFacts) -> Option<Self> {
        let asked = matches!(step, SignOnStep::Consent(_));
        let (user, consenting) = facts.person.map(|person| person.id).zip(facts.consenting)?;
        asked.then_some(Self { user, consenting })
    }
}

impl Proof for AskedToConsent {
    fn actor(&self) -> Actor {
        Actor::User(self.user)
    }
}

impl Identity {
    /// Writes down that the person agrees, if the sign-on asks for that, and says what it needs next.
    pub(in crate::sign_on) async fn consent(
        &self,
        attempt: &Attempt,
        visitor: &Visitor<'_>,
    ) -> Result<Progress, AnswerError> {
        on_fresh_facts!(async {
            let (step, facts) = self.look(attempt, visitor.current.cloned(), visitor).await?;
            let asked = AskedToConsent::of(&step, facts).ok_or(AnswerError::NotAsked)?;
            let mut act = Act::by_proof::<AskedToConsent>(&asked).referring(visitor.reference);
            let AskedToConsent { user, consenting } = asked;
            let (client, now) = (&consenting.client, self.now());
            act.changes().require_read(client);
            let scopes = consenting.asked;
            let names: Vec<_> = scopes.iter().map(Scope::as_str).collect();
            let trace = Trace::of(client.id).with("user", user).with("scopes", names.join(" "));
            if let Some(before) = consenting.before {
                let scopes = before.scopes.union(&scopes).cloned().collect();
                let changed = Consent { scopes, updated_at: now, ..before.record };
                act.changes().update(changed, before.version);
            } else {
                let id = self.new_id();
                let (created_at, updated_at) = (now, now);
                act.changes().insert(Consent { id, user, client: client.id, scopes, created_at, updated_at });
            }
            self.commit(act.finish(self, Action::ConsentGiven, trace)).await?;
            Ok::<_, AnswerError>(())
        })?;
        let (step, _) = self.look(attempt, visitor.current.cloned(), visitor).await?;
        Ok(Progress::Next(Box::new(attempt.clone()), step))
    }

    /// Tells the application that the person does not agree, if the sign-on asks for that.
    pub(in crate::sign_on) async fn decline_consent(
        &self,
        attempt: &Attempt,
        visitor: &Visitor<'_>,
    ) -> Result<Progress, AnswerError> {
        let mut first = true;
        on_fresh_facts!(async {
            let (attempt, current) = self.as_it_stands(attempt, visitor, std::mem::take(&mut first)).await?;
            let (step, facts) = self.look(&attempt, current, visitor).await?;
            let settled = Settled::declined(&attempt, facts, &step).ok_or(AnswerError::NotAsked)?;
            Ok::<_, AnswerError>(Box::pin(self.finish(settled, visitor)).await?)
        })
    }
}
