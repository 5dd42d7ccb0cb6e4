//! A peer that listens at a port of its own, on the way from its start to its first answer.

use crate::process::Program;
use crate::wait;
use anyhow::{Context as _, Result};
use std::path::Path;
use std::process::Command;

/// Starts a program that prints `ready` when it listens, and waits for that.
pub(super) async fn start(name: &str, folder: &Path, command: &Command, ready: &str) -> Result<Program> {
    let mut program = Program::start(name, folder, command)?;
    let outcome = wait::until(ready, async || {
        if let Err(ended) = program.must_run() {
            return Some(Err(ended));
        }
        program.output().contains(ready).then_some(Ok(()))
    })
    .await;
    outcome.with_context(|| program.output())??;
    Ok(program)
}
