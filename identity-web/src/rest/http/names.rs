//! Names for ids: what core keeps by id, the interface shows by the key that people script with.

use identity_core::domain::{Actor, Contract, Grant, Holder, Invitation, Role, Service};
use identity_core::ids::{ContractId, RoleId, ServiceId};
use identity_core::values::{ExternalId, RoleKey, ServiceKey};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;
use uuid::Uuid;

/// The ids in an answer that are shown by the names of their records.
#[derive(Debug, Default)]
pub(crate) struct NamedIds {
    pub(crate) roles: BTreeSet<RoleId>,
    pub(crate) services: BTreeSet<ServiceId>,
    pub(crate) contracts: BTreeSet<ContractId>,
}

impl NamedIds {
    /// The ids in grants.
    pub(crate) fn of_grants<'a>(grants: impl IntoIterator<Item = &'a Grant>) -> Self {
        let mut ids = Self::default();
        for grant in grants {
            ids.roles.insert(grant.role);
            ids.services.extend(grant.services.iter().flatten());
            ids.contracts.extend(grant.contracts.iter().flatten());
        }
        ids
    }

    /// The ids in invitations and in the terms of their mandates.
    pub(crate) fn of_invitations<'a>(invitations: impl IntoIterator<Item = &'a Invitation>) -> Self {
        let mut ids = Self::default();
        for invitation in invitations {
            ids.roles.extend(&invitation.roles);
            ids.services.extend(invitation.services.iter().flatten());
            let contracts = invitation.mandate.iter().filter_map(|terms| terms.contracts.as_ref());
            ids.contracts.extend(contracts.flatten());
        }
        ids
    }

    /// The ids in a contract.
    pub(crate) fn of_contract(contract: &Contract) -> Self {
        Self { services: contract.services.clone(), ..Self::default() }
    }

    /// The ids in a role.
    pub(crate) fn of_role(role: &Role) -> Self {
        Self { services: role.application_roles.keys().copied().collect(), ..Self::default() }
    }
}

/// The keys of roles and services, and the ids of contracts in the CRM.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub(crate) roles: BTreeMap<RoleId, Role>,
    pub(crate) services: BTreeMap<ServiceId, Service>,
    pub(crate) contracts: BTreeMap<ContractId, ExternalId>,
}

impl Names {
    pub(crate) fn role(&self, id: RoleId) -> Option<RoleKey> {
        self.roles.get(&id).map(|role| role.key.clone())
    }

    pub(crate) fn roles(&self, ids: &BTreeSet<RoleId>) -> Vec<RoleKey> {
        ids.iter().filter_map(|id| self.role(*id)).collect()
    }

    pub(crate) fn services(&self, ids: &BTreeSet<ServiceId>) -> Vec<ServiceKey> {
        ids.iter().filter_map(|id| self.services.get(id)).map(|service| service.key.clone()).collect()
    }

    pub(crate) fn contracts(&self, ids: &BTreeSet<ContractId>) -> Vec<ExternalId> {
        ids.iter().filter_map(|id| self.contracts.get(id)).cloned().collect()
    }
}

/// A person, an organisation, a client or the system itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Party {
    /// `user`, `organization`, `client`, `system` or `anonymous`; `invited` for a person who has not accepted yet.
    pub(crate) kind: &'static str,
    /// Its id, if it has one.
    pub(crate) id: Option<Uuid>,
}

impl From<Actor> for Party {
    fn from(actor: Actor) -> Self {
        match actor {
            Actor::User(id) => Self { kind: "user", id: Some(id.into()) },
            Actor::Client(id) => Self { kind: "client", id: Some(id.into()) },
            Actor::System => Self { kind: "system", id: None },
            Actor::Anonymous => Self { kind: "anonymous", id: None },
        }
    }
}

impl From<Holder> for Party {
    fn from(holder: Holder) -> Self {
        match holder {
            Holder::User(id) => Self { kind: "user", id: Some(id.into()) },
            Holder::Organization(id) => Self { kind: "organization", id: Some(id.into()) },
            Holder::Client(id) => Self { kind: "client", id: Some(id.into()) },
        }
    }
}
