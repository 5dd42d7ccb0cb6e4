//! Counting for limits.

use crate::handle::SqlStore;
use crate::retry::{write, write_and_read};
use crate::row::Cell;
use async_trait::async_trait;
use identity_core::Timestamp;
use identity_core::store::{Counters, StoreError};
use sea_orm::{QueryResult, Statement, Value};
use sha2::{Digest, Sha256};

/// One statement, so that two who count at once both count.
const HIT: &str = "\
    INSERT INTO identity_counters (key, window_start, hits) VALUES ($1, $2, 1) \
    ON CONFLICT (key) DO UPDATE SET \
        hits = CASE WHEN identity_counters.window_start < excluded.window_start THEN 1 \
               ELSE identity_counters.hits + 1 END, \
        window_start = CASE WHEN identity_counters.window_start < excluded.window_start \
               THEN excluded.window_start ELSE identity_counters.window_start END \
    RETURNING hits";

const COUNT: &str = "SELECT hits FROM identity_counters WHERE key = $1 AND window_start >= $2";

#[async_trait]
impl Counters for SqlStore {
    async fn hit(&self, key: &str, window_start: Timestamp) -> Result<u64, StoreError> {
        let values = vec![digest(key), window_start.to_raw().into()];
        number(write_and_read(self, HIT, values).await?.first())
    }

    async fn count(&self, key: &str, window_start: Timestamp) -> Result<u64, StoreError> {
        let values = [digest(key), window_start.to_raw().into()];
        let query = Statement::from_sql_and_values(self.backend(), COUNT, values);
        number(self.read_one(query).await?.as_ref())
    }

    async fn reset(&self, key: &str) -> Result<(), StoreError> {
        write(self, "DELETE FROM identity_counters WHERE key = $1", vec![digest(key)]).await.map(|_| ())
    }

    async fn purge(&self, before: Timestamp) -> Result<u64, StoreError> {
        let sql = "DELETE FROM identity_counters WHERE window_start < $1";
        write(self, sql, vec![before.to_raw().into()]).await
    }
}

fn number(row: Option<&QueryResult>) -> Result<u64, StoreError> {
    let Some(row) = row else { return Ok(0) };
    let hits: i64 = row.try_get_by_index(0).map_err(|error| StoreError::Failed(Box::new(error)))?;
    u64::try_from(hits).map_err(|error| StoreError::Failed(Box::new(error)))
}

/// A name may be longer than an index entry can be, and may tell who somebody is.
fn digest(key: &str) -> Value {
    Sha256::digest(key).to_vec().into()
}
