//! Mandates given and received.

use super::details::MandateDetails;
use crate::authority::{AccessError, Caller, Identity};
use crate::domain::{GrantFilter, Holder, Invitation, InvitationFilter, InvitationState, Role};
use crate::ids::OrganizationId;
use crate::policy::Permission;
use crate::store::{Cursor, Page, Versioned};
use std::sync::Arc;

/// The mandates of a person.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct OwnMandates {
    /// Those that they hold.
    pub received: Vec<MandateDetails>,
    /// Those that derive from what they hold, however many hands further.
    pub given: Vec<MandateDetails>,
}

impl Identity {
    /// The mandates to act for an organisation, one page of them, oldest first.
    pub async fn mandates_given(
        &self,
        caller: &Caller,
        id: OrganizationId,
        page: &Page,
    ) -> Result<(Vec<MandateDetails>, Option<Cursor>), AccessError> {
        self.may_look(caller, Permission::MandateManage, id).await?;
        let filter = GrantFilter { organizations: Some(vec![id]), mandates: true, ..GrantFilter::default() };
        let slice = self.store.grants().list(&filter, page).await?;
        Ok((self.details(caller, slice.items).await?, slice.next))
    }

    /// The mandates that an organisation holds for others, one page of them, oldest first.
    pub async fn mandates_received(
        &self,
        caller: &Caller,
        id: OrganizationId,
        page: &Page,
    ) -> Result<(Vec<MandateDetails>, Option<Cursor>), AccessError> {
        self.may_look(caller, Permission::MandateManage, id).await?;
        let holders = Some(vec![Holder::Organization(id)]);
        let filter = GrantFilter { holders, mandates: true, ..GrantFilter::default() };
        let slice = self.store.grants().list(&filter, page).await?;
        Ok((self.details(caller, slice.items).await?, slice.next))
    }

    /// The mandates that wait in invitations to act for an organisation.
    pub async fn mandates_invited(
        &self,
        caller: &Caller,
        id: OrganizationId,
    ) -> Result<Vec<(Versioned<Invitation>, Vec<Role>)>, AccessError> {
        let mut known = self.may_look(caller, Permission::MandateManage, id).await?;
        let filter = InvitationFilter {
            organization: Some(id),
            state: Some(InvitationState::Pending),
            ..InvitationFilter::default()
        };
        let mut found = Vec::new();
        for invitation in self.all(self.store.invitations(), &filter).await? {
            let roles = self.roles_of(Arc::make_mut(&mut known), &invitation.roles).await?;
            let roles: Vec<_> = roles.into_iter().map(|role| role.record).collect();
            if invitation.mandate.is_some() || roles.iter().any(|role| role.mandate_only) {
                found.push((invitation, roles));
            }
        }
        Ok(found)
    }

    /// The mandates that the caller holds or is offered, without those that were ended.
    pub async fn held_mandates(&self, caller: &Caller) -> Result<Vec<MandateDetails>, AccessError> {
        let user = caller.user().ok_or(AccessError::NotFound)?;
        let known = self.facts(caller, &[]).await?;
        let held = known.grants.values().filter(|grant| {
            grant.holder == Holder::User(user) && grant.mandate.is_some() && grant.revoked_at.is_none()
        });
        self.details(caller, held.cloned().collect()).await
    }

    /// The caller's own mandates: those that they hold, and those that derive from what they hold.
    pub async fn own_mandates(&self, caller: &Caller) -> Result<OwnMandates, AccessError> {
        let user = caller.user().ok_or(AccessError::NotFound)?;
        let own = GrantFilter { holders: Some(vec![Holder::User(user)]), ..GrantFilter::default() };
        let held = self.all(self.store.grants(), &own).await?;
        let mut given = Vec::new();
        for grant in &held {
            let within =
                GrantFilter { within: Some(grant.path.clone()), mandates: true, ..GrantFilter::default() };
            let below = self.all(self.store.grants(), &within).await?;
            given.extend(below.into_iter().filter(|other| other.id != grant.id));
        }
        let received: Vec<_> = held.into_iter().filter(|grant| grant.mandate.is_some()).collect();
        given.retain(|grant| received.iter().all(|other| other.id != grant.id));
        Ok(OwnMandates {
            received: self.details(caller, received).await?,
            given: self.details(caller, given).await?,
        })
    }
}
