//! How the databases find what the requests ask for: the store is asked, its statements are caught on the way, and the
//! database explains them. The table of the book is what they say.

mod filling;
mod questions;

use crate::book::generated;
use anyhow::{Result, ensure};
use filling::fill;
use identity_store_sql::SqlStore;
use identity_tests::postgres::fresh_database;
use questions::{Sorting, ask, questions};
use sea_orm::{ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, DbBackend, Statement};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

/// So many customers that no planner reads a whole table for one of them.
const CUSTOMERS: usize = 20_000;

/// Tables with few rows, which a planner may well read whole.
const SMALL: [&str; 3] = ["identity_services", "identity_roles", "identity_api_clients"];

/// A store whose statements are kept.
struct Watched {
    host: DatabaseConnection,
    store: SqlStore,
    seen: Arc<Mutex<Vec<Statement>>>,
}

impl Watched {
    async fn filled(url: &str, customers: usize) -> Result<Self> {
        let mut options = ConnectOptions::new(url);
        // A database in memory belongs to its connection.
        options.max_connections(1).sqlx_logging(false);
        let mut host = Database::connect(options).await?;
        let seen = Arc::new(Mutex::new(Vec::new()));
        let keep = Arc::clone(&seen);
        host.set_metric_callback(move |info| {
            keep.lock().unwrap_or_else(PoisonError::into_inner).push(info.statement.clone());
        });
        let store = SqlStore::with_connection(host.clone());
        store.migrate().await?;
        fill(&host, customers).await?;
        Ok(Self { host, store, seen })
    }

    fn take(&self) -> Vec<Statement> {
        std::mem::take(&mut *self.seen.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The plans of what the store was asked since the last call.
    async fn plans(&self) -> Result<Vec<String>> {
        let mut plans = Vec::new();
        for mut statement in self.take() {
            let (explain, column) = match self.host.get_database_backend() {
                DbBackend::Sqlite => ("EXPLAIN QUERY PLAN ", "detail"),
                _ => ("EXPLAIN (COSTS OFF) ", "QUERY PLAN"),
            };
            statement.sql.insert_str(0, explain);
            let rows = self.host.query_all_raw(statement).await?;
            let lines = rows.iter().map(|row| row.try_get::<String>("", column));
            plans.push(lines.collect::<Result<Vec<_>, _>>()?.join("\n"));
        }
        self.take();
        Ok(plans)
    }
}

/// The indexes that a plan goes by, in alphabetical order. A table that SQLite keeps in the order of its primary key has
/// none of a name, and is named itself.
fn indexes(plan: &str) -> BTreeSet<&str> {
    let behind =
        |mark: &str| plan.split(mark).skip(1).filter_map(|rest| rest.split_whitespace().next()).collect();
    let named: [Vec<&str>; 6] = [
        "INDEX ",
        "Index Scan using ",
        "Index Scan Backward using ",
        "Index Only Scan using ",
        "Index Only Scan Backward using ",
        "Bitmap Index Scan on ",
    ]
    .map(behind);
    let ordered = plan.lines().filter_map(|line| line.split_once(" USING PRIMARY KEY"));
    let ordered = ordered.filter_map(|(before, _)| before.split_whitespace().last());
    named.into_iter().flatten().chain(ordered).collect()
}

/// Whether a plan sorts what it found.
fn sorts(plan: &str) -> bool {
    plan.contains("Sort")
        || plan.contains("TEMP B-TREE FOR ORDER BY")
        || plan.contains("LAST TERM OF ORDER BY")
}

/// The tables that a plan reads from one end to the other.
fn scanned(plan: &str) -> BTreeSet<&str> {
    let lines = plan.lines().map(|line| line.trim_start_matches([' ', '-', '>']));
    lines
        .filter_map(|line| line.strip_prefix("Seq Scan on ").or_else(|| line.strip_prefix("SCAN ")))
        .filter_map(|rest| rest.split(' ').next())
        .filter(|table| table.starts_with("identity_"))
        .collect()
}

/// One line for each question: the indexes by which the database finds the answer.
async fn explained(url: &str) -> Result<Vec<String>> {
    let watched = Watched::filled(url, CUSTOMERS).await?;
    let mut lines = Vec::new();
    for (words, question, expected, sorting) in questions() {
        watched.take();
        let found = ask(&watched.store, &question).await?;
        ensure!(found == expected, "{words}: {found} were found");
        let plans = watched.plans().await?;
        let [plan] = plans.as_slice() else { anyhow::bail!("{words}: {} statements", plans.len()) };
        let large: Vec<_> = scanned(plan).into_iter().filter(|table| !SMALL.contains(table)).collect();
        ensure!(large.is_empty(), "{words}: {large:?} is read from one end to the other:\n{plan}");
        ensure!(!plan.to_lowercase().contains("recursive"), "{words}: {plan}");
        ensure!(sorting == Sorting::Allowed || !sorts(plan), "{words}: sorted:\n{plan}");
        let of_small = |index: &&str| SMALL.iter().any(|table| index.contains(table));
        let named: Vec<_> = indexes(plan).into_iter().filter(|index| !of_small(index)).collect();
        ensure!(!named.is_empty(), "{words}: no index:\n{plan}");
        lines.push(named.iter().map(|index| format!("`{index}`")).collect::<Vec<_>>().join(", "));
    }
    Ok(lines)
}

#[tokio::test]
async fn the_table_of_plans_is_what_the_databases_say() -> Result<()> {
    let sqlite = explained("sqlite::memory:").await?;
    let postgres = explained(fresh_database().await?.as_str()).await?;
    let mut table = "| asked for | SQLite goes by | PostgreSQL goes by |\n|---|---|---|\n".to_owned();
    for ((words, ..), (sqlite, postgres)) in questions().iter().zip(sqlite.iter().zip(&postgres)) {
        writeln!(table, "| {words} | {sqlite} | {postgres} |")?;
    }
    generated("contributing/query-plans.md", "plans", &table)
}
