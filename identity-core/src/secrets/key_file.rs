//! A master key that is kept in a file.

use super::master_key::{InvalidMasterKey, MasterKey};
use crate::entropy::OsEntropy;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// More than any text that [`MasterKey::parse`] takes, with blanks around it.
const MAX_OCTETS: u64 = 1024;

/// Why [`MasterKey::from_file`] has no key.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeyFileError {
    /// The file does not exist and cannot be created: its folder does not exist, or is not writable.
    #[error("the key file {} cannot be created; its folder must exist and be writable: {source}", path.display())]
    Create {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// The new key could not be written; the file was removed again, as far as that was possible.
    #[error("a new key cannot be written to {}: {source}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// The file exists and cannot be read.
    #[error("the key file {} cannot be read: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// The file exists and is empty.
    #[error(
        "the key file {} is empty: another process is creating it at this moment, or its first start was cut short. \
         If no database was used with it yet, delete the file and start again; else restore it from a backup",
        path.display()
    )]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// The file holds something else than a key.
    #[error("the key file {} holds no key: {source}", path.display())]
    Invalid {
        /// The file.
        path: PathBuf,
        /// What is wrong with its content.
        source: InvalidMasterKey,
    },
}

impl MasterKey {
    /// Reads the key from a file in the form of [`parse`](Self::parse). If there is no such file, draws a new key and
    /// creates the file, which only its owner can read (mode 0600 on Unix). The folder must exist.
    ///
    /// Who has this key and the database can read what is sealed in it, and without the key that is lost: keep a backup
    /// of the file, and not beside the backups of the database. Several nodes need the same key; where they share no
    /// file system, hand it to [`parse`](Self::parse) from where your other secrets are.
    ///
    /// ```
    /// use identity_core::MasterKey;
    ///
    /// # let folder = std::env::temp_dir().join(format!("identity-key-file-{}", std::process::id()));
    /// # std::fs::create_dir_all(&folder)?;
    /// let file = folder.join("identity.key");
    /// let key = MasterKey::from_file(&file)?;
    ///
    /// // From now on the same key is read.
    /// assert_eq!(MasterKey::from_file(&file)?.expose_hex(), key.expose_hex());
    /// # std::fs::remove_dir_all(&folder)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, KeyFileError> {
        let path = path.as_ref();
        match File::open(path) {
            Ok(file) => read(file, path),
            Err(error) if error.kind() == ErrorKind::NotFound => create(path),
            Err(source) => Err(KeyFileError::Read { path: path.to_owned(), source }),
        }
    }
}

fn read(file: File, path: &Path) -> Result<MasterKey, KeyFileError> {
    let mut text = Zeroizing::new(String::new());
    file.take(MAX_OCTETS)
        .read_to_string(&mut text)
        .map_err(|source| KeyFileError::Read { path: path.to_owned(), source })?;
    MasterKey::parse(&text).map_err(|invalid| match invalid {
        InvalidMasterKey::Missing => KeyFileError::Empty { path: path.to_owned() },
        source => KeyFileError::Invalid { path: path.to_owned(), source },
    })
}

/// Creates the file with a new key; reads it when another process was faster.
fn create(path: &Path) -> Result<MasterKey, KeyFileError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = match options.open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let found = File::open(path);
            let found = found.map_err(|source| KeyFileError::Read { path: path.to_owned(), source })?;
            return read(found, path);
        }
        Err(source) => return Err(KeyFileError::Create { path: path.to_owned(), source }),
    };
    let key = MasterKey::generate(&OsEntropy);
    if let Err(source) = write(file, &key) {
        // What is half written must not be taken for a key; if it stays, the next start says that it holds none.
        std::fs::remove_file(path).ok();
        return Err(KeyFileError::Write { path: path.to_owned(), source });
    }
    Ok(key)
}

fn write(mut file: File, key: &MasterKey) -> std::io::Result<()> {
    let line = Zeroizing::new(format!("{}\n", key.expose_hex().as_str()));
    file.write_all(line.as_bytes())?;
    file.sync_all()
}
