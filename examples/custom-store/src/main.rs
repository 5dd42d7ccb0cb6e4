//! Signs somebody in whose account lives in a key-value file.

use custom_store::KeyValueStore;
use identity_core::domain::{Device, Rights};
use identity_core::policy::Permission;
use identity_core::secrets::{MasterKey, Secret};
use identity_core::setup::{PersonSetup, RoleSetup, Setup};
use identity_core::sign_on::PasswordSignIn;
use identity_core::store::Page;
use identity_core::{Identity, OsEntropy, Settings};
use std::path::Path;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let file = std::env::args().nth(1).unwrap_or_else(|| "identity.redb".to_owned());
    let store = KeyValueStore::open(Path::new(&file))?;
    let settings = Settings::new("https://my.example.com".parse()?);
    let identity = Identity::builder(store, settings, MasterKey::generate(&OsEntropy)).build()?;
    identity.apply(&first_person()?).await?;
    let sign_in = PasswordSignIn {
        identifier: "ada".to_owned(),
        password: Secret::new("velvet-otter-compass"),
        device: Device { user_agent: None, address: None },
        previous: None,
        reference: None,
    };
    let token = identity.sign_in(sign_in).await?.token;
    let Some(current) = identity.session(&token).await? else { anyhow::bail!("the session is over") };
    let seen = identity.organizations(&current.caller, None, &Page::first(10)).await?;
    println!("{} is signed in and sees {} organisation.", current.user.full_name(), seen.items.len());
    Ok(())
}

fn first_person() -> anyhow::Result<Setup> {
    let administrator = RoleSetup {
        key: "administrator".parse()?,
        name: "Administrator".parse()?,
        description: "Looks after customers.".to_owned(),
        permissions: Permission::ALL.iter().copied().collect(),
        application_roles: std::collections::BTreeMap::default(),
        mandate_only: false,
    };
    let ada = PersonSetup {
        email: "ada@example.com".parse()?,
        username: Some("ada".parse()?),
        given_name: "Ada".parse()?,
        family_name: "Lovelace".parse()?,
        password: Secret::new("velvet-otter-compass"),
        roles: vec![(administrator.key.clone(), Rights::ActAndGrant)],
    };
    let operator = Some("Example Ltd".parse()?);
    Ok(Setup { operator, roles: vec![administrator], people: vec![ada], ..Setup::default() })
}
