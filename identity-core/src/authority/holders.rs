//! The people who hold a permission at an organisation, and those who could give it.

use super::decision_context::DecisionContext;
use super::identity::Identity;
use crate::domain::{Grant, GrantFilter, Holder, OrganizationPath, Role, RoleFilter};
use crate::ids::OrganizationId;
use crate::policy::{DelegationRequest, Permission, Subject, can_delegate, who_can};
use crate::store::{StoreError, Versioned};
use std::collections::BTreeSet;

/// How many people are named who could give what somebody lacks.
const NAMED: usize = 3;

impl Identity {
    /// The facts about everybody whose role, at an organisation or above it, names a permission.
    pub(crate) async fn holders_of(
        &self,
        permission: Permission,
        organization: OrganizationId,
        path: &OrganizationPath,
    ) -> Result<DecisionContext, StoreError> {
        let roles = self.all(self.store.roles(), &RoleFilter::default()).await?;
        let names = |role: &&Versioned<Role>| role.enabled && role.permissions.contains(&permission);
        let filter = GrantFilter {
            organizations: Some(path.steps().to_vec()),
            roles: Some(roles.iter().filter(names).map(|role| role.id).collect()),
            unrevoked: true,
            ..GrantFilter::default()
        };
        let grants = self.all(self.store.grants(), &filter).await?;
        let holders: BTreeSet<Holder> = grants.iter().map(|grant: &Versioned<Grant>| grant.holder).collect();
        let subject = Subject::organization(organization, self.now());
        self.facts_with(subject, holders.into_iter().collect(), &[organization]).await
    }

    /// The names of people who could give somebody a permission at an organisation.
    pub(crate) async fn who_could_give(
        &self,
        permission: Permission,
        organization: OrganizationId,
    ) -> Result<Vec<String>, StoreError> {
        let Some(found) = self.store.organizations().get(organization).await? else { return Ok(Vec::new()) };
        let known = self.holders_of(Permission::GrantManage, organization, &found.path).await?;
        let now = self.now();
        let roles = self.all(self.store.roles(), &RoleFilter::default()).await?;
        let names = |role: &&Versioned<Role>| role.permissions.contains(&permission);
        let roles: Vec<_> = roles.iter().filter(names).collect();
        let can_give = |holder: &Holder| match holder {
            Holder::User(user) => roles.iter().any(|role| {
                let request = DelegationRequest::of_role(role, organization);
                can_delegate(&Subject::user(*user, now), &request, &known.facts).is_ok()
            }),
            Holder::Organization(_) | Holder::Client(_) => false,
        };
        let managers = who_can(Permission::GrantManage, organization, now, &known.facts);
        let givers = managers.into_iter().map(|(holder, _)| holder).filter(can_give);
        Ok(givers.take(NAMED).map(|holder| known.holder_name(holder)).collect())
    }
}
