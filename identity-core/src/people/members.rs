//! The people of an organisation.

use crate::authority::{AccessError, Caller, Identity};
use crate::domain::{Membership, MembershipKey, User, UserFilter};
use crate::ids::{OrganizationId, UserId};
use crate::policy::Permission;
use crate::roles::HeldRole;
use crate::store::{StoreError, Versioned};
use std::collections::BTreeMap;

/// Somebody who belongs to an organisation.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Member {
    /// The person.
    pub user: Versioned<User>,
    /// Since when.
    pub membership: Membership,
    /// The roles they hold here, if the caller may see them.
    pub roles: Vec<HeldRole>,
}

impl Identity {
    /// One person of an organisation; somebody of another organisation answers like an unknown one.
    pub async fn member(
        &self,
        caller: &Caller,
        id: OrganizationId,
        user: UserId,
    ) -> Result<Member, AccessError> {
        let known = self.may_look(caller, Permission::MemberView, id).await?;
        let key = MembershipKey::Of(user, id);
        let membership = self.store.memberships().find(&key).await?.ok_or(AccessError::NotFound)?;
        let show_roles = known.allows(Permission::GrantView, id);
        let mut roles = if show_roles { self.roles_at(id, &[user]).await? } else { BTreeMap::new() };
        let found = self.store.users().get(user).await?.ok_or(AccessError::NotFound)?;
        let roles = roles.remove(&user).unwrap_or_default();
        Ok(Member { user: found, membership: membership.record, roles })
    }

    pub(crate) async fn people(
        &self,
        ids: Vec<UserId>,
    ) -> Result<BTreeMap<UserId, Versioned<User>>, StoreError> {
        let people =
            self.all(self.store.users(), &UserFilter { ids: Some(ids), ..UserFilter::default() }).await?;
        Ok(people.into_iter().map(|user| (user.id, user)).collect())
    }
}
