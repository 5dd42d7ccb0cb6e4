//! The form in which every record is mapped.

use crate::row::{Columns, Row};
use identity_core::store::{Entity, OrderBy, StoreError};
use sea_orm::sea_query::{Condition, Value};

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

    /// The column that holds the record's [`order_key`](Entity::order_key); `None` where the id alone sorts.
    fn order_column(_by: OrderBy) -> Option<&'static str> {
        None
    }

    /// A table that has the records of this list in this order, and what is left of the filter.
    fn walk(_filter: &Self::Filter, _by: OrderBy) -> Option<(Walk, Self::Filter)> {
        None
    }
}

/// A table beside that of the records, which is read in order where an index on the records cannot be.
pub(crate) struct Walk {
    /// The name of the table. No column of it is called like one of the records.
    pub(crate) table: &'static str,
    /// Holds for the rows whose records are wanted.
    pub(crate) rows: Condition,
    /// The column of the sort key.
    pub(crate) key: &'static str,
    /// The column of the record's id.
    pub(crate) id: &'static str,
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
                    $(columns.add(
                        stringify!($field),
                        $crate::row::parts_of(|record: &Self| &record.$field),
                    );)+
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
pub(super) use mapped;
