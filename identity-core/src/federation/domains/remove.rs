//! Removing a domain from a connection.

use super::add::trace_of;
use super::error::SignInDomainError;
use crate::authority::{Caller, Identity, on_fresh_facts};
use crate::domain::Action;
use crate::ids::{ConnectionId, SignInDomainId};
use crate::policy::Permission;

impl Identity {
    /// Removes a domain from a connection: its people find the usual sign-in from then on. Needs what registering a connection
    /// needs.
    pub async fn remove_sign_in_domain(
        &self,
        caller: &Caller,
        connection: ConnectionId,
        id: SignInDomainId,
    ) -> Result<(), SignInDomainError> {
        on_fresh_facts!(async {
            let (_, place) = self.managed_connection(caller, connection).await?;
            let mut act = self.begin_connection_act(caller, place).await?;
            let found = self.store.sign_in_domains().get(id).await?;
            let Some(found) = found.filter(|found| found.connection == connection) else {
                return Err(self.not_found_refusal(caller, Permission::ConnectionManage).await?.into());
            };
            let trace = trace_of(&found, place);
            act.changes().remove(found.id, found.version);
            self.commit(act.finish(self, Action::SignInDomainRemoved, trace)).await?;
            Ok(())
        })
    }
}
