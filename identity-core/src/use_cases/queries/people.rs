//! The people of an organisation and their roles.

use crate::Identity;
use crate::domain::{
    Grant, GrantFilter, Holder, Membership, MembershipFilter, Role, RoleFilter, User, UserFilter,
};
use crate::ids::{OrganizationId, UserId};
use crate::policy::Permission;
use crate::store::{Page, Slice, StoreError, Versioned};
use crate::use_cases::AccessError;
use crate::use_cases::Caller;
use crate::use_cases::giving::role_gift;
use std::collections::BTreeMap;

/// Somebody who belongs to an organisation.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// The person.
    pub user: Versioned<User>,
    /// Since when.
    pub membership: Membership,
    /// The roles they hold here, if the caller may see them.
    pub roles: Vec<HeldRole>,
}

/// A role that somebody holds.
#[derive(Debug, Clone, PartialEq)]
pub struct HeldRole {
    /// The grant.
    pub grant: Versioned<Grant>,
    /// Its role.
    pub role: Role,
}

impl Identity {
    /// The people of an organisation.
    pub async fn members(
        &self,
        caller: &Caller,
        id: OrganizationId,
        page: &Page,
    ) -> Result<(Vec<Member>, Option<uuid::Uuid>), AccessError> {
        let known = self.may_look(caller, Permission::MemberView, id).await?;
        let filter = MembershipFilter { user: None, organization: Some(id) };
        let slice = self.store.memberships().list(&filter, page).await?;
        let show_roles = known.allows(Permission::GrantView, id);
        let users: Vec<_> = slice.items.iter().map(|membership| membership.user).collect();
        let mut people = self.people(users.clone()).await?;
        let mut roles = if show_roles { self.roles_at(id, &users).await? } else { BTreeMap::new() };
        let member = |membership: Versioned<Membership>| {
            let user = people.remove(&membership.user)?;
            let roles = roles.remove(&membership.user).unwrap_or_default();
            Some(Member { user, membership: membership.record, roles })
        };
        Ok((slice.items.into_iter().filter_map(member).collect(), slice.next.map(Into::into)))
    }

    /// One person of an organisation; somebody of another organisation answers like an unknown one.
    pub async fn member(
        &self,
        caller: &Caller,
        id: OrganizationId,
        user: UserId,
    ) -> Result<Member, AccessError> {
        let known = self.may_look(caller, Permission::MemberView, id).await?;
        let key = crate::domain::MembershipKey::Of(user, id);
        let membership = self.store.memberships().find(&key).await?.ok_or(AccessError::NotFound)?;
        let show_roles = known.allows(Permission::GrantView, id);
        let mut roles = if show_roles { self.roles_at(id, &[user]).await? } else { BTreeMap::new() };
        let found = self.store.users().get(user).await?.ok_or(AccessError::NotFound)?;
        let roles = roles.remove(&user).unwrap_or_default();
        Ok(Member { user: found, membership: membership.record, roles })
    }

    pub(super) async fn people(
        &self,
        ids: Vec<UserId>,
    ) -> Result<BTreeMap<UserId, Versioned<User>>, StoreError> {
        let people = self.all(self.store.users(), &UserFilter { ids: Some(ids) }).await?;
        Ok(people.into_iter().map(|user| (user.id, user)).collect())
    }

    /// The roles in force that these people hold at an organisation itself.
    async fn roles_at(
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

    pub(super) async fn held_roles(&self, filter: &GrantFilter) -> Result<Vec<HeldRole>, StoreError> {
        let now = self.now();
        let mut grants = self.all(self.store.grants(), filter).await?;
        grants.retain(|grant| !grant.period.is_over(now));
        let mut ids: Vec<_> = grants.iter().map(|grant| grant.role).collect();
        ids.sort_unstable();
        ids.dedup();
        let roles = self.all(self.store.roles(), &RoleFilter { ids: Some(ids), owner: None }).await?;
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

    /// The roles that the caller can give at an organisation: of the deployment and of those above it.
    pub async fn givable_roles(&self, caller: &Caller, id: OrganizationId) -> Result<Vec<Role>, AccessError> {
        let known = self.may_look(caller, Permission::OrganizationView, id).await?;
        let roles = self.all(self.store.roles(), &RoleFilter::default()).await?;
        let givable = |role: &Versioned<Role>| known.may_give(&role_gift(role, id)).is_ok();
        Ok(roles.into_iter().filter(givable).map(|role| role.record).collect())
    }
}
