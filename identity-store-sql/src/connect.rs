//! Opening databases in the way that the store needs.

use crate::error::{SqlStoreError, is_busy};
use crate::hot::HotConnections;
use crate::patience::{PATIENCE, TRIES, pause};
use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, Database, DatabaseConnection};
use std::fs::OpenOptions;
use std::path::Path;
use std::time::Duration;

/// Readers beside the one writer of an SQLite file; a read takes well under a millisecond.
const SQLITE_READERS: u32 = 4;

/// Connections to PostgreSQL, of which half are kept for reading.
const POSTGRES_CONNECTIONS: u32 = 16;

/// One pool to read with and one to write with; they may be the same.
#[derive(Debug)]
pub(crate) struct Pools {
    pub(crate) reading: DatabaseConnection,
    pub(crate) writing: DatabaseConnection,
    /// What reads first, where the pool has connections to spare.
    pub(crate) hot: Option<HotConnections>,
}

/// Opens the database that the URL names.
pub(crate) async fn open(url: &str) -> Result<Pools, SqlStoreError> {
    let scheme = url.split_once(':').map(|(scheme, _)| scheme);
    let (opened, hint) = match scheme {
        Some("sqlite") if url.parse::<SqliteConnectOptions>().is_ok() => {
            (open_sqlite(url).await, SQLITE_HINT)
        }
        Some("postgres" | "postgresql") if url.parse::<PgConnectOptions>().is_ok() => {
            (open_postgres(url).await, POSTGRES_HINT)
        }
        _ => return Err(SqlStoreError::UnknownDatabase),
    };
    opened.map_err(|source| SqlStoreError::Connect { hint, source })
}

/// Opens the database that the URL names for reading alone.
pub(crate) async fn open_to_read(url: &str) -> Result<Pools, SqlStoreError> {
    let mut options = quiet(url);
    options.max_connections(1);
    let hint = match url.split_once(':') {
        Some(("sqlite", _)) => {
            let sqlite = url.parse::<SqliteConnectOptions>().map_err(|_| SqlStoreError::UnknownDatabase)?;
            // With a write-ahead log beside it the file is in use, or was left in a hurry. Without one it is whole, and SQLite
            // would make the log to look at it.
            let mut log = sqlite.get_filename().as_os_str().to_owned();
            log.push("-wal");
            let at_rest = !Path::new(&log).exists();
            options.map_sqlx_sqlite_opts(move |sqlite| {
                sqlite.create_if_missing(false).read_only(true).immutable(at_rest).busy_timeout(PATIENCE)
            });
            SQLITE_HINT
        }
        Some(("postgres" | "postgresql", _)) if url.parse::<PgConnectOptions>().is_ok() => {
            options.map_sqlx_postgres_opts(|postgres| {
                postgres.options([("default_transaction_read_only", "on")])
            });
            POSTGRES_HINT
        }
        _ => return Err(SqlStoreError::UnknownDatabase),
    };
    let opened = Database::connect(options).await;
    let reading = opened.map_err(|source| SqlStoreError::Connect { hint, source })?;
    Ok(Pools { writing: reading.clone(), reading, hot: None })
}

const SQLITE_HINT: &str =
    "the folder of the file must be there, and ?mode=rwc behind the path creates the file";
const POSTGRES_HINT: &str = "look whether the server runs, and whether address, name and password are right";

/// A file has one connection that writes, so that writers queue here and not in SQLite's busy handler, and
/// some that read beside it (write-ahead log). A database in memory belongs to its one connection.
async fn open_sqlite(url: &str) -> Result<Pools, sea_orm::DbErr> {
    if url.contains("mode=rwc") {
        create_for_owner(url);
    }
    let writing = open_sqlite_to_write(url).await?;
    if url.contains(":memory:") || url.contains("mode=memory") {
        return Ok(Pools { reading: writing.clone(), writing, hot: None });
    }
    let reading = Database::connect(sqlite_options(url, SQLITE_READERS + 1, true)).await?;
    let hot = Some(HotConnections::of(&reading, SQLITE_READERS));
    Ok(Pools { reading, writing, hot })
}

/// Makes the file before SQLite does, which would let everybody on the machine read it; what SQLite puts
/// beside it gets the same rights. When this fails, opening tells why.
fn create_for_owner(url: &str) {
    let mut create = OpenOptions::new();
    create.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut create, 0o600);
    if let Ok(options) = url.parse::<SqliteConnectOptions>() {
        drop(create.open(options.get_filename()));
    }
}

/// Two processes that turn a new file to the write-ahead log at once: SQLite refuses one without waiting.
async fn open_sqlite_to_write(url: &str) -> Result<DatabaseConnection, sea_orm::DbErr> {
    let mut tries = 1;
    loop {
        match Database::connect(sqlite_options(url, 1, false)).await {
            Err(error) if tries < TRIES && is_busy(&error) => pause(tries).await,
            opened => return opened,
        }
        tries += 1;
    }
}

fn sqlite_options(url: &str, connections: u32, only_reads: bool) -> ConnectOptions {
    let mut options = quiet(url);
    options.max_connections(connections);
    // A connection to a file does not break, and asking it costs as much as a read.
    options.test_before_acquire(false);
    // A connection that is closed for its age takes a database in memory with it.
    options.idle_timeout(None).max_lifetime(None);
    options.map_sqlx_sqlite_opts(move |sqlite| {
        let sqlite = sqlite
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal)
            .busy_timeout(PATIENCE)
            .foreign_keys(true);
        if only_reads { sqlite.pragma("query_only", "ON") } else { sqlite }
    });
    options
}

async fn open_postgres(url: &str) -> Result<Pools, sea_orm::DbErr> {
    let mut options = quiet(url);
    options.max_connections(POSTGRES_CONNECTIONS);
    // A connection in use shows by itself that it lives; one that rested may have missed a restart.
    options.test_before_acquire(false).test_before_acquire_if_idle_for(Duration::from_secs(1));
    let pool = Database::connect(options).await?;
    let hot = Some(HotConnections::of(&pool, POSTGRES_CONNECTIONS / 2));
    Ok(Pools { reading: pool.clone(), writing: pool, hot })
}

/// Statements are not logged: their volume hides what matters, and tracing has the use cases.
fn quiet(url: &str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.sqlx_logging(false).record_stmt_in_spans(false);
    options.connect_timeout(PATIENCE).acquire_timeout(PATIENCE);
    options
}
