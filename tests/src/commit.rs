//! CommIT and the Testing Service as people run them: two processes that share nothing.

use crate::http::client;
use crate::ports;
use crate::process::Program;
use crate::server::example;
use crate::wait;
use anyhow::Result;
use std::process::Command;
use tempfile::TempDir;

/// What each of them prints when it listens.
const READY: &str = "CommIT is ready.";

/// Arnie at CommIT: user name and password.
pub const ARNIE_AT_COMMIT: (&str, &str) = ("arnie.central", "orchid-tunnel-basket");
/// Berta at CommIT, who has no account at the Testing Service.
pub const BERTA_AT_COMMIT: (&str, &str) = ("berta.central", "walnut-compass-dolphin");
/// Arnie at the Testing Service.
pub const ARNIE_AT_TESTS: (&str, &str) = ("arnie", "velvet-anchor-ribbon");

/// A running CommIT with a Testing Service. Both end with this value.
#[derive(Debug)]
pub struct CommIt {
    // Ended before their folder is removed: fields are dropped in order.
    commit: Option<Program>,
    tests: Program,
    port: u16,
    _folder: TempDir,
}

impl CommIt {
    /// Starts both, each in a process of its own; `environment` has `COMMIT_...` settings for both.
    pub async fn start(environment: &[(&str, &str)]) -> Result<Self> {
        let folder = TempDir::with_prefix("identity-commit")?;
        let port = ports::consecutive(2)?;
        let start = |only: &str| -> Result<Program> {
            let mut command = Command::new(example("commit")?);
            command.arg("serve").args(["--only", only, "--port-base", &port.to_string()]);
            command.arg("--data-dir").arg(folder.path().join(only)).current_dir(folder.path());
            command.envs(environment.iter().copied());
            Program::start(only, folder.path(), &command)
        };
        let mut commit = start("commit")?;
        let commit_url = format!("http://commit.localhost:{port}/readyz");
        ready(&mut commit, &commit_url).await?;
        let mut tests = start("tests")?;
        ready(&mut tests, &format!("http://tests.localhost:{}/readyz", port + 1)).await?;
        Ok(Self { commit: Some(commit), tests, port, _folder: folder })
    }

    /// CommIT, the central identity provider.
    pub fn commit(&self, path: &str) -> String {
        format!("http://commit.localhost:{}{path}", self.port)
    }

    /// The Testing Service.
    pub fn tests(&self, path: &str) -> String {
        format!("http://tests.localhost:{}{path}", self.port + 1)
    }

    /// Ends CommIT, as when it is out of order.
    pub fn ends_commit(&mut self) -> Result<()> {
        self.commit.take().map_or(Ok(()), Program::stop)
    }

    /// What both printed.
    pub fn output(&self) -> String {
        let commit = self.commit.as_ref().map(Program::output).unwrap_or_default();
        format!("CommIT:\n{commit}\nThe Testing Service:\n{}", self.tests.output())
    }
}

/// Waits until a program answers.
async fn ready(program: &mut Program, url: &str) -> Result<()> {
    let client = client()?;
    wait::until(url, async || {
        if let Err(ended) = program.must_run() {
            return Some(Err(ended));
        }
        let answer = client.get(url).send().await.ok()?;
        (answer.status().is_success() && program.output().contains(READY)).then_some(Ok(()))
    })
    .await?
}
