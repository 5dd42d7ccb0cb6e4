//! Queues in front of records that many write at once.

use std::hash::{DefaultHasher, Hash, Hasher};
use tokio::sync::{Mutex, MutexGuard};

/// Calls about different records seldom wait for each other; one of this many queues is shared by those that do.
const QUEUES: usize = 64;

/// Queues in which calls about one record wait for each other on this node, so that fifty at once write one after the
/// other instead of fifty times over. Nothing rests on them: what is right is decided by the versions in the store.
#[derive(Debug)]
pub(super) struct Turns([Mutex<()>; QUEUES]);

impl Turns {
    pub(super) fn new() -> Self {
        Self(std::array::from_fn(|_| Mutex::new(())))
    }

    /// Waits until no other call about this record is under way.
    pub(super) async fn wait(&self, about: &impl Hash) -> Option<MutexGuard<'_, ()>> {
        let mut hasher = DefaultHasher::new();
        about.hash(&mut hasher);
        let at = usize::try_from(hasher.finish() % QUEUES as u64).unwrap_or(0);
        match self.0.get(at) {
            Some(queue) => Some(queue.lock().await),
            None => None,
        }
    }
}
