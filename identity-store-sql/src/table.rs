//! Reading the records of one kind.

use crate::error::store_error;
use crate::handle::SqlStore;
use crate::mapping::Mapped;
use crate::row::Row;
use async_trait::async_trait;
use identity_core::store::{Order, Page, Slice, StoreError, Table, Versioned};
use sea_orm::sea_query::{Expr, ExprTrait, Order as Direction, Query, SelectStatement};
use sea_orm::{ConnectionTrait, QueryResult};
use uuid::Uuid;

#[async_trait]
impl<T: Mapped> Table<T> for SqlStore {
    async fn get(&self, id: T::Id) -> Result<Option<Versioned<T>>, StoreError> {
        one(self, select::<T>().and_where(Expr::col("id").eq(id.into())).take()).await
    }

    async fn find(&self, key: &T::Key) -> Result<Option<Versioned<T>>, StoreError> {
        one(self, select::<T>().cond_where(T::with_key(key)).take()).await
    }

    async fn list(&self, filter: &T::Filter, page: &Page) -> Result<Slice<T>, StoreError> {
        let _turn = self.turn_to_read().await?;
        let query = listing::<T>(filter, page);
        let rows = self.reader().query_all(&query).await.map_err(store_error)?;
        let limit = usize::from(page.limit());
        let mut items = rows.iter().take(limit).map(record::<T>).collect::<Result<Vec<_>, _>>()?;
        items.shrink_to_fit();
        let next = if rows.len() > limit { items.last().map(|last| last.record.id()) } else { None };
        Ok(Slice { items, next })
    }
}

/// Reads whole rows, for [`record`].
pub(crate) fn select<T: Mapped>() -> SelectStatement {
    Query::select().columns(T::columns().read()).from(T::TABLE).take()
}

/// The query of a list. One row more than the page has shows whether there is another page.
pub(crate) fn listing<T: Mapped>(filter: &T::Filter, page: &Page) -> SelectStatement {
    let direction = match page.order() {
        Order::Ascending => Direction::Asc,
        Order::Descending => Direction::Desc,
    };
    let behind = |start: Uuid| match page.order() {
        Order::Ascending => Expr::col("id").gt(start),
        Order::Descending => Expr::col("id").lt(start),
    };
    select::<T>()
        .cond_where(T::passing(filter))
        .and_where_option(page.start().map(behind))
        .order_by("id", direction)
        .limit(u64::from(page.limit()) + 1)
        .take()
}

async fn one<T: Mapped>(
    store: &SqlStore,
    query: SelectStatement,
) -> Result<Option<Versioned<T>>, StoreError> {
    let _turn = store.turn_to_read().await?;
    let row = store.reader().query_one(&query).await.map_err(store_error)?;
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
