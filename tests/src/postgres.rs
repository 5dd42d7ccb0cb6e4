//! PostgreSQL for tests: one server for the test process, one database for the test.

use crate::process::tests_folder;
use anyhow::{Context as _, Result, bail};
use sea_orm::{ConnectionTrait as _, Database, DbBackend, Statement};
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use url::Url;

/// The server, and the shell that ends it when this process is gone and its standard input closed with it.
struct Server {
    url: Url,
    _until_closed: Option<Child>,
}

static SERVER: OnceLock<Result<Server, String>> = OnceLock::new();
static DATABASES: AtomicU32 = AtomicU32::new(0);

/// The URL of a new, empty database on the server of `IDENTITY_TEST_POSTGRES`, or else on one of our own.
pub async fn fresh_database() -> Result<Url> {
    // Starting takes a second, once; a blocking task keeps the other tests of this thread going.
    let server =
        tokio::task::spawn_blocking(|| SERVER.get_or_init(|| start().map_err(|error| format!("{error:#}"))));
    let server = match server.await? {
        Ok(server) => server,
        Err(reason) => bail!("no PostgreSQL for the tests: {reason}"),
    };
    let name = format!("test_{}_{}", std::process::id(), DATABASES.fetch_add(1, Ordering::Relaxed));
    let administration = Database::connect(server.url.as_str()).await?;
    let create = Statement::from_string(DbBackend::Postgres, format!("CREATE DATABASE {name}"));
    administration.execute_raw(create).await.with_context(|| format!("creating the database {name}"))?;
    administration.close().await?;
    let mut url = server.url.clone();
    url.set_path(&name);
    Ok(url)
}

fn start() -> Result<Server> {
    if let Ok(given) = std::env::var("IDENTITY_TEST_POSTGRES") {
        return Ok(Server {
            url: given.parse().context("IDENTITY_TEST_POSTGRES is no URL")?,
            _until_closed: None,
        });
    }
    let mut shell = Command::new(tests_folder().join("with-postgres"))
        .args(["sh", "-c", r#"echo "$IDENTITY_TEST_POSTGRES"; cat"#])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("starting tests/with-postgres")?;
    let mut line = String::new();
    let output = shell.stdout.take().context("no output of tests/with-postgres")?;
    BufReader::new(output).read_line(&mut line)?;
    let url = line.trim().parse().context("tests/with-postgres started no server")?;
    Ok(Server { url, _until_closed: Some(shell) })
}
