//! An organisation keeps an administrator.

use super::grant_error::GrantError;
use crate::authority::{Act, DecisionContext, Identity};
use crate::domain::{Grant, GrantFilter, Holder, Role, UserState};
use crate::ids::OrganizationId;
use crate::policy::Permission;

impl Identity {
    /// Refuses a change after which nobody could administer an organisation who can now. Touches the
    /// organisation, so that of two such changes at once the second decides on fresh facts.
    ///
    /// An act that takes authority from somebody is not committed unless this was asked.
    pub(crate) async fn keep_an_administrator(
        &self,
        act: &mut Act,
        known: &DecisionContext,
        organization: OrganizationId,
        goes: impl Fn(&Grant) -> bool + Send,
    ) -> Result<(), GrantError> {
        act.vouch_for_administrators();
        let filter = GrantFilter {
            organizations: Some(vec![organization]),
            unrevoked: true,
            ..GrantFilter::default()
        };
        let now = self.now();
        let (mut staying, mut going) = (0, 0);
        for grant in self.all(self.store.grants(), &filter).await? {
            let role = self.store.roles().get(grant.role).await?;
            let administers = role.is_some_and(|role| administers(&role) && grant.rights.may_act());
            let Holder::User(user) = grant.holder else { continue };
            // Whoever acts by somebody else's mandate is no administrator in their own right.
            if !administers || grant.is_derived() || !grant.period.contains(now) {
                continue;
            }
            let user = self.store.users().get(user).await?;
            if goes(&grant) {
                going += 1;
            } else if grant.period.ends_at.is_none()
                && user.is_some_and(|user| user.state == UserState::Active)
            {
                staying += 1;
            }
        }
        if going > 0 && staying == 0 {
            return Err(GrantError::LastAdministrator);
        }
        if going > 0
            && let Some(found) = known.organizations.get(&organization)
        {
            act.changes().update(found.record.clone(), found.version);
        }
        Ok(())
    }
}

/// Whether somebody with a role can administer the organisation where they have it.
pub(super) fn administers(role: &Role) -> bool {
    role.enabled && role.permissions.contains(&Permission::GrantManage)
}
