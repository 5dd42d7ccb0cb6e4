//! Reads from the store what a decision rests on.

use super::authority::AccessError;
use super::caller::{Caller, CallerKind};
use super::limits::Limits;
use crate::Identity;
use crate::domain::{ApiClient, Contract, Grant, Holder, Organization, Role, RoleFilter, Service, User};
use crate::ids::{GrantId, OrganizationId, RoleId, ServiceId, UserId};
use crate::policy::{
    Access, Because, Decision, Facts, Gift, Giving, Missing, NotHeld, Permission, PermissionSet, Request,
    Subject, access, allowed_by, allowed_within, decide, may_give, permissions, scope,
};
use crate::store::{Entity, StoreError, Table, Versioned, Wanted};
use std::collections::BTreeMap;

/// What was read for one request: the records by their ids, and the facts that decide.
#[derive(Debug)]
pub(crate) struct Known {
    pub(crate) subject: Subject,
    pub(crate) facts: Facts,
    pub(crate) users: BTreeMap<UserId, Versioned<User>>,
    pub(crate) clients: Vec<Versioned<ApiClient>>,
    pub(crate) organizations: BTreeMap<OrganizationId, Versioned<Organization>>,
    pub(crate) grants: BTreeMap<GrantId, Versioned<Grant>>,
    pub(crate) roles: BTreeMap<RoleId, Versioned<Role>>,
    pub(crate) services: BTreeMap<ServiceId, Versioned<Service>>,
    pub(crate) contracts: Vec<Versioned<Contract>>,
}

impl Known {
    pub(crate) fn decide(&self, permission: Permission, organization: OrganizationId) -> Decision {
        decide(&self.request(permission, organization), &self.facts)
    }

    pub(crate) fn request(&self, permission: Permission, organization: OrganizationId) -> Request {
        Request { subject: self.subject, permission, organization }
    }

    pub(crate) fn allows(&self, permission: Permission, organization: OrganizationId) -> bool {
        allowed_by(&self.request(permission, organization), &self.facts).is_some()
    }

    /// Whether the subject has a permission by a chain whose limits leave room for these.
    pub(crate) fn allows_within(
        &self,
        permission: Permission,
        organization: OrganizationId,
        limits: Limits<'_>,
    ) -> bool {
        let request = self.request(permission, organization);
        allowed_within(&request, limits.services, limits.contracts, &self.facts).is_some()
    }

    /// Everything that the subject may do at an organisation.
    pub(crate) fn permissions(&self, organization: OrganizationId) -> PermissionSet {
        permissions(&self.subject, organization, &self.facts)
    }

    pub(crate) fn scope(&self, permission: Permission) -> Vec<crate::domain::Region> {
        scope(&self.subject, permission, &self.facts)
    }

    pub(crate) fn access(&self, organization: OrganizationId, service: ServiceId) -> Result<Access, Missing> {
        access(&self.subject, organization, service, &self.facts)
    }

    pub(crate) fn may_give(&self, gift: &Gift<'_>) -> Result<Giving, NotHeld> {
        may_give(&self.subject, gift, &self.facts)
    }

    pub(crate) fn evidence(&self, because: &Because) -> Vec<(crate::store::RecordId, crate::store::Version)> {
        because.evidence(&self.subject, &self.facts)
    }

    /// The person or program's name; an organisation's for one that passes on what it holds.
    pub(crate) fn subject_name(&self) -> String {
        self.holder_name(self.subject.holder)
    }

    pub(crate) fn holder_name(&self, holder: Holder) -> String {
        match holder {
            Holder::User(id) => self.users.get(&id).map(|user| user.full_name()),
            Holder::Organization(id) => self.organizations.get(&id).map(|found| found.name.to_string()),
            Holder::Client(id) => {
                self.clients.iter().find(|client| client.id == id).map(|client| client.name.to_string())
            }
        }
        .unwrap_or_default()
    }

    pub(crate) fn organization_name(&self, id: OrganizationId) -> String {
        self.organizations.get(&id).map_or_else(|| id.to_string(), |found| found.name.to_string())
    }
}

impl Identity {
    /// The facts about a caller and the organisations that a request is about.
    pub(crate) async fn facts(
        &self,
        caller: &Caller,
        organizations: &[OrganizationId],
    ) -> Result<Known, AccessError> {
        let now = self.now();
        let subject = match caller.kind() {
            CallerKind::User { user, acting_for, .. } => Subject::user(*user, now).acting_for(*acting_for),
            CallerKind::Client { client, scopes } => {
                Subject::client(*client, scopes.iter().copied().collect(), now)
            }
        };
        self.facts_about(subject, organizations).await?.ok_or(AccessError::NotFound)
    }

    /// The facts about a person, whoever calls; none if there is no such person.
    pub(crate) async fn facts_of_user(
        &self,
        user: UserId,
        organizations: &[OrganizationId],
    ) -> Result<Option<Known>, StoreError> {
        self.facts_about(Subject::user(user, self.now()), organizations).await
    }

    /// The facts about anybody; none if they are unknown.
    pub(crate) async fn facts_about(
        &self,
        subject: Subject,
        organizations: &[OrganizationId],
    ) -> Result<Option<Known>, StoreError> {
        let known = self.facts_with(subject, Vec::new(), organizations).await?;
        let exists = match subject.holder {
            Holder::User(id) => known.users.contains_key(&id),
            Holder::Organization(id) => known.organizations.contains_key(&id),
            Holder::Client(id) => known.clients.iter().any(|client| client.id == id),
        };
        Ok(exists.then_some(known))
    }

    /// The facts about somebody and about others whose grants count too.
    pub(crate) async fn facts_with(
        &self,
        subject: Subject,
        others: Vec<Holder>,
        organizations: &[OrganizationId],
    ) -> Result<Known, StoreError> {
        let mut holders = others;
        holders.push(subject.holder);
        // Whether a mandate counts depends on where the organisation lies that is acted for.
        let organizations = organizations.iter().copied().chain(subject.acting_for).collect();
        let wanted = Wanted { holders, organizations };
        let gathered = self.store.gather(&wanted).await?;
        Ok(Known {
            subject,
            facts: gathered.facts(),
            users: gathered.users.into_iter().map(|user| (user.id, user)).collect(),
            clients: gathered.clients,
            organizations: gathered.organizations.into_iter().map(|found| (found.id, found)).collect(),
            grants: gathered.grants.into_iter().map(|grant| (grant.id, grant)).collect(),
            roles: gathered.roles.into_iter().map(|role| (role.id, role)).collect(),
            services: gathered.services.into_iter().map(|service| (service.id, service)).collect(),
            contracts: gathered.contracts,
        })
    }

    /// Adds roles to what is known.
    pub(crate) async fn read_roles(&self, known: &mut Known, roles: Vec<RoleId>) -> Result<(), StoreError> {
        let mut missing: Vec<_> = roles.into_iter().filter(|role| !known.roles.contains_key(role)).collect();
        missing.sort_unstable();
        missing.dedup();
        if missing.is_empty() {
            return Ok(());
        }
        let filter = RoleFilter { ids: Some(missing), owner: None };
        for role in self.all(self.store.roles(), &filter).await? {
            known.roles.insert(role.id, role);
        }
        Ok(())
    }

    /// All records that a filter lets through. Only for lists that are short by their nature.
    pub(crate) async fn all<T: Entity>(
        &self,
        table: &dyn Table<T>,
        filter: &T::Filter,
    ) -> Result<Vec<Versioned<T>>, StoreError> {
        crate::store::all(table, filter).await
    }
}
