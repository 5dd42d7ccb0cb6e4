//! What waits for a second administrator.

use super::approval_error::ApprovalError;
use crate::authority::{AccessError, Caller, Identity};
use crate::domain::{Approval, ApprovalFilter, Holder};
use crate::ids::{ApprovalId, UserId};
use crate::policy::Permission;
use crate::store::{FactsQuery, Versioned};
use std::collections::BTreeSet;

/// Something that waits for a second administrator, with the names in it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NamedApproval {
    /// The request.
    pub approval: Versioned<Approval>,
    /// The name of the person concerned.
    pub person: String,
    /// The name of the administrator who asked.
    pub asked_by: String,
    /// The name of the organisation to whose history it belongs.
    pub organization: String,
    /// Whether the caller asked for it, and so cannot approve it.
    pub is_own: bool,
}

impl Identity {
    /// What waits at the organisations whose people the caller manages, the oldest first, with what they asked for themselves.
    /// What concerns the caller's own account is not there.
    pub async fn approvals(&self, caller: &Caller) -> Result<Vec<NamedApproval>, AccessError> {
        let Some(own) = caller.user() else { return Ok(Vec::new()) };
        if self.facts(caller, &[]).await?.scope(Permission::MemberManage).is_empty() {
            return Ok(Vec::new());
        }
        self.waiting_approvals(caller, own, &ApprovalFilter::default()).await
    }

    /// What waits about a person, of [`approvals`](Self::approvals).
    pub async fn approvals_about(
        &self,
        caller: &Caller,
        user: UserId,
    ) -> Result<Vec<NamedApproval>, AccessError> {
        let Some(own) = caller.user() else { return Ok(Vec::new()) };
        let filter = ApprovalFilter { user: Some(user), expired_before: None };
        self.waiting_approvals(caller, own, &filter).await
    }

    async fn waiting_approvals(
        &self,
        caller: &Caller,
        own: UserId,
        filter: &ApprovalFilter,
    ) -> Result<Vec<NamedApproval>, AccessError> {
        let mut found = self.all(self.store.approvals(), filter).await?;
        let now = self.now();
        found.retain(|one| one.user != own && now < one.expires_at);
        if found.is_empty() {
            return Ok(Vec::new());
        }
        let places: BTreeSet<_> = found.iter().map(|one| one.organization).collect();
        let places: Vec<_> = places.into_iter().collect();
        let known = self.facts(caller, &places).await?;
        found.retain(|one| known.allows(Permission::MemberManage, one.organization));
        found.sort_by_key(|one| (one.created_at, one.id));
        self.named_approvals(own, found).await
    }

    /// One of [`approvals`](Self::approvals).
    pub async fn approval(&self, caller: &Caller, id: ApprovalId) -> Result<NamedApproval, ApprovalError> {
        let all = self.approvals(caller).await?;
        match all.into_iter().find(|one| one.approval.id == id) {
            Some(found) => Ok(found),
            None => Err(self.not_found_refusal(caller, Permission::MemberManage).await?.into()),
        }
    }

    /// Whether erasing a person, removing their second proofs and starting a recovery for them need a second administrator, for those who
    /// may manage the person's account.
    pub async fn needs_approval(&self, caller: &Caller, user: UserId) -> Result<bool, AccessError> {
        Ok(self.may_manage(caller, user).await? && self.needs_four_eyes(user).await?)
    }

    /// What waits about the caller's own account, which they can stop.
    pub async fn own_approvals(&self, caller: &Caller) -> Result<Vec<NamedApproval>, AccessError> {
        let own = caller.user().ok_or(AccessError::NotFound)?;
        let filter = ApprovalFilter { user: Some(own), expired_before: None };
        let mut found = self.all(self.store.approvals(), &filter).await?;
        let now = self.now();
        found.retain(|one| now < one.expires_at);
        self.named_approvals(own, found).await
    }

    async fn named_approvals(
        &self,
        own: UserId,
        found: Vec<Versioned<Approval>>,
    ) -> Result<Vec<NamedApproval>, AccessError> {
        if found.is_empty() {
            return Ok(Vec::new());
        }
        let people: BTreeSet<_> = found.iter().flat_map(|one| [one.user, one.asked_by]).collect();
        let organizations: BTreeSet<_> = found.iter().map(|one| one.organization).collect();
        let query = FactsQuery {
            holders: people.into_iter().map(Holder::User).collect(),
            organizations: organizations.into_iter().collect(),
            ..FactsQuery::default()
        };
        let known = self.store.load_facts(&query).await?;
        let name = |id: UserId| {
            let found = known.users.iter().find(|user| user.id == id);
            found.map(|user| user.full_name()).unwrap_or_default()
        };
        let place = |id| {
            let found = known.organizations.iter().find(|place| place.id == id);
            found.map(|place| place.name.to_string()).unwrap_or_default()
        };
        let named = |approval: Versioned<Approval>| NamedApproval {
            person: name(approval.user),
            asked_by: name(approval.asked_by),
            organization: place(approval.organization),
            is_own: approval.asked_by == own,
            approval,
        };
        Ok(found.into_iter().map(named).collect())
    }
}
