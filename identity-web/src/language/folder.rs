//! Reading the texts of a host: one folder for each language, and in it files of messages.

use super::error::LanguageError;
use identity_core::values::Locale;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The files of each language, each with its name and what is in it, in the order of their names.
pub(super) type Files = BTreeMap<Locale, Vec<(String, String)>>;

pub(super) fn read(folder: &Path) -> Result<Files, LanguageError> {
    let mut languages = Files::new();
    for path in entries(folder)? {
        let name = file_name(&path);
        let locale = Locale::parse(&name).ok().filter(|locale| locale.as_str() == name);
        let Some(locale) = locale else { return Err(LanguageError::Unknown(path)) };
        languages.insert(locale, files(&path)?);
    }
    Ok(languages)
}

fn files(folder: &Path) -> Result<Vec<(String, String)>, LanguageError> {
    let read = |path: PathBuf| {
        if path.extension().is_none_or(|extension| extension != "ftl") {
            return Err(LanguageError::Unknown(path));
        }
        match std::fs::read_to_string(&path) {
            Ok(source) => Ok((path.display().to_string(), source)),
            Err(source) => Err(LanguageError::Unreadable { path, source }),
        }
    };
    entries(folder)?.into_iter().map(read).collect()
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, LanguageError> {
    let unreadable = |source| LanguageError::Unreadable { path: folder.to_owned(), source };
    let entries = std::fs::read_dir(folder).map_err(unreadable)?;
    let mut paths = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>();
    if let Ok(paths) = &mut paths {
        paths.sort();
    }
    paths.map_err(unreadable)
}

fn file_name(path: &Path) -> String {
    path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned()
}
