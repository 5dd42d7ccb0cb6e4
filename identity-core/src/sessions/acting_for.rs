//! Choosing the organisation to act for.

use crate::authority::{AccessError, Act, Caller, Identity, Own, Trace, on_fresh_facts};
use crate::domain::{Action, Session};
use crate::ids::OrganizationId;

impl Identity {
    /// Chooses the organisation that the person acts for in this session, one they can act for; `None`
    /// leaves it open.
    pub async fn act_for(
        &self,
        caller: &Caller,
        organization: Option<OrganizationId>,
    ) -> Result<(), AccessError> {
        on_fresh_facts!(async {
            let session = caller.session().ok_or(AccessError::NotFound)?;
            if let Some(organization) = organization {
                let own = self.own_organizations(caller).await?;
                if own.iter().all(|found| found.id != organization) {
                    self.note_refusal(caller, Trace::default().with("asked_for", organization)).await?;
                    return Err(AccessError::NotFound);
                }
            }
            let found = self.store.sessions().get(session).await?.ok_or(AccessError::NotFound)?;
            let own = Own::session(caller, &found).ok_or(AccessError::NotFound)?;
            let mut act = Act::by_proof::<Own<'_>>(&own);
            let changed = Session { acting_for: organization, ..found.record.clone() };
            act.changes().update(changed, found.version);
            let trace = Trace { organization, ..Trace::of(session) };
            self.commit(act.finish(self, Action::ActingForChanged, trace)).await?;
            Ok(())
        })
    }
}
