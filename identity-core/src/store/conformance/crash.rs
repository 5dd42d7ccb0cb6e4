//! Trying a clause whose commits are made by a process that ends without warning.

use super::clause::{Check, Clause};
use super::failure::Failure;
use super::scenario::{Ending, Scenario, Stage};
use super::subject::Subject;
use std::io::Write;
use std::process::{Command, Output};
use std::sync::Arc;

/// A text by which another process opens the same store, such as a path or a URL.
///
/// The place is a `String`, or a pair of one with whatever has to live as long as the place, such as a temporary
/// directory.
pub trait Place: Send + 'static {
    /// The text.
    fn text(&self) -> String;
}

impl Place for String {
    fn text(&self) -> String {
        self.clone()
    }
}

impl<G: Send + 'static> Place for (String, G) {
    fn text(&self) -> String {
        self.0.clone()
    }
}

/// The environment variables that tell a process its part, and where the store is.
const STAGE: &str = "IDENTITY_CONFORMANCE_STAGE";
const MEASURED: &str = "IDENTITY_CONFORMANCE_MEASURED";
const PLACE: &str = "IDENTITY_CONFORMANCE_PLACE";

/// Printed by a process that has done everything, before the number of its polls.
const DONE: &str = "identity conformance, done in polls: ";

/// Exit code of a process that failed before it came to its end; also that of Rust's test harness.
const FAILED: i32 = 101;

/// Tries a clause that ends processes, on the store that `open` opens at a new `place`.
///
/// `test` is the path of the calling test, as `module_path!()` and its name give it. The test's program is started
/// again with that test alone; the test then comes here a second time, commits, and does not come back: the process
/// aborts. So the program has to be
/// one of Rust's own test harness, and `open` is called in both processes.
///
/// What a process has handed to the operating system outlives its end; that it also outlives a power cut (`fsync`)
/// cannot be seen in this way, and is for the adapter's documentation to say.
pub async fn run_crashing<P: Place, S: Subject>(
    clause: &str,
    test: &str,
    place: impl AsyncFn() -> P,
    open: impl AsyncFn(String) -> S,
) -> Result<(), Failure> {
    let clause = Clause::named(clause)?;
    let Check::Crashed(scenario) = clause.check else {
        return Err(clause.broken(&Failure::new("it ends no process; `run` and `run_reopening` try it")));
    };
    if let Some((stage, place)) = played() {
        play(scenario, stage, open(place).await).await;
    }
    direct(scenario, test, &place, &open).await.map_err(|failure| clause.broken(&failure))
}

/// The part that this process was started for.
fn played() -> Option<(Stage, String)> {
    let number = |name| std::env::var(name).ok()?.parse().ok();
    let stage = Stage { number: number(STAGE)?, measured: number(MEASURED)? };
    Some((stage, std::env::var(PLACE).ok()?))
}

/// Does not come back, so that the test draws no conclusions of its own in this process.
async fn play(scenario: Scenario, stage: Stage, subject: impl Subject) -> ! {
    // Written past the test harness, which keeps what is printed.
    let (code, told) = match (scenario.act)(Arc::new(subject), stage).await {
        Ok(Ending::Crash) => std::process::abort(),
        Ok(Ending::Done(polls)) => (0, writeln!(std::io::stdout(), "{DONE}{polls}")),
        Err(failure) => (FAILED, writeln!(std::io::stderr(), "{failure}")),
    };
    std::process::exit(if told.is_ok() { code } else { FAILED })
}

/// Each stage has a place of its own.
async fn direct<P: Place, S: Subject>(
    scenario: Scenario,
    test: &str,
    place: &impl AsyncFn() -> P,
    open: &impl AsyncFn(String) -> S,
) -> Result<(), Failure> {
    let mut measured = 0;
    for number in 0..scenario.stages {
        let (place, stage) = (place().await, Stage { number, measured });
        let ending = started(test, stage, place.text()).await?;
        if let Ending::Done(polls) = ending {
            measured = polls;
        }
        (scenario.verify)(Arc::new(open(place.text()).await), stage, ending).await?;
    }
    Ok(())
}

/// Runs the test in a process of its own, and tells how that ended.
async fn started(test: &str, stage: Stage, place: String) -> Result<Ending, Failure> {
    // The harness names a test without its crate.
    let name = test.split_once("::").map_or(test, |(_, name)| name).to_owned();
    let run = move || {
        Command::new(std::env::current_exe()?)
            .args([name.as_str(), "--exact", "--include-ignored", "--nocapture"])
            .env(STAGE, stage.number.to_string())
            .env(MEASURED, stage.measured.to_string())
            .env(PLACE, place)
            .output()
    };
    let output = tokio::task::spawn_blocking(run).await?;
    ending(&output.map_err(|error| Failure::new(format!("the test's program cannot be started: {error}")))?)
}

fn ending(output: &Output) -> Result<Ending, Failure> {
    let [out, err] = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
    match output.status.code() {
        Some(0) => {
            let polls = out.split_once(DONE).and_then(|(_, rest)| rest.lines().next()?.trim().parse().ok());
            polls.map(Ending::Done).ok_or_else(|| {
                Failure::new("the process that was to end did nothing: does its program know the test by another name?")
            })
        }
        Some(FAILED) => Err(Failure::new(format!("the process that was to end failed before:\n{out}{err}"))),
        _ => Ok(Ending::Crash),
    }
}
