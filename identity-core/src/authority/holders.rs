//! The people who hold a permission at an organisation, and those who could give it.

use super::decision_context::DecisionContext;
use super::explanations::NamedGiver;
use super::identity::Identity;
use crate::domain::{Grant, GrantFilter, Holder, Organization, Role};
use crate::ids::{OrganizationId, RoleId, UserId};
use crate::policy::{DelegationRequest, Permission, Subject, can_delegate, who_can};
use crate::store::{FactsQuery, StoreError, Versioned};
use std::collections::BTreeSet;

/// How many people are named who could give what somebody lacks.
const NAMED: usize = 3;

impl Identity {
    /// The facts about everybody who has a role with a permission by a grant at one of `places`, which are of the
    /// lineage of `organization`.
    pub(crate) async fn holders_of(
        &self,
        permission: Permission,
        organization: &Organization,
        places: &[OrganizationId],
    ) -> Result<DecisionContext, StoreError> {
        let roles = self.lineage_roles(&organization.path).await?;
        self.holders_by_roles(permission, organization.id, places, &roles).await
    }

    /// [`holders_of`](Self::holders_of) with the roles of the lineage, which were read before.
    async fn holders_by_roles(
        &self,
        permission: Permission,
        organization: OrganizationId,
        places: &[OrganizationId],
        roles: &[Versioned<Role>],
    ) -> Result<DecisionContext, StoreError> {
        let gives = |role: &Versioned<Role>| role.enabled && role.permissions.contains(&permission);
        // What remains are the grants of the lineage's roles with the permission, and those of roles of elsewhere, which
        // an organisation that was moved may have taken along.
        let filter = GrantFilter {
            organizations: Some(places.to_vec()),
            except_roles: roles.iter().filter(|role| !gives(role)).map(|role| role.id).collect(),
            unrevoked: true,
            ..GrantFilter::default()
        };
        let grants = self.all(self.store.grants(), &filter).await?;
        let in_lineage: BTreeSet<RoleId> = roles.iter().map(|role| role.id).collect();
        let elsewhere = grants.iter().map(|grant| grant.role).filter(|role| !in_lineage.contains(role));
        let elsewhere = self.roles_by_id(elsewhere).await?;
        let giving: BTreeSet<RoleId> =
            roles.iter().chain(&elsewhere).filter(|role| gives(role)).map(|role| role.id).collect();
        let gives = |grant: &&Versioned<Grant>| giving.contains(&grant.role);
        let holders: BTreeSet<Holder> = grants.iter().filter(gives).map(|grant| grant.holder).collect();
        let query = FactsQuery {
            holders: holders.into_iter().collect(),
            organizations: vec![organization],
            ..FactsQuery::default()
        };
        self.facts_with(Subject::organization(organization, self.now()), query).await
    }

    /// People who could give somebody a permission at an organisation that is known.
    pub(crate) async fn who_could_give(
        &self,
        known: &DecisionContext,
        permission: Permission,
        organization: OrganizationId,
    ) -> Result<Vec<NamedGiver>, StoreError> {
        let Some(found) = known.organizations.get(&organization) else { return Ok(Vec::new()) };
        let roles = self.lineage_roles(&found.path).await?;
        let places = found.path.steps();
        let known = self.holders_by_roles(Permission::GrantManage, organization, places, &roles).await?;
        let now = self.now();
        let names = |role: &&Versioned<Role>| role.permissions.contains(&permission);
        let roles: Vec<_> = roles.iter().filter(names).collect();
        let can_give = |user: UserId| {
            roles.iter().any(|role| {
                let request = DelegationRequest::of_role(role, organization);
                can_delegate(&Subject::user(user, now), &request, &known.facts).is_ok()
            })
        };
        let managers = who_can(Permission::GrantManage, organization, now, &known.facts);
        let givers = managers.into_iter().filter_map(|(holder, _)| match holder {
            Holder::User(user) => {
                can_give(user).then(|| NamedGiver { user, name: known.holder_name(holder) })
            }
            Holder::Organization(_) | Holder::Client(_) => None,
        });
        Ok(givers.take(NAMED).collect())
    }
}
