//! Who uses an application before it is open to everybody.

use crate::authority::Identity;
use crate::ids::UserId;
use crate::policy::Permission;
use crate::store::StoreError;

impl Identity {
    /// Whether somebody manages applications, and so signs in to one that is on trial.
    pub(crate) async fn tries_applications(&self, person: UserId) -> Result<bool, StoreError> {
        let Some(operator) = self.operator().await? else { return Ok(false) };
        let found = self.facts_at_places(person, &[operator.id]).await?;
        Ok(found.is_some_and(|(_, known)| known.allows(Permission::ApplicationManage, operator.id)))
    }
}
