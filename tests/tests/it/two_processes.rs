//! Two processes on one PostgreSQL: what is limited is limited for both together.

use anyhow::{Context as _, Result, ensure};
use identity_core::testing::app_code;
use identity_core::{Clock as _, MasterKey, OsEntropy, SystemClock};
use identity_tests::http::client;
use identity_tests::postgres;
use identity_tests::server::{Settings, SmartPlan, demo};
use sea_orm::{ConnectionTrait as _, Database, DbBackend, Statement};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::task::JoinSet;

/// How often each process is guessed at, all at once.
const GUESSES: usize = 100;

/// Wrong codes of one method that are looked at before it pauses.
const TRIES: usize = 10;

/// A sign-on in one process, as a front end of one's own goes through it.
#[derive(Clone)]
struct Flow {
    client: reqwest::Client,
    origin: String,
    cookies: String,
    shown: Value,
}

impl Flow {
    /// Begins, and gives Scott's password.
    async fn after_password(server: &SmartPlan) -> Result<Self> {
        let origin = server.my("");
        let (client, cookies, shown) = (client()?, String::new(), Value::Null);
        let mut flow = Self { client, origin, cookies, shown };
        flow.shown = flow.call("/api/v1/flows", json!({"return_to": "/account"})).await?;
        let (identifier, password) = demo::SCOTT;
        flow.answer(json!({"identifier": identifier, "password": password})).await
    }

    /// The flow after an answer.
    async fn answer(mut self, answers: Value) -> Result<Self> {
        let path = format!("/api/v1/flows/{}", self.text("id").context("the flow has no id")?);
        self.shown = self.call(&path, json!({"answers": answers})).await?;
        Ok(self)
    }

    async fn call(&mut self, path: &str, body: Value) -> Result<Value> {
        let request = self.client.post(format!("{}{path}", self.origin)).header("origin", &self.origin);
        let request = request.header("cookie", &self.cookies).header("content-type", "application/json");
        let answer = request.body(body.to_string()).send().await?;
        for cookie in answer.headers().get_all("set-cookie") {
            let cookie = cookie.to_str()?.split(';').next().unwrap_or_default();
            let separator = if self.cookies.is_empty() { "" } else { "; " };
            self.cookies = format!("{}{separator}{cookie}", self.cookies);
        }
        Ok(serde_json::from_str(&answer.text().await?)?)
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.shown.get(name).and_then(Value::as_str)
    }

    fn is_at(&self, step: &str) -> Result<()> {
        ensure!(self.text("step") == Some(step), "{step}: {}", self.shown);
        Ok(())
    }
}

fn code(key: &str, later: Duration) -> Result<String> {
    app_code(key, SystemClock::default().now().plus(later)).context("the key is none")
}

/// The number that each wrong code got, in order.
async fn counted(database: &str) -> Result<Vec<usize>> {
    let rows = "SELECT details::text AS details FROM identity_audit_events WHERE action = 'session.refused'";
    let database = Database::connect(database).await?;
    let mut numbers = Vec::new();
    for row in database.query_all_raw(Statement::from_string(DbBackend::Postgres, rows)).await? {
        let details: Value = serde_json::from_str(&row.try_get::<String>("", "details")?)?;
        numbers.push(details.get("tries").and_then(Value::as_str).context("no number")?.parse()?);
    }
    numbers.sort_unstable();
    Ok(numbers)
}

/// Two hundred codes at once are two hundred tries, each with a number of its own, so that only the first ten are looked at;
/// then neither process takes the right one.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_hundred_guesses_at_once_in_two_processes_never_exceed_the_limit() -> Result<()> {
    let database = postgres::fresh_database().await?;
    let key = MasterKey::generate(&OsEntropy).expose_hex();
    let environment = [("SMARTPLAN_FACTORS", "two"), ("SMARTPLAN_MASTER_KEY", key.as_str())];
    let environment = environment.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    let settings = Settings { database: Some(database.clone()), environment, ..Settings::default() };
    let nodes = [SmartPlan::start_with(settings.clone()).await?, SmartPlan::start_with(settings).await?];

    let choice = Flow::after_password(&nodes[0]).await?;
    choice.is_at("enrol")?;
    let setup = choice.answer(json!({"method": "otp"})).await?;
    let key = setup.shown.pointer("/setup/key").and_then(Value::as_str).context("no key")?.to_owned();
    setup.answer(json!({"code": code(&key, Duration::ZERO)?})).await?.is_at("finished")?;

    let mut guesses = JoinSet::new();
    for node in &nodes {
        let challenge = Flow::after_password(node).await?;
        challenge.is_at("challenge")?;
        for _ in 0..GUESSES {
            guesses.spawn(challenge.clone().answer(json!({"code": "000000"})));
        }
    }
    for refused in guesses.join_all().await {
        refused?.is_at("challenge")?;
    }
    ensure!(GUESSES * 2 > TRIES, "the limit is reached");
    assert_eq!(counted(database.as_str()).await?, (1..=GUESSES * 2).collect::<Vec<_>>());
    for node in &nodes {
        let right = json!({"code": code(&key, Duration::from_secs(30))?});
        Flow::after_password(node).await?.answer(right).await?.is_at("challenge")?;
    }
    Ok(())
}
