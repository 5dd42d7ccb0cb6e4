//! The smallest site says why it does not start.

use std::process::Command;

#[test]
fn an_address_that_is_none_is_refused() {
    let folder = tempfile::TempDir::with_prefix("minimal-command-line").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_minimal"));
    let output = command.arg("not an address").current_dir(folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(!output.stderr.is_empty());
}
