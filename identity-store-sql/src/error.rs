//! What went wrong, in the terms of the store contract.

use identity_core::store::StoreError;
use sea_orm::sqlx::{self, error::DatabaseError};
use sea_orm::{DbErr, RuntimeErr, SqlErr};

/// Why a database cannot be used as a store.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SqlStoreError {
    /// The URL names another kind of database, or cannot be read. It is not repeated here, since it may hold
    /// a password.
    #[error(
        "not the URL of a database this store knows: write sqlite:PATH?mode=rwc, or \
         postgres://USER:PASSWORD@HOST:PORT/DATABASE with special characters in %-encoding"
    )]
    UnknownDatabase,
    /// The database cannot be opened or reached.
    #[error("the database cannot be opened: {hint}")]
    Connect {
        /// What to look at.
        hint: &'static str,
        /// What the database said.
        source: DbErr,
    },
    /// The database does not tell what was migrated.
    #[error("the database cannot be read")]
    Read(#[source] DbErr),
    /// A newer release of this program migrated the database; this one might destroy what it does not know.
    #[error(
        "the database was migrated by a newer release of this program ({}): run that release, or restore the \
         backup from before the migration",
        unknown.join(", ")
    )]
    NewerSchema {
        /// The migrations that this program does not know.
        unknown: Vec<String>,
    },
    /// The schema is older than the program.
    #[error("the database lacks {}: run migrate", pending.join(", "))]
    OlderSchema {
        /// The migrations to apply.
        pending: Vec<String>,
    },
    /// Others write all the time.
    #[error("the database is too busy to be migrated: try again")]
    Busy(#[source] StoreError),
    /// A migration failed; none of it was applied.
    #[error("the database cannot be migrated; it stays as it was")]
    Migrate(#[source] DbErr),
}

/// What an error of the database means for a commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// Others were in the way; the same transaction may pass if it is run again.
    TryAgain,
    /// The database is away, has no room for another connection, or was waited for in vain.
    Away,
    /// A unique key is taken.
    Taken,
    /// Anything else.
    Failure,
}

/// Tells what an error means.
pub(crate) fn meaning(error: &DbErr) -> Meaning {
    if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) {
        return Meaning::Taken;
    }
    match error {
        DbErr::ConnectionAcquire(_) => Meaning::Away,
        DbErr::Conn(cause) | DbErr::Exec(cause) | DbErr::Query(cause) => meaning_of_cause(cause),
        _ => Meaning::Failure,
    }
}

fn meaning_of_cause(cause: &RuntimeErr) -> Meaning {
    let RuntimeErr::SqlxError(error) = cause else { return Meaning::Failure };
    match error.as_ref() {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => Meaning::Away,
        sqlx::Error::Database(error) => {
            let code = error.code().unwrap_or_default();
            if error.try_downcast_ref::<sea_orm::SqlxPostgresError>().is_some() {
                meaning_of_sqlstate(&code)
            } else {
                meaning_of_sqlite(&code)
            }
        }
        _ => Meaning::Failure,
    }
}

/// `SQLSTATE` (PostgreSQL 15 documentation, appendix A).
fn meaning_of_sqlstate(code: &str) -> Meaning {
    match code {
        // serialization_failure, deadlock_detected, lock_not_available
        "40001" | "40P01" | "55P03" => Meaning::TryAgain,
        // query_canceled by statement_timeout, read_only_sql_transaction on a standby after a failover,
        // idle_in_transaction_session_timeout
        "57014" | "25006" | "25P03" => Meaning::Away,
        // connection exceptions, insufficient resources, operator intervention
        _ if ["08", "53", "57"].iter().any(|class| code.starts_with(class)) => Meaning::Away,
        _ => Meaning::Failure,
    }
}

/// Result code of SQLite: another process has the file.
const SQLITE_BUSY: u32 = 5;

/// Result codes of SQLite; the lowest octet of an extended code is the primary code.
fn meaning_of_sqlite(code: &str) -> Meaning {
    let Ok(code) = code.parse::<u32>() else { return Meaning::Failure };
    match code & 0xff {
        // SQLITE_BUSY_RECOVERY and _SNAPSHOT, SQLITE_LOCKED: come at once. Plain SQLITE_BUSY comes when the
        // busy timeout is over: another process writes and does not end.
        5 | 6 if code != SQLITE_BUSY => Meaning::TryAgain,
        // SQLITE_BUSY, SQLITE_IOERR, SQLITE_FULL, SQLITE_CANTOPEN
        5 | 10 | 13 | 14 => Meaning::Away,
        _ => Meaning::Failure,
    }
}

/// Whether SQLite said that another process has the file.
pub(crate) fn is_busy(error: &DbErr) -> bool {
    let DbErr::Conn(RuntimeErr::SqlxError(error)) = error else { return false };
    let code = error.as_database_error().and_then(DatabaseError::code);
    code.and_then(|code| code.parse().ok()) == Some(SQLITE_BUSY)
}

/// An error of the database as the contract tells it.
pub(crate) fn store_error(error: DbErr) -> StoreError {
    match meaning(&error) {
        Meaning::TryAgain | Meaning::Away => StoreError::Unavailable(Box::new(error)),
        Meaning::Taken | Meaning::Failure => StoreError::Failed(Box::new(error)),
    }
}
