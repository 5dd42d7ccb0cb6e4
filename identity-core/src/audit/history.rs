//! The history of an organisation.

use super::search::AuditSearch;
use crate::authority::{AccessError, Caller, DecisionContext, Identity};
use crate::domain::{Actor, AuditEvent, Holder};
use crate::ids::{OrganizationId, UserId};
use crate::policy::{Permission, Subject};
use crate::store::{Cursor, Direction, FactsQuery, Page, Slice, Versioned};
use std::collections::{BTreeMap, BTreeSet};

/// An event with the names of those whom it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct NamedEvent {
    /// The event.
    pub event: Versioned<AuditEvent>,
    /// The name of the person or client who did it; empty for the system itself and for somebody unknown.
    pub actor: String,
    /// The name of the organisation that the person acted for, if they had chosen one.
    pub acting_for: Option<String>,
    /// The name of the person whom it is about, where that is somebody else.
    pub about: Option<String>,
    /// The name of the administrator who asked for it, where a second one had to approve it.
    pub asked_by: Option<String>,
    /// The names of the roles that it is about, as far as they are known there.
    pub roles: Vec<String>,
}

impl Identity {
    /// The history of an organisation, newest first.
    pub async fn audit(
        &self,
        caller: &Caller,
        id: OrganizationId,
        page: &Page,
    ) -> Result<Slice<AuditEvent>, AccessError> {
        self.search_audit(caller, id, &AuditSearch::default(), page).await
    }

    /// The events of an organisation's history that a search finds, newest first.
    pub async fn search_audit(
        &self,
        caller: &Caller,
        id: OrganizationId,
        search: &AuditSearch,
        page: &Page,
    ) -> Result<Slice<AuditEvent>, AccessError> {
        self.may_look(caller, Permission::AuditView, id).await?;
        let page = page.clone().in_direction(Direction::Descending);
        Ok(self.store.audit_events().list(&search.filter(id), &page).await?)
    }

    /// [`audit`](Self::audit) with the names of the people and organisations in it.
    pub async fn history(
        &self,
        caller: &Caller,
        id: OrganizationId,
        page: &Page,
    ) -> Result<(Vec<NamedEvent>, Option<Cursor>), AccessError> {
        self.search_history(caller, id, &AuditSearch::default(), page).await
    }

    /// [`search_audit`](Self::search_audit) with the names of the people and organisations in it.
    ///
    /// ```
    /// use identity_core::audit::{AuditSearch, EventKind};
    /// use identity_core::store::Page;
    /// use identity_core::testing::{ADMINISTRATOR, CONTACT_PERSON, CUSTOMER, TestIdentity};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let test = TestIdentity::start().await?;
    /// let (jeremy, customer) = (test.sign_in(CONTACT_PERSON).await?, test.organization(CUSTOMER).await?);
    /// let staff = test.sign_in(ADMINISTRATOR).await?.caller;
    /// let sign_ins = AuditSearch::new(Some(EventKind::Accounts)).person(Some(jeremy.user));
    /// let (events, _) =
    ///     test.identity().search_history(&staff, customer, &sign_ins, &Page::first(10)).await?;
    /// assert!(events.iter().all(|found| EventKind::of(found.event.action) == EventKind::Accounts));
    /// # Ok(())
    /// # }
    /// ```
    pub async fn search_history(
        &self,
        caller: &Caller,
        id: OrganizationId,
        search: &AuditSearch,
        page: &Page,
    ) -> Result<(Vec<NamedEvent>, Option<Cursor>), AccessError> {
        let slice = self.search_audit(caller, id, search, page).await?;
        let holders: BTreeSet<_> = slice.items.iter().flat_map(|event| holders_in(event)).collect();
        let places: BTreeSet<_> = slice.items.iter().filter_map(|event| event.acting_for).collect();
        let query = FactsQuery {
            holders: holders.into_iter().collect(),
            organizations: places.into_iter().collect(),
            ..FactsQuery::default()
        };
        let subject = Subject::organization(id, self.instant(caller));
        let known = self.facts_with(subject, query).await?;
        let own = known.organizations.get(&id).ok_or(AccessError::NotFound)?;
        let roles = self.lineage_roles(&own.path).await?;
        let roles = roles.iter().map(|role| (role.key.to_string(), role.name.to_string())).collect();
        Ok((slice.items.into_iter().map(|event| named(event, &known, &roles)).collect(), slice.next))
    }
}

fn named(
    event: Versioned<AuditEvent>,
    known: &DecisionContext,
    roles: &BTreeMap<String, String>,
) -> NamedEvent {
    let keys = ["role", "roles"].iter().filter_map(|name| event.details.get(*name));
    let roles = keys.flat_map(|keys| keys.split(' ')).filter_map(|key| roles.get(key)).cloned().collect();
    let actor = acting(event.actor);
    let about = event.about().map(Holder::User).filter(|about| Some(*about) != actor);
    NamedEvent {
        asked_by: asked_by(&event)
            .map(|id| known.holder_name(Holder::User(id)))
            .filter(|name| !name.is_empty()),
        actor: actor.map(|actor| known.holder_name(actor)).unwrap_or_default(),
        acting_for: event.acting_for.map(|id| known.organization_name(id)),
        about: about.map(|about| known.holder_name(about)).filter(|name| !name.is_empty()),
        roles,
        event,
    }
}

const fn acting(actor: Actor) -> Option<Holder> {
    match actor {
        Actor::User(id) => Some(Holder::User(id)),
        Actor::Client(id) => Some(Holder::Client(id)),
        Actor::System | Actor::Anonymous => None,
    }
}

/// The administrator who asked for what the event tells of.
fn asked_by(event: &AuditEvent) -> Option<UserId> {
    event.details.get("asked_by").and_then(|id| UserId::parse(id).ok())
}

fn holders_in(event: &AuditEvent) -> impl Iterator<Item = Holder> {
    acting(event.actor).into_iter().chain(event.about().into_iter().chain(asked_by(event)).map(Holder::User))
}
