//! The settings: defaults, `commit.toml` where the program stands, `COMMIT_...`, options.

use anyhow::{Context as _, Result, ensure};
use clap::Args;
use example_host::log::LogFormat;
use figment::Figment;
use figment::providers::{Env, Format as _, Serialized, Toml};
use identity_core::domain::{LinkPolicy, UnknownPerson};
use serde::{Deserialize, Serialize};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::{Path, PathBuf};

/// Options of `commit serve`; each can stand in `commit.toml` and in the environment too.
#[derive(Debug, Clone, Default, Args, Serialize)]
pub(crate) struct Options {
    /// Folder for the databases and the keys.
    #[arg(long, value_name = "DIR")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data_dir: Option<PathBuf>,
    /// Port of CommIT; the Testing Service takes the next one.
    #[arg(long, value_name = "N")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port_base: Option<u16>,
    /// Start one of the two alone; the other one runs in another process.
    #[arg(long, value_enum, value_name = "WHICH")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub only: Option<Part>,
    /// By which protocol CommIT signs people in to the Testing Service.
    #[arg(long, value_enum, value_name = "PROTOCOL")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<Protocol>,
    /// How the program tells what it does; `auto` is for people on a terminal and JSON elsewhere.
    #[arg(long, value_enum, value_name = "FORMAT")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub log_format: Option<LogFormat>,
}

/// One of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Part {
    /// CommIT.
    Commit,
    /// The Testing Service.
    Tests,
}

/// How CommIT signs people in to the Testing Service.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Protocol {
    /// SAML 2.0.
    #[default]
    Saml,
    /// OpenID Connect.
    Openid,
}

/// The settings in force.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Config {
    /// Folder for the databases and the keys.
    pub data_dir: PathBuf,
    /// Port of CommIT; the Testing Service takes the next one.
    pub port_base: u16,
    /// The addresses to listen on. Everybody knows the passwords, so these are of this machine.
    pub listen: Vec<IpAddr>,
    /// Which of the two to start; both if left out.
    pub only: Option<Part>,
    /// How CommIT signs people in to the Testing Service.
    pub protocol: Protocol,
    /// Whether people can sign in to the Testing Service by CommIT at all.
    pub central: bool,
    /// What becomes of those who come from CommIT and have no linked account: `refuse`, `connect`, `connect_or_create`, `create`.
    pub unknown: UnknownPerson,
    /// Whether those who sign in with their local account are asked to link it: `off`, `allowed`, `offered`, `required`.
    pub linking: LinkPolicy,
    /// After how many days somebody who said "not now" is asked again.
    pub ask_again_days: u16,
    /// Whether CommIT stands before the password on the sign-in page.
    pub preferred: bool,
    /// From when people sign in by CommIT alone, as RFC 3339 writes times.
    pub only_from: Option<String>,
    /// The addresses of those who may sign in with their local password all the same.
    pub break_glass: Vec<String>,
    /// The lowest verification level that does: `basic` or `verified`; any if left out.
    pub least_level: Option<String>,
    /// What goes into the log, as `tracing` filters are written.
    pub log: String,
    /// How the log is written.
    pub log_format: LogFormat,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            data_dir: data_folder(),
            port_base: 8083,
            listen: vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()],
            only: None,
            protocol: Protocol::default(),
            central: true,
            unknown: UnknownPerson::ConnectOrCreate,
            linking: LinkPolicy::Offered,
            ask_again_days: 30,
            preferred: true,
            only_from: None,
            break_glass: Vec::new(),
            least_level: None,
            log: "info".to_owned(),
            log_format: LogFormat::default(),
        }
    }
}

/// A folder of the user, as the XDG base directory specification has it.
fn data_folder() -> PathBuf {
    let home = || std::env::var_os("HOME").map(|home| Path::new(&home).join(".local/share"));
    let data = std::env::var_os("XDG_DATA_HOME").map(PathBuf::from).or_else(home);
    data.unwrap_or_else(|| PathBuf::from(".")).join("commit")
}

impl Config {
    /// Reads the settings.
    pub(crate) fn read(options: &Options) -> Result<Self> {
        let figment = Figment::from(Toml::file("commit.toml"))
            .merge(Env::prefixed("COMMIT_"))
            .merge(Serialized::defaults(options));
        let config: Self = figment.extract().context("the settings cannot be read")?;
        let is_here = config.listen.iter().all(IpAddr::is_loopback);
        ensure!(is_here, "everybody knows the passwords, so `listen` may name loopback addresses only");
        ensure!(config.port_base < u16::MAX, "port_base must leave room for the port behind it");
        Ok(config)
    }

    /// Where people reach CommIT.
    pub(crate) fn commit_url(&self) -> String {
        format!("http://commit.localhost:{}", self.port_base)
    }

    /// Where people reach the Testing Service.
    pub(crate) fn tests_url(&self) -> String {
        format!("http://tests.localhost:{}", self.port_base + 1)
    }

    /// Whether one of the two is started here.
    pub(crate) fn starts(&self, part: Part) -> bool {
        self.only.is_none_or(|only| only == part)
    }
}
