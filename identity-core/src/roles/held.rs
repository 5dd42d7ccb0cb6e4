//! The roles that people hold.

use crate::authority::{AccessError, Caller, Identity};
use crate::domain::{Grant, GrantFilter, Holder, Role};
use crate::ids::{OrganizationId, UserId};
use crate::policy::Permission;
use crate::store::{Page, Slice, StoreError, Versioned};
use std::collections::BTreeMap;

/// A role that somebody holds.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct HeldRole {
    /// The grant.
    pub grant: Versioned<Grant>,
    /// Its role.
    pub role: Role,
}

impl Identity {
    /// The roles in force that these people hold at an organisation itself.
    pub(crate) async fn roles_at(
        &self,
        organization: OrganizationId,
        users: &[UserId],
    ) -> Result<BTreeMap<UserId, Vec<HeldRole>>, StoreError> {
        let holders = users.iter().copied().map(Holder::User).collect();
        let filter = GrantFilter {
            holders: Some(holders),
            organizations: Some(vec![organization]),
            unrevoked: true,
            ..GrantFilter::default()
        };
        let mut found: BTreeMap<UserId, Vec<HeldRole>> = BTreeMap::new();
        for held in self.held_roles(&filter).await? {
            if let Holder::User(user) = held.grant.holder {
                found.entry(user).or_default().push(held);
            }
        }
        Ok(found)
    }

    pub(crate) async fn held_roles(&self, filter: &GrantFilter) -> Result<Vec<HeldRole>, StoreError> {
        let now = self.now();
        let mut grants = self.all(self.store.grants(), filter).await?;
        grants.retain(|grant| !grant.period.is_over(now));
        let roles = self.roles_by_id(grants.iter().map(|grant| grant.role)).await?;
        let roles: BTreeMap<_, _> = roles.into_iter().map(|role| (role.id, role.record)).collect();
        let held = |grant: Versioned<Grant>| Some(HeldRole { role: roles.get(&grant.role)?.clone(), grant });
        Ok(grants.into_iter().filter_map(held).collect())
    }

    /// The grants at an organisation.
    pub async fn grants(
        &self,
        caller: &Caller,
        id: OrganizationId,
        page: &Page,
    ) -> Result<Slice<Grant>, AccessError> {
        self.may_look(caller, Permission::GrantView, id).await?;
        let filter = GrantFilter { organizations: Some(vec![id]), unrevoked: true, ..GrantFilter::default() };
        Ok(self.store.grants().list(&filter, page).await?)
    }
}
