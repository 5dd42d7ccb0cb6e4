//! Reading the columns of a row one after the other.

use super::columns::Columns;
use identity_core::store::{StoreError, Version};
use sea_orm::{QueryResult, TryGetable};

/// A row of a result that is being read from left to right.
pub(crate) struct Row<'a> {
    result: &'a QueryResult,
    columns: &'a Columns,
    start: usize,
    next: usize,
}

impl<'a> Row<'a> {
    /// The row of a query for [`Columns::read`].
    pub(crate) fn new(result: &'a QueryResult, columns: &'a Columns) -> Self {
        Self::behind(0, result, columns)
    }

    /// The row that begins behind so many other columns.
    pub(crate) fn behind(start: usize, result: &'a QueryResult, columns: &'a Columns) -> Self {
        Self { result, columns, start, next: start }
    }

    /// The value of the next column as the database gives it.
    pub(crate) fn take<T: TryGetable>(&mut self) -> Result<T, StoreError> {
        let at = self.next;
        self.next += 1;
        self.result.try_get_by_index(at).map_err(|error| self.unreadable(error))
    }

    /// The value of the version column.
    pub(crate) fn version(&mut self) -> Result<Version, StoreError> {
        let number: i64 = self.take()?;
        u64::try_from(number).map(Version::from_number).map_err(|error| self.unreadable(error))
    }

    /// The column read last holds something that no release of this program writes there.
    pub(crate) fn unreadable(
        &self,
        reason: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> StoreError {
        let last = self.next.checked_sub(self.start + 1);
        let column = last.and_then(|at| self.columns.names.get(at));
        StoreError::Failed(Box::new(Unreadable {
            table: self.columns.table,
            column: column.cloned().unwrap_or_default(),
            reason: reason.into(),
        }))
    }
}

/// A column with something in it that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("a row of {table} cannot be read: column {column}")]
struct Unreadable {
    table: &'static str,
    column: String,
    #[source]
    reason: Box<dyn std::error::Error + Send + Sync>,
}
