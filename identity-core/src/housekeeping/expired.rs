//! Removal of what has expired.

use crate::authority::{BookKeeping, Identity, ShortLived};
use crate::domain::{
    AccessTokenFilter, ApprovalFilter, AuthorizationFilter, ContactChangeFilter, ExpiryFilter,
    RecoveryFilter, RememberedBrowserFilter, ServiceSessionFilter, SessionFilter, UserEmailFilter,
};
use crate::store::{Page, StoreError, Table};
use std::time::Duration;

/// How long ended sessions stay, so that the history can still name them.
const KEEP_SESSIONS: Duration = Duration::from_hours(720);

/// How long a link for a new password, or about an address, is known after its time, so that its page can say that it has expired.
const KEEP_RECOVERIES: Duration = Duration::from_hours(24);

impl Identity {
    /// Removes short-lived records whose time is over; gives their number. To be called now and then by
    /// one or several nodes.
    #[doc(hidden)]
    pub async fn remove_expired(&self) -> Result<usize, StoreError> {
        let now = self.now();
        let expired = ExpiryFilter { expired_before: Some(now) };
        let mut removed = self.remove_all(self.store.sign_ons(), &expired).await?;
        removed += self.remove_all(self.store.sent_codes(), &expired).await?;
        removed += self.remove_all(self.store.login_requests(), &expired).await?;
        removed += self.remove_all(self.store.logouts(), &expired).await?;
        removed += self.remove_all(self.store.consumed_assertions(), &expired).await?;
        let tokens = AccessTokenFilter { expired_before: Some(now), ..AccessTokenFilter::default() };
        removed += self.remove_all(self.store.access_tokens(), &tokens).await?;
        let authorizations = AuthorizationFilter { user: None, expired_before: Some(now) };
        removed += self.remove_all(self.store.authorizations(), &authorizations).await?;
        let recoveries = RecoveryFilter { user: None, expired_before: Some(now.minus(KEEP_RECOVERIES)) };
        removed += self.remove_all(self.store.recoveries(), &recoveries).await?;
        let browsers = RememberedBrowserFilter { user: None, expired_before: Some(now) };
        removed += self.remove_all(self.store.remembered_browsers(), &browsers).await?;
        let approvals = ApprovalFilter { user: None, expired_before: Some(now) };
        removed += self.remove_all(self.store.approvals(), &approvals).await?;
        let changes = ContactChangeFilter { user: None, expired_before: Some(now.minus(KEEP_RECOVERIES)) };
        removed += self.remove_all(self.store.contact_changes(), &changes).await?;
        let addresses = UserEmailFilter { user: None, expired_before: Some(now) };
        removed += self.remove_all(self.store.user_emails(), &addresses).await?;
        let service_sessions = ServiceSessionFilter { subject: None, expired_before: Some(now) };
        removed += self.remove_all(self.store.service_sessions(), &service_sessions).await?;
        let limit = now.minus(KEEP_SESSIONS);
        let sessions = SessionFilter { user: None, unended: false, expired_before: Some(limit) };
        Ok(removed + self.remove_sessions(&sessions).await?)
    }

    /// Removes sessions with the parts that applications took in them.
    async fn remove_sessions(&self, filter: &SessionFilter) -> Result<usize, StoreError> {
        let mut removed = 0;
        loop {
            let slice = self.store.sessions().list(filter, &Page::first(200)).await?;
            if slice.items.is_empty() {
                return Ok(removed);
            }
            let mut books = BookKeeping::new();
            for session in &slice.items {
                for part in self.participants_of(session.id).await? {
                    books.remove(&part);
                }
                books.remove(session);
            }
            match self.commit_unaudited(&books).await {
                Ok(()) => removed += slice.items.len(),
                Err(StoreError::Conflict { .. }) => return Ok(removed),
                Err(error) => return Err(error),
            }
        }
    }

    /// Removes what a filter lets through, in batches; a batch of which another node took a part is left
    /// to the next call.
    async fn remove_all<T: ShortLived>(
        &self,
        table: &dyn Table<T>,
        filter: &T::Filter,
    ) -> Result<usize, StoreError> {
        let mut removed = 0;
        loop {
            let slice = table.list(filter, &Page::first(200)).await?;
            if slice.items.is_empty() {
                return Ok(removed);
            }
            let mut books = BookKeeping::new();
            for found in &slice.items {
                books.remove(found);
            }
            match self.commit_unaudited(&books).await {
                Ok(()) => removed += slice.items.len(),
                Err(StoreError::Conflict { .. }) => return Ok(removed),
                Err(error) => return Err(error),
            }
        }
    }
}
