//! Reads from the store what a decision rests on.

use super::access_error::AccessError;
use super::caller::Caller;
use super::decision_context::DecisionContext;
use super::identity::Identity;
use super::request::RequestContext;
use crate::Timestamp;
use crate::domain::{Device, MembershipFilter};
use crate::ids::{OrganizationId, UserId};
use crate::policy::Subject;
use crate::store::{Entity, FactsQuery, StoreError, Table, Versioned};
use std::sync::Arc;

impl Identity {
    /// The caller in a request: every use case called with it decides by the instant of this call and by facts that are
    /// read once, and writes the reference into the audit trail. What the caller changes is read anew afterwards, and a
    /// use case that meets a conflict runs again on fresh facts.
    ///
    /// Make one for each request and drop it with the answer. After five seconds it remembers nothing, so that a handler
    /// of an open connection outlives no revocation.
    pub fn request(&self, caller: Caller, reference: impl Into<String>, device: Device) -> Caller {
        caller.in_request(RequestContext::new(self.now(), reference.into(), device))
    }

    /// The instant that decisions about the caller go by: that of the request, or else now.
    pub(crate) fn instant(&self, caller: &Caller) -> Timestamp {
        let now = self.now();
        caller.request().and_then(|request| request.at(now)).unwrap_or(now)
    }

    /// The facts about a caller and the organisations that a request is about, among others: read once in a request.
    pub(crate) async fn facts(
        &self,
        caller: &Caller,
        organizations: &[OrganizationId],
    ) -> Result<Arc<DecisionContext>, AccessError> {
        let now = self.now();
        let in_request = caller.request().and_then(|request| Some((request, request.at(now)?)));
        let Some((request, at)) = in_request else {
            let known = self.facts_about(caller.subject(now), organizations).await?;
            return known.map(Arc::new).ok_or(AccessError::NotFound);
        };
        let unread = match request.facts(&self.store, organizations) {
            Ok(known) => return Ok(known),
            Err(unread) => unread,
        };
        let known = self.facts_about(caller.subject(at), &unread.organizations).await?;
        let known = known.map(Arc::new).ok_or(AccessError::NotFound)?;
        request.keep(&self.store, unread, &known);
        Ok(known)
    }

    /// Where the caller, who is this person, is a member, with the facts about these organisations: read once in a
    /// request.
    pub(crate) async fn facts_of_member(
        &self,
        caller: &Caller,
        user: UserId,
    ) -> Result<(Vec<OrganizationId>, Arc<DecisionContext>), AccessError> {
        let request = caller.request().filter(|request| request.at(self.now()).is_some());
        if let Some(member_of) = request.and_then(|request| request.member_of(&self.store)) {
            let known = self.facts(caller, &member_of).await?;
            return Ok((member_of, known));
        }
        let member_of = self.member_of(user).await?;
        let known = self.facts(caller, &member_of).await?;
        if let Some(request) = request {
            request.keep_member_of(&known, &member_of);
        }
        Ok((member_of, known))
    }

    /// Where a person is a member.
    pub(crate) async fn member_of(&self, user: UserId) -> Result<Vec<OrganizationId>, StoreError> {
        let filter = MembershipFilter { user: Some(user), ..MembershipFilter::default() };
        let found = self.all(self.store.memberships(), &filter).await?;
        Ok(found.iter().map(|member| member.organization).collect())
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
        Ok(known.knows(subject.holder).then_some(known))
    }

    /// The facts about somebody, and about what else is asked.
    pub(crate) async fn facts_with(
        &self,
        subject: Subject,
        mut query: FactsQuery,
    ) -> Result<DecisionContext, StoreError> {
        if !query.holders.contains(&subject.holder) {
            query.holders.push(subject.holder);
        }
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
