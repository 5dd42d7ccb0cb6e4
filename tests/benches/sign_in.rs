//! Password sign-ins per second beside the bare hash that each of them contains, in one run.
//!
//! `cargo bench -p identity-tests --bench sign_in`
#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark ends where something fails")]

use argon2::{Algorithm, Argon2, Params, Version};
use criterion::{Criterion, criterion_group, criterion_main};
use identity_core::domain::{Device, Rights};
use identity_core::secrets::{MasterKey, Secret};
use identity_core::setup::{PersonSetup, RoleSetup, Setup};
use identity_core::sign_on::PasswordSignIn;
use identity_core::{Identity, OsEntropy, Settings};
use identity_store_sql::SqlStore;
use std::hint::black_box;
use tokio::runtime::Runtime;

const PASSWORD: &str = "brisk-otter-lantern";

async fn identity(folder: &std::path::Path) -> Identity {
    let url = format!("sqlite://{}?mode=rwc", folder.join("bench.db").display());
    let store = SqlStore::connect(&url).await.unwrap();
    store.migrate().await.unwrap();
    let settings = Settings::new("https://my.example.com".parse().unwrap());
    let identity = Identity::builder(store, settings, MasterKey::generate(&OsEntropy)).build().unwrap();
    let role = RoleSetup::new("staff".parse().unwrap(), "Staff".parse().unwrap())
        .description("Looks after customers.");
    let person = PersonSetup::new(
        "scott@smartplan.example".parse().unwrap(),
        "Scott".parse().unwrap(),
        "Long".parse().unwrap(),
        Secret::new(PASSWORD),
    )
    .username("scott.long".parse().unwrap())
    .roles([("staff".parse().unwrap(), Rights::Act)]);
    let operator = "SmartPlan Group".parse().unwrap();
    let setup = Setup::default().operator(operator).roles([role]).people([person]);
    identity.apply(&setup).await.unwrap();
    identity
}

fn attempt() -> PasswordSignIn {
    PasswordSignIn {
        identifier: "scott.long".to_owned(),
        password: Secret::new(PASSWORD),
        device: Device::default(),
        previous: None,
        reference: None,
    }
}

fn sign_in(criterion: &mut Criterion) {
    let runtime = Runtime::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let identity = runtime.block_on(identity(folder.path()));
    let mut group = criterion.benchmark_group("sign_in");
    group.sample_size(40);
    let params = Params::new(19_456, 2, 1, Some(32)).unwrap();
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let mut memory = vec![argon2::Block::default(); 19_456];
    group.bench_function("bare argon2id m=19456 t=2 p=1", |bencher| {
        let mut output = [0_u8; 32];
        bencher.iter(|| {
            argon2
                .hash_password_into_with_memory(
                    PASSWORD.as_bytes(),
                    b"0123456789abcdef",
                    &mut output,
                    &mut memory,
                )
                .unwrap();
            black_box(&output);
        });
    });
    group.bench_function("sign-in, SQLite on disk", |bencher| {
        bencher.to_async(&runtime).iter(async || black_box(identity.sign_in(attempt()).await.unwrap()));
    });
    group.finish();
}

criterion_group!(benches, sign_in);
criterion_main!(benches);
