//! Programs that a test starts, and that end with it.

use anyhow::{Context as _, Result, bail};
use std::ffi::OsStr;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// The folder of this crate, in which the scripts of the harness lie.
pub fn tests_folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A running program, its children included; all of them end when this is dropped or the test process dies.
///
/// What it prints goes to a file, so that it can be read at any time and is at hand when something fails.
#[derive(Debug)]
pub struct Program {
    name: String,
    output: PathBuf,
    supervisor: Child,
}

impl Program {
    /// Starts `command`, with its output in `folder`.
    pub fn start(name: &str, folder: &Path, command: &Command) -> Result<Self> {
        let output = folder.join(format!("{name}.log"));
        let file = File::create(&output).with_context(|| format!("creating {}", output.display()))?;
        let mut supervised = Command::new(tests_folder().join("supervise"));
        supervised.arg(command.get_program()).args(command.get_args());
        for (key, value) in command.get_envs() {
            match value {
                Some(value) => supervised.env(key, value),
                None => supervised.env_remove(key),
            };
        }
        if let Some(current) = command.get_current_dir() {
            supervised.current_dir(current);
        }
        let supervisor = supervised
            .stdin(Stdio::piped())
            .stdout(file.try_clone()?)
            .stderr(file)
            .spawn()
            .with_context(|| format!("starting {name}"))?;
        Ok(Self { name: name.to_owned(), output, supervisor })
    }

    /// What it printed so far, standard error included.
    pub fn output(&self) -> String {
        std::fs::read_to_string(&self.output).unwrap_or_default()
    }

    /// Whether it still runs; an error with what it printed if not.
    pub fn must_run(&mut self) -> Result<()> {
        if let Some(status) = self.supervisor.try_wait()? {
            bail!("{} ended with {status}; it printed:\n{}", self.name, self.output());
        }
        Ok(())
    }

    /// Ends it the hard way, as a power failure would (SIGKILL, nothing is written any more).
    pub fn kill(mut self) -> Result<()> {
        let group = format!("-{}", self.process_id()?);
        signal("KILL", &group)?;
        self.supervisor.wait()?;
        Ok(())
    }

    /// Asks it to end (SIGTERM), and waits until it has.
    pub fn stop(mut self) -> Result<()> {
        self.close();
        Ok(())
    }

    /// Sends a signal such as `HUP` to the program.
    pub fn signal(&self, name: &str) -> Result<()> {
        signal(name, &self.process_id()?)
    }

    /// Its process id, for `/proc/PID/status` for example.
    pub fn process_id(&self) -> Result<String> {
        let output = self.output();
        let line = output.lines().find_map(|line| line.strip_prefix("supervised "));
        Ok(line.with_context(|| format!("{} has not started", self.name))?.to_owned())
    }

    fn close(&mut self) {
        drop(self.supervisor.stdin.take());
        // There is nobody to tell: this runs while a test fails too.
        let _ = self.supervisor.wait();
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.close();
    }
}

fn signal(name: &str, target: &str) -> Result<()> {
    let status = Command::new("kill").args([&format!("-{name}"), "--", target]).status()?;
    if !status.success() {
        bail!("kill -{name} {target} failed");
    }
    Ok(())
}

/// Runs a program to its end and gives what it wrote to standard output; fails with what it wrote to standard error.
pub fn run(command: &mut Command) -> Result<String> {
    let name = command.get_program().to_owned();
    let output = command.output().with_context(|| format!("starting {}", name.display()))?;
    if !output.status.success() {
        bail!("{} failed ({}): {}", name.display(), output.status, String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Cargo, to build in `folder` into the folder that this test was built into.
///
/// `cargo test` names the package under test to the test in variables, which build scripts of dependencies listen to
/// (that of `ring` does): with them everything above those would be built anew, here and by the next `cargo test`.
pub fn cargo(folder: &Path) -> Result<Command> {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    for (name, _) in std::env::vars_os() {
        let of_package = ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_CRATE_NAME", "CARGO_BIN_"];
        if of_package.iter().any(|known| name.as_encoded_bytes().starts_with(known.as_bytes())) {
            cargo.env_remove(name);
        }
    }
    cargo.current_dir(folder).env("CARGO_TARGET_DIR", target_folder()?);
    Ok(cargo)
}

/// `target` of `target/debug/deps/it-0123456789abcdef`.
pub fn target_folder() -> Result<PathBuf> {
    let test = std::env::current_exe()?;
    Ok(test
        .ancestors()
        .nth(3)
        .with_context(|| format!("{} is in no target folder", test.display()))?
        .to_owned())
}

/// A program of a Debian package; fails with the way to install it.
pub fn installed<S: AsRef<OsStr> + ?Sized>(path: &S) -> Result<&Path> {
    let path = Path::new(path);
    if !path.exists() {
        bail!(
            "{} is not here. Install what the tests need with: .ci/install-packages build tests",
            path.display()
        );
    }
    Ok(path)
}
