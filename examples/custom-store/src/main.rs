//! Signs somebody in whose account lives in a key-value file.

use custom_store::KeyValueStore;
use identity_core::secrets::MasterKey;
use identity_core::sign_on::PasswordSignIn;
use identity_core::store::Page;
use identity_core::{Identity, OsEntropy, Settings, Setup};
use std::path::Path;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let file = std::env::args().nth(1).unwrap_or_else(|| "identity.redb".to_owned());
    let store = KeyValueStore::open(Path::new(&file))?;
    let settings = Settings::new("https://my.example.com".parse()?);
    let identity = Identity::builder(store, settings, MasterKey::generate(&OsEntropy)).build()?;
    let (email, password) = ("ada@example.com", "velvet-otter-compass");
    identity.apply(&Setup::administrator("Example Ltd", "Ada Lovelace", email, password)?).await?;
    let token = identity.sign_in(PasswordSignIn::new(email, password)).await?.token;
    let Some(current) = identity.session(&token).await? else { anyhow::bail!("the session is over") };
    let seen = identity.organizations(&current.caller, None, &Page::first(10)).await?;
    println!("{} is signed in and sees {} organisation.", current.user.full_name(), seen.items.len());
    Ok(())
}
