//! The Java application of `examples/tomcat`, started by the command that people start it with.

use crate::process::{Program, run, tests_folder};
use crate::{ports, wait};
use anyhow::{Context as _, Result};
use std::path::PathBuf;
use std::process::Command;
use tempfile::TempDir;

/// How many ports lie between that of MySmartPlan and that of the application.
const BEHIND: u16 = 6;

/// What the command prints when the application answers.
const READY: &str = "The Java application is ready";

/// A JSP on Tomcat behind Apache with the Shibboleth module. It ends with this value.
#[derive(Debug)]
pub struct Tomcat {
    program: Option<Program>,
    port_base: u16,
    metadata: String,
    folder: TempDir,
}

impl Tomcat {
    /// Writes its key and its metadata, and starts nothing yet.
    pub fn prepare() -> Result<Self> {
        let folder = TempDir::with_prefix("identity-tomcat")?;
        let mut tomcat =
            Self { program: None, port_base: ports::consecutive(8)?, metadata: String::new(), folder };
        tomcat.metadata = run(&mut tomcat.command(&["metadata"]))?;
        Ok(tomcat)
    }

    /// Its metadata.
    pub fn metadata(&self) -> &str {
        &self.metadata
    }

    /// Starts it for the people of the MySmartPlan at an address.
    pub async fn start(&mut self, my: &str) -> Result<()> {
        let command = self.command(&["--idp", my]);
        let mut program = Program::start("tomcat", self.folder.path(), &command)?;
        let outcome = wait::until("Tomcat", async || {
            if let Err(ended) = program.must_run() {
                return Some(Err(ended));
            }
            program.output().contains(READY).then_some(Ok(()))
        })
        .await;
        outcome.with_context(|| self.logs(&program))??;
        self.program = Some(program);
        Ok(())
    }

    /// The address of a path.
    pub fn address(&self, path: &str) -> String {
        format!("http://java.smartplan.localhost:{}{path}", self.port_base + BEHIND)
    }

    fn data_folder(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(tests_folder().join("../examples/tomcat/run"));
        command.args(arguments).arg("--data-dir").arg(self.data_folder());
        command.args(["--port-base", &self.port_base.to_string()]);
        command
    }

    fn logs(&self, program: &Program) -> String {
        let logs = ["tomcat.log", "apache.log", "shibd.log"].map(|name| self.data_folder().join(name));
        let logs = logs.iter().filter_map(|log| std::fs::read_to_string(log).ok());
        std::iter::once(program.output()).chain(logs).collect::<Vec<_>>().join("\n")
    }
}
