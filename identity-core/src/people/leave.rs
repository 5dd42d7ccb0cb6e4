//! Leaving an organisation, and giving back a role.

use super::leave_error::LeaveError;
use crate::authority::{AccessError, Act, Caller, Identity, Own, Trace, on_fresh_facts};
use crate::domain::{Action, Grant, Holder, MembershipKey, Organization};
use crate::ids::{GrantId, OrganizationId};
use crate::roles::{HeldRole, ended, held_to_remove, own_to_give_back};
use crate::store::Versioned;

/// A role that the caller can give back.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct OwnRole {
    /// The organisation.
    pub organization: Organization,
    /// The role.
    pub held: HeldRole,
}

impl Identity {
    /// The organisation that the caller can leave, as a member of it.
    pub async fn organization_to_leave(
        &self,
        caller: &Caller,
        id: OrganizationId,
    ) -> Result<Organization, AccessError> {
        let account = self.account(caller).await?;
        let is_member = account.belongs_to.contains(&id);
        let place = account.places.into_iter().find(|(place, _)| place.id == id && is_member);
        match place {
            Some((organization, _)) => Ok(organization),
            None => self.nothing_of_ones_own(caller, id).await,
        }
    }

    /// The role that the caller can give back: one that they hold in their own right at the organisation.
    pub async fn role_to_give_back(
        &self,
        caller: &Caller,
        organization: OrganizationId,
        grant: GrantId,
    ) -> Result<OwnRole, AccessError> {
        let account = self.account(caller).await?;
        let place = account.places.into_iter().find(|(place, _)| place.id == organization);
        let found = place.and_then(|(organization, held)| {
            let own = |held: &HeldRole| held.grant.id == grant && held.grant.mandate.is_none();
            Some(OwnRole { held: held.into_iter().find(own)?, organization })
        });
        match found {
            Some(found) => Ok(found),
            None => self.nothing_of_ones_own(caller, grant).await,
        }
    }

    /// What is nothing of the caller's answers like what is not there, and the trail has who asked.
    async fn nothing_of_ones_own<T>(
        &self,
        caller: &Caller,
        asked_for: impl std::fmt::Display + Send,
    ) -> Result<T, AccessError> {
        self.note_refusal(caller, Trace::default().with("asked_for", asked_for)).await?;
        Err(AccessError::NotFound)
    }

    /// Ends the caller's membership in an organisation, with every role and mandate that they hold there. The last
    /// administrator has to make somebody else administrator first.
    pub async fn leave_organization(
        &self,
        caller: &Caller,
        organization: OrganizationId,
    ) -> Result<(), LeaveError> {
        on_fresh_facts!(async {
            let user = caller.user().ok_or(AccessError::NotFound)?;
            let own = Own::account(caller, user).ok_or(AccessError::NotFound)?;
            let membership = self.store.memberships().find(&MembershipKey::Of(user, organization)).await?;
            let Some(membership) = membership else {
                return Ok(self.nothing_of_ones_own(caller, organization).await?);
            };
            let mut grants = self.grants_of(user).await?;
            grants.retain(|grant| grant.organization == organization);
            let mut act = Act::by_proof::<Own<'_>>(&own);
            for grant in &grants {
                self.give_back(&mut act, caller, grant).await?;
            }
            held_to_remove(&mut act, membership.id);
            let known = self.facts(caller, &[organization]).await?;
            self.keep_administrators_without_member(&mut act, &known, &membership, &grants).await?;
            act.changes().remove(membership.id, membership.version);
            let trace = Trace::of(membership.id).at(organization).with("user", user);
            let trace = trace.with("roles", grants.len());
            Ok(self.commit(act.finish(self, Action::MembershipLeft, trace)).await?)
        })
    }

    /// Ends a role that the caller holds in their own right; a mandate is [ended](Identity::end_mandate). The last
    /// administrator has to make somebody else administrator first.
    pub async fn give_back_role(&self, caller: &Caller, id: GrantId) -> Result<(), LeaveError> {
        on_fresh_facts!(async {
            let user = caller.user().ok_or(AccessError::NotFound)?;
            let own = Own::account(caller, user).ok_or(AccessError::NotFound)?;
            let grant = self.store.grants().get(id).await?;
            let grant = grant.filter(|grant| grant.holder == Holder::User(user) && grant.mandate.is_none());
            let Some(grant) = grant else { return Ok(self.nothing_of_ones_own(caller, id).await?) };
            if grant.revoked_at.is_some() {
                return Ok(());
            }
            let mut act = Act::by_proof::<Own<'_>>(&own);
            self.give_back(&mut act, caller, &grant).await?;
            let known = self.facts(caller, &[grant.organization]).await?;
            self.keep_administrators_without_grant(&mut act, &known, &grant).await?;
            let role = self.store.roles().get(grant.role).await?.ok_or(AccessError::NotFound)?;
            let trace = Trace::of(id).at(grant.organization).with("role", &role.key).with("user", user);
            Ok(self.commit(act.finish(self, Action::GrantRevoked, trace)).await?)
        })
    }

    /// Ends one of the caller's own grants as part of an act. Those to whom it was passed on are told.
    async fn give_back(
        &self,
        act: &mut Act,
        caller: &Caller,
        grant: &Versioned<Grant>,
    ) -> Result<(), AccessError> {
        own_to_give_back(act, caller, grant)?;
        self.send_end_notices(act, grant).await?;
        act.changes().update(ended(grant, self.instant(caller)), grant.version);
        Ok(())
    }
}
