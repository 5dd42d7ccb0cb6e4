//! Running a transaction or a statement again that others got in the way of.

use crate::error::{Meaning, meaning, store_error};
use crate::handle::SqlStore;
use crate::patience::{TRIES, pause};
use identity_core::store::StoreError;
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Statement, Value};

/// The tries that are left.
#[derive(Default)]
pub(crate) struct Tries(u32);

impl Tries {
    /// Waits for the next try, or hands the error on when there is none.
    ///
    /// The host's transaction is the host's to run again.
    pub(crate) async fn next(&mut self, store: &SqlStore, error: DbErr) -> Result<(), StoreError> {
        self.0 += 1;
        if store.is_hosted() || self.0 >= TRIES || meaning(&error) != Meaning::TryAgain {
            return Err(store_error(error));
        }
        pause(self.0).await;
        Ok(())
    }
}

/// Runs a statement that writes and answers with rows.
pub(crate) async fn write_and_read(
    store: &SqlStore,
    sql: &str,
    values: Vec<Value>,
) -> Result<Vec<QueryResult>, StoreError> {
    let statement = Statement::from_sql_and_values(store.backend(), sql, values);
    let mut tries = Tries::default();
    loop {
        let turn = store.turn_to_write().await?;
        let result = store.writer().query_all_raw(statement.clone()).await;
        drop(turn);
        match result {
            Ok(rows) => return Ok(rows),
            Err(error) => tries.next(store, error).await?,
        }
    }
}

/// Runs a statement that writes, and returns how many rows it touched.
pub(crate) async fn write(store: &SqlStore, sql: &str, values: Vec<Value>) -> Result<u64, StoreError> {
    let statement = Statement::from_sql_and_values(store.backend(), sql, values);
    let mut tries = Tries::default();
    loop {
        let turn = store.turn_to_write().await?;
        let result = store.writer().execute_raw(statement.clone()).await;
        drop(turn);
        match result {
            Ok(done) => return Ok(done.rows_affected()),
            Err(error) => tries.next(store, error).await?,
        }
    }
}
