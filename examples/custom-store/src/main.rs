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
    let administrator = RoleSetup::new("administrator".parse()?, "Administrator".parse()?)
        .description("Looks after customers.")
        .permissions(Permission::ALL.iter().copied());
    let ada = PersonSetup::new(
        "ada@example.com".parse()?,
        "Ada".parse()?,
        "Lovelace".parse()?,
        Secret::new("velvet-otter-compass"),
    )
    .username("ada".parse()?)
    .roles([(administrator.key.clone(), Rights::ActAndGrant)]);
    Ok(Setup::default().operator("Example Ltd".parse()?).roles([administrator]).people([ada]))
}
