//! Sizes: no folder with too many files, no file with too many lines.

use super::sources::Sources;
use std::collections::BTreeMap;

/// The most `.rs` files that one folder holds.
pub(super) const MOST_FILES: usize = 20;

/// The most lines that one file has.
pub(super) const MOST_LINES: usize = 400;

/// One message for each folder and each file that is too large.
pub(super) fn too_large(sources: &Sources) -> Vec<String> {
    let mut folders: BTreeMap<&str, usize> = BTreeMap::new();
    let mut messages = Vec::new();
    for (path, text) in &sources.0 {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        *folders.entry(folder).or_default() += 1;
        let lines = text.lines().count();
        if lines > MOST_LINES {
            messages.push(format!("{path}: {lines} lines, more than {MOST_LINES}"));
        }
    }
    for (folder, files) in folders {
        if files > MOST_FILES {
            messages.push(format!("{folder}: {files} files, more than {MOST_FILES}"));
        }
    }
    messages
}
