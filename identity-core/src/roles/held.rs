//! The roles that people hold.

use crate::authority::{AccessError, Caller, DecisionContext, Identity, NamedDeny};
use crate::domain::{Grant, GrantFilter, Holder, Role};
use crate::ids::{OrganizationId, UserId};
use crate::policy::{Permission, Subject};
use crate::store::{FactsQuery, Page, Slice, StoreError, Versioned};
use std::collections::BTreeMap;

/// A role that somebody holds.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct HeldRole {
    /// The grant by which they hold it.
    pub grant: Versioned<Grant>,
    /// The role.
    pub role: Role,
    /// Why the grant has no effect now: what it derives from is over, the organisation is suspended, and the like. `None` if
    /// it is in force.
    pub obstacle: Option<NamedDeny>,
}

impl HeldRole {
    /// A grant with its role, and whether it is in force at the instant of the facts.
    pub(crate) fn of(grant: &Versioned<Grant>, known: &DecisionContext) -> Option<Self> {
        let role = known.roles.get(&grant.role)?.record.clone();
        Some(Self { role, obstacle: known.obstacle(grant), grant: grant.clone() })
    }
}

impl Identity {
    /// The roles of each of several people at an organisation, those that were neither revoked nor are over, with what keeps
    /// them from having an effect.
    pub(crate) async fn roles_at(
        &self,
        organization: OrganizationId,
        users: &[UserId],
    ) -> Result<BTreeMap<UserId, Vec<HeldRole>>, StoreError> {
        let query = FactsQuery {
            holders: users.iter().copied().map(Holder::User).collect(),
            organizations: vec![organization],
            ..FactsQuery::default()
        };
        let now = self.now();
        let known = self.facts_with(Subject::organization(organization, now), query).await?;
        let mut found: BTreeMap<UserId, Vec<HeldRole>> = BTreeMap::new();
        let here = |grant: &&Versioned<Grant>| {
            grant.organization == organization && grant.revoked_at.is_none() && !grant.period.is_over(now)
        };
        for grant in known.grants.values().filter(here) {
            if let Holder::User(user) = grant.holder
                && users.contains(&user)
            {
                found.entry(user).or_default().extend(HeldRole::of(grant, &known));
            }
        }
        Ok(found)
    }

    /// The grants at an organisation, for those who may see who has which role. Those that ended are left out.
    pub async fn grants(
        &self,
        caller: &Caller,
        id: OrganizationId,
        page: &Page,
    ) -> Result<Slice<Grant>, AccessError> {
        self.may_look(caller, Permission::GrantView, id).await?;
        let filter = GrantFilter { organizations: Some(vec![id]), unrevoked: true, ..GrantFilter::default() };
        Ok(self.store.grants().list(&filter, page).await?)
    }
}
