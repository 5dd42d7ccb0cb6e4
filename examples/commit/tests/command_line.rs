//! What scripts rely on: exit statuses, and where the reasons are printed.

use std::process::{Command, Output};
use tempfile::TempDir;

/// Runs the program in an empty folder, with this `commit.toml` if one is given.
fn commit(arguments: &[&str], settings: Option<&str>) -> std::io::Result<Output> {
    let folder = TempDir::with_prefix("commit-command-line")?;
    if let Some(settings) = settings {
        std::fs::write(folder.path().join("commit.toml"), settings)?;
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_commit"));
    command.args(arguments).current_dir(folder.path());
    command.env("COMMIT_DATA_DIR", folder.path().join("data"));
    command.output()
}

#[test]
fn wrong_usage_is_status_2() {
    for arguments in [&[][..], &["no-such-command"], &["serve", "--only", "nobody"]] {
        let output = commit(arguments, None).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {output:?}");
    }
}

#[test]
fn a_refusal_is_status_1_with_the_reason_on_standard_error() {
    for (settings, said) in [
        ("listen = [\"0.0.0.0\"]", "loopback addresses only"),
        ("linking = \"sometimes\"", "linking"),
        ("no_such_setting = 1", "no_such_setting"),
    ] {
        let output = commit(&["serve"], Some(settings)).unwrap();
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        let reason = String::from_utf8(output.stderr).unwrap();
        assert!(reason.starts_with("commit: ") && reason.contains(said), "{reason}");
    }
}
