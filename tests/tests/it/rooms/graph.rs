//! Which file of a crate imports which, and by what names.

use super::mentions::{How, Mention, mentions};
use super::modules::Modules;
use super::resolve::Named;
use super::sources::Sources;
use std::collections::{BTreeMap, BTreeSet};

/// The imports between the files of a crate.
#[derive(Debug)]
pub(super) struct Graph {
    pub(super) files: Vec<Node>,
    /// From the importing file to the one that defines the names.
    pub(super) imports: BTreeMap<(usize, usize), BTreeSet<String>>,
}

/// A file: where it lies, and which module it is.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) path: String,
    pub(super) module: Vec<String>,
}

impl Graph {
    /// The imports of the crate whose root, `lib.rs`, is among the sources.
    pub(super) fn of(sources: &Sources) -> Self {
        let modules = Modules::of(sources);
        let mut imports: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
        for (file, root) in modules.files.iter().map(|file| file.root).enumerate() {
            for (target, name) in imported(&modules, &mentions(&modules, root)) {
                if target != file {
                    imports.entry((file, target)).or_default().insert(name);
                }
            }
        }
        let files =
            modules.files.into_iter().map(|file| Node { path: file.path, module: file.module }).collect();
        Self { files, imports }
    }
}

/// The files that the mentions of one file lead to, with the name that leads there.
fn imported(modules: &Modules, mentions: &[Mention]) -> BTreeSet<(usize, String)> {
    let mut found = BTreeSet::new();
    let code: Vec<&Mention> =
        mentions.iter().filter(|mention| matches!(mention.how, How::Code | How::Macro)).collect();
    for mention in mentions {
        match (modules.resolve(mention.module, &mention.path), mention.how) {
            (Some(Named::Item(file, name)), _) => {
                found.insert((file, name));
            }
            (Some(Named::Module(other)), How::Glob) => {
                found.extend(code.iter().filter_map(|mention| through_glob(modules, other, mention)));
            }
            // A module that is brought in counts by what is taken from it, which is among the paths of the code.
            (Some(Named::Module(other)), How::Use) if !is_used(&mention.path, &code) => {
                let name = mention.path.last().cloned().unwrap_or_default();
                found.insert((modules.all[other].file, name));
            }
            (None, How::Macro) => {
                if let [name] = &mention.path[..] {
                    found.extend(modules.macro_file(name).map(|file| (file, format!("{name}!"))));
                }
            }
            _ => {}
        }
    }
    found
}

/// Whether some path of the code begins with the module's name, as far as can be seen without its alias.
fn is_used(module: &[String], code: &[&Mention]) -> bool {
    code.iter().any(|mention| mention.path.len() > 1 && mention.path.first() == module.last())
}

/// What the first name of a path is, if module `other` knows it.
fn through_glob(modules: &Modules, other: usize, mention: &Mention) -> Option<(usize, String)> {
    let first = mention.path.first().filter(|first| !matches!(first.as_str(), "crate" | "self" | "super"))?;
    match modules.resolve(other, &[&["self".to_owned()], &mention.path[..]].concat()) {
        Some(Named::Item(file, name)) if modules.has(other, first) => Some((file, name)),
        _ => None,
    }
}
