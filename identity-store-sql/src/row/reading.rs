//! Reading the columns of a row one after the other.

use super::columns::Columns;
use super::raw::Raw;
use identity_core::store::{StoreError, Version};
use sea_orm::QueryResult;
use serde_json::Value;

/// A row that is being read from left to right.
pub(crate) struct Row<'a> {
    source: Source<'a>,
    columns: &'a Columns,
    next: usize,
}

/// Where the values of a row are.
enum Source<'a> {
    Result(&'a QueryResult),
    Json(std::vec::IntoIter<Value>),
}

impl<'a> Row<'a> {
    /// The row of a query for [`Columns::read`].
    pub(crate) fn new(result: &'a QueryResult, columns: &'a Columns) -> Self {
        Self { source: Source::Result(result), columns, next: 0 }
    }

    /// The values of [`Columns::read`] as JSON.
    pub(crate) fn of_json(values: Vec<Value>, columns: &'a Columns) -> Self {
        Self { source: Source::Json(values.into_iter()), columns, next: 0 }
    }

    /// The value of the next column as the database gives it.
    pub(crate) fn take<T: Raw>(&mut self) -> Result<T, StoreError> {
        let at = self.next;
        self.next += 1;
        match &mut self.source {
            Source::Result(result) => result.try_get_by_index(at).map_err(|error| self.unreadable(error)),
            Source::Json(values) => {
                let value = values.next().and_then(T::from_json);
                value.ok_or_else(|| self.unreadable("not a value of the column's type"))
            }
        }
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
        let last = self.next.checked_sub(1);
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
