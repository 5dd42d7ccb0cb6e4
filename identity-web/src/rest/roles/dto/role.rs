//! The JSON of roles.

use crate::forms::Form;
use crate::forms::roles::DEFINE_ROLE;
use crate::rest::http::body::Declared;
use crate::rest::http::names::Names;
use identity_core::ids::OrganizationId;
use identity_core::policy::Permission;
use identity_core::roles::DefineRole;
use identity_core::values::{DisplayName, RoleKey, ServiceKey};
use identity_core::{Timestamp, domain};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;
use uuid::Uuid;

/// A role that an organisation defines.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RoleCall {
    /// The name that people see.
    #[schema(value_type = String)]
    name: DisplayName,
    /// What the role allows, in one plain sentence.
    #[serde(default)]
    description: String,
    /// The permissions of the role; only those that you can give.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    permissions: BTreeSet<Permission>,
    /// The roles that services receive, by the key of the service; only those that you can give.
    #[serde(default)]
    #[schema(value_type = BTreeMap<String, Vec<String>>)]
    application_roles: BTreeMap<ServiceKey, BTreeSet<RoleKey>>,
    /// Whether the role can be given by mandate only.
    #[serde(default)]
    mandate_only: bool,
}

impl Declared for RoleCall {
    const FORM: &'static Form = &DEFINE_ROLE;
}

impl RoleCall {
    pub(crate) fn into_core(self, organization: OrganizationId, key: RoleKey) -> DefineRole {
        let mut wanted = DefineRole::new(organization, key, self.name)
            .description(self.description)
            .permissions(self.permissions)
            .application_roles(self.application_roles);
        wanted.mandate_only = self.mandate_only;
        wanted
    }
}

/// A role.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Role {
    id: Uuid,
    #[schema(value_type = String)]
    key: RoleKey,
    /// The organisation that defined the role; `null` for a role of the deployment.
    organization_id: Option<Uuid>,
    #[schema(value_type = String)]
    name: DisplayName,
    description: String,
    #[schema(value_type = Vec<String>)]
    permissions: BTreeSet<Permission>,
    #[schema(value_type = BTreeMap<String, Vec<String>>)]
    application_roles: BTreeMap<ServiceKey, BTreeSet<RoleKey>>,
    mandate_only: bool,
    enabled: bool,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    updated_at: Timestamp,
}

impl Role {
    pub(crate) fn new(record: &domain::Role, names: &Names) -> Self {
        let by_service = record.application_roles.iter().filter_map(|(service, roles)| {
            names.services.get(service).map(|service| (service.key.clone(), roles.clone()))
        });
        Self {
            id: record.id.into(),
            key: record.key.clone(),
            organization_id: record.owner.map(Uuid::from),
            name: record.name.clone(),
            description: record.description.clone(),
            permissions: record.permissions.clone(),
            application_roles: by_service.collect(),
            mandate_only: record.mandate_only,
            enabled: record.enabled,
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }
}
