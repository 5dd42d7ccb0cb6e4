//! The last sign-ins by a connection that failed.

use crate::Timestamp;
use crate::authority::{AccessError, Caller, Identity};
use crate::domain::{Action, AuditEvent, AuditFilter};
use crate::ids::{AuditEventId, ConnectionId};
use crate::store::{Cursor, Direction, Page};

/// A sign-in by a connection that came to nothing. It says nothing of the person, who is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConnectionAttempt {
    /// Its id.
    pub id: AuditEventId,
    /// When it was.
    pub at: Timestamp,
    /// The check that failed, by a stable name; `cancelled` if the person went back.
    pub check: String,
    /// The reference that the page of the person and the log show.
    pub reference: Option<String>,
}

impl ConnectionAttempt {
    fn of(event: AuditEvent) -> Self {
        let AuditEvent { id, at, mut details, reference, .. } = event;
        let check = details.remove("check").unwrap_or_default();
        Self { id, at, check, reference }
    }
}

impl Identity {
    /// The last sign-ins by a connection that failed, newest first, with the check that failed, for those who manage it.
    pub async fn connection_attempts(
        &self,
        caller: &Caller,
        id: ConnectionId,
        page: &Page,
    ) -> Result<(Vec<ConnectionAttempt>, Option<Cursor>), AccessError> {
        self.managed_connection(caller, id).await?;
        let filter = AuditFilter {
            target: Some(id.into()),
            actions: Some(vec![Action::ProviderSignInFailed]),
            ..AuditFilter::default()
        };
        let page = page.clone().in_direction(Direction::Descending);
        let found = self.store.audit_events().list(&filter, &page).await?;
        let items = found.items.into_iter().map(|event| ConnectionAttempt::of(event.record)).collect();
        Ok((items, found.next))
    }
}
