use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::fmt::Debug;
use std::hash::Hash;

/// A value that at most one record of its kind has.
///
/// Keys of different kinds of record never clash, even when their octets are the same.
pub trait UniqueKey:
    Clone + Debug + Ord + Hash + Serialize + DeserializeOwned + Send + Sync + 'static
{
    /// The key as octets, for stores that index by octets: the same for equal keys, others for others, and the same in
    /// every release.
    ///
    /// They are the key as JSON, at most 16 KiB. A store whose database takes only shorter keys stores a SHA-256 digest
    /// of them.
    fn to_bytes(&self) -> Vec<u8> {
        // The keys are enums over texts and ids, which JSON can always express; a test writes every variant.
        serde_json::to_vec(self).unwrap_or_default()
    }
}

/// The key type of records without a unique key beside their id; it has no values.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum NoKey {}

impl UniqueKey for NoKey {}
