//! What scripts rely on: exit statuses, and where the reasons are printed.

use std::process::{Command, Output};
use tempfile::TempDir;

/// Runs the program in an empty folder, with this `smartplan.toml` if one is given.
fn smartplan(arguments: &[&str], settings: Option<&str>) -> std::io::Result<Output> {
    let folder = TempDir::with_prefix("smartplan-command-line")?;
    if let Some(settings) = settings {
        std::fs::write(folder.path().join("smartplan.toml"), settings)?;
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_smartplan"));
    command.args(arguments).current_dir(folder.path());
    command.env("SMARTPLAN_DATA_DIR", folder.path().join("data"));
    command.output()
}

#[test]
fn done_is_status_0() {
    for arguments in
        [&["--help"][..], &["config", "check"], &["config", "dump"], &["template", "check"], &["migrate"]]
    {
        let output = smartplan(arguments, None).unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {output:?}");
        assert!(!output.stdout.is_empty(), "{arguments:?} prints what it did");
    }
}

#[test]
fn wrong_usage_is_status_2() {
    for arguments in
        [&[][..], &["no-such-command"], &["serve", "--no-such-option"], &["migrate", "--port-base", "x"]]
    {
        let output = smartplan(arguments, None).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {output:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}: reasons are for standard error");
    }
}

#[test]
fn a_refusal_is_status_1_with_the_reason_on_standard_error() {
    let output = smartplan(&["config", "check"], Some("port_base = \"high\"")).unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(output.stdout.is_empty());
    let reason = String::from_utf8(output.stderr).unwrap();
    assert!(reason.starts_with("smartplan: ") && reason.contains("port_base"), "{reason}");
}

#[test]
fn the_plan_of_a_migration_writes_nothing() {
    let folder = TempDir::with_prefix("smartplan-command-line").unwrap();
    let plan = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_smartplan"));
        command.args(["migrate", "--plan"]).current_dir(folder.path());
        command.env("SMARTPLAN_DATA_DIR", folder.path().join("data"));
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    };
    assert!(plan().starts_with("To be done:"));
    assert_eq!(plan(), plan(), "nothing was done");
}

/// An application by its metadata file, in the settings.
fn application(file: &str) -> String {
    format!("[[relying_parties]]\nmetadata = {file:?}\nname = \"Extranet\"\n")
}

/// Metadata that can be used.
const GOOD: &str = "<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" \
    entityID=\"https://a.example/m\"><md:SPSSODescriptor \
    protocolSupportEnumeration=\"urn:oasis:names:tc:SAML:2.0:protocol\"><md:AssertionConsumerService \
    Binding=\"urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST\" Location=\"https://a.example/acs\" \
    index=\"0\"/></md:SPSSODescriptor></md:EntityDescriptor>";

#[test]
fn f_54_every_metadata_file_is_judged_as_the_server_judges_it() {
    let folder = TempDir::with_prefix("smartplan-metadata").unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let good = GOOD;
    let missing = folder.path().join("missing.xml").display().to_string();
    let page = file("page.xml", "<!DOCTYPE html><html><body>Sign in</body></html>");
    let expired = good.replace("entityID=", "validUntil=\"2020-01-01T00:00:00Z\" entityID=");
    let expired = file("expired.xml", &expired);
    let good = file("good.xml", good);
    for wrong in [&missing, &page, &expired] {
        let settings = application(&good) + &application(wrong);
        let output = smartplan(&["config", "check"], Some(&settings)).unwrap();
        let lines = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(1), "{wrong}: {lines}");
        assert!(lines.contains(&format!("WRONG  Extranet ({wrong})")), "{lines}");
        assert!(lines.contains(&format!("ok     Extranet ({good}): https://a.example/m")), "{lines}");
    }
    let output = smartplan(&["config", "check"], Some(&application(&good))).unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
}

#[test]
fn f_02_what_is_no_origin_is_named_before_the_server_starts() {
    let folder = TempDir::with_prefix("smartplan-origins").unwrap();
    let path = folder.path().join("good.xml");
    std::fs::write(&path, GOOD).unwrap();
    let settings = application(&path.display().to_string());
    for wrong in ["https://www.example.com/", "https://*.example.com", "www.example.com", "'self'"] {
        let settings = format!("{settings}origins = [\"https://other.example\", {wrong:?}]\n");
        let output = smartplan(&["config", "check"], Some(&settings)).unwrap();
        let lines = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(1), "{wrong}: {lines}");
        assert!(lines.contains(&format!("{wrong:?} is no origin")), "{lines}");
    }
    let settings = format!("{settings}origins = [\"https://other.example\"]\n");
    assert_eq!(smartplan(&["config", "check"], Some(&settings)).unwrap().status.code(), Some(0));
}

#[test]
fn f_54_looking_at_settings_makes_nothing() {
    let folder = TempDir::with_prefix("smartplan-looks").unwrap();
    let data = folder.path().join("data");
    for arguments in [["config", "check"], ["config", "dump"], ["template", "check"]] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_smartplan"));
        command.args(arguments).current_dir(folder.path()).env("SMARTPLAN_DATA_DIR", &data);
        assert_eq!(command.output().unwrap().status.code(), Some(0), "{arguments:?}");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "{arguments:?}");
    }
}

/// A file or folder, when it was written, and its content.
type Found = (std::path::PathBuf, std::time::SystemTime, Vec<u8>);

/// Every file below a folder.
fn files(folder: &std::path::Path) -> std::io::Result<Vec<Found>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let written = std::fs::metadata(&path)?.modified()?;
        if path.is_dir() {
            found.extend(files(&path)?);
            found.push((path, written, Vec::new()));
        } else {
            let content = std::fs::read(&path)?;
            found.push((path, written, content));
        }
    }
    found.sort();
    Ok(found)
}

#[test]
fn f_54_the_doctor_changes_nothing() {
    let folder = TempDir::with_prefix("smartplan-doctor").unwrap();
    let data = folder.path().join("data");
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_smartplan"));
        command.args(arguments).current_dir(folder.path()).env("SMARTPLAN_DATA_DIR", &data);
        let output = command.output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    // Ports may be taken on this machine, so its verdict on those is left alone.
    let looks = |said: &str| {
        let before = files(folder.path()).unwrap();
        let (_, lines) = run(&["doctor"]);
        assert_eq!(files(folder.path()).unwrap(), before, "{lines}");
        for what in ["data folder", "master key", "database"] {
            let line = lines.lines().find(|line| line.contains(what)).unwrap_or_default();
            assert!(line.starts_with("ok "), "{lines}");
        }
        assert!(lines.contains(said), "{lines}");
    };
    // Before the first start there is nothing, and nothing is made.
    looks("the first start makes it");
    assert!(!data.exists());
    // A database that is behind stays behind, and no key is made for it.
    std::fs::create_dir(&data).unwrap();
    std::fs::write(data.join("smartplan.db"), b"").unwrap();
    looks("changes to its tables");
    // One that is up to date is read as it is.
    assert_eq!(run(&["migrate"]).0, Some(0));
    let key = identity_core::MasterKey::generate(&identity_core::OsEntropy).expose_hex();
    std::fs::write(data.join("master.key"), key.as_str()).unwrap();
    looks("its tables are up to date");
}

#[test]
fn second_proofs_of_an_application_are_those_that_there_are() {
    let folder = TempDir::with_prefix("smartplan-methods").unwrap();
    let path = folder.path().join("good.xml");
    std::fs::write(&path, GOOD).unwrap();
    let settings = application(&path.display().to_string());
    for (methods, code) in [(r#"["passkey", "otp"]"#, 0), (r#"["passkeys"]"#, 1), (r#"["pop"]"#, 1)] {
        let output =
            smartplan(&["config", "check"], Some(&format!("{settings}methods = {methods}\n"))).unwrap();
        assert_eq!(output.status.code(), Some(code), "{methods}: {output:?}");
        let reason = String::from_utf8(output.stderr).unwrap();
        assert_eq!(reason.contains("there are passkey, otp, sms and mail_code"), code == 1, "{reason}");
    }
}

#[test]
fn numbers_that_are_refused_are_named_by_their_beginnings() {
    for wrong in ["358600", "+", "+358 600", "+35860x", ""] {
        let output =
            smartplan(&["config", "check"], Some(&format!("refused_numbers = [{wrong:?}]"))).unwrap();
        let reason = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{wrong}");
        assert!(reason.contains("refused_numbers"), "{reason}");
    }
    let output = smartplan(&["config", "check"], Some("refused_numbers = [\"+35820\"]")).unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
}

#[test]
fn a_connection_that_cannot_be_used_is_named_before_the_server_starts() {
    for (settings, said) in [
        ("[[connections]]\nname = \"City Group\"\n", "metadata for SAML"),
        (
            "[[connections]]\nname = \"City Group\"\nmetadata = \"a.xml\"\nrules = { only_form = \"x\" }\n",
            "only_form",
        ),
        (
            "[[connections]]\nname = \"City Group\"\nmetadata = \"a.xml\"\nrules = { only_from = \"x\" }\n",
            "only_from",
        ),
    ] {
        let output = smartplan(&["config", "check"], Some(settings)).unwrap();
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        let reason = String::from_utf8(output.stderr).unwrap();
        assert!(reason.contains(said), "{settings}: {reason}");
    }
}
