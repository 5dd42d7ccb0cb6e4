//! Decisions as data, with the names of what they are about: the sentences are made where they are shown.

use super::decision_context::DecisionContext;
use crate::domain::{Grant, Holder};
use crate::ids::{ContractId, GrantId, OrganizationId, ServiceId, UserId};
use crate::policy::{AllowReason, ChainLink, DelegationDenied, DenyReason, Part, grant_status};

/// One grant of the delegation chain by which something is allowed, with the names of its holder, role and organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedLink {
    /// The grant.
    pub grant: GrantId,
    /// Whether it was delegated as a mandate.
    pub mandate: bool,
    /// The person, organisation or client that holds it.
    pub holder: Holder,
    /// The holder's name.
    pub holder_name: String,
    /// Whether the holder is the subject of the decision.
    pub own: bool,
    /// The name of its role.
    pub role: String,
    /// The organisation at which it was given.
    pub organization: OrganizationId,
    /// That organisation's name.
    pub organization_name: String,
}

/// The reasons for which something is allowed, with the names of people, roles, organisations and contracts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedAllow {
    /// The chain, from the grant that allows it up to the root grant.
    pub chain: Vec<NamedLink>,
    /// The name of the organisation that the decision is about, if the first grant was given above it.
    pub inherited_by: Option<String>,
    /// The contract that a service is used by, where one is in play.
    pub contract: Option<NamedContract>,
}

/// A contract, with the names that people know it by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedContract {
    /// The contract.
    pub id: ContractId,
    /// Its id in the CRM.
    pub external_id: String,
    /// Its organisation.
    pub organization_id: OrganizationId,
    /// The name of its organisation.
    pub organization: String,
}

/// A deny of the policy, with the names of what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedDeny {
    /// The nearest missing link, with its ids.
    pub reason: DenyReason,
    /// The name of the role of the grant that the reason names, where the grant is known.
    pub role: Option<String>,
    /// The name of the organisation that the reason names, or at which its grant was given.
    pub organization: Option<String>,
    /// The name of the service that the reason names.
    pub service: Option<String>,
}

/// A person who could give what is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedGiver {
    /// The person.
    pub user: UserId,
    /// Their name.
    pub name: String,
}

/// What a refused caller lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Missing {
    /// The policy denies the act.
    Denied(NamedDeny),
    /// The caller manages certain services or contracts only, and the act concerns others too.
    WiderScope,
}

/// Why a role cannot be given, with the name of what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedDelegationDenied {
    /// What the giver does not hold, or which rule forbids it.
    pub reason: DelegationDenied,
    /// The name of the service whose application role is lacking.
    pub service: Option<String>,
}

impl Missing {
    /// The stable code, as audit rows have it: that of the [`DenyReason`], or `wider-scope`.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Denied(denied) => denied.reason.code(),
            Self::WiderScope => "wider-scope",
        }
    }
}

impl DecisionContext {
    /// What stands behind an allow.
    pub(crate) fn named_allow(&self, because: &AllowReason, organization: OrganizationId) -> NamedAllow {
        let chain = because.chain(&self.facts);
        let inherited = chain.first().is_some_and(|link| link.inherited);
        let contract = because.contract(&self.facts);
        let contract = contract.and_then(|id| self.contracts.iter().find(|contract| contract.id == id));
        NamedAllow {
            chain: chain.iter().map(|link| self.named_link(link)).collect(),
            inherited_by: inherited.then(|| self.organization_name(organization)),
            contract: contract.map(|contract| NamedContract {
                id: contract.id,
                external_id: contract.external_id.to_string(),
                organization_id: contract.organization,
                organization: self.organization_name(contract.organization),
            }),
        }
    }

    fn named_link(&self, link: &ChainLink) -> NamedLink {
        let role = self.roles.get(&link.role).map(|role| role.name.to_string());
        NamedLink {
            grant: link.grant,
            mandate: link.mandate,
            holder: link.holder,
            holder_name: self.holder_name(link.holder),
            own: link.holder == self.subject.holder,
            role: role.unwrap_or_else(|| link.role.to_string()),
            organization: link.organization,
            organization_name: self.organization_name(link.organization),
        }
    }

    /// The missing link behind a deny.
    pub(crate) fn named_deny(&self, reason: DenyReason) -> NamedDeny {
        let named = reason.grant().and_then(|id| {
            let grant = self.grants.get(&id)?;
            Some((self.roles.get(&grant.role)?.name.to_string(), self.organization_name(grant.organization)))
        });
        let (role, given_at) = named.unzip();
        NamedDeny {
            reason,
            role,
            organization: reason.organization().map(|id| self.organization_name(id)).or(given_at),
            service: reason.service().map(|id| self.service_name(id)),
        }
    }

    /// What keeps a grant from having any effect at the instant of the subject.
    pub(crate) fn obstacle(&self, grant: &Grant) -> Option<NamedDeny> {
        let barred = || self.facts.first_inactive(grant.organization).map(DenyReason::ActiveOrganization);
        let status = grant_status(grant.id, self.subject.at, &self.facts);
        status.err().or_else(barred).map(|reason| self.named_deny(reason))
    }

    /// Why a role cannot be given.
    pub(crate) fn named_delegation_denied(&self, reason: DelegationDenied) -> NamedDelegationDenied {
        let service = match &reason {
            DelegationDenied::Part(Part::ApplicationRole(service, _), _) => Some(self.service_name(*service)),
            _ => None,
        };
        NamedDelegationDenied { reason, service }
    }

    fn service_name(&self, id: ServiceId) -> String {
        self.services.get(&id).map_or_else(|| id.to_string(), |found| found.name.to_string())
    }
}
