//! CommIT, a central identity provider, and the Testing Service, which keeps accounts of its own beside it: the four ways between
//! an account here and one elsewhere, each of which a setting switches off.

mod central;
mod config;
mod pages;
mod serve;
mod testing_service;
mod welcome;

use anyhow::Result;
use clap::{Parser, Subcommand};
use config::{Config, Options};
use example_host::{log, reason};
use std::process::ExitCode;

/// CommIT and the Testing Service.
#[derive(Debug, Parser)]
#[command(version, about, propagate_version = true)]
struct Program {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start CommIT and the Testing Service.
    Serve(Options),
}

fn main() -> ExitCode {
    let Program { command: Command::Serve(options) } = Program::parse();
    let outcome = run(&options);
    log::restore();
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("commit: {}", reason::reason(&error));
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Options) -> Result<()> {
    let config = Config::read(options)?;
    tokio::runtime::Runtime::new()?.block_on(serve::serve(&config))
}
