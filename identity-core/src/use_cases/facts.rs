//! Reads from the store what a decision rests on.

use super::authority::AccessError;
use super::caller::{Caller, CallerKind};
use crate::Identity;
use crate::domain::{ContractFilter, GrantFilter, Holder, RoleFilter, ServiceFilter};
use crate::ids::{OrganizationId, RoleId, UserId};
use crate::policy::{Facts, Permission, Subject};
use crate::store::{Entity, Page, StoreError, Table, Versioned};

impl Identity {
    /// The facts about a caller and the organisations that a request is about.
    pub(crate) async fn facts(
        &self,
        caller: &Caller,
        organizations: &[OrganizationId],
    ) -> Result<Facts, AccessError> {
        let subject = self.subject(caller).await?.ok_or(AccessError::NotFound)?;
        Ok(self.facts_about(subject, organizations).await?)
    }

    /// The facts about a person, whoever calls.
    pub(crate) async fn facts_of_user(
        &self,
        user: UserId,
        organizations: &[OrganizationId],
    ) -> Result<Option<Facts>, StoreError> {
        match self.store.users().get(user).await? {
            Some(user) => Ok(Some(self.facts_about(Subject::User(user), organizations).await?)),
            None => Ok(None),
        }
    }

    async fn subject(&self, caller: &Caller) -> Result<Option<Subject>, StoreError> {
        Ok(match caller.kind() {
            CallerKind::User { user, .. } => self.store.users().get(*user).await?.map(Subject::User),
            CallerKind::Client { client, scopes } => {
                let scopes: std::collections::BTreeSet<Permission> = scopes.clone();
                self.store.api_clients().get(*client).await?.map(|client| Subject::Client { client, scopes })
            }
        })
    }

    pub(crate) async fn facts_about(
        &self,
        subject: Subject,
        organizations: &[OrganizationId],
    ) -> Result<Facts, StoreError> {
        let holder = match &subject {
            Subject::User(user) => Holder::User(user.id),
            Subject::Client { client, .. } => Holder::Client(client.id),
        };
        let mut facts = Facts::about(subject, self.now());
        let filter = GrantFilter { holders: Some(vec![holder]), unrevoked: true, organization: None };
        facts.grants = self.all(self.store.grants(), &filter).await?;
        let roles: Vec<_> = facts.grants.iter().map(|grant| grant.role).collect();
        self.read_roles(&mut facts, roles).await?;
        let places: Vec<_> = facts.grants.iter().map(|grant| grant.organization).collect();
        for place in places.into_iter().chain(organizations.iter().copied()) {
            self.read_lineage(&mut facts, place).await?;
        }
        for organization in organizations {
            let filter = ContractFilter { organization: Some(*organization) };
            facts.contracts.extend(self.all(self.store.contracts(), &filter).await?);
        }
        for service in self.all(self.store.services(), &ServiceFilter {}).await? {
            facts.services.insert(service.id, service);
        }
        Ok(facts)
    }

    /// Adds roles to the facts.
    pub(crate) async fn read_roles(&self, facts: &mut Facts, roles: Vec<RoleId>) -> Result<(), StoreError> {
        let mut missing: Vec<_> = roles.into_iter().filter(|role| !facts.roles.contains_key(role)).collect();
        missing.sort_unstable();
        missing.dedup();
        if missing.is_empty() {
            return Ok(());
        }
        let filter = RoleFilter { ids: Some(missing), owner: None };
        for role in self.all(self.store.roles(), &filter).await? {
            facts.roles.insert(role.id, role);
        }
        Ok(())
    }

    /// Adds an organisation and all above it to the facts.
    async fn read_lineage(&self, facts: &mut Facts, organization: OrganizationId) -> Result<(), StoreError> {
        if facts.organizations.contains_key(&organization) {
            return Ok(());
        }
        let Some(found) = self.store.organizations().get(organization).await? else { return Ok(()) };
        for step in found.path.steps().iter().copied().filter(|step| *step != organization) {
            if !facts.organizations.contains_key(&step)
                && let Some(above) = self.store.organizations().get(step).await?
            {
                facts.organizations.insert(step, above);
            }
        }
        facts.organizations.insert(organization, found);
        Ok(())
    }

    /// All records that a filter lets through. Only for lists that are short by their nature.
    pub(crate) async fn all<T: Entity>(
        &self,
        table: &dyn Table<T>,
        filter: &T::Filter,
    ) -> Result<Vec<Versioned<T>>, StoreError> {
        let mut found = Vec::new();
        let mut page = Page::first(Page::MAX_LIMIT);
        loop {
            let slice = table.list(filter, &page).await?;
            found.extend(slice.items);
            match slice.next {
                Some(next) => page = page.after(next),
                None => return Ok(found),
            }
        }
    }
}
