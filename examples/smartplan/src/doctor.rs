//! Looks at everything that the server needs, and says what is wrong and what to do. Changes nothing: what the first start
//! makes is not there yet.

use crate::config::{Config, Options};
use crate::{key_file, parties, serve};
use anyhow::{Context as _, Result, bail};
use example_host::log;
use example_host::reason::reason;
use identity_core::{Clock as _, Identity, OsEntropy, SystemClock};
use identity_store_sql::SqlStore;
use identity_web::saml::keys::SigningKey;
use identity_web::saml::signatures::xmlsec::self_test;
use rustix::fs::Access;
use std::net::{SocketAddr, ToSocketAddrs as _};
use std::path::Path;
use std::sync::Arc;
use tokio::net::TcpListener;

/// Prints one line for each thing looked at; fails when one of them is wrong.
pub(crate) async fn doctor(options: &Options) -> Result<()> {
    // The trial of signatures below makes libxmlsec print a line.
    log::quiet()?;
    let config = match Config::read(options) {
        Ok(config) => config,
        Err(error) => {
            report("settings", &Err(error));
            bail!("nothing else can be looked at without settings");
        }
    };
    let findings = [
        ("settings", Ok("can be used".to_owned())),
        ("data folder", folder(&config)),
        ("master key", master_key(&config)),
        ("database", database(&config).await),
        ("signing", signing()),
        ("templates", serve::check_templates(&config).map(|()| "can be rendered".to_owned())),
        ("names", names(&config)),
        ("ports", ports(&config).await),
    ];
    let mut wrong = findings.iter().filter(|(what, finding)| !report(what, finding)).count();
    wrong += usize::from(!applications(&config).await);
    match wrong {
        0 => Ok(()),
        1 => bail!("one of these needs attention"),
        _ => bail!("{wrong} of these need attention"),
    }
}

fn report(what: &str, finding: &Result<String>) -> bool {
    match finding {
        Ok(words) => println!("ok     {what:<12} {words}"),
        Err(error) => println!("WRONG  {what:<12} {}", reason(error)),
    }
    finding.is_ok()
}

/// Whether the file of each application can be used, as the server decides it at its next start.
async fn applications(config: &Config) -> bool {
    let clock = Arc::new(SystemClock::default());
    let now = clock.now();
    let known = known(config, clock).await;
    parties::report(config, known.as_ref(), now).await
}

/// Who is registered already, where the database and its key are there.
async fn known(config: &Config, clock: Arc<SystemClock>) -> Option<Identity> {
    if !key_file::is_there(config) || is_new(config) {
        return None;
    }
    let store = SqlStore::connect_to_read(&config.database_url()).await.ok()?;
    let up_to_date = store.pending_migrations().await.is_ok_and(|pending| pending.is_empty());
    if up_to_date { serve::identity(config, store, clock).ok() } else { None }
}

fn folder(config: &Config) -> Result<String> {
    let folder = &config.data_dir;
    let there = folder.ancestors().find(|one| one.exists() || one.as_os_str().is_empty());
    let there = there.filter(|one| !one.as_os_str().is_empty()).unwrap_or(Path::new("."));
    rustix::fs::access(there, Access::WRITE_OK | Access::EXEC_OK)
        .with_context(|| format!("{} cannot be written; choose another --data-dir", there.display()))?;
    Ok(if there == folder { folder.display().to_string() } else { not_yet(&folder.display().to_string()) })
}

/// What is said of something that the server makes when it starts.
fn not_yet(what: &str) -> String {
    format!("{what} is not there yet: the first start makes it")
}

fn master_key(config: &Config) -> Result<String> {
    if !key_file::is_there(config) {
        return Ok(not_yet("the file"));
    }
    key_file::master_key(config).map(|_| "is there".to_owned())
}

/// Whether the database is the file that the first start makes.
fn is_new(config: &Config) -> bool {
    config.database_file().is_some_and(|file| !file.exists())
}

async fn database(config: &Config) -> Result<String> {
    if is_new(config) {
        return Ok(not_yet("the file"));
    }
    let store = SqlStore::connect_to_read(&config.database_url()).await.context("check database_url")?;
    let pending = store.pending_migrations().await?;
    Ok(if pending.is_empty() {
        "answers, its tables are up to date".to_owned()
    } else {
        format!(
            "answers; `smartplan migrate` or the next start makes {} changes to its tables",
            pending.len()
        )
    })
}

/// Whether the libraries for XML signatures are there and work.
fn signing() -> Result<String> {
    let key = SigningKey::generate("doctor", SystemClock::default().now(), &OsEntropy)?;
    self_test(&key)?;
    Ok("XML signatures are made and checked".to_owned())
}

/// Browsers know by themselves that `*.localhost` is this machine; other programs ask the system.
fn names(config: &Config) -> Result<String> {
    for url in [config.base_url(), config.application_url()] {
        let url = url::Url::parse(&url)?;
        let host = url.host_str().context("an address without a host")?.to_owned();
        (host.as_str(), 80).to_socket_addrs().with_context(|| {
            format!("{host} is not found: install the package libnss-myhostname, or add it to /etc/hosts")
        })?;
    }
    Ok("lead to this machine".to_owned())
}

async fn ports(config: &Config) -> Result<String> {
    for offset in config.ports() {
        let Some(address) = config.listen.first() else { bail!("`listen` names no address") };
        let address = SocketAddr::new(*address, config.port_base + offset);
        TcpListener::bind(address).await.with_context(|| {
            format!("{address} cannot be listened on (does the server run?); see --port-base")
        })?;
    }
    let ports: Vec<_> = config.ports().map(|offset| (config.port_base + offset).to_string()).collect();
    Ok(format!("{} are free", ports.join(", ")))
}
