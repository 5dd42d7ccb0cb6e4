//! Trying a clause whose commits are made by a process that ends without warning.

use super::clause::{Check, Clause};
use super::failure::Failure;
use super::scenario::{Ending, Scenario};
use super::subject::Subject;
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

/// The environment variables that tell a process which part of a clause it plays, and where the store is.
const STAGE: &str = "IDENTITY_CONFORMANCE_STAGE";
const PLACE: &str = "IDENTITY_CONFORMANCE_PLACE";

/// Exit code of Rust's test harness for a test that failed.
const TEST_FAILED: i32 = 101;

/// Tries a clause that ends processes, on the store that `open` opens at a new `place`.
///
/// `test` is the path of the calling test, as `module_path!()` and its name give it. The test's program is started
/// again with that test alone; the test then comes here a second time, commits, and aborts. So the program has to be
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
    let tried = match played() {
        Some((stage, place)) => play(scenario, stage, open(place).await).await,
        None => direct(scenario, test, &place, &open).await,
    };
    tried.map_err(|failure| clause.broken(&failure))
}

/// The part that this process was started for.
fn played() -> Option<(usize, String)> {
    let stage = std::env::var(STAGE).ok()?.parse().ok()?;
    Some((stage, std::env::var(PLACE).ok()?))
}

async fn play(scenario: Scenario, stage: usize, subject: impl Subject) -> Result<(), Failure> {
    match (scenario.act)(Arc::new(subject), stage).await? {
        Ending::Crash => std::process::abort(),
        Ending::Done => Ok(()),
    }
}

/// Each stage has a place of its own.
async fn direct<P: Place, S: Subject>(
    scenario: Scenario,
    test: &str,
    place: &impl AsyncFn() -> P,
    open: &impl AsyncFn(String) -> S,
) -> Result<(), Failure> {
    for &stage in scenario.stages {
        let place = place().await;
        let ending = started(test, stage, place.text()).await?;
        (scenario.verify)(Arc::new(open(place.text()).await), stage, ending).await?;
        if ending == Ending::Done {
            break;
        }
    }
    Ok(())
}

/// Runs the test in a process of its own, and tells how that ended.
async fn started(test: &str, stage: usize, place: String) -> Result<Ending, Failure> {
    // The harness names a test without its crate.
    let name = test.split_once("::").map_or(test, |(_, name)| name).to_owned();
    let run = move || {
        Command::new(std::env::current_exe()?)
            .args([name.as_str(), "--exact", "--include-ignored", "--nocapture"])
            .env(STAGE, stage.to_string())
            .env(PLACE, place)
            .output()
    };
    let output = tokio::task::spawn_blocking(run).await?;
    ending(&output.map_err(|error| Failure::new(format!("the test's program cannot be started: {error}")))?)
}

fn ending(output: &Output) -> Result<Ending, Failure> {
    match output.status.code() {
        Some(0) => Ok(Ending::Done),
        Some(TEST_FAILED) => {
            let [out, err] = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
            Err(Failure::new(format!("the process that was to end failed before:\n{out}{err}")))
        }
        _ => Ok(Ending::Crash),
    }
}
