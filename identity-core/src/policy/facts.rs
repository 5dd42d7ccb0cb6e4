use crate::Timestamp;
use crate::domain::{
    ApiClient, Contract, Grant, GrantScope, Organization, OrganizationPath, OrganizationState, Role, Service,
    User, UserState,
};
use crate::ids::{ContractId, OrganizationId, RoleId, ServiceId};
use crate::policy::Permission;
use crate::store::Versioned;
use std::collections::{BTreeMap, BTreeSet};

/// Who wants to do something.
#[derive(Debug, Clone, PartialEq)]
pub enum Subject {
    /// A signed-in person.
    User(Versioned<User>),
    /// A program with an access token, whose scopes narrow what its grants allow.
    Client {
        /// The program.
        client: Versioned<ApiClient>,
        /// The scopes of the token at hand.
        scopes: BTreeSet<Permission>,
    },
}

impl Subject {
    /// Whether the person or program may act at all.
    pub fn is_active(&self) -> bool {
        match self {
            Self::User(user) => user.state == UserState::Active,
            Self::Client { client, .. } => client.enabled,
        }
    }
}

/// Everything that one decision rests on, as read from the store at one moment.
///
/// It may hold more than the decision needs, never less: what is missing is taken not to exist.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// The moment.
    pub now: Timestamp,
    /// Who asks.
    pub subject: Subject,
    /// Organisations: those asked about with all above them, and those where the subject has grants.
    pub organizations: BTreeMap<OrganizationId, Versioned<Organization>>,
    /// The subject's grants.
    pub grants: Vec<Versioned<Grant>>,
    /// The roles of those grants, and those asked about.
    pub roles: BTreeMap<RoleId, Versioned<Role>>,
    /// The contracts of the organisations asked about.
    pub contracts: Vec<Versioned<Contract>>,
    /// The services there are.
    pub services: BTreeMap<ServiceId, Versioned<Service>>,
}

impl Facts {
    /// Facts about a subject of whom nothing else is known.
    pub fn about(subject: Subject, now: Timestamp) -> Self {
        Self {
            now,
            subject,
            organizations: BTreeMap::new(),
            grants: Vec::new(),
            roles: BTreeMap::new(),
            contracts: Vec::new(),
            services: BTreeMap::new(),
        }
    }

    pub(super) fn path(&self, organization: OrganizationId) -> Option<&OrganizationPath> {
        self.organizations.get(&organization).map(|found| &found.path)
    }

    /// Whether a grant reaches an organisation: it is given there, or above with the subtree in its scope.
    pub(super) fn reaches(&self, grant: &Grant, organization: OrganizationId) -> bool {
        if grant.organization == organization {
            return true;
        }
        let place = self.path(organization).map(OrganizationPath::steps).unwrap_or_default();
        grant.scope == GrantScope::Subtree && place.contains(&grant.organization)
    }

    /// The first organisation, from the root down to `organization`, that is unknown or not active.
    pub(super) fn first_inactive(&self, organization: OrganizationId) -> Option<OrganizationId> {
        let Some(path) = self.path(organization) else { return Some(organization) };
        path.steps().iter().copied().find(|step| {
            self.organizations.get(step).is_none_or(|found| found.state != OrganizationState::Active)
        })
    }

    /// The contract, of certain ones or of all, by which an organisation may use a service now.
    pub(super) fn contract_for(
        &self,
        organization: OrganizationId,
        service: ServiceId,
        only: Option<&BTreeSet<ContractId>>,
    ) -> Option<usize> {
        self.contracts.iter().position(|contract| {
            contract.organization == organization
                && only.is_none_or(|only| only.contains(&contract.id))
                && contract.services.contains(&service)
                && contract.period.contains(self.now)
        })
    }
}
