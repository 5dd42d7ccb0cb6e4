//! What a person held and where they belonged, given up one by one.

use super::over::TimeIsOver;
use crate::authority::{Act, Identity, Trace};
use crate::domain::{Action, Grant, GrantFilter, Holder, Mandate, MembershipFilter};
use crate::roles::ended;
use crate::store::{StoreError, Versioned};

impl Identity {
    /// Ends every grant and mandate of the person, and with it what derives from it. Whoever gave or got a mandate is told.
    pub(super) async fn end_grants_of(&self, over: &TimeIsOver) -> Result<(), StoreError> {
        let filter =
            GrantFilter { holders: Some(vec![Holder::User(over.user().id)]), ..GrantFilter::default() };
        for grant in self.all(self.store.grants(), &filter).await? {
            let has_reason = grant.mandate.as_ref().is_some_and(|mandate| mandate.reason.is_some());
            if grant.revoked_at.is_none() || has_reason {
                self.end_grant(over, &grant).await?;
            }
        }
        Ok(())
    }

    async fn end_grant(&self, over: &TimeIsOver, grant: &Versioned<Grant>) -> Result<(), StoreError> {
        let mut act = Act::by_proof::<TimeIsOver>(over);
        TimeIsOver::takes_nothing(over, &mut act, grant.id);
        let mut changed = grant.record.clone();
        let mut action = Action::UserDataErased;
        if grant.revoked_at.is_none() {
            self.send_end_notices(&mut act, grant).await?;
            changed = ended(grant, self.now());
            action = if grant.mandate.is_some() { Action::MandateEnded } else { Action::GrantRevoked };
        }
        changed.mandate = changed.mandate.map(|mandate| Mandate { reason: None, ..mandate });
        act.changes().update(changed, grant.version);
        let role = self.store.roles().get(grant.role).await?;
        let trace = Trace::of(grant.id).at(grant.organization).with("user", over.user().id);
        let trace = role.iter().fold(trace, |trace, role| trace.with("role", &role.key));
        self.commit(act.finish(self, action, trace)).await
    }

    /// Takes the person out of every organisation.
    pub(super) async fn end_memberships_of(&self, over: &TimeIsOver) -> Result<(), StoreError> {
        let filter = MembershipFilter { user: Some(over.user().id), ..MembershipFilter::default() };
        for membership in self.all(self.store.memberships(), &filter).await? {
            let mut act = Act::by_proof::<TimeIsOver>(over);
            TimeIsOver::takes_nothing(over, &mut act, membership.id);
            act.changes().remove(membership.id, membership.version);
            let trace = Trace::of(membership.id).at(membership.organization).with("user", over.user().id);
            self.commit(act.finish(self, Action::MembershipRemoved, trace)).await?;
        }
        Ok(())
    }
}
