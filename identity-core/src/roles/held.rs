//! The roles that people hold.

use crate::authority::{AccessError, Caller, DecisionContext, Identity, NamedDeny};
use crate::domain::{Grant, GrantFilter, Holder, Role};
use crate::ids::{OrganizationId, RoleId, UserId};
use crate::policy::{Permission, Subject};
use crate::store::{Cursor, FactsQuery, Page, StoreError, Versioned};
use crate::values::RoleKey;
use std::collections::{BTreeMap, BTreeSet};

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

/// Who holds a role at an organisation.
#[derive(Debug)]
pub(crate) enum Holders {
    /// These people.
    Few(Vec<UserId>),
    /// More than are named at once hold one of these roles.
    Many(Vec<RoleId>),
}

impl Holders {
    /// How many grants are read to name the holders.
    pub(crate) const FEW: u16 = 100;
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

    /// The people who hold a role of this name at an organisation itself, as [`roles_at`](Self::roles_at) shows it; nobody
    /// where there is no such role.
    pub(crate) async fn holders_at(
        &self,
        caller: &Caller,
        id: OrganizationId,
        role: &RoleKey,
    ) -> Result<Holders, AccessError> {
        let roles = self.roles_at_hand(caller, id).await?;
        let roles: Vec<_> = roles.iter().filter(|found| found.key == *role).map(|role| role.id).collect();
        let mut holders = BTreeSet::new();
        for role in &roles {
            let filter = GrantFilter {
                organizations: Some(vec![id]),
                role: Some(*role),
                unrevoked: true,
                ended: Some((false, self.now())),
                ..GrantFilter::default()
            };
            let grants = self.store.grants().list(&filter, &Page::first(Holders::FEW)).await?;
            if grants.next.is_some() {
                return Ok(Holders::Many(roles));
            }
            holders.extend(grants.items.iter().filter_map(|grant| grant.holder.user()));
        }
        Ok(Holders::Few(holders.into_iter().collect()))
    }

    /// The grants at an organisation with what keeps them from having an effect, for those who may see who has which role.
    /// Those that were revoked are left out.
    pub async fn grants(
        &self,
        caller: &Caller,
        id: OrganizationId,
        page: &Page,
    ) -> Result<(Vec<HeldRole>, Option<Cursor>), AccessError> {
        self.may_look(caller, Permission::GrantView, id).await?;
        let filter = GrantFilter { organizations: Some(vec![id]), unrevoked: true, ..GrantFilter::default() };
        let slice = self.store.grants().list(&filter, page).await?;
        Ok((self.held_by(id, slice.items).await?, slice.next))
    }

    /// A grant with its role, and what keeps it from having an effect now.
    #[doc(hidden)]
    pub async fn held_role(&self, grant: Versioned<Grant>) -> Result<Option<HeldRole>, StoreError> {
        let organization = grant.organization;
        Ok(self.held_by(organization, vec![grant]).await?.into_iter().next())
    }

    /// Grants at one organisation with their roles and what keeps them from having an effect.
    async fn held_by(
        &self,
        organization: OrganizationId,
        grants: Vec<Versioned<Grant>>,
    ) -> Result<Vec<HeldRole>, StoreError> {
        if grants.is_empty() {
            return Ok(Vec::new());
        }
        let holders: BTreeSet<_> = grants.iter().map(|grant| grant.holder).collect();
        let query = FactsQuery {
            holders: holders.into_iter().collect(),
            organizations: vec![organization],
            ..FactsQuery::default()
        };
        let known = self.facts_with(Subject::organization(organization, self.now()), query).await?;
        Ok(grants.iter().filter_map(|grant| HeldRole::of(grant, &known)).collect())
    }
}
