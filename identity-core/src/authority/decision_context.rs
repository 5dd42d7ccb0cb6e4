use super::grant_limits::GrantLimits;
use crate::domain::{
    ApiClient, Contract, Grant, Holder, Organization, OrganizationClass, Region, Role, Service, User,
};
use crate::ids::{GrantId, OrganizationId, RoleId, ServiceId, UserId};
use crate::policy::{
    Access, AllowReason, Decision, DelegationBasis, DelegationDenied, DelegationRequest, DenyReason, Facts,
    Permission, PermissionSet, Request, Subject, access, allowed_by, allowed_within, can_delegate,
    can_withdraw, decide, permissions, scope,
};
use crate::store::{FactRecords, RecordId, Version, Versioned};
use std::collections::{BTreeMap, BTreeSet};

/// What was read for one request: the records by their ids, and the facts that decide.
#[derive(Debug, Clone)]
pub(crate) struct DecisionContext {
    pub(crate) subject: Subject,
    pub(crate) facts: Facts,
    pub(crate) users: BTreeMap<UserId, Versioned<User>>,
    pub(crate) clients: Vec<Versioned<ApiClient>>,
    pub(crate) organizations: BTreeMap<OrganizationId, Versioned<Organization>>,
    pub(crate) grants: BTreeMap<GrantId, Versioned<Grant>>,
    pub(crate) roles: BTreeMap<RoleId, Versioned<Role>>,
    /// Where the people belong whose memberships were asked about.
    pub(crate) member_of: Vec<OrganizationId>,
    pub(crate) services: BTreeMap<ServiceId, Versioned<Service>>,
    pub(crate) contracts: Vec<Versioned<Contract>>,
}

impl DecisionContext {
    /// What was read about a subject.
    pub(super) fn new(subject: Subject, found: FactRecords) -> Self {
        Self {
            subject,
            facts: found.facts(),
            users: found.users.into_iter().map(|user| (user.id, user)).collect(),
            clients: found.clients,
            organizations: found.organizations.into_iter().map(|found| (found.id, found)).collect(),
            grants: found.grants.into_iter().map(|grant| (grant.id, grant)).collect(),
            roles: found.roles.into_iter().map(|role| (role.id, role)).collect(),
            member_of: found.memberships.iter().map(|membership| membership.organization).collect(),
            services: found.services.into_iter().map(|service| (service.id, service)).collect(),
            contracts: found.contracts,
        }
    }

    /// The operator, where it is among what was read: so it is for everybody who belongs somewhere or holds a role.
    pub(crate) fn operator(&self) -> Option<OrganizationId> {
        let operator = |found: &&Versioned<Organization>| found.class == OrganizationClass::Operator;
        self.organizations.values().find(operator).map(|operator| operator.id)
    }

    /// Where the subject belongs, was given something, or acts: all about these was read.
    pub(super) fn own_places(&self) -> BTreeSet<OrganizationId> {
        let own = self.grants.values().filter(|grant| grant.holder == self.subject.holder);
        let given = own.map(|grant| grant.organization);
        given.chain(self.member_of.iter().copied()).chain(self.subject.acting_for).collect()
    }

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
        limits: GrantLimits<'_>,
    ) -> bool {
        let request = self.request(permission, organization);
        allowed_within(&request, limits.services, limits.contracts, &self.facts).is_some()
    }

    /// Everything that the subject may do at an organisation.
    pub(crate) fn permissions(&self, organization: OrganizationId) -> PermissionSet {
        permissions(&self.subject, organization, &self.facts)
    }

    pub(crate) fn scope(&self, permission: Permission) -> Vec<Region> {
        scope(&self.subject, permission, &self.facts)
    }

    pub(crate) fn access(
        &self,
        organization: OrganizationId,
        service: ServiceId,
    ) -> Result<Access, DenyReason> {
        access(&self.subject, organization, service, &self.facts)
    }

    pub(crate) fn can_delegate(
        &self,
        request: &DelegationRequest<'_>,
    ) -> Result<DelegationBasis, DelegationDenied> {
        can_delegate(&self.subject, request, &self.facts)
    }

    pub(crate) fn can_withdraw(
        &self,
        request: &DelegationRequest<'_>,
    ) -> Result<DelegationBasis, DelegationDenied> {
        can_withdraw(&self.subject, request, &self.facts)
    }

    pub(crate) fn evidence(&self, because: &AllowReason) -> Vec<(RecordId, Version)> {
        because.evidence(&self.subject, &self.facts)
    }

    /// Whether there is such a person, organisation or client among what was read.
    pub(crate) fn knows(&self, holder: Holder) -> bool {
        match holder {
            Holder::User(id) => self.users.contains_key(&id),
            Holder::Organization(id) => self.organizations.contains_key(&id),
            Holder::Client(id) => self.clients.iter().any(|client| client.id == id),
        }
    }

    /// The person or client's name; an organisation's for one that passes on what it holds.
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

    /// The ids from the root of the tree down to an organisation; none if the organisation is unknown.
    pub(crate) fn lineage(&self, organization: OrganizationId) -> &[OrganizationId] {
        self.organizations.get(&organization).map(|found| found.path.steps()).unwrap_or_default()
    }

    pub(crate) fn organization_name(&self, id: OrganizationId) -> String {
        self.organizations.get(&id).map_or_else(|| id.to_string(), |found| found.name.to_string())
    }
}
