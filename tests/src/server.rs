//! The reference server as people run it: the real program in a process of its own.

use crate::http::client;
use crate::inbox::Inbox;
use crate::process::{Program, cargo, run, target_folder, tests_folder};
use crate::{ports, wait};
use anyhow::{Context as _, Result, bail};
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;
use tempfile::TempDir;
use url::Url;

/// How many neighbouring ports the demo applications take.
const PORTS: u16 = 6;

/// What the server prints when it listens; who answers at the address before that is somebody else.
const READY: &str = "SmartPlan is ready.";

/// How the server is to be started.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// The database; embedded SQLite in the data folder if none is given.
    pub database: Option<Url>,
    /// The program; that of [`binary`] if none is given.
    pub program: Option<PathBuf>,
    /// Environment variables, `SMARTPLAN_...` for example.
    pub environment: Vec<(String, String)>,
    /// More options of `smartplan serve`.
    pub options: Vec<OsString>,
    /// The file `smartplan.toml` in the folder that the server starts in.
    pub configuration: Option<String>,
    /// Without the demo, at the address at which tests reach it; [`WITHOUT_DEMO`] has the rest of the settings.
    pub without_demo: bool,
}

/// The settings that a server without the demo needs besides its address.
pub const WITHOUT_DEMO: &str = r#"
demo = false
[mail]
host = "localhost"
tls = "none"
from = "no-reply@smartplan.example"
from_name = "MySmartPlan"
"#;

/// A running SmartPlan.  It ends with this value.
#[derive(Debug)]
pub struct SmartPlan {
    // Ended before its folder is removed: fields are dropped in order.
    program: Option<Program>,
    settings: Settings,
    port: u16,
    folder: TempDir,
}

impl SmartPlan {
    /// Starts it on embedded SQLite.
    pub async fn start() -> Result<Self> {
        Self::start_with(Settings::default()).await
    }

    /// Starts it on a fresh PostgreSQL database.
    pub async fn start_on_postgres() -> Result<Self> {
        let database = Some(crate::postgres::fresh_database().await?);
        Self::start_with(Settings { database, ..Settings::default() }).await
    }

    /// Starts it, and waits until it is ready for requests.
    pub async fn start_with(settings: Settings) -> Result<Self> {
        let folder = TempDir::with_prefix("identity-smartplan")?;
        let mut server = Self { program: None, settings, port: ports::consecutive(PORTS)?, folder };
        server.restart().await?;
        Ok(server)
    }

    /// Starts it again on the same data and ports; ends it first if it still runs.
    pub async fn restart(&mut self) -> Result<()> {
        drop(self.program.take());
        let mut command = self.command(&["serve"])?;
        command.args(&self.settings.options);
        let mut program = Program::start("smartplan", self.folder.path(), &command)?;
        self.wait_until_ready(&mut program).await?;
        self.program = Some(program);
        Ok(())
    }

    /// A command of the program on the same data, with the same settings.
    pub fn command(&self, arguments: &[&str]) -> Result<Command> {
        let program = self.settings.program.clone().map_or_else(binary, Ok)?;
        let mut command = Command::new(program);
        command.args(arguments).arg("--data-dir").arg(self.data_folder());
        command.args(["--port-base", &self.port.to_string()]);
        if let Some(database) = &self.settings.database {
            command.args(["--database-url", database.as_str()]);
        }
        let without_demo = self.settings.without_demo.then_some(WITHOUT_DEMO);
        if let Some(configuration) = self.settings.configuration.as_deref().or(without_demo) {
            std::fs::write(self.folder.path().join("smartplan.toml"), configuration)?;
        }
        if self.settings.without_demo {
            command.env("SMARTPLAN_BASE_URL", self.my(""));
        }
        command.current_dir(self.folder.path()).envs(self.settings.environment.iter().cloned());
        Ok(command)
    }

    /// Ends it as a power failure would.
    pub fn kill(&mut self) -> Result<()> {
        self.program.take().context("the server does not run")?.kill()
    }

    /// Ends it as an administrator does, with time to finish what it is doing.
    pub fn stop(&mut self) -> Result<()> {
        self.program.take().context("the server does not run")?.stop()
    }

    /// MySmartPlan: sign-in, administration, REST, SAML identity provider.
    pub fn my(&self, path: &str) -> String {
        self.address("my.smartplan", 0, path)
    }

    /// The SmartPlan Application, a SAML service provider.
    pub fn app(&self, path: &str) -> String {
        self.address("app.smartplan", 1, path)
    }

    /// City Group's own identity provider.
    pub fn city_group(&self, path: &str) -> String {
        self.address("idp.citygroup", 2, path)
    }

    /// The stand-in for Google.
    pub fn google(&self, path: &str) -> String {
        self.address("accounts.google", 5, path)
    }

    /// The development inbox.
    pub fn inbox(&self) -> Result<Inbox> {
        Inbox::of(&self.my("/"))
    }

    /// What the server printed: the table of people, its log.
    pub fn output(&self) -> String {
        self.program.as_ref().map(Program::output).unwrap_or_default()
    }

    /// Goes on only if the server still runs; an error with what it printed if not.
    pub fn must_run(&mut self) -> Result<()> {
        self.program.as_mut().context("the server does not run")?.must_run()
    }

    /// The running program.
    pub fn program(&self) -> Result<&Program> {
        self.program.as_ref().context("the server does not run")
    }

    /// The folder in which it keeps its data.
    pub fn data_folder(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// The first of its ports.
    pub fn port_base(&self) -> u16 {
        self.port
    }

    fn address(&self, name: &str, offset: u16, path: &str) -> String {
        format!("http://{name}.localhost:{}{path}", self.port + offset)
    }

    async fn wait_until_ready(&self, program: &mut Program) -> Result<()> {
        let (client, ready) = (client()?, self.my("/readyz"));
        let outcome = wait::until(&ready, async || {
            if let Err(ended) = program.must_run() {
                return Some(Err(ended));
            }
            let answer = client.get(&ready).send().await.ok()?;
            let ours = program.output().contains(READY);
            (answer.status().is_success() && ours).then_some(Ok(()))
        })
        .await;
        outcome.with_context(|| format!("the server printed:\n{}", program.output()))?
    }
}

/// The people and programs that SmartPlan starts with; their secrets are the same at every start.
pub mod demo {
    /// Scott Long, account manager at SmartPlan Group: user name and password.
    pub const SCOTT: (&str, &str) = ("scott.long", "brisk-otter-lantern");
    /// Olivia Stone, back-office clerk, who looks things up and changes nothing.
    pub const OLIVIA: (&str, &str) = ("olivia.stone", "quiet-paper-harbour");
    /// Jeremy Mills at City Group's own identity provider.
    pub const JEREMY_AT_CITY_GROUP: (&str, &str) = ("jmills", "amber-kettle-window");
    /// Susan Ward, his colleague, there.
    pub const SUSAN_AT_CITY_GROUP: (&str, &str) = ("sward", "marble-ladder-forest");
    /// Karl Kearnes at the stand-in for Google.
    pub const KARL_AT_GOOGLE: (&str, &str) = ("karl.kearnes", "copper-meadow-pencil");
    /// The CRM's client id and secret.
    pub const CRM: (&str, &str) = ("crm", "cdFxgFio9prV8yfrO3_AoFfAS6uoXC7WsOWIM01PEko");
    /// The SmartPlan Application, as configuration and REST name it.
    pub const SERVICE: &str = "smartplan-application";
}

static FOLDER: OnceLock<Result<PathBuf, String>> = OnceLock::new();

/// The program `smartplan`, built from what the workspace is now.
pub fn binary() -> Result<PathBuf> {
    match std::env::var_os("IDENTITY_TEST_SMARTPLAN") {
        Some(given) => Ok(given.into()),
        None => example("smartplan"),
    }
}

/// The program of this name, built from what the workspace is now: `cargo test` alone builds no binary of another
/// package, and a stale one would test yesterday's code.
pub fn example(name: &str) -> Result<PathBuf> {
    match FOLDER.get_or_init(|| build().map_err(|error| format!("{error:#}"))) {
        Ok(folder) => Ok(folder.join(name)),
        Err(reason) => bail!("no {name} to test: {reason}"),
    }
}

fn build() -> Result<PathBuf> {
    // The programs' own tests are named, with the whole workspace: so the dependencies have the features that
    // `cargo test --workspace` built them with, and after it there is nothing left to build.
    let mut cargo = cargo(&tests_folder().join(".."))?;
    cargo.args(["test", "--workspace", "--no-run", "--test", "command_line"]);
    run(&mut cargo)?;
    Ok(target_folder()?.join("debug"))
}
