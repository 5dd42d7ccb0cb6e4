//! Answers to calls that name something unknown.

use super::error::ProvisionError;
use crate::authority::{Caller, Identity};
use crate::policy::Permission;
use crate::values::ExternalId;

impl Identity {
    /// That something named in a call is not known: said only to those who may provision everywhere,
    /// since to others the answer would tell which names are taken.
    pub(crate) async fn unknown_to(
        &self,
        caller: &Caller,
        permission: Permission,
        kind: &'static str,
        id: &ExternalId,
    ) -> Result<ProvisionError, ProvisionError> {
        if let Some(operator) = self.operator().await? {
            self.authorize(caller, permission, operator.id).await?;
        }
        Ok(ProvisionError::Unknown { kind, id: id.to_string() })
    }
}
