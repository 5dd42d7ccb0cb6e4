//! How the databases find what the requests ask for: the store is asked, its statements are caught on the way, and the
//! database explains them. The table of the book is what they say.

mod filling;

use crate::book::generated;
use anyhow::{Result, ensure};
use filling::{fill, id, kind};
use identity_core::Timestamp;
use identity_core::domain::{
    GrantFilter, GrantPath, Holder, MandateNotice, MembershipFilter, OrganizationFilter, OrganizationPath,
    Region,
};
use identity_core::store::{FactsQuery, Page, Store as _, StoreError};
use identity_store_sql::SqlStore;
use identity_tests::postgres::fresh_database;
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

/// The number of the customer whose contact person asks.
const ASKED: u128 = 4_711;

fn root() -> OrganizationPath {
    OrganizationPath::root(id(kind::ORGANIZATION, 0))
}

fn wanted() -> FactsQuery {
    FactsQuery {
        holders: vec![Holder::User(id(kind::USER, ASKED))],
        organizations: vec![id(kind::ORGANIZATION, ASKED)],
    }
}

/// What requests ask of the store, in words.
const QUESTIONS: [&str; 9] = [
    "what a decision about one person and one organisation rests on",
    "a page of the organisations in a subtree",
    "a page of all organisations below the operator",
    "a page of the organisations below the operator whose name has a text in it",
    "a page of the people of an organisation",
    "the grants of a person",
    "a page of the grants at an organisation",
    "what hangs on a grant",
    "the mandates that end soon",
];

async fn ask(store: &SqlStore, question: usize) -> Result<usize, StoreError> {
    let page = Page::first(50);
    let place = root().child(id(kind::ORGANIZATION, ASKED)).unwrap_or_else(|_| root());
    let within = |path: OrganizationPath| Some(vec![Region::Subtree(path)]);
    let organizations = OrganizationFilter::default();
    let organizations = match question {
        1 => OrganizationFilter { within: within(place), ..organizations },
        2 => OrganizationFilter { within: within(root()), ..organizations },
        _ => OrganizationFilter {
            within: within(root()),
            name_contains: Some("77".to_owned()),
            ..organizations
        },
    };
    let grants = GrantFilter { unrevoked: true, ..GrantFilter::default() };
    let grants = match question {
        5 => GrantFilter { holders: Some(wanted().holders), ..grants },
        6 => GrantFilter { organizations: Some(wanted().organizations), ..grants },
        7 => GrantFilter { within: Some(GrantPath::root(id(kind::GRANT, 99))), ..grants },
        _ => {
            GrantFilter { ending: Some((MandateNotice::Nothing, Timestamp::from_unix_micros(301))), ..grants }
        }
    };
    Ok(match question {
        0 => store.load_facts(&wanted()).await?.grants.len(),
        1..=3 => store.organizations().list(&organizations, &page).await?.items.len(),
        4 => {
            let organization = Some(id(kind::ORGANIZATION, ASKED));
            let filter = MembershipFilter { organization, user: None };
            store.memberships().list(&filter, &page).await?.items.len()
        }
        _ => store.grants().list(&grants, &page).await?.items.len(),
    })
}

/// How many records each question finds.
const FOUND: [usize; 9] = [1, 1, 50, 50, 1, 1, 1, 2, 3];

/// The indexes that a plan goes by, in alphabetical order.
fn indexes(plan: &str) -> BTreeSet<&str> {
    let behind =
        |mark: &str| plan.split(mark).skip(1).filter_map(|rest| rest.split_whitespace().next()).collect();
    let named: [Vec<&str>; 4] =
        ["INDEX ", "Index Scan using ", "Index Only Scan using ", "Bitmap Index Scan on "].map(behind);
    named.into_iter().flatten().collect()
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
    for (question, words) in QUESTIONS.into_iter().enumerate() {
        watched.take();
        let found = ask(&watched.store, question).await?;
        ensure!(found == FOUND[question], "{words}: {found} were found");
        let plans = watched.plans().await?;
        let [plan] = plans.as_slice() else { anyhow::bail!("{words}: {} statements", plans.len()) };
        let large: Vec<_> = scanned(plan).into_iter().filter(|table| !SMALL.contains(table)).collect();
        ensure!(large.is_empty(), "{words}: {large:?} is read from one end to the other:\n{plan}");
        ensure!(!plan.to_lowercase().contains("recursive"), "{words}: {plan}");
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
    for (question, (sqlite, postgres)) in QUESTIONS.iter().zip(sqlite.iter().zip(&postgres)) {
        writeln!(table, "| {question} | {sqlite} | {postgres} |")?;
    }
    generated("reference/query-plans.md", "plans", &table)
}
