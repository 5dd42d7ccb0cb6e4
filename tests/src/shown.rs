//! The programs that the documentation shows, built from its text: the dependency lines and the program are pasted into
//! a fresh project each, and nothing else is added.

use crate::ports;
use crate::process::{cargo, run, target_folder, tests_folder};
use anyhow::{Context as _, Result, bail};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tempfile::TempDir;

/// The head of the README's manifest, which `cargo new` writes.
const NEW: &str = "[package]\nname = \"readme\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n";

/// A text with a program in it, and the name of the project that it is pasted into.
#[derive(Clone, Copy, Debug)]
pub enum Shown {
    /// The program of the README.
    Readme,
    /// The program of the tutorial for embedders.
    Tutorial,
}

impl Shown {
    const ALL: [Self; 2] = [Self::Readme, Self::Tutorial];

    fn project(self) -> &'static str {
        match self {
            Self::Readme => "readme",
            Self::Tutorial => "company-portal",
        }
    }

    fn text(self) -> Result<String> {
        let file = match self {
            Self::Readme => "README.md",
            Self::Tutorial => "docs/src/tutorial/embed.md",
        };
        fs::read_to_string(repository().join(file)).with_context(|| format!("reading {file}"))
    }

    /// The lines for `Cargo.toml`, as they are shown.
    pub fn manifest(self) -> Result<String> {
        block(&self.text()?, "toml")
    }

    /// The program, as it is shown.
    pub fn program(self) -> Result<String> {
        block(&self.text()?, "rust,no_run")
    }

    /// The built program.
    pub fn binary(self) -> Result<PathBuf> {
        static FOLDER: OnceLock<Result<PathBuf, String>> = OnceLock::new();
        match FOLDER.get_or_init(|| build().map_err(|error| format!("{error:#}"))) {
            Ok(folder) => Ok(folder.join(self.project())),
            Err(reason) => bail!("what {self:?} shows cannot be built: {reason}"),
        }
    }

    fn paste(self, into: &Path) -> Result<()> {
        let folder = into.join(self.project());
        fs::create_dir_all(folder.join("src"))?;
        fs::create_dir_all(folder.join("tests"))?;
        let head = if matches!(self, Self::Readme) { NEW } else { "" };
        let manifest = self.manifest()?;
        if !manifest.contains("\"../identity/identity-core\"") {
            bail!("the dependency lines name no checkout beside the project:\n{manifest}");
        }
        // The checkout beside the project is the folder that the projects are in.
        fs::write(folder.join("Cargo.toml"), format!("{head}{}", manifest.replace("../identity/", "../")))?;
        // The tutorial's port may be taken on this machine.
        let program = match self {
            Self::Readme => self.program()?,
            Self::Tutorial => self.program()?.replace("localhost:3000", &tutorial_address()?),
        };
        fs::write(folder.join("src/main.rs"), program)?;
        // By this name the build below selects the project.
        fs::write(folder.join("tests/command_line.rs"), "")?;
        Ok(())
    }
}

/// Where the program of the tutorial listens, in place of `localhost:3000`: address and port.
pub fn tutorial_address() -> Result<String> {
    static PORT: OnceLock<Result<u16, String>> = OnceLock::new();
    match PORT.get_or_init(|| ports::one().map_err(|error| format!("{error:#}"))) {
        Ok(port) => Ok(format!("127.0.0.1:{port}")),
        Err(reason) => bail!("the tutorial has no port: {reason}"),
    }
}

/// The first block of code in a language.
fn block(text: &str, language: &str) -> Result<String> {
    let fence = format!("```{language}\n");
    let (_, rest) = text.split_once(&fence).with_context(|| format!("there is no block of {language}"))?;
    let (code, _) = rest.split_once("```").context("a block has no end")?;
    Ok(code.to_owned())
}

/// Builds the projects as further members of a workspace that is otherwise this one: the same crates by links, the same
/// `Cargo.lock`. So cargo takes everything but the pasted programs from what `cargo test --workspace` has built.
fn build() -> Result<PathBuf> {
    let folder = TempDir::with_prefix("identity-shown")?;
    for entry in fs::read_dir(repository())? {
        let entry = entry?;
        let name = entry.file_name();
        if name != "Cargo.toml" && name != "Cargo.lock" && name != "target" {
            symlink(fs::canonicalize(entry.path())?, folder.path().join(name))?;
        }
    }
    fs::copy(repository().join("Cargo.lock"), folder.path().join("Cargo.lock"))?;
    let workspace = fs::read_to_string(repository().join("Cargo.toml"))?;
    let (before, after) = workspace.split_once("members = [").context("the workspace has no members")?;
    let projects = Shown::ALL.map(|shown| format!("{:?}, ", shown.project())).concat();
    fs::write(folder.path().join("Cargo.toml"), format!("{before}members = [{projects}{after}"))?;
    for shown in Shown::ALL {
        shown.paste(folder.path())?;
    }
    // As `server` builds the examples, so that all features are those of `cargo test --workspace`.
    let mut cargo = cargo(folder.path())?;
    cargo.args(["test", "--offline", "--workspace", "--no-run", "--test", "command_line"]);
    run(&mut cargo)?;
    Ok(target_folder()?.join("debug"))
}

fn repository() -> PathBuf {
    tests_folder().join("..")
}
