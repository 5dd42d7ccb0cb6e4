//! An offer to link an account that its person declines.

use crate::authority::{Act, Identity, Proof, Trace, on_fresh_facts};
use crate::domain::{Action, Actor, LinkOffer, LinkOfferKey};
use crate::ids::{ConnectionId, UserId};
use crate::sign_on::answer::AnswerError;
use crate::sign_on::attempt::Attempt;
use crate::sign_on::deciding::SignOnStep;
use crate::sign_on::facts::SignOnFacts;
use crate::sign_on::identities::OfferedLink;
use crate::sign_on::outcome::Progress;
use crate::sign_on::visitor::Visitor;
use std::time::Duration;

const DAY: Duration = Duration::from_hours(24);

/// After how many days somebody is asked again if the connection does not say.
const ASK_AGAIN_DAYS: u32 = 30;

/// A person who gave every proof that a sign-on asks for, and is asked whether they link their account.
struct AskedToLink {
    user: UserId,
    connection: ConnectionId,
}

impl AskedToLink {
    /// The person, if that is what the sign-on asks and they can go on without.
    fn of(step: &SignOnStep, facts: &SignOnFacts) -> Option<Self> {
        let user = facts.person.as_ref().map(|person| person.id)?;
        match step {
            SignOnStep::OfferLink { connection, required: false } => {
                Some(Self { user, connection: *connection })
            }
            _ => None,
        }
    }
}

impl Proof for AskedToLink {
    fn actor(&self) -> Actor {
        Actor::User(self.user)
    }
}

impl Identity {
    /// Writes down that the person does not link their account now, if the sign-on asks for that, and says what it needs next.
    pub(in crate::sign_on) async fn decline_link(
        &self,
        attempt: &Attempt,
        visitor: &Visitor<'_>,
        answer: OfferedLink,
    ) -> Result<Progress, AnswerError> {
        on_fresh_facts!(async {
            let (step, facts) = self.look(attempt, visitor.current.cloned(), visitor).await?;
            let asked = AskedToLink::of(&step, &facts).ok_or(AnswerError::NotAsked)?;
            let mut act = Act::by_proof::<AskedToLink>(&asked).referring(visitor.reference);
            let AskedToLink { user, connection } = asked;
            let rules = self.connection_by_id(connection).await?.map(|found| found.record.rules);
            let days = rules.map_or(0, |rules| u32::from(rules.ask_again_days));
            let days = if days == 0 { ASK_AGAIN_DAYS } else { days };
            let now = self.now();
            let ask_again_at = (answer == OfferedLink::NotNow).then(|| now.plus(DAY.saturating_mul(days)));
            let before = self.store.link_offers().find(&LinkOfferKey::Of(user, connection)).await?;
            let id = before.as_ref().map_or_else(|| self.new_id(), |before| before.id);
            let offer = LinkOffer { id, user, connection, ask_again_at, answered_at: now };
            match before {
                Some(before) => act.changes().update(offer, before.version),
                None => act.changes().insert(offer),
            };
            let answer = if answer == OfferedLink::Never { "never" } else { "not-now" };
            let trace = Trace::of(connection).with("user", user).with("answer", answer);
            self.commit(act.finish(self, Action::LinkDeclined, trace)).await?;
            Ok::<_, AnswerError>(())
        })?;
        let (step, _) = self.look(attempt, visitor.current.cloned(), visitor).await?;
        Ok(Progress::Next(Box::new(attempt.clone()), step))
    }
}
