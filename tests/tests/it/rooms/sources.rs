//! The text of Rust files by their paths, read from a disk or written down in a test.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Texts by path, with `/` between the parts whatever the system uses.
#[derive(Debug, Default)]
pub(super) struct Sources(pub(super) BTreeMap<String, String>);

impl Sources {
    /// Every `.rs` file below `dir`, named from there. Folders called `target` or beginning with a dot are left out.
    pub(super) fn below(dir: &Path) -> Self {
        let mut sources = Self::default();
        sources.add(dir, "");
        assert!(!sources.0.is_empty(), "there is no Rust file below {}", dir.display());
        sources
    }

    fn add(&mut self, dir: &Path, prefix: &str) {
        let entries = fs::read_dir(dir).unwrap_or_else(|error| panic!("{}: {error}", dir.display()));
        for entry in entries {
            let entry = entry.unwrap_or_else(|error| panic!("{}: {error}", dir.display()));
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = entry.path();
            if path.is_dir() {
                if name != "target" && !name.starts_with('.') {
                    self.add(&path, &format!("{prefix}{name}/"));
                }
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text =
                    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                self.0.insert(format!("{prefix}{name}"), text);
            }
        }
    }
}
