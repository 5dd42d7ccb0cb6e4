//! What the smallest site needs beside its fifteen lines: a key, and the first people.

use anyhow::Context as _;
use identity_core::OsEntropy;
use identity_core::domain::Rights;
use identity_core::policy::Permission;
use identity_core::secrets::{MasterKey, Secret};
use identity_core::setup::{PersonSetup, RoleSetup, Setup};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;

/// The key that everything secret is sealed with: drawn at the first start, and kept in a file that only its owner
/// reads. In production it comes from where your other secrets are, and never lies beside the database.
pub fn master_key(file: &str) -> anyhow::Result<MasterKey> {
    if let Ok(text) = std::fs::read_to_string(file) {
        return MasterKey::parse(&text).with_context(|| file.to_owned());
    }
    let key = MasterKey::generate(&OsEntropy);
    let mut new = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)?;
    new.write_all(key.expose_hex().as_bytes())?;
    Ok(key)
}

/// Who can sign in before anybody was invited: Ada, who may do everything. Her password is well known, so this site
/// is for your own machine; the base URL refuses to be plain HTTP anywhere else.
pub fn first_people() -> anyhow::Result<Setup> {
    let administrator = RoleSetup {
        key: "administrator".parse()?,
        name: "Administrator".parse()?,
        description: "Manages organisations and their people.".to_owned(),
        permissions: Permission::ALL.iter().copied().collect(),
        mandate_only: false,
        application_roles: BTreeMap::new(),
    };
    let ada = PersonSetup {
        email: "ada@minimal.example".parse()?,
        username: Some("ada".parse()?),
        given_name: "Ada".parse()?,
        family_name: "Lovelace".parse()?,
        password: Secret::new("velvet-otter-compass"),
        roles: vec![(administrator.key.clone(), Rights::ActAndGrant)],
    };
    Ok(Setup {
        operator: Some("Minimal Ltd".parse()?),
        roles: vec![administrator],
        people: vec![ada],
        ..Setup::default()
    })
}

/// Compiles the code of the README.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
pub struct Readme;
