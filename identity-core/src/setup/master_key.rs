//! Whether the stored data belongs to the configured master key.

use super::setup_error::SetupError;
use crate::authority::Identity;
use crate::domain::{MessageState, OutboxFilter, SigningKeyFilter};
use crate::secrets::Sealed;
use crate::store::Page;

impl Identity {
    /// Looks at what is sealed: every signing key, and the oldest message that waits.
    pub(super) async fn check_master_key(&self) -> Result<(), SetupError> {
        let keys = self.all(self.store.signing_keys(), &SigningKeyFilter { key_use: None }).await?;
        let waiting = OutboxFilter { state: Some(MessageState::Queued), ..OutboxFilter::default() };
        let messages = self.store.outbox_messages().list(&waiting, &Page::first(1)).await?.items;
        let payloads = messages.iter().filter_map(|message| message.payload.as_ref());
        let is_foreign = |sealed: &Sealed| !self.context.sealer.knows(sealed);
        if keys.iter().map(|key| &key.private_key).chain(payloads).any(is_foreign) {
            return Err(SetupError::OtherMasterKey);
        }
        Ok(())
    }
}
