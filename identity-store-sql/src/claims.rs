//! Claiming outgoing messages.

use crate::handle::SqlStore;
use crate::mapping::Mapped;
use crate::retry::write_and_read;
use crate::row::Cell;
use crate::table::record;
use async_trait::async_trait;
use identity_core::Timestamp;
use identity_core::domain::OutboxMessage;
use identity_core::store::{Claims, StoreError, Versioned};
use sea_orm::DbBackend;

#[async_trait]
impl Claims for SqlStore {
    async fn claim_messages(
        &self,
        now: Timestamp,
        lease_until: Timestamp,
        limit: u32,
    ) -> Result<Vec<Versioned<OutboxMessage>>, StoreError> {
        let sql = claim(self.backend());
        let values = vec![now.to_raw().into(), lease_until.to_raw().into(), i64::from(limit).into()];
        let rows = write_and_read(self, &sql, values).await?;
        let mut messages = rows.iter().map(record).collect::<Result<Vec<_>, _>>()?;
        // RETURNING has no order of its own.
        messages.sort_unstable_by_key(|message: &Versioned<OutboxMessage>| message.record.id);
        Ok(messages)
    }
}

/// One statement that finds and takes. On PostgreSQL what another worker is taking is passed over, and the
/// sub-query stands in an array, where it is run once and not once for each row.
fn claim(backend: DbBackend) -> String {
    let (due, found) = match backend {
        DbBackend::Postgres => (" FOR UPDATE SKIP LOCKED", ["= ANY(ARRAY(", "))"]),
        _ => ("", ["IN (", ")"]),
    };
    let [open, close] = found;
    let columns: Vec<String> = OutboxMessage::columns().read().collect();
    format!(
        "UPDATE identity_outbox_messages SET attempts = attempts + 1, next_attempt_at = $2, \
         version = version + 1 WHERE id {open}SELECT id FROM identity_outbox_messages \
         WHERE state = 'queued' AND next_attempt_at <= $1 ORDER BY id LIMIT $3{due}{close} \
         RETURNING {}",
        columns.join(", ")
    )
}
