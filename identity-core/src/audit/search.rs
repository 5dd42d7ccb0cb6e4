//! Which events of a history are looked for.

use super::kind::EventKind;
use crate::Timestamp;
use crate::authority::{AccessError, Caller, Identity};
use crate::domain::{AuditFilter, MembershipFilter};
use crate::ids::{OrganizationId, UserId};
use crate::policy::Permission;
use crate::store::Page;
use crate::values::DisplayName;

/// Which events of an organisation's history are looked for; what is left out does not limit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct AuditSearch {
    /// Of which kind.
    pub kind: Option<EventKind>,
    /// Who did it, or whom it is about. People whose accounts were erased are found by their id.
    pub person: Option<UserId>,
    /// Not earlier than this.
    pub from: Option<Timestamp>,
    /// Earlier than this.
    pub before: Option<Timestamp>,
}

impl AuditSearch {
    /// A search for events of a kind.
    pub fn new(kind: Option<EventKind>) -> Self {
        Self { kind, ..Self::default() }
    }

    /// Limits it to what a person did and what is about them.
    #[must_use]
    pub const fn person(self, person: Option<UserId>) -> Self {
        Self { person, ..self }
    }

    /// Limits it to a time that begins with `from` and ends right before `before`.
    #[must_use]
    pub const fn between(self, from: Option<Timestamp>, before: Option<Timestamp>) -> Self {
        Self { from, before, ..self }
    }

    /// Whether it limits the history to anything.
    pub fn is_limited(&self) -> bool {
        *self != Self::default()
    }

    pub(super) fn filter(&self, organization: OrganizationId) -> AuditFilter {
        let &Self { kind, person, from, before } = self;
        let (organization, actions) = (Some(organization), kind.map(EventKind::actions));
        AuditFilter { organization, actions, person, from, before, ..AuditFilter::default() }
    }
}

/// How many organisations of a person are looked at.
const ORGANIZATIONS_OF_A_PERSON: u16 = 50;

impl Identity {
    /// The other organisations to which a person belongs and whose people and history the caller may see, for whoever looks at
    /// the history of that person in this one. A person of foreign organisations answers like an unknown one.
    pub async fn further_histories(
        &self,
        caller: &Caller,
        id: OrganizationId,
        person: UserId,
    ) -> Result<Vec<(OrganizationId, DisplayName)>, AccessError> {
        self.may_look(caller, Permission::AuditView, id).await?;
        let filter = MembershipFilter { user: Some(person), ..MembershipFilter::default() };
        let page = Page::first(ORGANIZATIONS_OF_A_PERSON);
        let found = self.store.memberships().list(&filter, &page).await?.items;
        let mut others: Vec<_> = found.iter().map(|membership| membership.organization).collect();
        others.retain(|other| *other != id);
        let known = self.facts_where_found(caller, &others).await?;
        others.retain(|other| {
            known.allows(Permission::AuditView, *other) && known.allows(Permission::MemberView, *other)
        });
        let named = |other: OrganizationId| Some((other, known.organizations.get(&other)?.name.clone()));
        Ok(others.into_iter().filter_map(named).collect())
    }
}
