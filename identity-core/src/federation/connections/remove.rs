//! Removing a connection.

use super::error::ConnectionError;
use super::register::trace_of;
use crate::authority::{Caller, Identity, on_fresh_facts};
use crate::domain::{Action, LinkedIdentityFilter, SignInDomainFilter};
use crate::ids::ConnectionId;
use crate::store::Expected;

/// Of more accounts it is said that there are so many.
const MOST_COUNTED: u64 = 10_000;

impl Identity {
    /// Removes a connection with which no account is linked, with its domains. One with linked accounts is disabled: its people
    /// come back to the same accounts when it is enabled again. Needs what [registering](Self::register_connection) needs.
    pub async fn remove_connection(
        &self,
        caller: &Caller,
        id: ConnectionId,
        expected: Option<Expected>,
    ) -> Result<(), ConnectionError> {
        on_fresh_facts!(async {
            let (found, place) = self.managed_connection(caller, id).await?;
            let mut act = self.begin_connection_act(caller, place).await?;
            if expected.is_some_and(|expected| !expected.holds(&found)) {
                return Err(ConnectionError::PreconditionFailed);
            }
            let linked = LinkedIdentityFilter { connection: Some(id), ..LinkedIdentityFilter::default() };
            let count = self.store.linked_identities().count(&linked, MOST_COUNTED).await?;
            if count > 0 {
                return Err(ConnectionError::PeopleLinked { count });
            }
            let domains = SignInDomainFilter { connection: Some(id), ..SignInDomainFilter::default() };
            for domain in self.all(self.store.sign_in_domains(), &domains).await? {
                act.changes().remove(domain.id, domain.version);
            }
            let trace = trace_of(&found, place);
            act.changes().remove(found.id, found.version);
            self.commit(act.finish(self, Action::ConnectionRemoved, trace)).await?;
            Ok(())
        })
    }
}
