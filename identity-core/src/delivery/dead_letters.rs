//! Messages that were given up.

use crate::authority::{AccessError, Caller, Identity};
use crate::domain::{MessageState, OutboxFilter, OutboxMessage};
use crate::policy::Permission;
use crate::store::{Page, Slice};

impl Identity {
    /// Messages that were given up, for those who may see them at the operator.
    pub async fn dead_letters(
        &self,
        caller: &Caller,
        page: &Page,
    ) -> Result<Slice<OutboxMessage>, AccessError> {
        let operator = self.operator().await?.ok_or(AccessError::NotFound)?;
        self.may_look(caller, Permission::OutboxView, operator.id).await?;
        let filter = OutboxFilter { state: Some(MessageState::Dead), ..OutboxFilter::default() };
        Ok(self.store.outbox_messages().list(&filter, page).await?)
    }
}
