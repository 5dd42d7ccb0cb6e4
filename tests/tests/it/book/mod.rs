//! The book says what is true: its links lead somewhere, its tables are those of the code.

mod attacks;
mod branches;
mod doors;
mod errors;
mod links;
mod steps;
mod steps_deployments;
mod steps_drawing;
mod steps_identity;
mod steps_walk;
mod tables;

use anyhow::{Context as _, Result, ensure};
use identity_tests::process::tests_folder;
use std::path::{Path, PathBuf};

/// The folder of the workspace.
fn root() -> PathBuf {
    tests_folder().parent().map(Path::to_owned).unwrap_or_default()
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| path.display().to_string())
}

/// All files below a folder with this ending, in the order of their names.
fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries = std::fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            found.extend(files(&path, ending)?);
        } else if path.extension().is_some_and(|found| found == ending) {
            found.push(path);
        }
    }
    Ok(found)
}

/// A text of the documentation without the targets of its links.
fn without_links(text: &str) -> String {
    let mut parts = text.split("](");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str(part.split_once(')').map_or(part, |(_, after)| after));
    }
    plain.replace(['[', ']'], "")
}

/// Compares the part of a page between its two marks with what it has to be. With `UPDATE_BOOK` set, writes it.
pub(crate) fn generated(page: &str, mark: &str, wanted: &str) -> Result<()> {
    let path = root().join("docs/src").join(page);
    let text = read(&path)?;
    let (begin, end) = (format!("<!-- {mark}: begin -->\n"), format!("<!-- {mark}: end -->"));
    let (before, rest) = text.split_once(&begin).with_context(|| format!("{page} has no mark {begin}"))?;
    let (stands, after) = rest.split_once(&end).with_context(|| format!("{page} has no mark {end}"))?;
    if std::env::var_os("UPDATE_BOOK").is_some() {
        std::fs::write(&path, format!("{before}{begin}{wanted}{end}{after}"))?;
        return Ok(());
    }
    ensure!(stands == wanted, "docs/src/{page} is not up to date; run with UPDATE_BOOK=1. Wanted:\n{wanted}");
    Ok(())
}
