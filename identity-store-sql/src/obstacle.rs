//! What keeps a transaction from going through.

use identity_core::store::{Record, StoreError};
use sea_orm::DbErr;

/// Why a transaction did not go through.
pub(crate) enum Obstacle<'a> {
    /// What the contract tells the caller.
    Told(StoreError),
    /// One of these records has a key, or the id, that is taken.
    Taken(Vec<&'a Record>),
    /// An error of the database.
    Database(DbErr),
}

impl From<DbErr> for Obstacle<'_> {
    fn from(error: DbErr) -> Self {
        Self::Database(error)
    }
}
