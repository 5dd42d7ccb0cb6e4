use super::Facts;
use crate::Timestamp;
use crate::domain::GrantScope;
use crate::ids::{GrantId, OrganizationId, ServiceId};
use crate::policy::Permission;
use crate::store::{RecordId, Version};

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Request {
    /// The act.
    pub permission: Permission,
    /// The organisation that it touches.
    pub organization: OrganizationId,
}

/// The answer, with its reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// It may be done, because of this.
    Allowed(Because),
    /// It may not be done, for want of this.
    Denied(Missing),
}

impl Decision {
    /// Whether it may be done.
    pub const fn is_allowed(&self) -> bool {
        matches!(self, Self::Allowed(_))
    }
}

/// The chain behind an allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Because {
    /// The grant that allows it.
    pub grant: GrantId,
    /// Where in [`Facts::grants`] it stands.
    pub(super) at: usize,
    /// The service that is used, where one is in play.
    pub(super) service: Option<ServiceId>,
    /// The contract that a service needs, where one is in play: its place in [`Facts::contracts`].
    pub(super) contract: Option<usize>,
    /// The organisation that it is about.
    pub(super) organization: OrganizationId,
}

/// The nearest missing link behind a deny; the variants are ordered by how near they come to an allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// The person is locked or disabled, or the program switched off.
    ActiveSubject,
    /// The token's scopes leave it out.
    Scope(Permission),
    /// No grant allows it here.
    Grant,
    /// A grant would allow it, but is only for giving to others.
    RightToAct(GrantId),
    /// A grant would allow it, but its role is switched off.
    EnabledRole(GrantId),
    /// A grant would allow it, but it has ended.
    GrantEnded(GrantId, Timestamp),
    /// A grant would allow it, but it has not begun.
    GrantNotBegun(GrantId, Timestamp),
    /// A grant would allow it, but this organisation, or one above it, is not active.
    ActiveOrganization(OrganizationId),
    /// A grant would allow it, but the service is switched off.
    EnabledService(ServiceId),
    /// A grant would allow it, but the organisation's contract for the service has ended.
    ContractEnded(ServiceId, Timestamp),
    /// A grant would allow it, but the organisation has no contract for the service now.
    Contract(ServiceId),
}

impl Because {
    /// The records, as they were read, that the answer rests on. A change that follows from the answer
    /// requires every one of them.
    pub fn evidence(&self, facts: &Facts) -> Vec<(RecordId, Version)> {
        let mut found = match &facts.subject {
            super::Subject::User(user) => vec![(user.id.into(), user.version)],
            super::Subject::Client { client, .. } => vec![(client.id.into(), client.version)],
        };
        if let Some(grant) = facts.grants.get(self.at) {
            found.push((grant.id.into(), grant.version));
            found.extend(facts.roles.get(&grant.role).map(|role| (role.id.into(), role.version)));
            found.extend(lineage(facts, grant.organization));
        }
        found.extend(lineage(facts, self.organization));
        if let Some(service) = self.service.and_then(|id| facts.services.get(&id)) {
            found.push((service.id.into(), service.version));
        }
        if let Some(contract) = self.contract.and_then(|at| facts.contracts.get(at)) {
            found.push((contract.id.into(), contract.version));
        }
        found
    }

    /// The chain in words, one link a line.
    pub fn in_words(&self, facts: &Facts) -> Vec<String> {
        let mut words = Vec::new();
        let name = |id: OrganizationId| {
            facts.organizations.get(&id).map_or_else(|| id.to_string(), |found| found.name.to_string())
        };
        if let Some(grant) = facts.grants.get(self.at) {
            let role = facts.roles.get(&grant.role);
            let role = role.map_or_else(|| grant.role.to_string(), |role| role.name.to_string());
            let reach = if grant.scope == GrantScope::Subtree { " and everything below it" } else { "" };
            words.push(format!("grant {}: role {role} at {}{reach}", grant.id, name(grant.organization)));
            if grant.organization != self.organization {
                words.push(format!("{} lies below {}", name(self.organization), name(grant.organization)));
            }
        }
        if let Some(contract) = self.contract.and_then(|at| facts.contracts.get(at)) {
            words.push(format!("contract {} of {}", contract.external_id, name(contract.organization)));
        }
        words
    }
}

/// An organisation and all above it, as they were read.
fn lineage(facts: &Facts, organization: OrganizationId) -> Vec<(RecordId, Version)> {
    let steps = facts.path(organization).map(crate::domain::OrganizationPath::steps).unwrap_or_default();
    let read = |step: &OrganizationId| facts.organizations.get(step);
    steps.iter().filter_map(read).map(|found| (found.id.into(), found.version)).collect()
}

impl Missing {
    /// The missing link in words.
    pub fn in_words(&self, facts: &Facts) -> String {
        let name = |id: &OrganizationId| {
            facts.organizations.get(id).map_or_else(|| id.to_string(), |found| found.name.to_string())
        };
        let service = |id: &ServiceId| {
            facts.services.get(id).map_or_else(|| id.to_string(), |found| found.name.to_string())
        };
        match self {
            Self::ActiveSubject => "the account is not active".to_owned(),
            Self::Scope(permission) => format!("the access token does not have the scope {permission}"),
            Self::Grant => "no role here allows it".to_owned(),
            Self::RightToAct(grant) => format!("grant {grant} is for giving the role to others only"),
            Self::EnabledRole(grant) => format!("the role of grant {grant} is switched off"),
            Self::GrantEnded(grant, at) => format!("grant {grant} ended on {}", at.in_words()),
            Self::GrantNotBegun(grant, at) => format!("grant {grant} begins on {}", at.in_words()),
            Self::ActiveOrganization(id) => format!("{} is not active", name(id)),
            Self::EnabledService(id) => format!("{} is switched off", service(id)),
            Self::ContractEnded(id, at) => {
                format!("the contract for {} ended on {}", service(id), at.in_words())
            }
            Self::Contract(id) => format!("there is no contract for {}", service(id)),
        }
    }
}
