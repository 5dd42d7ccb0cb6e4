//! Writing a link, at the end of a sign-on.

use crate::authority::{Act, Identity, Trace};
use crate::domain::{Action, AssertedIdentity, LinkChoice, LinkedIdentity};
use crate::ids::{ConnectionId, UserId};
use crate::sign_on::attempt::Attempt;
use crate::sign_on::facts::SignOnFacts;
use crate::store::StoreError;

impl Identity {
    /// Links the identity that was asserted with the account of the person, if they confirmed it, or writes down what the provider
    /// said anew of one that is linked. Gives the rows for the audit trail.
    pub(in crate::sign_on) async fn write_identity(
        &self,
        act: &mut Act,
        attempt: &Attempt,
        facts: &SignOnFacts,
    ) -> Result<Option<(Action, Trace)>, StoreError> {
        let (Some(asserted), Some(read), Some(person)) =
            (attempt.sign_on.asserted.as_deref(), &facts.asserted, &facts.person)
        else {
            return Ok(None);
        };
        act.changes().require_read(&read.connection);
        match &read.linked {
            Some(linked) if linked.user == person.id => {
                let said = linked_identity(self, linked.connection, asserted, person.id);
                let said = LinkedIdentity { id: linked.id, created_at: linked.created_at, ..said };
                act.changes().update(said, linked.version);
                Ok(None)
            }
            None if asserted.choice == LinkChoice::Confirmed => {
                let linked = linked_identity(self, read.connection.id, asserted, person.id);
                act.changes().insert(linked.clone());
                self.tell_of_link(act, person, &linked, &read.connection, true).await.map(Some)
            }
            _ => Ok(None),
        }
    }
}

/// An identity as it is linked with an account now.
pub(super) fn linked_identity(
    identity: &Identity,
    connection: ConnectionId,
    asserted: &AssertedIdentity,
    user: UserId,
) -> LinkedIdentity {
    let now = identity.now();
    LinkedIdentity {
        id: identity.new_id(),
        user,
        connection,
        issuer: asserted.issuer.clone(),
        subject: asserted.subject.clone(),
        label: asserted.label.clone().or_else(|| asserted.email.as_ref().map(ToString::to_string)),
        level: asserted.level.clone(),
        attributes: asserted.attributes.clone(),
        created_at: now,
        asserted_at: now,
    }
}
