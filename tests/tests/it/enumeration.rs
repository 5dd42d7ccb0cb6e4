//! Nobody learns from the outside who has an account (N-01, L4 of the page rules).

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

/// Interleaved, so that a busy machine slows both alike; with the real hashing parameters, which are what
/// would tell the two apart.
#[tokio::test(flavor = "multi_thread")]
async fn n_01_an_unknown_person_takes_as_long_as_a_wrong_password() -> Result<()> {
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

#[allow(clippy::disallowed_methods, reason = "an attacker's stopwatch")]
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
    times[times.len() / 2]
}

/// How far the rank sum of the two samples is from what chance gives, in standard deviations (Mann and Whitney's U,
/// by its normal approximation).
#[allow(clippy::cast_precision_loss, reason = "some hundred samples")]
fn mann_whitney(one: &[Duration], other: &[Duration]) -> f64 {
    let slower =
        one.iter().map(|time| other.iter().filter(|of_other| *of_other < time).count()).sum::<usize>();
    let (n, m) = (one.len() as f64, other.len() as f64);
    (slower as f64 - n * m / 2.0) / (n * m * (n + m + 1.0) / 12.0).sqrt()
}

#[test]
fn the_statistics_tell_a_shift_from_none() {
    let times = |from: u64| (from..from + 100).map(Duration::from_micros).collect::<Vec<_>>();
    assert!(mann_whitney(&times(0), &times(0)).abs() < 0.5);
    assert!(mann_whitney(&times(40), &times(0)) > CHANCE && mann_whitney(&times(0), &times(40)) < -CHANCE);
}
