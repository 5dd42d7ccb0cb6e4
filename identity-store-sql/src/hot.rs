//! Connections for reading that stay out of their pool while they are in use again and again.
//!
//! A pool asks the database whether a connection still lives each time one is given back, which costs as much as a short
//! read does, and starts a task for it.

use crate::patience::PATIENCE;
use sea_orm::sea_query::Values;
use sea_orm::sqlx::pool::PoolConnection;
use sea_orm::sqlx::{self, AssertSqlSafe, Database, Executor, IntoArguments, Pool, Postgres, Sqlite};
use sea_orm::{DatabaseConnection, DbBackend, DbErr, QueryResult, RuntimeErr, Statement};
use sea_query_sqlx::SqlxValues;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::Instant;

/// A connection that rested for longer goes back to the pool, which looks whether it still lives.
const HOT: Duration = Duration::from_secs(1);

/// The pool's connections, those that were used a moment ago first.
#[derive(Debug)]
pub(crate) enum HotConnections {
    Sqlite(Hot<Sqlite>),
    Postgres(Hot<Postgres>),
}

impl HotConnections {
    /// Keeps up to `most` connections of a pool, which should have more, for what else is done with it.
    pub(crate) fn of(pool: &DatabaseConnection, most: u32) -> Self {
        match pool.get_database_backend() {
            DbBackend::Sqlite => Self::Sqlite(Hot::of(pool.get_sqlite_connection_pool(), most)),
            _ => Self::Postgres(Hot::of(pool.get_postgres_connection_pool(), most)),
        }
    }

    /// All rows of a statement that reads.
    pub(crate) async fn query_all(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match self {
            Self::Sqlite(hot) => hot.query_all(statement).await,
            Self::Postgres(hot) => hot.query_all(statement).await,
        }
    }

    /// Closes those that rest.
    pub(crate) async fn close(&self) -> Result<(), DbErr> {
        match self {
            Self::Sqlite(hot) => hot.close().await,
            Self::Postgres(hot) => hot.close().await,
        }
    }
}

/// The connections of one pool.
#[derive(Debug)]
pub(crate) struct Hot<DB: Database> {
    pool: Pool<DB>,
    /// Whoever has one finds a connection here or in the pool.
    turns: Semaphore,
    resting: Mutex<Vec<(PoolConnection<DB>, Instant)>>,
}

impl<DB: Database> Hot<DB>
where
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
    SqlxValues: IntoArguments<DB>,
    QueryResult: From<DB::Row>,
{
    fn of(pool: &Pool<DB>, most: u32) -> Self {
        Self { pool: pool.clone(), turns: Semaphore::new(most as usize), resting: Mutex::default() }
    }

    async fn query_all(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let turn = tokio::time::timeout(PATIENCE, self.turns.acquire()).await;
        let _turn = turn.map_err(|_| failed(sqlx::Error::PoolTimedOut))?;
        let mut connection = match self.hot() {
            Some(connection) => connection,
            None => self.pool.acquire().await.map_err(failed)?,
        };
        let Statement { sql, values, .. } = statement;
        let values = SqlxValues(values.unwrap_or(Values(Vec::new())));
        let query = sqlx::query_with(AssertSqlSafe(sql), values);
        // One whose statement failed, or was dropped on the way, goes to the pool, which looks at it.
        let rows = query.fetch_all(&mut *connection).await.map_err(failed)?;
        self.resting().push((connection, Instant::now()));
        Ok(rows.into_iter().map(QueryResult::from).collect())
    }

    async fn close(&self) -> Result<(), DbErr> {
        let resting = std::mem::take(&mut *self.resting());
        for (connection, _) in resting {
            connection.close().await.map_err(failed)?;
        }
        Ok(())
    }

    fn hot(&self) -> Option<PoolConnection<DB>> {
        let (connection, since) = self.resting().pop()?;
        (since.elapsed() < HOT).then_some(connection)
    }

    fn resting(&self) -> MutexGuard<'_, Vec<(PoolConnection<DB>, Instant)>> {
        self.resting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<DB: Database> Drop for Hot<DB> {
    /// Giving a connection back to its pool takes a runtime, which may be gone by now.
    fn drop(&mut self) {
        let resting = self.resting.get_mut().unwrap_or_else(PoisonError::into_inner);
        for (connection, _) in resting.drain(..) {
            drop(connection.detach());
        }
    }
}

/// As SeaORM tells of it.
fn failed(error: sqlx::Error) -> DbErr {
    DbErr::Query(RuntimeErr::SqlxError(Arc::new(error)))
}
