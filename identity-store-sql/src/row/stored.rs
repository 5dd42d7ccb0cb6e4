//! Values in columns.

use super::cells::Cell;
use super::reading::Row;
use identity_core::store::StoreError;
use sea_orm::sea_query::{Nullable, Value};

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

/// The parts of a field's columns; the function only names the field's type.
pub(crate) fn parts_of<R, T: Stored>(_type_of: fn(&R) -> &T) -> &'static [&'static str] {
    T::PARTS
}
