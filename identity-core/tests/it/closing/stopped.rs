//! Erasing that is stopped in the middle.

use super::erase::{assert_erased, world};
use crate::sign_on::application::JEREMY;
use async_trait::async_trait;
use identity_core::for_each_record;
use identity_core::store::{ChangeSet, Claims, Counters, MemoryStore, Store, StoreError, Table};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// The reference store, which takes some commits and then no more.
#[derive(Clone)]
struct Stopping {
    inner: MemoryStore,
    left: Arc<AtomicUsize>,
}

macro_rules! stopping {
    ($($(#[$doc:meta])* $kind:ident($id:ty) $accessor:ident $name:literal),+ $(,)?) => {
        #[async_trait]
        impl Store for Stopping {
            async fn commit(&self, changes: &ChangeSet) -> Result<(), StoreError> {
                let less = |left: usize| left.checked_sub(1);
                match self.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, less) {
                    Ok(_) => self.inner.commit(changes).await,
                    Err(_) => Err(StoreError::Unavailable("stopped".into())),
                }
            }

            $(fn $accessor(&self) -> &dyn Table<identity_core::domain::$kind> { &self.inner })+

            fn counters(&self) -> &dyn Counters { self.inner.counters() }

            fn claims(&self) -> &dyn Claims { &self.inner }

            async fn check(&self) -> Result<(), StoreError> { Ok(()) }
        }
    };
}

for_each_record!(stopping);

/// Stopped after each number of commits, it is gone on with, and comes to the same.
#[tokio::test]
async fn erasing_that_is_stopped_anywhere_is_gone_on_with() {
    for commits in 0.. {
        let (world, user) = world().await;
        world.identity.close_account(&world.caller(JEREMY).await).await.unwrap();
        world.clock.advance(Duration::from_hours(24 * 14 + 1));
        world.mails().await;
        let store = Stopping { inner: world.store.clone(), left: Arc::new(AtomicUsize::new(commits)) };
        let stopped = world.identity.with_store(store).erase_closed_accounts().await;
        let was_stopped = stopped.is_err();
        assert_eq!(was_stopped, world.store.users().get(user).await.unwrap().is_some());
        world.identity.erase_closed_accounts().await.unwrap();
        assert_erased(&world, user).await;
        if !was_stopped {
            assert!(commits > 5, "several commits are needed");
            return;
        }
    }
}
