//! Mandates given and received.

use super::details::MandateDetails;
use crate::Timestamp;
use crate::authority::{AccessError, Caller, ExportedList, Identity};
use crate::domain::{
    GrantFilter, Holder, Invitation, InvitationFilter, InvitationState, MandateAnswer, Role,
};
use crate::ids::OrganizationId;
use crate::policy::Permission;
use crate::store::{Count, Cursor, Page, Versioned};
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

/// How a mandate stands, as people look for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
// Exhaustive: whoever offers the choice has words for each.
pub enum MandateStatus {
    /// It waits for its receiver's answer.
    Offered,
    /// Its receiver accepted it, and it has not ended by itself. It may give nothing now, since what it derives from does
    /// not.
    Accepted,
    /// It was declined or ended, or its time is over.
    Ended,
}

impl MandateStatus {
    /// Every status there is.
    pub const ALL: [Self; 3] = [Self::Offered, Self::Accepted, Self::Ended];

    /// The stable code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Offered => "offered",
            Self::Accepted => "accepted",
            Self::Ended => "ended",
        }
    }
}

fn given(id: OrganizationId, status: Option<MandateStatus>, now: Timestamp) -> GrantFilter {
    let answer = match status {
        Some(MandateStatus::Offered) => Some(MandateAnswer::Open),
        Some(MandateStatus::Accepted) => Some(MandateAnswer::Accepted),
        Some(MandateStatus::Ended) | None => None,
    };
    let ended = status.map(|status| (status == MandateStatus::Ended, now));
    GrantFilter { organizations: Some(vec![id]), mandates: true, answer, ended, ..GrantFilter::default() }
}

impl Identity {
    /// The mandates to act for an organisation, one page of them, oldest first.
    pub async fn mandates_given(
        &self,
        caller: &Caller,
        id: OrganizationId,
        page: &Page,
    ) -> Result<(Vec<MandateDetails>, Option<Cursor>), AccessError> {
        self.search_mandates_given(caller, id, None, page).await
    }

    /// How many mandates to act for an organisation stand so.
    pub async fn count_mandates_given(
        &self,
        caller: &Caller,
        id: OrganizationId,
        status: Option<MandateStatus>,
    ) -> Result<Count, AccessError> {
        self.may_look(caller, Permission::MandateManage, id).await?;
        Ok(Count::of(self.store.grants(), &given(id, status, self.now())).await?)
    }

    /// Begins the export of the mandates that stand so, which is then read page by page like the list. The audit trail tells
    /// of it.
    pub async fn begin_mandate_export(
        &self,
        caller: &Caller,
        id: OrganizationId,
        status: Option<MandateStatus>,
    ) -> Result<(), AccessError> {
        let state = status.map(MandateStatus::as_str);
        let list = ExportedList { list: "mandates", state, ..ExportedList::default() };
        self.begin_export(caller, Permission::MandateManage, id, &list).await
    }

    /// The mandates to act for an organisation that stand so, one page of them, by when they were given, in the direction of
    /// the page.
    pub async fn search_mandates_given(
        &self,
        caller: &Caller,
        id: OrganizationId,
        status: Option<MandateStatus>,
        page: &Page,
    ) -> Result<(Vec<MandateDetails>, Option<Cursor>), AccessError> {
        self.may_look(caller, Permission::MandateManage, id).await?;
        let filter = given(id, status, self.now());
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
