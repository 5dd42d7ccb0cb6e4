//! Which table keeps which record, and what its keys and filters mean as conditions of a query.
//!
//! For a new field: name it in the `mapped!` of its record and add its column in a new migration. A field
//! that is forgotten here does not compile.

mod access;
mod journal;
mod organizations;
mod people;
mod service_provider;
mod sign_on;

use crate::row::{Cell, Columns, Row};
use identity_core::Timestamp;
use identity_core::store::{Entity, StoreError};
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Value};
use uuid::Uuid;

/// A record that a table keeps.
pub(crate) trait Mapped: Entity + Searched {
    /// The name of the table.
    const TABLE: &'static str;

    /// Its columns.
    fn columns() -> &'static Columns;

    /// The values of all columns behind `id` and `version`.
    fn store(&self, row: &mut Vec<Value>);

    /// Puts the record with this id together from the columns behind `id` and `version`.
    fn load(id: Self::Id, row: &mut Row<'_>) -> Result<Self, StoreError>;
}

/// What keys and filters ask of the columns.
pub(crate) trait Searched: Entity {
    /// Holds for the one row with this key.
    fn with_key(key: &Self::Key) -> Condition;

    /// Holds for the rows whose record [`matches`](Entity::matches) the filter.
    fn passing(filter: &Self::Filter) -> Condition;
}

/// Maps the fields of a record to the columns of a table.
///
/// `derived` columns repeat, in a form that a query can search, what other columns hold.
macro_rules! mapped {
    (
        $record:ident in $table:literal { $($field:ident),+ $(,)? }
        $(derived { $($name:ident: $make:expr),+ $(,)? })?
    ) => {
        impl $crate::mapping::Mapped for $record {
            const TABLE: &'static str = $table;

            fn columns() -> &'static $crate::row::Columns {
                static COLUMNS: std::sync::OnceLock<$crate::row::Columns> = std::sync::OnceLock::new();
                COLUMNS.get_or_init(|| {
                    let mut columns = $crate::row::Columns::of($table);
                    $(columns.add(stringify!($field), |record: &Self| &record.$field);)+
                    $($(columns.derive(stringify!($name));)+)?
                    columns
                })
            }

            fn store(&self, row: &mut Vec<sea_orm::sea_query::Value>) {
                let Self { id: _, $($field),+ } = self;
                $($crate::row::Stored::store($field, row);)+
                $($({
                    let make: fn(&Self) -> _ = $make;
                    $crate::row::Stored::store(&make(self), row);
                })+)?
            }

            fn load(
                id: Self::Id,
                row: &mut $crate::row::Row<'_>,
            ) -> Result<Self, identity_core::store::StoreError> {
                Ok(Self { id, $($field: $crate::row::Stored::load(row)?),+ })
            }
        }
    };
}
use mapped;

/// The column holds the value.
fn is<T: Cell>(column: &'static str, value: &T) -> Expr {
    Expr::col(column).eq(value.to_raw())
}

/// The column holds one of the ids; with none given, no row passes.
fn one_of<I: Copy + Into<Uuid>>(column: &'static str, ids: &[I]) -> Expr {
    Expr::col(column).is_in(ids.iter().map(|id| -> Uuid { (*id).into() }))
}

/// The path begins with this one. A path ends in `/`, and the character behind `/` is `0`, so that what
/// begins with it is a range of the index on the column, in binary order.
fn below(path: &str) -> Expr {
    let behind = format!("{}0", path.trim_end_matches('/'));
    Expr::col("path").gte(path).and(Expr::col("path").lt(behind))
}

/// Holds always, until conditions are added.
fn all() -> Condition {
    Condition::all()
}

/// Holds never.
fn none() -> Expr {
    Expr::val(1).eq(2)
}

/// The filter that short-lived records have in common.
fn expired(before: Option<Timestamp>) -> Option<Expr> {
    before.map(|limit| Expr::col("expires_at").lt(limit.to_raw()))
}
