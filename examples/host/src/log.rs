//! What the program says while it runs: lines for people on a terminal, JSON everywhere else.

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{BufRead as _, BufReader, IsTerminal as _, PipeReader, Write as _};
use std::os::fd::AsFd as _;
use std::sync::{Mutex, OnceLock};
use tracing_subscriber::EnvFilter;

/// What people need not read of a start: tables that are made, and the check that a forged signature is refused.
const CALM: &str = "sea_orm_migration=warn,identity_web::saml::web::key_ring=warn";

/// How the program tells what it does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// Lines for people.
    Human,
    /// A JSON object a line.
    Json,
    /// Lines for people on a terminal, JSON elsewhere.
    #[default]
    Auto,
}

/// How libxmlsec begins a line of its own.
const LIBRARY: &str = "func=";

/// Standard error, where it was redirected.
static AS_IT_WAS: OnceLock<File> = OnceLock::new();

/// Keeps the lines of libraries off a terminal.
pub fn quiet() -> Result<()> {
    if std::io::stderr().is_terminal() { quiet_libraries().map(drop) } else { Ok(()) }
}

/// Lets the program's last words out at once.
pub fn restore() {
    if let Some(out) = AS_IT_WAS.get() {
        rustix::stdio::dup2_stderr(out).ok();
    }
}

/// Whether people read what the program says.
pub fn for_people(format: LogFormat) -> bool {
    match format {
        LogFormat::Human => true,
        LogFormat::Json => false,
        // Once the libraries are quiet, standard error is a pipe of our own.
        LogFormat::Auto => AS_IT_WAS.get().map_or_else(|| std::io::stderr().is_terminal(), File::is_terminal),
    }
}

/// Begins the log on standard error, limited as `tracing` filters are written; standard output is for people.
pub fn start(limited: &str, format: LogFormat) -> Result<()> {
    if !for_people(format) {
        let log = tracing_subscriber::fmt().json().with_env_filter(filter(limited)?);
        log.with_writer(std::io::stderr).init();
        return Ok(());
    }
    let out = quiet_libraries()?;
    let log = tracing_subscriber::fmt().compact().without_time().with_target(false);
    let log = log.with_ansi(out.is_terminal()).with_env_filter(filter(&format!("{limited},{CALM}"))?);
    log.with_writer(Mutex::new(out)).init();
    Ok(())
}

fn filter(text: &str) -> Result<EnvFilter> {
    EnvFilter::try_new(text).context("the setting `log` is no filter")
}

/// Gives standard error as it was, and lets what others write there through a filter: libxmlsec prints a line for each
/// signature that it refuses, which reads like an attack, and the log tells of it in our words.
fn quiet_libraries() -> Result<File> {
    let stderr = std::io::stderr();
    let out = File::from(stderr.as_fd().try_clone_to_owned()?);
    let copy = out.try_clone()?;
    AS_IT_WAS.set(out.try_clone()?).ok();
    let (lines, end) = std::io::pipe()?;
    rustix::stdio::dup2_stderr(&end)?;
    std::thread::spawn(move || pass_on(lines, copy));
    Ok(out)
}

fn pass_on(lines: PipeReader, mut out: File) {
    for line in BufReader::new(lines).lines().map_while(Result::ok) {
        if !line.starts_with(LIBRARY) && writeln!(out, "{line}").is_err() {
            return;
        }
    }
}
