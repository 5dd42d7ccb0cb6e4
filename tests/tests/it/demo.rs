//! The demo's passwords, which everybody can read.

use anyhow::{Result, ensure};
use identity_core::Timestamp;
use identity_core::domain::LoginRequest;
use identity_core::secrets::TokenDigest;
use identity_core::store::{ChangeSet, Store as _};
use identity_store_sql::SqlStore;
use identity_tests::server::{SmartPlan, WITHOUT_DEMO, binary, demo};
use identity_tests::wait;
use std::process::Command;
use tempfile::TempDir;

#[tokio::test]
async fn v_02_data_that_was_begun_with_the_demo_is_not_served_without_it() -> Result<()> {
    let mut server = SmartPlan::start().await?;
    server.stop()?;
    let folder = TempDir::new()?;
    std::fs::write(folder.path().join("smartplan.toml"), WITHOUT_DEMO)?;
    let port = server.port_base().to_string();
    let mut command = Command::new(binary()?);
    command.env("SMARTPLAN_BASE_URL", "https://my.smartplan.example");
    command.current_dir(folder.path()).arg("serve").arg("--data-dir").arg(server.data_folder());
    let output = command.args(["--port-base", &port]).output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    ensure!(said.contains("begun with the demo"), "{said}");
    ensure!(said.contains("scott.long@smartplan.example") && said.contains(demo::CRM.0), "{said}");
    Ok(())
}

/// What doctor reads is what the server has left, also while the server runs and has the database open.
#[tokio::test]
async fn the_doctor_looks_at_a_database_in_use_and_writes_nothing() -> Result<()> {
    let mut server = SmartPlan::start().await?;
    let (files, port) = (server.data_folder().clone(), server.port_base().to_string());
    let doctor = || -> Result<String> {
        let mut command = Command::new(binary()?);
        command.arg("doctor").arg("--data-dir").arg(&files).args(["--port-base", &port]);
        Ok(String::from_utf8(command.output()?.stdout)?)
    };
    let said = doctor()?;
    ensure!(said.contains("ok     database     answers, its tables are up to date"), "{said}");
    server.stop()?;
    let contents = || -> Result<Vec<_>> {
        let (mut all, mut folders) = (Vec::new(), vec![files.clone()]);
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder)? {
                let path = entry?.path();
                if path.is_dir() {
                    folders.push(path);
                } else if !path.to_string_lossy().ends_with("-shm") {
                    // The index of SQLite's log is shared memory, which whoever reads the log makes anew.
                    all.push((path.clone(), std::fs::read(path)?));
                }
            }
        }
        all.sort();
        Ok(all)
    };
    let before = contents()?;
    let said = doctor()?;
    ensure!(said.contains("ok     database     answers, its tables are up to date"), "{said}");
    ensure!(contents()? == before, "{said}");
    Ok(())
}

/// The SmartPlan Application has a database of its own, and nobody else takes away there what is over.
#[tokio::test]
async fn what_is_over_is_removed_from_the_applications_database_too() -> Result<()> {
    let mut server = SmartPlan::start().await?;
    server.stop()?;
    let url = format!("sqlite://{}", server.data_folder().join("application.db").display());
    let over = Timestamp::from_unix_seconds(1_700_000_000);
    let request = LoginRequest {
        id: uuid::Uuid::from_u128(7).into(),
        request_id: "_over".to_owned(),
        relay_state: "x".to_owned(),
        identity_provider: "https://my.smartplan.example/saml/idp/metadata".parse()?,
        browser: TokenDigest::from_bytes([7; 32]),
        return_to: "/".to_owned(),
        created_at: over,
        expires_at: over,
    };
    let mut changes = ChangeSet::new();
    let id = request.id;
    changes.insert(request);
    let store = SqlStore::connect(&url).await?;
    store.commit(&changes).await?;
    server.restart().await?;
    let gone = async || store.login_requests().get(id).await.ok()?.is_none().then_some(());
    wait::until("the removal of what is over", gone).await
}
