//! The demo's passwords, which everybody can read.

use anyhow::{Result, ensure};
use identity_tests::server::{SmartPlan, WITHOUT_DEMO, binary, demo};
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
