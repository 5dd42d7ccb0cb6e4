//! How a record becomes a row and a row a record.
//!
//! A record's fields fill columns of the same name, in the order in which [`mapped!`](super::mapping)
//! lists them. What a field's type looks like in columns, [`Stored`] tells, once for each type.

mod cells;
mod composites;

pub(crate) use cells::Cell;
pub(crate) use composites::{actor_parts, holder_parts};

use identity_core::store::{StoreError, Version};
use sea_orm::sea_query::{Nullable, Value};
use sea_orm::{QueryResult, TryGetable};

/// A value that fills one column or several.
pub(crate) trait Stored: Sized {
    /// What is added to the field's name for each column that the value fills.
    const PARTS: &'static [&'static str];

    /// Adds one value for each column.
    fn store(&self, row: &mut Vec<Value>);

    /// Takes its columns off the row.
    fn load(row: &mut Row<'_>) -> Result<Self, StoreError>;
}

impl<T: Cell> Stored for T {
    const PARTS: &'static [&'static str] = &[T::SUFFIX];

    fn store(&self, row: &mut Vec<Value>) {
        row.push(self.to_raw().into());
    }

    fn load(row: &mut Row<'_>) -> Result<Self, StoreError> {
        let raw = row.take()?;
        T::from_raw(raw).ok_or_else(|| row.unreadable("not a value of the type that belongs here"))
    }
}

impl<T: Cell> Stored for Option<T> {
    const PARTS: &'static [&'static str] = &[T::SUFFIX];

    fn store(&self, row: &mut Vec<Value>) {
        row.push(self.as_ref().map_or_else(T::Raw::null, |value| value.to_raw().into()));
    }

    fn load(row: &mut Row<'_>) -> Result<Self, StoreError> {
        let Some(raw) = row.take::<Option<T::Raw>>()? else { return Ok(None) };
        let value = T::from_raw(raw);
        value.map(Some).ok_or_else(|| row.unreadable("not a value of the type that belongs here"))
    }
}

/// The names of a record's columns.
#[derive(Debug)]
pub(crate) struct Columns {
    table: &'static str,
    names: Vec<String>,
    derived: Vec<&'static str>,
}

impl Columns {
    /// The columns that every table begins with.
    pub(crate) fn of(table: &'static str) -> Self {
        Self { table, names: vec!["id".to_owned(), "version".to_owned()], derived: Vec::new() }
    }

    /// Adds the columns of a field.
    pub(crate) fn add<R, T: Stored>(&mut self, field: &str, _type_of: fn(&R) -> &T) {
        self.names.extend(T::PARTS.iter().map(|part| format!("{field}{part}")));
    }

    /// Adds a column that repeats what other columns hold, for searching; it is never read.
    pub(crate) fn derive(&mut self, name: &'static str) {
        self.derived.push(name);
    }

    /// What a query reads: the id, the version, the fields.
    pub(crate) fn read(&self) -> impl Iterator<Item = String> {
        self.names.iter().cloned()
    }

    /// What an insert or update writes, in the order of the values of a row.
    pub(crate) fn written(&self) -> impl Iterator<Item = String> {
        self.read().chain(self.derived.iter().map(|name| (*name).to_owned()))
    }
}

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
