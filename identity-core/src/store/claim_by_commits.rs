use super::change_set::ChangeSet;
use super::contract::Store;
use super::error::StoreError;
use super::page::Page;
use super::table::Table;
use crate::Timestamp;
use crate::domain::{MessageState, OutboxFilter, OutboxMessage, Versioned};

/// What [`Claims::claim_messages`](super::Claims::claim_messages) does, by a list and a commit: for a store whose database
/// has no statement for it. Where two workers claim at once, one of them reads again.
pub async fn claim_by_commits<S: Store + ?Sized>(
    store: &S,
    now: Timestamp,
    lease_until: Timestamp,
    limit: u32,
) -> Result<Vec<Versioned<OutboxMessage>>, StoreError> {
    loop {
        let (mut claimed, mut changes) = (Vec::new(), ChangeSet::new());
        for Versioned { mut record, version } in due(store.outbox_messages(), now, limit).await? {
            record.attempts += 1;
            record.next_attempt_at = lease_until;
            changes.update(record.clone(), version);
            claimed.push(Versioned::new(record, version.next()));
        }
        match store.commit(&changes).await {
            Ok(()) => return Ok(claimed),
            Err(StoreError::Conflict { .. }) => {}
            Err(error) => return Err(error),
        }
    }
}

/// The first queued messages whose time has come.
async fn due(
    messages: &dyn Table<OutboxMessage>,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<Versioned<OutboxMessage>>, StoreError> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let queued = OutboxFilter { state: Some(MessageState::Queued), ..OutboxFilter::default() };
    let (mut found, mut page) = (Vec::new(), Some(Page::first(Page::MAX_LIMIT)));
    while let Some(asked) = page.filter(|_| found.len() < limit) {
        let slice = messages.list(&queued, &asked).await?;
        let due = slice.items.into_iter().filter(|message| message.next_attempt_at <= now);
        found.extend(due.take(limit - found.len()));
        page = slice.next.map(|next| asked.after(next));
    }
    Ok(found)
}
