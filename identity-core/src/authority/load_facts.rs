//! Reads from the store what a decision rests on.

use super::access_error::AccessError;
use super::caller::Caller;
use super::decision_context::DecisionContext;
use super::identity::Identity;
use super::request::{RequestContext, Unread};
use crate::Timestamp;
use crate::domain::Device;
use crate::ids::{OrganizationId, UserId};
use crate::policy::Subject;
use crate::store::{Entity, FactRecords, FactsQuery, StoreError, Table, Versioned};
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
            return self.facts_of_caller(caller, now, organizations.to_vec()).await;
        };
        let unread = match request.facts(&self.store, organizations) {
            Ok(known) => return Ok(known),
            Err(unread) => unread,
        };
        let known = self.facts_of_caller(caller, at, unread.organizations.clone()).await?;
        request.keep(&self.store, unread, &known);
        Ok(known)
    }

    /// [`facts`](Self::facts) about the organisations that an id led to. If it led to none, as much is read as for a foreign
    /// one, so that time does not tell which ids exist. Whether the caller may hear more is then asked at the
    /// [operator](DecisionContext::operator): whoever may do something there has it among their own facts.
    pub(crate) async fn facts_where_found(
        &self,
        caller: &Caller,
        organizations: &[OrganizationId],
    ) -> Result<Arc<DecisionContext>, AccessError> {
        let nobodys = [self.new_id()];
        self.facts(caller, if organizations.is_empty() { &nobodys } else { organizations }).await
    }

    /// The facts about a caller, with those about the organisations that they belong to.
    async fn facts_of_caller(
        &self,
        caller: &Caller,
        at: Timestamp,
        organizations: Vec<OrganizationId>,
    ) -> Result<Arc<DecisionContext>, AccessError> {
        let subject = caller.subject(at);
        let members = caller.user().into_iter().collect();
        let known = self.facts_with(subject, FactsQuery { organizations, members, ..FactsQuery::default() });
        let known = known.await?;
        if known.knows(subject.holder) { Ok(Arc::new(known)) } else { Err(AccessError::NotFound) }
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
        Ok(DecisionContext::new(subject, self.store.load_facts(&query).await?))
    }

    /// Reads who shows a token, together with the facts about them.
    ///
    /// `caller` makes the caller of what was found, and its instant is that of the facts.
    pub(crate) async fn facts_of_token<C>(
        &self,
        query: FactsQuery,
        (reference, device): (String, Device),
        caller: impl FnOnce(&FactRecords, Timestamp) -> Option<(Caller, C)>,
    ) -> Result<Option<(Caller, C)>, StoreError> {
        let at = self.now();
        let found = self.store.load_facts(&query).await?;
        let Some((caller, kept)) = caller(&found, at) else { return Ok(None) };
        let request = RequestContext::new(at, reference, device);
        let known = Arc::new(DecisionContext::new(caller.subject(at), found));
        request.keep(&self.store, Unread::everything(), &known);
        Ok(Some((caller.in_request(request), kept)))
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
