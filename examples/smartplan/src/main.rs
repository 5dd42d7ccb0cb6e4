//! SmartPlan: the thin reference server. MySmartPlan and the SmartPlan Application in one process.

mod addresses;
mod admin;
mod application;
mod config;
mod consumption;
mod doctor;
mod key_file;
mod keys;
mod mail;
mod openid;
mod parties;
mod party;
mod providers;
mod serve;
mod setup;
mod texts;
mod welcome;

use anyhow::{Result, ensure};
use clap::{Parser, Subcommand};
use config::{Config, Options};
use example_host::{log, reason};
use identity_core::applications::KeyChange;
use identity_core::values::EmailAddress;
use identity_core::{Clock as _, SystemClock};
use std::process::ExitCode;

/// SmartPlan: customers, their people, and single sign-on.
#[derive(Debug, Parser)]
#[command(version, about, propagate_version = true)]
struct Program {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Start MySmartPlan and the SmartPlan Application.
    Serve(Options),
    /// Look at settings, folder, database, keys and addresses, and say what is wrong.
    Doctor(Options),
    /// Bring the database's tables up to date.
    Migrate {
        #[command(flatten)]
        options: Options,
        /// Only say what would be done.
        #[arg(long)]
        plan: bool,
    },
    /// Look after the deployment's administrators.
    Admin {
        #[command(subcommand)]
        what: AdminCommand,
    },
    /// Look at the keys that are signed with, and rotate them.
    Keys {
        #[command(subcommand)]
        what: KeysCommand,
    },
    /// Look at the settings.
    Config {
        #[command(subcommand)]
        what: ConfigCommand,
    },
    /// Look at the page templates.
    Template {
        #[command(subcommand)]
        what: TemplateCommand,
    },
}

#[derive(Debug, Subcommand)]
enum AdminCommand {
    /// Print a link, once, by which the first administrator makes their account.
    Create {
        /// The address that the administrator signs in with.
        #[arg(long, value_name = "ADDRESS")]
        email: EmailAddress,
        #[command(flatten)]
        options: Options,
    },
}

#[derive(Debug, Subcommand)]
enum KeysCommand {
    /// Print the keys that are published, with their state.
    List(Options),
    /// Publish the next key now, and sign with it later.
    Rotate {
        /// What is signed with it.
        #[arg(long = "for", value_name = "USE")]
        signs: keys::Signs,
        /// In how many days the next key signs. Give it to every application that does not read keys by itself before then.
        #[arg(long, value_name = "DAYS", default_value_t = 30)]
        in_days: u32,
        /// Sign with the next key at once. What applications do not know yet, they refuse.
        #[arg(long, conflicts_with = "in_days")]
        now: bool,
        /// The key has been stolen: sign with a new one at once, and publish no other any more.
        #[arg(long, conflicts_with_all = ["in_days", "now"])]
        stolen: bool,
        #[command(flatten)]
        options: Options,
    },
}

#[derive(Debug, Subcommand)]
enum ConfigCommand {
    /// Say whether the settings can be used.
    Check(Options),
    /// Print the settings in force, secrets left out.
    Dump(Options),
}

#[derive(Debug, Subcommand)]
enum TemplateCommand {
    /// Render every template with sample data, in every language.
    Check(Options),
}

fn main() -> ExitCode {
    let program = Program::parse();
    let outcome = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime.block_on(run(program.command)),
        Err(error) => Err(error.into()),
    };
    log::restore();
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("smartplan: {}", reason::reason(&error));
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> Result<()> {
    match command {
        Command::Serve(options) => serve::serve(Config::read(&options)?).await,
        Command::Doctor(options) => doctor::doctor(&options).await,
        Command::Migrate { options, plan } => serve::migrate(&Config::read(&options)?, plan).await,
        Command::Admin { what: AdminCommand::Create { email, options } } => {
            admin::create(&Config::read(&options)?, email).await
        }
        Command::Keys { what: KeysCommand::List(options) } => keys::list(&Config::read(&options)?).await,
        Command::Keys { what: KeysCommand::Rotate { signs, in_days, now, stolen, options } } => {
            let change = match (now, stolen) {
                (_, true) => KeyChange::Stolen,
                (true, false) => KeyChange::Now,
                (false, false) => keys::announced(in_days),
            };
            keys::rotate(&Config::read(&options)?, signs, &change).await
        }
        Command::Config { what: ConfigCommand::Check(options) } => {
            let config = Config::read(&options)?;
            let now = SystemClock::default().now();
            ensure!(parties::report(&config, None, now).await, "some applications cannot be registered");
            println!("The settings can be used.");
            Ok(())
        }
        Command::Config { what: ConfigCommand::Dump(options) } => {
            println!("{}", Config::read(&options)?.dump());
            Ok(())
        }
        Command::Template { what: TemplateCommand::Check(options) } => {
            serve::check_templates(&Config::read(&options)?)?;
            println!("Every template can be rendered.");
            Ok(())
        }
    }
}
