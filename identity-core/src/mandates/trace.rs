//! What the audit trail tells of a mandate.

use crate::authority::{Identity, Trace};
use crate::domain::{Grant, Holder};
use crate::policy::Subject;
use crate::store::{FactsQuery, StoreError};

impl Identity {
    /// Which mandate it is: its role, its receiver and its last day.
    pub(super) async fn trace_of_mandate(&self, grant: &Grant) -> Result<Trace, StoreError> {
        let role = self.store.roles().get(grant.role).await?;
        let subject = Subject { holder: grant.holder, scopes: None, acting_for: None, at: self.now() };
        let receiver = self.facts_with(subject, FactsQuery::default()).await?.subject_name();
        let trace = Trace::of(grant.id).at(grant.organization).with("receiver", receiver);
        let trace = role.iter().fold(trace, |trace, role| trace.with("role", &role.key));
        let trace = match grant.holder {
            Holder::User(user) => trace.with("user", user),
            Holder::Client(client) => trace.with("client", client),
            Holder::Organization(_) => trace,
        };
        Ok(grant.period.ends_at.iter().fold(trace, |trace, end| trace.with("ends_at", end)))
    }
}
