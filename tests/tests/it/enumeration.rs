//! Nobody learns from the outside who has an account (N-01, L4 of the page rules).

use anyhow::{Result, ensure};
use identity_core::domain::{Device, Rights};
use identity_core::secrets::{MasterKey, Secret};
use identity_core::use_cases::{PasswordSignIn, PersonSetup, RoleSetup, Setup, SignInError};
use identity_core::{Identity, OsEntropy, Settings};
use identity_store_sql::SqlStore;
use std::time::{Duration, Instant};

const TRIES: usize = 60;

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
    let ratio = median(known).as_secs_f64() / median(unknown).as_secs_f64();
    ensure!((0.9..1.1).contains(&ratio), "known / unknown = {ratio:.3}");
    Ok(())
}

fn setup() -> Result<Setup> {
    let role = RoleSetup {
        key: "staff".parse()?,
        name: "Staff".parse()?,
        description: "Looks after customers.".to_owned(),
        permissions: [].into(),
        by_mandate: false,
        application_roles: [].into(),
    };
    let person = PersonSetup {
        email: "scott.long@smartplan.example".parse()?,
        username: Some("scott.long".parse()?),
        given_name: "Scott".parse()?,
        family_name: "Long".parse()?,
        password: Secret::new("brisk-otter-lantern"),
        roles: vec![("staff".parse()?, Rights::Act)],
    };
    let operator = Some("SmartPlan Group".parse()?);
    Ok(Setup { operator, roles: vec![role], people: vec![person], ..Setup::default() })
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
