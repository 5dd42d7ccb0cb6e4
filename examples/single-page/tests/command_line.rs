//! The example says why it does not start.

use std::process::Command;

#[test]
fn an_address_that_is_none_is_refused() {
    let folder = tempfile::TempDir::with_prefix("single-page-command-line").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_single-page"));
    let output = command.arg("not an address").current_dir(folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(!output.stderr.is_empty());
}
