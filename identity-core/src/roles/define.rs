//! Roles that an organisation defines for itself and everything below it.

use super::define_role_error::DefineRoleError;
use super::rank::held_to_define;
use crate::authority::{AccessError, Caller, DecisionContext, Identity, Trace, on_fresh_facts};
use crate::domain::{Action, Role, RoleFilter, RoleRef};
use crate::ids::{OrganizationId, ServiceId};
use crate::policy::Permission;
use crate::store::{Version, Versioned};
use crate::values::{DisplayName, RoleKey, ServiceKey};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A role of an organisation's own.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DefineRole {
    /// Whose role it is; it can be given there and below.
    pub organization: OrganizationId,
    /// Its name in REST; a role of the deployment with the same name is hidden by it there.
    pub key: RoleKey,
    /// What people call it.
    pub name: DisplayName,
    /// What somebody with it can do, in one plain sentence.
    pub description: String,
    /// The administrative acts it allows.
    pub permissions: BTreeSet<Permission>,
    /// The roles that services receive.
    pub application_roles: BTreeMap<ServiceKey, BTreeSet<RoleKey>>,
    /// Whether it is held by mandate only.
    pub mandate_only: bool,
}

impl DefineRole {
    /// A role that allows nothing yet.
    pub fn new(organization: OrganizationId, key: RoleKey, name: DisplayName) -> Self {
        Self {
            organization,
            key,
            name,
            description: String::new(),
            permissions: BTreeSet::new(),
            application_roles: BTreeMap::new(),
            mandate_only: false,
        }
    }

    /// Sets what somebody with it can do, in one plain sentence.
    #[must_use]
    pub fn description(self, description: impl Into<String>) -> Self {
        Self { description: description.into(), ..self }
    }

    /// Sets the administrative acts that it allows.
    #[must_use]
    pub fn permissions(self, permissions: impl IntoIterator<Item = Permission>) -> Self {
        Self { permissions: permissions.into_iter().collect(), ..self }
    }

    /// Sets the roles that services receive.
    #[must_use]
    pub fn application_roles(self, roles: impl IntoIterator<Item = (ServiceKey, BTreeSet<RoleKey>)>) -> Self {
        Self { application_roles: roles.into_iter().collect(), ..self }
    }

    /// Lets it be held by mandate only.
    #[must_use]
    pub fn mandate_only(self) -> Self {
        Self { mandate_only: true, ..self }
    }
}

impl Identity {
    /// Defines a role, or changes it when it is there. Needs `role.define` at the organisation and the right
    /// to give every part of the role: nobody defines what they do not hold.
    pub async fn define_role(
        &self,
        caller: &Caller,
        wanted: &DefineRole,
    ) -> Result<Versioned<Role>, DefineRoleError> {
        let defined = on_fresh_facts!(async {
            let (mut act, mut known) =
                self.authorize(caller, Permission::RoleDefine, wanted.organization).await?;
            let key = RoleRef::Named(Some(wanted.organization), wanted.key.clone());
            let stored = self.store.roles().find(&key).await?;
            let now = self.instant(caller);
            let role = Role {
                id: stored.as_ref().map_or_else(|| self.new_id(), |stored| stored.id),
                owner: Some(wanted.organization),
                key: wanted.key.clone(),
                name: wanted.name.clone(),
                description: wanted.description.clone(),
                permissions: wanted.permissions.clone(),
                application_roles: self
                    .by_service(Arc::make_mut(&mut known), &wanted.application_roles)
                    .await?,
                mandate_only: wanted.mandate_only,
                enabled: true,
                created_at: stored.as_ref().map_or(now, |stored| stored.created_at),
                updated_at: now,
            };
            if stored.is_none() {
                self.leave_room_for_a_role(wanted.organization).await?;
            }
            if let Some(stored) = &stored {
                self.read_services(Arc::make_mut(&mut known), stored.application_roles.keys().copied())
                    .await?;
            }
            let before = stored.as_ref().map(|stored| &stored.record);
            held_to_define(&mut act, &known, wanted.organization, before, &role)?;
            if let Some(stored) = &stored {
                self.keep_administrators_with_role(&mut act, caller, stored, &role).await?;
            }
            let version = stored.as_ref().map_or(Version::FIRST, |stored| stored.version.next());
            match stored {
                Some(stored) => act.changes().update(role.clone(), stored.version),
                None => act.changes().insert(role.clone()),
            };
            let trace = Trace::of(role.id).at(wanted.organization).with("role", &role.key);
            self.commit(act.finish(self, Action::RoleDefined, trace)).await?;
            Ok(Versioned::new(role, version))
        });
        self.audit_refusal(caller, wanted.organization, defined).await
    }

    /// Refuses one role more than an organisation has of its own.
    async fn leave_room_for_a_role(&self, organization: OrganizationId) -> Result<(), DefineRoleError> {
        let filter = RoleFilter { owners: Some(vec![Some(organization)]), ..RoleFilter::default() };
        let own = self.all(self.store.roles(), &filter).await.map_err(AccessError::from)?;
        let is_full = own.len() >= usize::from(DefineRoleError::MOST_ROLES);
        if is_full { Err(DefineRoleError::TooManyRoles) } else { Ok(()) }
    }

    async fn by_service(
        &self,
        known: &mut DecisionContext,
        named: &BTreeMap<ServiceKey, BTreeSet<RoleKey>>,
    ) -> Result<BTreeMap<ServiceId, BTreeSet<RoleKey>>, DefineRoleError> {
        let mut found = BTreeMap::new();
        for (key, roles) in named {
            let service = self.resolve_service(known, key).await?;
            let service = service.ok_or_else(|| DefineRoleError::UnknownService(key.clone()))?;
            found.insert(service, roles.clone());
        }
        Ok(found)
    }
}
