//! The statements that a commit is made of.

use crate::error::{Meaning, meaning};
use crate::handle::SqlStore;
use crate::mapping::Mapped;
use crate::obstacle::Obstacle;
use crate::plan::{Batch, Hold};
use identity_core::for_each_record;
use identity_core::store::{Record, RecordId, RecordKind, StoreError, Table, Versioned};
use sea_orm::sea_query::{
    Expr, ExprTrait, InsertStatement, LockType, OnConflict, Order, Query, UpdateStatement, Value,
};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr};
use uuid::Uuid;

macro_rules! by_kind {
    ($($(#[$doc:meta])* $kind:ident($id:ty) $accessor:ident $name:literal),+ $(,)?) => {
        fn table_of(kind: RecordKind) -> &'static str {
            match kind { $(RecordKind::$kind => <identity_core::domain::$kind as Mapped>::TABLE),+ }
        }

        fn id_of(kind: RecordKind, id: Uuid) -> RecordId {
            match kind { $(RecordKind::$kind => RecordId::$kind(id.into())),+ }
        }

        /// An insert into the table of a record's kind, without rows.
        fn insert_into(record: &Record) -> InsertStatement {
            match record { $(Record::$kind(_) => insert_statement::<identity_core::domain::$kind>()),+ }
        }

        /// The values of all columns of a record.
        fn row_of(record: &Record, version: i64) -> Vec<Value> {
            match record { $(Record::$kind(record) => row(record.as_ref(), version)),+ }
        }

        fn update_of(record: &Record, version: i64) -> UpdateStatement {
            match record { $(Record::$kind(record) => update_statement(record.as_ref(), version)),+ }
        }

        /// Which key of the record, or else its id, another record has.
        pub(crate) async fn find_owner(store: &SqlStore, record: &Record) -> Result<Option<String>, StoreError> {
            match record { $(Record::$kind(record) => owner(store, record.as_ref()).await),+ }
        }

        /// Whether there is a record with the id of this one.
        pub(crate) async fn exists(store: &SqlStore, record: &Record) -> Result<bool, StoreError> {
            match record { $(Record::$kind(record) => is_there(store, record.as_ref()).await),+ }
        }

        /// All keys of a record, or its id if it has none.
        pub(crate) fn keys_in_words(record: &Record) -> String {
            match record { $(Record::$kind(record) => words(record.as_ref())),+ }
        }
    };
}

for_each_record!(by_kind);

/// Reads in which versions records are, and holds them there.
pub(crate) async fn versions(
    transaction: &DatabaseTransaction,
    batch: &Batch,
) -> Result<Vec<(RecordId, i64)>, DbErr> {
    let mut query = Query::select();
    query.columns(["id", "version"]).from(table_of(batch.kind));
    query.and_where(Expr::col("id").is_in(batch.ids.iter().copied())).order_by("id", Order::Asc);
    // SQLite leaves the clause out: its transaction is the one writer.
    query.lock(match batch.hold {
        Hold::Share => LockType::Share,
        Hold::Write => LockType::NoKeyUpdate,
    });
    let rows = transaction.query_all(&query).await?;
    let read = |row: &sea_orm::QueryResult| -> Result<_, DbErr> {
        Ok((id_of(batch.kind, row.try_get_by_index(0)?), row.try_get_by_index(1)?))
    };
    rows.iter().map(read).collect()
}

/// Writes new records of one kind.
pub(crate) async fn insert<'a>(
    transaction: &DatabaseTransaction,
    records: &[&'a Record],
) -> Result<(), Obstacle<'a>> {
    let Some(first) = records.first() else { return Ok(()) };
    let mut statement = insert_into(first);
    for record in records {
        let row = row_of(record, 1).into_iter().map(Expr::from);
        statement.values(row).map_err(|error| Obstacle::Told(StoreError::Failed(Box::new(error))))?;
    }
    // A duplicate that failed would take the transaction with it on PostgreSQL.
    statement.on_conflict(OnConflict::new().do_nothing().to_owned());
    let written = transaction.execute(&statement).await?.rows_affected();
    if usize::try_from(written) == Ok(records.len()) {
        Ok(())
    } else {
        Err(Obstacle::Taken(records.to_vec()))
    }
}

/// Writes over a record in the version that was read.
pub(crate) async fn update<'a>(
    transaction: &DatabaseTransaction,
    record: &'a Record,
    version: i64,
) -> Result<(), Obstacle<'a>> {
    match transaction.execute(&update_of(record, version)).await {
        Ok(done) if done.rows_affected() == 1 => Ok(()),
        Ok(_) => Err(Obstacle::Told(StoreError::Conflict { record: record.id() })),
        Err(error) if meaning(&error) == Meaning::Taken => Err(Obstacle::Taken(vec![record])),
        Err(error) => Err(error.into()),
    }
}

/// Takes away a record in the version that was read.
pub(crate) async fn remove(
    transaction: &DatabaseTransaction,
    id: RecordId,
    version: i64,
) -> Result<(), Obstacle<'static>> {
    let statement = Query::delete()
        .from_table(table_of(id.kind()))
        .and_where(Expr::col("id").eq(id.as_uuid()))
        .and_where(Expr::col("version").eq(version))
        .take();
    let removed = transaction.execute(&statement).await?.rows_affected();
    if removed == 1 { Ok(()) } else { Err(Obstacle::Told(StoreError::Conflict { record: id })) }
}

fn insert_statement<T: Mapped>() -> InsertStatement {
    Query::insert().into_table(T::TABLE).columns(T::columns().written()).take()
}

fn row<T: Mapped>(record: &T, version: i64) -> Vec<Value> {
    let id: Uuid = record.id().into();
    let mut row = vec![id.into(), version.into()];
    record.store(&mut row);
    row
}

fn update_statement<T: Mapped>(record: &T, version: i64) -> UpdateStatement {
    let id: Uuid = record.id().into();
    let values = row(record, version.saturating_add(1)).into_iter().map(Expr::from);
    Query::update()
        .table(T::TABLE)
        .values(T::columns().written().zip(values))
        .and_where(Expr::col("id").eq(id))
        .and_where(Expr::col("version").eq(version))
        .take()
}

async fn owner<T: Mapped>(store: &SqlStore, record: &T) -> Result<Option<String>, StoreError> {
    for key in record.keys() {
        let other: Option<Versioned<T>> = store.find(&key).await?;
        if other.is_some_and(|other| other.record.id() != record.id()) {
            return Ok(Some(format!("{key:?}")));
        }
    }
    let id: Uuid = record.id().into();
    Ok(is_there(store, record).await?.then(|| id.to_string()))
}

async fn is_there<T: Mapped>(store: &SqlStore, record: &T) -> Result<bool, StoreError> {
    let found: Option<Versioned<T>> = store.get(record.id()).await?;
    Ok(found.is_some())
}

fn words<T: Mapped>(record: &T) -> String {
    let keys: Vec<String> = record.keys().iter().map(|key| format!("{key:?}")).collect();
    let id: Uuid = record.id().into();
    if keys.is_empty() { id.to_string() } else { keys.join(", ") }
}
