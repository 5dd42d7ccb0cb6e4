//! What a configuration refers to by name.

use super::setup_error::SetupError;
use crate::authority::Identity;
use crate::domain::{RoleRef, ServiceKeyed};
use crate::ids::{OrganizationId, RoleId, ServiceId};
use crate::values::{RoleKey, ServiceKey};

impl Identity {
    pub(super) async fn setup_operator(&self) -> Result<OrganizationId, SetupError> {
        let undefined = || SetupError::Undefined { kind: "operator", name: "organisation".to_owned() };
        self.operator().await?.map(|found| found.id).ok_or_else(undefined)
    }

    pub(super) async fn setup_service(&self, key: &ServiceKey) -> Result<ServiceId, SetupError> {
        let found = self.store.services().find(&ServiceKeyed::Key(key.clone())).await?;
        found
            .map(|found| found.id)
            .ok_or_else(|| SetupError::Undefined { kind: "service", name: key.to_string() })
    }

    pub(super) async fn setup_role(&self, key: &RoleKey) -> Result<RoleId, SetupError> {
        let found = self.store.roles().find(&RoleRef::Named(None, key.clone())).await?;
        found
            .map(|found| found.id)
            .ok_or_else(|| SetupError::Undefined { kind: "role", name: key.to_string() })
    }
}
