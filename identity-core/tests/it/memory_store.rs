//! The reference store keeps the contract that it is the reference of.

use identity_core::store::MemoryStore;

identity_core::store_conformance!(
    async || MemoryStore::new(),
    reopen: async |store: MemoryStore| store.clone()
);
