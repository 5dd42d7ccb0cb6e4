//! The clients that hold something at an organisation.

use crate::Timestamp;
use crate::authority::{AccessError, Caller, DecisionContext, Identity};
use crate::domain::{Actor, ApiClient, AuditFilter, Grant, GrantFilter, GrantScope, Holder, Organization};
use crate::ids::{ApiClientId, OrganizationId, UserId};
use crate::policy::{Permission, Subject};
use crate::roles::{HeldRole, NamedLink};
use crate::store::{Direction, FactsQuery, Page, StoreError, Versioned};
use crate::values::{ClientId, DisplayName, FoldedText};
use std::collections::{BTreeMap, BTreeSet};

/// A client that holds something at an organisation, or above it for all below.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Program {
    /// Its id.
    pub id: ApiClientId,
    /// Its `client_id`.
    pub client_id: ClientId,
    /// What people call it.
    pub name: DisplayName,
    /// Whether it gets tokens at all.
    pub enabled: bool,
    /// What it holds there, the oldest first.
    pub rights: Vec<ProgramRight>,
    /// When it last did something that the history of the organisation tells of: got a token by a mandate of the
    /// organisation, or changed something there.
    pub last_used_at: Option<Timestamp>,
}

/// A role or mandate of a client.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ProgramRight {
    /// The grant with its role, and why it has no effect now.
    pub held: HeldRole,
    /// Who gave it: the name of the person or client; empty for what the deployment declares.
    pub given_by: String,
    /// The person who answers for it; none for what the deployment declares.
    pub owner: Option<ProgramOwner>,
    /// The grant and those that it derives from, up to the root grant.
    pub chain: Vec<NamedLink>,
    /// The names of the services that it is limited to; empty without a limit.
    pub services: Vec<String>,
    /// Whether it was given at the organisation itself, where it can be taken, and not above it.
    pub here: bool,
}

/// The person who answers for what a client holds.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProgramOwner {
    /// The person.
    pub user: UserId,
    /// Their name.
    pub name: String,
    /// Whether they can answer for it: they are active and have a place there. Otherwise those who manage the organisation do.
    pub answers: bool,
}

impl Identity {
    /// The clients that hold something at an organisation, by name, those with rights from above included. For those who may
    /// see who has which role.
    pub async fn programs(&self, caller: &Caller, id: OrganizationId) -> Result<Vec<Program>, AccessError> {
        let known = self.may_look(caller, Permission::GrantView, id).await?;
        let organization = known.organizations.get(&id).ok_or(AccessError::NotFound)?;
        let grants = self.grants_of_programs(organization, None).await?;
        let mut found = self.programs_by(id, grants).await?;
        found.sort_by_cached_key(|one| (FoldedText::sort_key(one.name.as_ref()), one.id));
        Ok(found)
    }

    /// What clients, or one of them, hold at an organisation: by grants there, and by grants above that reach below.
    pub(super) async fn grants_of_programs(
        &self,
        organization: &Organization,
        client: Option<ApiClientId>,
    ) -> Result<Vec<Versioned<Grant>>, StoreError> {
        let filter = GrantFilter {
            holders: client.map(|client| vec![Holder::Client(client)]),
            organizations: Some(organization.path.steps().to_vec()),
            clients: true,
            unrevoked: true,
            ended: Some((false, self.now())),
            ..GrantFilter::default()
        };
        let mut grants = self.all(self.store.grants(), &filter).await?;
        grants.retain(|grant| grant.organization == organization.id || grant.scope == GrantScope::Subtree);
        Ok(grants)
    }

    /// The clients of these grants.
    pub(super) async fn programs_by(
        &self,
        id: OrganizationId,
        grants: Vec<Versioned<Grant>>,
    ) -> Result<Vec<Program>, StoreError> {
        let named = grants.iter().flat_map(|grant| {
            let people = [person(grant.given_by), grant.owner.map(Holder::User)];
            people.into_iter().flatten().chain([grant.holder])
        });
        let holders: BTreeSet<_> = named.collect();
        let query = FactsQuery {
            holders: holders.into_iter().collect(),
            organizations: vec![id],
            ..FactsQuery::default()
        };
        let known = self.facts_with(Subject::organization(id, self.now()), query).await?;
        let mut by_client: BTreeMap<ApiClientId, Vec<ProgramRight>> = BTreeMap::new();
        for grant in &grants {
            if let Some(client) = grant.holder.client() {
                by_client.entry(client).or_default().extend(self.right(id, grant, &known).await?);
            }
        }
        let mut found = Vec::new();
        for (client, rights) in by_client {
            if let Some(client) = known.clients.iter().find(|known| known.id == client) {
                let last_used_at = self.last_used(client, id).await?;
                found.push(program(client, rights, last_used_at));
            }
        }
        Ok(found)
    }

    async fn right(
        &self,
        id: OrganizationId,
        grant: &Versioned<Grant>,
        known: &DecisionContext,
    ) -> Result<Option<ProgramRight>, StoreError> {
        let Some(held) = HeldRole::of(grant, known) else { return Ok(None) };
        let owner = match grant.owner {
            Some(user) => {
                let (name, answers) =
                    (known.holder_name(Holder::User(user)), self.answerable(grant).await?.is_some());
                Some(ProgramOwner { user, name, answers })
            }
            None => None,
        };
        let services = grant.services.iter().flatten().filter_map(|id| known.services.get(id));
        Ok(Some(ProgramRight {
            given_by: person(grant.given_by).map(|by| known.holder_name(by)).unwrap_or_default(),
            owner,
            chain: chain(grant, known),
            services: services.map(|service| service.name.to_string()).collect(),
            here: grant.organization == id,
            held,
        }))
    }

    /// When a client last did something that is in the history of an organisation.
    async fn last_used(
        &self,
        client: &ApiClient,
        id: OrganizationId,
    ) -> Result<Option<Timestamp>, StoreError> {
        let filter = AuditFilter {
            organization: Some(id),
            actor: Some(Actor::Client(client.id)),
            ..AuditFilter::default()
        };
        let page = Page::first(1).in_direction(Direction::Descending);
        let found = self.store.audit_events().list(&filter, &page).await?;
        Ok(found.items.first().map(|event| event.at))
    }
}

fn program(client: &ApiClient, rights: Vec<ProgramRight>, last_used_at: Option<Timestamp>) -> Program {
    Program {
        id: client.id,
        client_id: client.client_id.clone(),
        name: client.name.clone(),
        enabled: client.enabled,
        rights,
        last_used_at,
    }
}

/// Who gave something, if it was somebody.
const fn person(actor: Actor) -> Option<Holder> {
    match actor {
        Actor::User(id) => Some(Holder::User(id)),
        Actor::Client(id) => Some(Holder::Client(id)),
        Actor::System | Actor::Anonymous => None,
    }
}

/// A grant and those that it derives from, upwards, with their names.
fn chain(grant: &Grant, known: &DecisionContext) -> Vec<NamedLink> {
    let link = |step: &Grant| NamedLink {
        grant: step.id,
        mandate: step.mandate.is_some(),
        holder: step.holder,
        holder_name: known.holder_name(step.holder),
        own: step.holder == grant.holder,
        role: known.roles.get(&step.role).map(|role| role.name.to_string()).unwrap_or_default(),
        organization: step.organization,
        organization_name: known.organization_name(step.organization),
    };
    let steps = grant.path.steps().iter().rev();
    steps.filter_map(|step| known.grants.get(step)).map(|step| link(step)).collect()
}
