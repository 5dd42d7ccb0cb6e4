//! Reading the records of one kind.

use crate::error::store_error;
use crate::handle::SqlStore;
use crate::mapping::{Mapped, Walk};
use crate::row::{Cell, Row};
use async_trait::async_trait;
use identity_core::store::{Cursor, Direction, OrderBy, Page, Slice, StoreError, Table, Versioned};
use sea_orm::sea_query::{Asterisk, Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{QueryResult, Statement, Value};
use uuid::Uuid;

#[async_trait]
impl<T: Mapped> Table<T> for SqlStore {
    async fn get(&self, id: T::Id) -> Result<Option<Versioned<T>>, StoreError> {
        one(self, select::<T>().and_where(Expr::col("id").eq::<Uuid>(id.into())).take()).await
    }

    async fn find(&self, key: &T::Key) -> Result<Option<Versioned<T>>, StoreError> {
        one(self, select::<T>().cond_where(T::with_key(key)).take()).await
    }

    async fn list(&self, filter: &T::Filter, page: &Page) -> Result<Slice<T>, StoreError> {
        let query = with_literal_limit(self.backend().build(&listing::<T>(filter, page)));
        let rows = self.read_all(query).await?;
        Ok(page.slice(rows.iter().map(record::<T>).collect::<Result<_, _>>()?))
    }

    async fn count(&self, filter: &T::Filter, at_most: u64) -> Result<u64, StoreError> {
        let row = self.read_one(self.backend().build(&counting::<T>(filter, at_most))).await?;
        let counted = row.map_or(Ok(0), |row| row.try_get_by_index::<i64>(0)).map_err(store_error)?;
        Ok(u64::try_from(counted).unwrap_or_default())
    }
}

/// Reads whole rows, for [`record`].
pub(crate) fn select<T: Mapped>() -> SelectStatement {
    Query::select().columns(T::columns().read()).from(T::TABLE).take()
}

/// The query of a list. One row more than the page has shows whether there is another page.
pub(crate) fn listing<T: Mapped>(filter: &T::Filter, page: &Page) -> SelectStatement {
    let (mut query, columns) = passing::<T>(filter, page.order_of::<T>());
    if let Some(start) = page.start_of::<T>() {
        query.and_where(behind(&columns, &start, page.direction()));
    }
    let order = match page.direction() {
        Direction::Ascending => Order::Asc,
        Direction::Descending => Order::Desc,
    };
    for column in columns {
        query.order_by(column, order.clone());
    }
    query.limit(u64::from(page.limit()) + 1).take()
}

/// Writes the limit, with which a statement ends, into its text. SQLite's planner looks at a bound limit, and prepares the
/// statement anew whenever it is bound again.
fn with_literal_limit(mut statement: Statement) -> Statement {
    let bound = statement.values.as_mut().and_then(|values| values.0.pop());
    if let (Some(Value::BigUnsigned(Some(limit))), Some(at)) = (bound, statement.sql.rfind("LIMIT ")) {
        let rest = &statement.sql[..at];
        statement.sql = format!("{rest}LIMIT {limit}");
    }
    statement
}

/// The query of a count. It reads no more rows than it counts.
pub(crate) fn counting<T: Mapped>(filter: &T::Filter, at_most: u64) -> SelectStatement {
    // In the order by name, since that finds the list by the narrowest index.
    let (mut rows, _) = passing::<T>(filter, OrderBy::Name);
    // PostgreSQL takes no larger limit.
    let limit = Ord::min(at_most, i64::MAX.unsigned_abs());
    let rows = rows.clear_selects().expr(Expr::val(1)).limit(limit).take();
    Query::select().expr(Expr::col(Asterisk).count()).from_subquery(rows, "passing").take()
}

/// Reads the rows that a filter lets through, for a list in an order, with the columns that it goes by.
fn passing<T: Mapped>(filter: &T::Filter, by: OrderBy) -> (SelectStatement, Vec<&'static str>) {
    match T::walk(filter, by) {
        None => {
            let columns = T::order_column(by).into_iter().chain(["id"]).collect();
            (select::<T>().cond_where(T::passing(filter)).take(), columns)
        }
        Some((walk, rest)) => (along::<T>(&walk, &rest), vec![walk.key, walk.id]),
    }
}

/// Reads whole rows by way of another table.
fn along<T: Mapped>(walk: &Walk, rest: &T::Filter) -> SelectStatement {
    Query::select()
        .columns(T::columns().read())
        .from(walk.table)
        .inner_join(T::TABLE, Expr::col("id").eq(Expr::col(walk.id)))
        .cond_where(walk.rows.clone())
        .cond_where(T::passing(rest))
        .take()
}

/// The row stands behind the start of a page: its sort key and id, compared together, which an index on both answers.
fn behind(columns: &[&'static str], start: &Cursor, direction: Direction) -> Expr {
    let key = start.key().map(|key| Expr::val(key.to_raw()));
    let place = Expr::tuple(key.into_iter().chain([Expr::val(start.id())]));
    let row = Expr::tuple(columns.iter().map(|column| Expr::col(*column)));
    match direction {
        Direction::Ascending => row.gt(place),
        Direction::Descending => row.lt(place),
    }
}

async fn one<T: Mapped>(
    store: &SqlStore,
    query: SelectStatement,
) -> Result<Option<Versioned<T>>, StoreError> {
    let row = store.read_one(store.backend().build(&query)).await?;
    row.as_ref().map(record::<T>).transpose()
}

/// The record of a row that was read with the columns of [`Columns::read`](crate::row::Columns::read).
pub(crate) fn record<T: Mapped>(result: &QueryResult) -> Result<Versioned<T>, StoreError> {
    read(Row::new(result, T::columns()))
}

/// The record of a row that begins with the columns of [`Columns::read`](crate::row::Columns::read).
pub(crate) fn read<T: Mapped>(mut row: Row<'_>) -> Result<Versioned<T>, StoreError> {
    let id: Uuid = row.take()?;
    let version = row.version()?;
    Ok(Versioned::new(T::load(id.into(), &mut row)?, version))
}

#[cfg(test)]
mod tests {
    use super::*;
    use identity_core::domain::{Contract, ContractFilter};
    use sea_orm::DbBackend;

    #[test]
    fn the_limit_of_a_list_is_part_of_its_text() {
        let query = listing::<Contract>(&ContractFilter::default(), &Page::first(25));
        for backend in [DbBackend::Sqlite, DbBackend::Postgres] {
            let statement = with_literal_limit(backend.build(&query));
            assert!(statement.sql.ends_with(" LIMIT 26"), "{}", statement.sql);
            assert_eq!(statement.values.map(|values| values.0), Some(Vec::new()));
        }
    }
}
