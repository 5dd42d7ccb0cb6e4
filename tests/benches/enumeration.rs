//! Whether a stopwatch tells an unknown person from a wrong password (N-01): both measured in turn, with the real
//! hashing parameters, so that a busy machine slows both alike. Ends with an error when chance no longer explains it.
//! That both do the same work is a test of identity-core.
//!
//! `cargo bench -p identity-tests --bench enumeration`
#![allow(missing_docs, clippy::disallowed_methods, reason = "an attacker's stopwatch")]

use anyhow::{Result, ensure};
use identity_core::domain::{Device, Rights};
use identity_core::secrets::{MasterKey, Secret};
use identity_core::setup::{PersonSetup, RoleSetup, Setup};
use identity_core::sign_on::{PasswordSignIn, SignInError};
use identity_core::{Identity, OsEntropy, Settings};
use identity_store_sql::SqlStore;
use std::time::{Duration, Instant};

const TRIES: usize = 250;
/// Beyond this many standard deviations, chance is no explanation (one in ten thousand).
const CHANCE: f64 = 3.9;

#[tokio::main]
async fn main() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let url = format!("sqlite://{}?mode=rwc", folder.path().join("n01.db").display());
    let store = SqlStore::connect(&url).await?;
    store.migrate().await?;
    let settings = Settings::new("https://my.smartplan.example".parse()?);
    let identity = Identity::builder(store, settings, MasterKey::generate(&OsEntropy)).build()?;
    identity.apply(&setup()?).await?;
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for _ in 0..TRIES {
        known.push(refused(&identity, "scott.long").await?);
        unknown.push(refused(&identity, "nobody.here").await?);
    }
    let deviation = mann_whitney(&known, &unknown);
    let ratio = median(known).as_secs_f64() / median(unknown).as_secs_f64();
    let report = format!("known / unknown = {ratio:.3}, {deviation:.1} standard deviations apart");
    println!("{report}");
    ensure!((0.95..1.05).contains(&ratio) && deviation.abs() < CHANCE, "{report}");
    Ok(())
}

fn setup() -> Result<Setup> {
    let role = RoleSetup::new("staff".parse()?, "Staff".parse()?).description("Looks after customers.");
    let person = PersonSetup::new(
        "scott.long@smartplan.example".parse()?,
        "Scott".parse()?,
        "Long".parse()?,
        Secret::new("brisk-otter-lantern"),
    )
    .username("scott.long".parse()?)
    .roles([("staff".parse()?, Rights::Act)]);
    Ok(Setup::default().operator("SmartPlan Group".parse()?).roles([role]).people([person]))
}

async fn refused(identity: &Identity, name: &str) -> Result<Duration> {
    let attempt = PasswordSignIn {
        identifier: name.to_owned(),
        password: Secret::new("not-the-password"),
        device: Device::default(),
        previous: None,
        reference: None,
    };
    let start = Instant::now();
    let outcome = identity.sign_in(attempt).await;
    ensure!(matches!(outcome, Err(SignInError::Refused)), "{name}: {outcome:?}");
    Ok(start.elapsed())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// How far the rank sum of the two samples is from what chance gives, in standard deviations (Mann and Whitney's U,
/// by its normal approximation).
fn mann_whitney(one: &[Duration], other: &[Duration]) -> f64 {
    let slower =
        one.iter().map(|time| other.iter().filter(|of_other| *of_other < time).count()).sum::<usize>();
    let real = |count: usize| u32::try_from(count).map_or(f64::INFINITY, f64::from);
    let (n, m) = (real(one.len()), real(other.len()));
    (real(slower) - n * m / 2.0) / (n * m * (n + m + 1.0) / 12.0).sqrt()
}
