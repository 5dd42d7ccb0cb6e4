//! Nobody is locked out by a connection: before its people can sign in by it alone, somebody signed in by it, and somebody who
//! manages connections there keeps a password.

use super::details::ConnectionKeeper;
use super::error::ConnectionError;
use crate::authority::{AccessError, Caller, Identity};
use crate::domain::{Connection, CredentialKey, GrantFilter, Holder, UserState};
use crate::ids::{OrganizationId, UserId};
use crate::policy::Permission;
use crate::store::StoreError;
use crate::values::FoldedText;
use std::collections::BTreeSet;

impl Identity {
    /// Refuses rules under which its people would sign in by a connection alone that nobody tried, or that nobody could undo
    /// when the provider is down.
    pub(super) async fn keep_a_way_in(
        &self,
        before: Option<&Connection>,
        after: &Connection,
        place: OrganizationId,
    ) -> Result<(), ConnectionError> {
        let rules = &after.rules;
        let of_before = before.map(|before| &before.rules);
        let same_people = of_before.is_some_and(|before| before.break_glass == rules.break_glass);
        let same_date = of_before.is_some_and(|before| before.only_from == rules.only_from);
        if !same_people {
            for person in &rules.break_glass {
                if !self.has_password_to_keep(*person, place).await? {
                    return Err(ConnectionError::NoKeeper(*person));
                }
            }
        }
        if rules.only_from.is_none() || (same_people && same_date) {
            return Ok(());
        }
        if !same_date && after.tested_at.is_none() {
            return Err(ConnectionError::NotTested);
        }
        for person in &rules.break_glass {
            if self.has_password_to_keep(*person, place).await? {
                return Ok(());
            }
        }
        Err(ConnectionError::NobodyKeepsPassword)
    }

    /// Those who manage connections there, and whether they have a password: from them it is chosen who keeps it.
    pub async fn connection_keepers(
        &self,
        caller: &Caller,
        organization: Option<OrganizationId>,
    ) -> Result<Vec<ConnectionKeeper>, AccessError> {
        let place = self.connections_at(organization).await?;
        self.may_look(caller, Permission::ConnectionManage, place).await?;
        let filter =
            GrantFilter { organizations: Some(vec![place]), unrevoked: true, ..GrantFilter::default() };
        let grants = self.all(self.store.grants(), &filter).await?;
        let people = grants.iter().filter_map(|grant| match grant.holder {
            Holder::User(user) => Some(user),
            Holder::Client(_) | Holder::Organization(_) => None,
        });
        let people: BTreeSet<UserId> = people.collect();
        let mut keepers = Vec::new();
        for id in people {
            let Some(user) = self.store.users().get(id).await? else { continue };
            if user.state == UserState::Active && self.keeps_connections(id, place).await? {
                let has_password = self.has_password_of_person(id).await?;
                keepers.push(ConnectionKeeper { id, name: user.full_name(), has_password });
            }
        }
        keepers.sort_by_cached_key(|keeper| (FoldedText::sort_key(&keeper.name), keeper.id));
        Ok(keepers)
    }

    async fn has_password_to_keep(&self, person: UserId, place: OrganizationId) -> Result<bool, StoreError> {
        let user = self.store.users().get(person).await?;
        let is_active = user.is_some_and(|user| user.state == UserState::Active);
        Ok(is_active
            && self.keeps_connections(person, place).await?
            && self.has_password_of_person(person).await?)
    }

    async fn has_password_of_person(&self, person: UserId) -> Result<bool, StoreError> {
        Ok(self.store.credentials().find(&CredentialKey::Password(person)).await?.is_some())
    }
}
