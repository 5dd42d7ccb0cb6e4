//! Invites one person after the other until it is killed: the victim of the crash tests.
//!
//! `endless_inviter DATABASE-URL RUN`

use anyhow::{Context as _, Result};
use identity_store_sql::SqlStore;
use identity_tests::world;

#[tokio::main]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let url = arguments.next().context("which database?")?;
    let run = arguments.next().context("which run?")?;
    let store = SqlStore::connect(&url).await?;
    store.migrate().await?;
    let identity = world::smartplan(store).await?;
    let scott = world::scott(&identity).await?;
    println!("ready");
    for number in 0.. {
        let email = format!("person-{run}-{number}@citygroup.example");
        let invitation = world::invitation(&identity, &scott.caller, &email).await?;
        identity.invite(&scott.caller, &invitation).await?;
    }
    Ok(())
}
