//! The last sign-ons to an application.

use crate::Timestamp;
use crate::authority::{AccessError, Caller, Identity};
use crate::domain::{Action, AuditEvent, AuditFilter};
use crate::ids::{ApplicationId, AuditEventId, RelyingPartyId};
use crate::policy::Permission;
use crate::store::{Cursor, Direction, Page};

/// A sign-on to an application, or a request of it that was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SignOnAttempt {
    /// Its id.
    pub id: AuditEventId,
    /// When it was.
    pub at: Timestamp,
    /// Whether the application was told who the person is.
    pub succeeded: bool,
    /// The check that failed, or why the person may not use the application, by a stable name.
    pub failed: Option<String>,
    /// The reference that the answer and the log show.
    pub reference: Option<String>,
}

impl SignOnAttempt {
    fn of(event: AuditEvent) -> Self {
        let AuditEvent { id, at, action, mut details, reference, .. } = event;
        let failed = details.remove("check").or_else(|| details.remove("reason"));
        Self { id, at, succeeded: action == Action::AssertionIssued, failed, reference }
    }
}

impl Identity {
    /// The last sign-ons to an application, newest first, with what failed, for those who manage applications.
    pub async fn application_attempts(
        &self,
        caller: &Caller,
        id: ApplicationId,
        page: &Page,
    ) -> Result<(Vec<SignOnAttempt>, Option<Cursor>), AccessError> {
        let operator = self.applications_at().await?;
        self.may_look(caller, Permission::ApplicationManage, operator).await?;
        if self.find_application(id).await?.is_none() {
            return Err(self.no_application(caller).await?);
        }
        let filter = AuditFilter {
            target: Some(RelyingPartyId::from_uuid(id.as_uuid()).into()),
            actions: Some(vec![Action::AssertionIssued, Action::AssertionRefused, Action::RequestRefused]),
            ..AuditFilter::default()
        };
        let page = page.clone().in_direction(Direction::Descending);
        let found = self.store.audit_events().list(&filter, &page).await?;
        let items = found.items.into_iter().map(|event| SignOnAttempt::of(event.record)).collect();
        Ok((items, found.next))
    }
}
