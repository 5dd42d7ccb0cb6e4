//! The master key in a file.

use identity_core::MasterKey;
use identity_core::secrets::KeyFileError;
use std::fs;
use tempfile::TempDir;

#[test]
fn a_new_key_is_drawn_once_and_read_from_then_on() {
    let (one, other) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let file = one.path().join("identity.key");
    let drawn = MasterKey::from_file(&file).unwrap();
    assert_eq!(MasterKey::from_file(&file).unwrap().derive("x"), drawn.derive("x"));
    let elsewhere = MasterKey::from_file(other.path().join("identity.key")).unwrap();
    assert_ne!(elsewhere.derive("x"), drawn.derive("x"), "every file has a key of its own");
    let text = fs::read_to_string(&file).unwrap();
    assert_eq!(MasterKey::parse(&text).unwrap().derive("x"), drawn.derive("x"));
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_the_file() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("identity.key");
    MasterKey::from_file(&file).unwrap();
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_folder_that_is_not_there_is_not_made() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("typo").join("identity.key");
    let error = MasterKey::from_file(&file).unwrap_err();
    assert!(matches!(error, KeyFileError::Create { .. }), "{error:?}");
    assert!(error.to_string().contains("its folder must exist"), "{error}");
    assert!(!folder.path().join("typo").exists());
}

#[test]
fn what_is_no_key_is_never_replaced() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("identity.key");
    for (content, words) in
        [("", "is empty"), ("changeme", "holds no key"), (&"ab".repeat(32), "holds no key")]
    {
        fs::write(&file, content).unwrap();
        let error = MasterKey::from_file(&file).unwrap_err().to_string();
        assert!(error.contains(words) && error.contains("identity.key"), "{error}");
        assert_eq!(fs::read_to_string(&file).unwrap(), content);
    }
    fs::write(&file, [0xff; 40]).unwrap();
    assert!(matches!(MasterKey::from_file(&file), Err(KeyFileError::Read { .. })));
    assert!(matches!(MasterKey::from_file(folder.path()), Err(KeyFileError::Read { .. })));
}

#[test]
fn processes_that_start_together_have_one_key() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("identity.key");
    let keys: Vec<_> = std::thread::scope(|scope| {
        let starts: Vec<_> = (0..8).map(|_| scope.spawn(|| MasterKey::from_file(&file))).collect();
        starts.into_iter().map(|start| start.join().unwrap()).collect()
    });
    let kept = MasterKey::from_file(&file).unwrap().derive("x");
    for key in keys {
        match key {
            Ok(key) => assert_eq!(key.derive("x"), kept),
            // It looked between the creation and the writing; what it must not do is take another key.
            Err(error) => assert!(matches!(error, KeyFileError::Empty { .. }), "{error}"),
        }
    }
}
