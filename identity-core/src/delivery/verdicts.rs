//! Writing down what became of a message.

use crate::authority::{Act, BookKeeping, Identity, Proof, Trace};
use crate::domain::{Action, Actor, MessageState, OutboxMessage};
use crate::ids::OrganizationId;
use crate::store::{StoreError, Versioned};

/// A message that was given up.
struct GivenUp<'a> {
    message: &'a Versioned<OutboxMessage>,
}

impl<'a> GivenUp<'a> {
    /// The message, if it is not to be sent any more.
    fn of(message: &'a Versioned<OutboxMessage>) -> Option<Self> {
        (message.state == MessageState::Dead).then_some(Self { message })
    }
}

impl Proof for GivenUp<'_> {
    fn actor(&self) -> Actor {
        Actor::System
    }
}

impl Identity {
    /// Writes down what became of a message. The outbox itself tells of it, so the audit trail hears only of one that
    /// was given up; `organization` is the one that it was about.
    pub(super) async fn record_delivery(
        &self,
        judged: &Versioned<OutboxMessage>,
        organization: Option<OrganizationId>,
    ) -> Result<(), StoreError> {
        let Some(given_up) = GivenUp::of(judged) else {
            let mut books = BookKeeping::new();
            books.update(judged.clone());
            return self.commit_unaudited(&books).await;
        };
        let message = given_up.message;
        let mut act = Act::by_proof::<GivenUp<'_>>(&given_up);
        act.changes().update(message.record.clone(), message.version);
        let trace = Trace { organization, ..Trace::of(message.id) };
        let trace = trace.with("attempts", message.attempts);
        let trace = trace.with("reason", message.last_error.clone().unwrap_or_default());
        self.commit(act.finish(self, Action::MessageDead, trace)).await
    }
}
