//! What the pages of lists cost the server: CPU of its process, and how long their reader waits.
//!
//! ```sh
//! cargo bench -p identity-tests --bench list_pages
//! ```
//!
//! The server is the release build of `smartplan`, with 25,000 organisations and 5,000 people in one of them, each of whom
//! was invited. `LISTS_ORGANIZATIONS` and `LISTS_PEOPLE` are other numbers; `LISTS_DATABASES` names the databases,
//! `sqlite,postgres` by default. PostgreSQL is that of `IDENTITY_TEST_POSTGRES`, or one that is started; what it costs itself
//! is in the times, and not in the CPU.
#![allow(clippy::disallowed_methods, reason = "a benchmark measures time")]

use anyhow::{Context as _, Result};
use identity_tests::http::{Api, Visitor};
use identity_tests::load::{
    CITY_GROUP, add_organizations, add_people, cpu_milliseconds, join, must, percentiles, release_build,
    signed_in, text,
};
use identity_tests::postgres::fresh_database;
use identity_tests::server::{Settings, SmartPlan, demo};
use serde_json::json;
use std::path::Path;
use std::time::Instant;

/// How often each page is asked for before it is counted.
const WARM: usize = 10;
const ROUNDS: usize = 200;

/// What is asked for, and what follows the path of the list: `P` people, `I` invitations, `O` organisations, `H` nothing.
const PAGES: [(&str, char, &str); 22] = [
    ("/healthz (the floor)", 'H', ""),
    ("people by name", 'P', ""),
    ("people by name, down", 'P', "?sort=-name"),
    ("people by e-mail address", 'P', "?sort=email"),
    ("people, newest first", 'P', "?sort=-since"),
    ("people, 100 a page", 'P', "?size=100"),
    ("people of a role that 50 hold", 'P', "?role=contact-person"),
    ("people of a role that all hold", 'P', "?role=viewer"),
    ("people of a role, by e-mail address", 'P', "?role=viewer&sort=-email"),
    ("people who are active", 'P', "?state=active"),
    ("people who are locked: none", 'P', "?state=locked"),
    ("people: a search that finds 10", 'P', "?q=p0123"),
    ("people: a search that finds nobody", 'P', "?q=nobody"),
    ("invitations, newest first", 'I', ""),
    ("invitations by e-mail address", 'I', "?sort=email"),
    ("invitations that can be accepted", 'I', "?state=open"),
    ("invitations: a search that finds 10", 'I', "?q=p0123"),
    ("organisations by name", 'O', ""),
    ("organisations by customer number, down", 'O', "?sort=-external_id"),
    ("organisations that are suspended: none", 'O', "?state=suspended"),
    ("organisations: a search that finds 10", 'O', "?q=company+00123"),
    ("organisations: a search that finds none", 'O', "?q=nobody"),
];

struct World {
    server: SmartPlan,
    scott: Visitor,
    place: String,
}

impl World {
    async fn new(database: Option<url::Url>, program: &Path) -> Result<Self> {
        let settings = Settings { database, program: Some(program.to_owned()), ..Settings::default() };
        let server = SmartPlan::start_with(settings.clone()).await?;
        let url = match &settings.database {
            Some(url) => url.to_string(),
            None => format!("sqlite://{}", server.data_folder().join("smartplan.db").display()),
        };
        let crm = Api::client(&server.my("/"), demo::CRM.0, demo::CRM.1, "").await?;
        let city_group = json!({ "name": CITY_GROUP, "class": "enterprise", "source_version": 1 });
        let place =
            crm.put("/api/v1/organizations/external/CRM-1", &city_group).await?.expect(201)?.json()?;
        let place = text(&place, "/id")?;
        let scott = signed_in(&server, demo::SCOTT.0, demo::SCOTT.1).await?;
        join(&server, &scott, &place).await?;
        add_organizations(&url, number("LISTS_ORGANIZATIONS", 25_000)?).await?;
        add_people(&url, number("LISTS_PEOPLE", 5_000)?).await?;
        Ok(Self { server, scott, place })
    }

    /// Asks for one page; what it costs, and how long it takes, in milliseconds.
    async fn cost(&self, list: char, query: &str) -> Result<(f64, f64, f64)> {
        let place = &self.place;
        let (path, words) = match list {
            'P' => (format!("/organizations/{place}{query}"), "<h1>"),
            'I' => (format!("/organizations/{place}/invitations{query}"), "<h1>"),
            'O' => (format!("/organizations{query}"), "<h1>"),
            _ => ("/healthz".to_owned(), ""),
        };
        let path = self.server.my(&path);
        for _ in 0..WARM {
            must(&self.scott.get(&path).await?.expect(200)?, words)?;
        }
        let (before, mut took) = (cpu_milliseconds(&self.server)?, Vec::new());
        for _ in 0..ROUNDS {
            let begun = Instant::now();
            self.scott.get(&path).await?.expect(200)?;
            took.push(begun.elapsed());
        }
        let cpu = (cpu_milliseconds(&self.server)? - before) / f64::from(u32::try_from(ROUNDS)?);
        let (half, most) = percentiles(took);
        Ok((cpu, half, most))
    }
}

fn number(name: &str, otherwise: usize) -> Result<usize> {
    std::env::var(name).map_or(Ok(otherwise), |given| given.parse().with_context(|| name.to_owned()))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let databases = std::env::var("LISTS_DATABASES").unwrap_or_else(|_| "sqlite,postgres".to_owned());
    let program = release_build()?;
    for database in databases.split(',') {
        let url = if database == "postgres" { Some(fresh_database().await?) } else { None };
        let world = World::new(url, &program).await?;
        println!("\n{database}, milliseconds\n\n| page | CPU of the server | p50 | p99 |\n|---|---|---|---|");
        for (page, list, query) in PAGES {
            let (cpu, half, most) = world.cost(list, query).await.with_context(|| page)?;
            println!("| {page} | {cpu:.2} | {half:.2} | {most:.2} |");
        }
    }
    Ok(())
}
