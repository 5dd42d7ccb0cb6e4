//! How long a page of a list by name takes: the first, one in the middle and one at the end, up and down, and searches.
//!
//! ```sh
//! cargo bench -p identity-tests --bench lists
//! ```
//!
//! `LISTS_ORGANIZATIONS` is the number of organisations, 100,000 by default; there are ten times as many people.
//! `LISTS_DATABASES` names the databases, `sqlite,postgres` by default. PostgreSQL is that of `IDENTITY_TEST_POSTGRES`, or
//! one that is started. Half of the organisations lie below one of them, to which half of the people belong.

#![allow(clippy::disallowed_methods, reason = "a benchmark measures time")]

use anyhow::{Context as _, Result, ensure};
use identity_core::Timestamp;
use identity_core::domain::{
    Membership, MembershipFilter, OrganizationFilter, OrganizationPath, Region, UserState,
};
use identity_core::store::{Cursor, Direction, OrderBy, Page, Store as _};
use identity_core::values::FoldedText;
use identity_store_sql::SqlStore;
use identity_tests::postgres::fresh_database;
use sea_orm::prelude::Uuid;
use sea_orm::{
    ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, DbBackend, TransactionTrait as _,
};
use std::fmt::Write as _;
use std::time::{Duration, Instant};

/// How often a page is read; the middle of the times counts.
const RUNS: usize = 101;

const USER: u128 = 0xa;
const ORGANIZATION: u128 = 0xb;

fn id(kind: u128, number: u128) -> Uuid {
    Uuid::from_u128((kind << 124) | number)
}

/// How a database spells what the rows are made of. The number of a row stands in the column `n`.
struct Spelling {
    sqlite: bool,
}

impl Spelling {
    fn digits(&self, kind: char, number: &str) -> String {
        if self.sqlite {
            format!("printf('{kind}%031x', {number})")
        } else {
            format!("('{kind}' || lpad(to_hex({number}), 31, '0'))")
        }
    }

    fn id(&self, kind: char, number: &str) -> String {
        let digits = self.digits(kind, number);
        if self.sqlite { format!("unhex({digits})") } else { format!("CAST({digits} AS uuid)") }
    }

    /// A number of eight digits whose order has nothing to do with that of the ids.
    fn name(&self) -> &'static str {
        if self.sqlite {
            "printf('%08x', (n * 2654435761) % 4294967296)"
        } else {
            "lpad(to_hex((n * 2654435761) % 4294967296), 8, '0')"
        }
    }

    fn numbers(&self, rows: usize) -> String {
        if self.sqlite {
            format!(
                "(WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers LIMIT {rows})
                 SELECT n FROM numbers)"
            )
        } else {
            format!("generate_series(1, CAST({rows} AS bigint)) AS numbers (n)")
        }
    }

    /// The operator, and the organisations below it: every second one below the first.
    fn organizations(&self, rows: usize) -> [String; 2] {
        let (operator, first) = (id(ORGANIZATION, 0).simple(), id(ORGANIZATION, 1).simple());
        let (root, half, name) = (self.id('b', "0"), self.id('b', "1"), self.name());
        let into = "INSERT INTO identity_organizations (id, version, name, class, state, domains, attributes, created_at,
            updated_at, root_id, path, parent_id, name_key, search_text)";
        [
            format!(
                "{into} SELECT {root}, 1, 'Operator', 'operator', 'active', '[]', '{{}}', 1, 1, {root}, '/{operator}/',
                 NULL, 'operator', 'operator'"
            ),
            format!(
                "{into} SELECT {}, 1, 'Company ' || {name}, 'sme', 'active', '[]', '{{}}', 1, 1, {root},
                 '/{operator}/' || CASE n % 2 WHEN 0 THEN '{first}/' ELSE '' END || {} || '/',
                 CASE n % 2 WHEN 0 THEN {half} ELSE {root} END, 'company ' || {name}, 'company ' || {name} FROM {}",
                self.id('b', "n"),
                self.digits('b', "n"),
                self.numbers(rows)
            ),
        ]
    }

    /// People, every second one of the first organisation.
    fn people(&self, rows: usize, organizations: usize) -> [String; 2] {
        let (user, name, numbers) = (self.id('a', "n"), self.name(), self.numbers(rows));
        let elsewhere = self.id('b', &format!("n % {organizations}"));
        [
            format!(
                "INSERT INTO identity_users (id, version, email, given_name, family_name, attributes, state, created_at,
                 updated_at, email_canonical) SELECT {user}, 1, n || '@mail.example', 'Person', {name}, '{{}}', 'active',
                 1, 1, n || '@mail.example' FROM {numbers}"
            ),
            format!(
                "INSERT INTO identity_memberships (id, version, user_id, organization_id, name, search, created_at)
                 SELECT {}, 1, {user}, CASE n % 2 WHEN 0 THEN {} ELSE {elsewhere} END, 'person ' || {name},
                 'person ' || {name} || '\n' || n || '@mail.example', 1 FROM {numbers}",
                self.id('d', "n"),
                self.id('b', "1")
            ),
        ]
    }
}

async fn filled(url: &str, organizations: usize) -> Result<SqlStore> {
    let store = SqlStore::connect(url).await?;
    store.migrate().await?;
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    let host: DatabaseConnection = Database::connect(options).await?;
    let backend = host.get_database_backend();
    let transaction = host.begin().await?;
    let to = Spelling { sqlite: backend == DbBackend::Sqlite };
    for statement in
        to.organizations(organizations).into_iter().chain(to.people(organizations * 10, organizations))
    {
        transaction.execute_unprepared(&statement).await?;
    }
    transaction.commit().await?;
    if backend != DbBackend::Sqlite {
        host.execute_unprepared("VACUUM ANALYZE").await?;
    }
    host.close().await?;
    Ok(store)
}

/// A list, as a request asks for it.
enum List {
    Organizations(OrganizationFilter),
    People(MembershipFilter),
}

impl List {
    async fn read(&self, store: &SqlStore, page: &Page) -> Result<usize> {
        Ok(match self {
            Self::Organizations(filter) => store.organizations().list(filter, page).await?.items.len(),
            Self::People(filter) => store.memberships().list(filter, page).await?.items.len(),
        })
    }

    /// What its names begin with.
    fn word(&self) -> &'static str {
        match self {
            Self::Organizations(_) => "company",
            Self::People(_) => "person",
        }
    }

    fn searching(&self, text: &str) -> Self {
        let search = Some(FoldedText::of(text));
        match self {
            Self::Organizations(filter) => {
                Self::Organizations(OrganizationFilter { search, ..filter.clone() })
            }
            Self::People(filter) => Self::People(MembershipFilter { search, ..filter.clone() }),
        }
    }
}

/// The page that begins behind the names with this number.
fn behind(word: &str, number: &str, direction: Direction) -> Page {
    let name = FoldedText::of(&format!("{word} {number}"));
    let place = Membership {
        id: Uuid::max().into(),
        user: id(USER, 0).into(),
        organization: id(ORGANIZATION, 0).into(),
        search: name.clone(),
        email: name.clone(),
        name,
        state: UserState::Active,
        created_at: Timestamp::from_unix_micros(1),
    };
    first(direction).after(Cursor::of(&place, OrderBy::Name))
}

fn first(direction: Direction) -> Page {
    Page::first(50).in_order(OrderBy::Name).in_direction(direction)
}

/// The middle of the times that a page takes, and how many records it has.
async fn time(store: &SqlStore, list: &List, page: &Page) -> Result<(Duration, usize)> {
    let mut found = 0;
    let mut times = Vec::with_capacity(RUNS);
    for _ in 0..RUNS {
        let start = Instant::now();
        found = list.read(store, page).await?;
        times.push(start.elapsed());
        if times.iter().sum::<Duration>() > Duration::from_secs(5) {
            break;
        }
    }
    times.sort_unstable();
    Ok((*times.get(times.len() / 2).context("no run")?, found))
}

/// One line for a list in one direction: three pages, and how the later ones compare with the first.
async fn measure(store: &SqlStore, words: &str, list: &List) -> Result<()> {
    let ends = [
        (Direction::Ascending, "up", ["7fffffff", "fff00000"]),
        (Direction::Descending, "down", ["80000000", "000fffff"]),
    ];
    for (direction, way, [middle, end]) in ends {
        let (start, found) = time(store, list, &first(direction)).await?;
        ensure!(found == 50, "{words}: {found} on the first page");
        let mut line = format!("{words:<44} {way:<5} {:>9.3} ms", start.as_secs_f64() * 1e3);
        for place in [middle, end] {
            let (took, _) = time(store, list, &behind(list.word(), place, direction)).await?;
            let ratio = took.as_secs_f64() / start.as_secs_f64();
            write!(line, " {:>9.3} ms ({ratio:.2})", took.as_secs_f64() * 1e3)?;
        }
        println!("{line}");
    }
    Ok(())
}

async fn bench(url: &str, organizations: usize) -> Result<()> {
    let start = Instant::now();
    let store = filled(url, organizations).await?;
    let root = OrganizationPath::root(id(ORGANIZATION, 0).into());
    let half = root.child(id(ORGANIZATION, 1).into())?;
    println!(
        "\n{} with {organizations} organisations and {} people, filled in {:.0} s",
        url.split(':').next().unwrap_or_default(),
        organizations * 10,
        start.elapsed().as_secs_f64()
    );
    println!("{:<50} {:>12} {:>19} {:>19}", "", "first", "middle", "end");
    let within =
        |path| OrganizationFilter { within: Some(vec![Region::Subtree(path)]), ..Default::default() };
    let children = OrganizationFilter { parent: Some(id(ORGANIZATION, 1).into()), ..Default::default() };
    let people = MembershipFilter { organization: Some(id(ORGANIZATION, 1).into()), ..Default::default() };
    let lists = [
        ("organisations below the operator", List::Organizations(within(root))),
        ("organisations in a subtree, half of all", List::Organizations(within(half))),
        ("children of an organisation, half of all", List::Organizations(children)),
        ("people of an organisation, half of all", List::People(people)),
    ];
    for (words, list) in &lists {
        measure(&store, words, list).await?;
        measure(&store, "  in which \"77\" is found", &list.searching("77")).await?;
        for (text, words) in [("3c6ef362", "one"), ("nowhere", "nothing")] {
            let (took, found) = time(&store, &list.searching(text), &first(Direction::Ascending)).await?;
            println!(
                "{:<50} {:>9.3} ms, found {found}",
                format!("  a search for {words}"),
                took.as_secs_f64() * 1e3
            );
        }
    }
    Ok(())
}

#[tokio::main]
async fn main() -> Result<()> {
    let organizations = match std::env::var("LISTS_ORGANIZATIONS") {
        Ok(number) => number.parse().context("LISTS_ORGANIZATIONS is no number")?,
        Err(_) => 100_000,
    };
    let databases = std::env::var("LISTS_DATABASES").unwrap_or_else(|_| "sqlite,postgres".to_owned());
    for database in databases.split(',') {
        if database == "sqlite" {
            let folder = tempfile::tempdir()?;
            let file = folder.path().join("identity.db");
            bench(&format!("sqlite:{}?mode=rwc", file.display()), organizations).await?;
        } else {
            bench(fresh_database().await?.as_str(), organizations).await?;
        }
    }
    Ok(())
}
