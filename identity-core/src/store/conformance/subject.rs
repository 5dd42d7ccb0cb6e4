//! What a clause is tried on.

use crate::store::Store;

/// What a clause is tried on: a store, perhaps with something that has to live as long as it does.
pub trait Subject: Send + Sync + 'static {
    /// The store.
    fn store(&self) -> &dyn Store;
}

impl<S: Store> Subject for S {
    fn store(&self) -> &dyn Store {
        self
    }
}

impl<S: Store, G: Send + Sync + 'static> Subject for (S, G) {
    fn store(&self) -> &dyn Store {
        &self.0
    }
}
