//! From a path to the file that defines what it names, through `mod` lines and re-exports.

use super::modules::Modules;
use std::collections::BTreeSet;

/// What a path names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Named {
    Module(usize),
    /// Something else, by the file that defines it, and its name.
    Item(usize, String),
}

/// More steps than any chain of re-exports has.
const MOST_STEPS: usize = 24;

impl Modules {
    /// What `path`, written in module `from`, names; `None` when it leads out of the crate.
    pub(super) fn resolve(&self, from: usize, path: &[String]) -> Option<Named> {
        self.resolve_within(from, path, MOST_STEPS)
    }

    fn resolve_within(&self, from: usize, path: &[String], steps: usize) -> Option<Named> {
        let steps = steps.checked_sub(1)?;
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => self.follow(0, rest, steps),
            "self" => self.follow(from, rest, steps),
            "super" => {
                let (mut at, mut rest) = (self.all[from].parent?, rest);
                while let Some(("super", further)) = rest.split_first().map(|(first, rest)| (&**first, rest))
                {
                    (at, rest) = (self.all[at].parent?, further);
                }
                self.follow(at, rest, steps)
            }
            name if self.knows(from, name) => self.follow(from, path, steps),
            _ => None,
        }
    }

    fn follow(&self, at: usize, path: &[String], steps: usize) -> Option<Named> {
        let Some((name, rest)) = path.split_first() else {
            return Some(Named::Module(at));
        };
        if name == "self" && rest.is_empty() {
            return Some(Named::Module(at));
        }
        let module = &self.all[at];
        let last = rest.is_empty();
        // A module and a function may share a name; at the end of a path the function is meant.
        if let Some(child) = module.children.get(name)
            && !(last && (module.items.contains(name) || module.aliases.contains_key(name)))
        {
            return self.follow(*child, rest, steps);
        }
        let here = || Some(Named::Item(module.file, name.clone()));
        if module.items.contains(name) {
            return here();
        }
        if let Some(path) = module.aliases.get(name) {
            return match self.resolve_alias(at, name, path, steps)? {
                Named::Module(other) => self.follow(other, rest, steps),
                item @ Named::Item(..) => Some(item),
            };
        }
        if let Some(other) = self.by_globs(at, name, steps, &mut BTreeSet::new()) {
            return self.follow(other, path, steps.checked_sub(1)?);
        }
        if at == 0
            && let Some(file) = self.macros.get(name).and_then(BTreeSet::first)
        {
            return Some(Named::Item(*file, name.clone()));
        }
        // What a macro makes, in the file that calls it.
        here()
    }

    /// What `use path` names in module `at`, where it brings in `name`: `use helper::helper` begins with a module of
    /// that name, not with itself.
    fn resolve_alias(&self, at: usize, name: &str, path: &[String], steps: usize) -> Option<Named> {
        if path.first().is_some_and(|first| first == name) {
            let child = self.all[at].children.get(name)?;
            return self.follow(*child, &path[1..], steps.checked_sub(1)?);
        }
        self.resolve_within(at, path, steps)
    }

    /// Whether `module` has `name` in scope, by its own lines or by those of a module that it takes whole.
    pub(super) fn has(&self, module: usize, name: &str) -> bool {
        self.knows(module, name) || self.by_globs(module, name, MOST_STEPS, &mut BTreeSet::new()).is_some()
    }

    /// The module whose own lines have `name`, among those that `module` takes whole, by `use path::*`.
    fn by_globs(&self, module: usize, name: &str, steps: usize, seen: &mut BTreeSet<usize>) -> Option<usize> {
        seen.insert(module);
        for glob in &self.all[module].globs {
            let Some(Named::Module(other)) = self.resolve_within(module, glob, steps) else { continue };
            if self.knows(other, name) {
                return Some(other);
            }
            if !seen.contains(&other)
                && let Some(found) = self.by_globs(other, name, steps, seen)
            {
                return Some(found);
            }
        }
        None
    }

    fn knows(&self, module: usize, name: &str) -> bool {
        let module = &self.all[module];
        module.children.contains_key(name) || module.items.contains(name) || module.aliases.contains_key(name)
    }

    /// The file of a macro that is called by its bare name: the only one of the crate with that name.
    pub(super) fn macro_file(&self, name: &str) -> Option<usize> {
        let files = self.macros.get(name)?;
        if files.len() == 1 { files.first().copied() } else { None }
    }
}
