//! Reads from the store what a decision rests on.

use super::access_error::AccessError;
use super::caller::{Caller, CallerKind};
use super::decision_context::DecisionContext;
use super::identity::Identity;
use crate::domain::Holder;
use crate::ids::{OrganizationId, UserId};
use crate::policy::Subject;
use crate::store::{Entity, FactsQuery, StoreError, Table, Versioned};

impl Identity {
    /// The facts about a caller and the organisations that a request is about.
    pub(crate) async fn facts(
        &self,
        caller: &Caller,
        organizations: &[OrganizationId],
    ) -> Result<DecisionContext, AccessError> {
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
    ) -> Result<Option<DecisionContext>, StoreError> {
        self.facts_about(Subject::user(user, self.now()), organizations).await
    }

    /// The facts about anybody; none if they are unknown.
    pub(crate) async fn facts_about(
        &self,
        subject: Subject,
        organizations: &[OrganizationId],
    ) -> Result<Option<DecisionContext>, StoreError> {
        let query = FactsQuery { organizations: organizations.to_vec(), ..FactsQuery::default() };
        let known = self.facts_with(subject, query).await?;
        let exists = match subject.holder {
            Holder::User(id) => known.users.contains_key(&id),
            Holder::Organization(id) => known.organizations.contains_key(&id),
            Holder::Client(id) => known.clients.iter().any(|client| client.id == id),
        };
        Ok(exists.then_some(known))
    }

    /// The facts about somebody, and about what else is asked.
    pub(crate) async fn facts_with(
        &self,
        subject: Subject,
        mut query: FactsQuery,
    ) -> Result<DecisionContext, StoreError> {
        query.holders.push(subject.holder);
        // Whether a mandate counts depends on where the organisation lies that is acted for.
        query.organizations.extend(subject.acting_for);
        let found = self.store.load_facts(&query).await?;
        Ok(DecisionContext {
            subject,
            facts: found.facts(),
            users: found.users.into_iter().map(|user| (user.id, user)).collect(),
            clients: found.clients,
            organizations: found.organizations.into_iter().map(|found| (found.id, found)).collect(),
            grants: found.grants.into_iter().map(|grant| (grant.id, grant)).collect(),
            roles: found.roles.into_iter().map(|role| (role.id, role)).collect(),
            services: found.services.into_iter().map(|service| (service.id, service)).collect(),
            contracts: found.contracts,
        })
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
