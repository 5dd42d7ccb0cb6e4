//! What a rollback of the host must not take away: refusals and counts of tries.
//!
//! A store that is bound to a transaction of the host ends with it. A refused act would leave no trace then, and a limit
//! would begin anew with every transaction that is rolled back. So both wait here, and are written with the store that the
//! identity had before, once the transaction has ended: on SQLite it holds the one writer until then.

use crate::Timestamp;
use crate::store::{ChangeSet, Counters, Store, StoreError};
use async_trait::async_trait;
use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// One transaction that is refused more often leaves no more rows; the log has them all.
const MOST_REFUSALS: usize = 1000;

/// How often the writing is tried when nobody waits for it, and how long after one try the next is.
const TRIES: u32 = 60;
const PAUSE: Duration = Duration::from_secs(1);

/// What waits for the end of a transaction of the host.
pub(crate) struct Outside {
    store: Arc<dyn Store>,
    left: Mutex<Left>,
}

#[derive(Debug, Default)]
struct Left {
    refusals: VecDeque<ChangeSet>,
    counts: BTreeMap<String, Count>,
}

/// What happened to a counter.
#[derive(Debug, Clone, Copy)]
struct Count {
    /// Whether it was forgotten before it was hit.
    is_reset: bool,
    window: Timestamp,
    hits: u64,
}

impl Left {
    fn is_empty(&self) -> bool {
        self.refusals.is_empty() && self.counts.is_empty()
    }
}

impl fmt::Debug for Outside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outside").finish_non_exhaustive()
    }
}

impl Outside {
    pub(super) fn new(store: Arc<dyn Store>) -> Self {
        Self { store, left: Mutex::default() }
    }

    /// Keeps an audit row of a refusal.
    pub(super) fn keep(&self, refusal: ChangeSet) {
        let mut left = self.left();
        if left.refusals.len() < MOST_REFUSALS {
            left.refusals.push_back(refusal);
        } else {
            tracing::warn!("a refusal in a transaction of the host is not written down: there are too many");
        }
    }

    pub(super) fn store(&self) -> &Arc<dyn Store> {
        &self.store
    }

    fn left(&self) -> MutexGuard<'_, Left> {
        self.left.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Writes what waits. What cannot be written goes on waiting.
    async fn write(&self) -> Result<(), StoreError> {
        let mut left = std::mem::take(&mut *self.left());
        let written = write(self.store.as_ref(), &mut left).await;
        if !left.is_empty() {
            let mut waiting = self.left();
            waiting.refusals.append(&mut left.refusals);
            waiting.counts.append(&mut left.counts);
        }
        written
    }
}

/// Writes what is left, and takes out of it what is written.
async fn write(store: &dyn Store, left: &mut Left) -> Result<(), StoreError> {
    while let Some(mut entry) = left.counts.first_entry() {
        let (key, count) = (entry.key().clone(), entry.get_mut());
        if count.is_reset {
            store.counters().reset(&key).await?;
            count.is_reset = false;
        }
        while count.hits > 0 {
            store.counters().hit(&key, count.window).await?;
            count.hits -= 1;
        }
        entry.remove();
    }
    while let Some(refusal) = left.refusals.front() {
        store.commit(refusal).await?;
        left.refusals.pop_front();
    }
    Ok(())
}

impl Drop for Outside {
    /// Whoever did not wait for the writing gets it done by a task, once the database lets it write.
    fn drop(&mut self) {
        let (mut left, store) = (std::mem::take(&mut *self.left()), Arc::clone(&self.store));
        if left.is_empty() {
            return;
        }
        let Ok(runtime) = tokio::runtime::Handle::try_current() else {
            tracing::error!(
                "refusals in a transaction of the host are lost: there is no runtime to write them"
            );
            return;
        };
        runtime.spawn(async move {
            for _ in 0..TRIES {
                match write(store.as_ref(), &mut left).await {
                    Ok(()) => return,
                    Err(error) => tracing::info!(%error, "refusals in a transaction of the host wait"),
                }
                tokio::time::sleep(PAUSE).await;
            }
            tracing::error!("refusals in a transaction of the host are lost: the store takes none");
        });
    }
}

/// Counters of a store that is bound to a transaction of the host: read there, and written outside of it.
pub(crate) struct HostedCounters {
    pub(super) store: Arc<dyn Store>,
    pub(super) outside: Arc<Outside>,
}

impl HostedCounters {
    /// What is counted in the store, and what waits.
    async fn sum(&self, key: &str, window: Timestamp) -> Result<u64, StoreError> {
        let waiting = self.outside.left().counts.get(key).copied();
        let stored = match waiting {
            Some(count) if count.is_reset => 0,
            _ => self.store.counters().count(key, window).await?,
        };
        Ok(stored + waiting.filter(|count| count.window >= window).map_or(0, |count| count.hits))
    }
}

#[async_trait]
impl Counters for HostedCounters {
    async fn hit(&self, key: &str, window_start: Timestamp) -> Result<u64, StoreError> {
        {
            let mut left = self.outside.left();
            let fresh = Count { is_reset: false, window: window_start, hits: 0 };
            let count = left.counts.entry(key.to_owned()).or_insert(fresh);
            if count.window < window_start {
                *count = Count { is_reset: count.is_reset, ..fresh };
            }
            count.hits += 1;
        }
        self.sum(key, window_start).await
    }

    async fn count(&self, key: &str, window_start: Timestamp) -> Result<u64, StoreError> {
        self.sum(key, window_start).await
    }

    async fn reset(&self, key: &str) -> Result<(), StoreError> {
        let forgotten = Count { is_reset: true, window: Timestamp::from_unix_seconds(0), hits: 0 };
        self.outside.left().counts.insert(key.to_owned(), forgotten);
        Ok(())
    }

    async fn purge(&self, before: Timestamp) -> Result<u64, StoreError> {
        self.store.counters().purge(before).await
    }
}

/// What a store that was bound to a transaction of the host left to be written outside of it, see
/// [`Identity::leave_transaction`](crate::Identity::leave_transaction).
#[derive(Debug)]
pub struct Leftover(Option<Arc<Outside>>);

impl Leftover {
    pub(super) const fn new(outside: Option<Arc<Outside>>) -> Self {
        Self(outside)
    }

    /// Writes it. To be called when the transaction has ended, since on SQLite nobody else can write before.
    ///
    /// # Errors
    ///
    /// [`StoreError`] if the store takes it not now; a task tries again then.
    pub async fn write(self) -> Result<(), StoreError> {
        match &self.0 {
            Some(outside) => outside.write().await,
            None => Ok(()),
        }
    }
}
