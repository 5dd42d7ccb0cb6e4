//! The history of an organisation.

use crate::authority::{AccessError, Caller, Identity};
use crate::domain::{AuditEvent, AuditFilter};
use crate::ids::OrganizationId;
use crate::policy::Permission;
use crate::store::{Direction, Page, Slice};

impl Identity {
    /// The history of an organisation, newest first.
    pub async fn audit(
        &self,
        caller: &Caller,
        id: OrganizationId,
        page: &Page,
    ) -> Result<Slice<AuditEvent>, AccessError> {
        self.may_look(caller, Permission::AuditView, id).await?;
        let filter = AuditFilter { organization: Some(id), actor: None };
        Ok(self.store.audit_events().list(&filter, &page.clone().in_direction(Direction::Descending)).await?)
    }
}
