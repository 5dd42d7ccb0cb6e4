//! The published suite of the store contract.

use custom_store::KeyValueStore;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn file(folder: &TempDir) -> PathBuf {
    folder.path().join("identity.redb")
}

fn open(file: &Path) -> KeyValueStore {
    KeyValueStore::open(file).unwrap()
}

mod contract {
    use super::{Path, TempDir, file, open};

    identity_core::store_conformance!(
        async || {
            let folder = TempDir::new().unwrap();
            (open(&file(&folder)), folder)
        },
        reopen: async |(store, folder)| {
            drop(store);
            (open(&file(&folder)), folder)
        },
        place: async || {
            let folder = TempDir::new().unwrap();
            (file(&folder).display().to_string(), folder)
        },
        open: async |place: String| open(Path::new(&place)),
    );
}
