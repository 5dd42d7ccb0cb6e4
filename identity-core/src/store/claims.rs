use super::error::StoreError;
use crate::Timestamp;
use crate::domain::{OutboxMessage, Versioned};
use async_trait::async_trait;

/// Claiming work, so that of several workers each message has one.
#[async_trait]
pub trait Claims: Send + Sync {
    /// Takes up to `limit` queued messages whose time has come (`next_attempt_at <= now`), in the order of
    /// their ids, which is that of their writing; adds one to their attempts and moves their
    /// `next_attempt_at` to `lease_until`, so that no other worker takes them until then. Returns them as
    /// they now stand.
    async fn claim_messages(
        &self,
        now: Timestamp,
        lease_until: Timestamp,
        limit: u32,
    ) -> Result<Vec<Versioned<OutboxMessage>>, StoreError>;
}
