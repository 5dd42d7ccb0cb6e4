//! The tree of modules of a crate, as its `mod` lines make it, with the names that each module has in scope.

use super::sources::Sources;
use std::collections::{BTreeMap, BTreeSet};
use syn::{Attribute, Item, ItemUse, UseTree, Visibility};

/// A module: a file, or a `mod` with braces within one.
#[derive(Debug, Default)]
pub(super) struct Module {
    /// Its place in [`Modules::files`].
    pub(super) file: usize,
    pub(super) parent: Option<usize>,
    pub(super) children: BTreeMap<String, usize>,
    /// Names of what is defined here, but for what a macro makes.
    pub(super) items: BTreeSet<String>,
    /// What `use` brings in, private or not: the name here, and the path that it stands for.
    pub(super) aliases: BTreeMap<String, Vec<String>>,
    /// Paths of `use path::*`.
    pub(super) globs: Vec<Vec<String>>,
}

/// A file of the crate that is compiled outside tests.
pub(super) struct File {
    pub(super) path: String,
    /// Names of the modules from the root to this one; none for the root itself.
    pub(super) module: Vec<String>,
    pub(super) root: usize,
    pub(super) syntax: syn::File,
}

#[derive(Default)]
pub(super) struct Modules {
    pub(super) all: Vec<Module>,
    pub(super) files: Vec<File>,
    /// Macros of the whole crate (`#[macro_export]`, `#[macro_use]`, or above a `mod` line): the file that defines them.
    pub(super) macros: BTreeMap<String, BTreeSet<usize>>,
}

impl Modules {
    /// Reads the crate whose root is `lib.rs`, following `mod` lines that are not for tests only.
    pub(super) fn of(sources: &Sources) -> Self {
        let mut modules = Self::default();
        modules.add_file(sources, "lib.rs", None, &[]);
        modules
    }

    fn add_file(&mut self, sources: &Sources, path: &str, parent: Option<usize>, names: &[String]) -> usize {
        let text = sources.0.get(path).unwrap_or_else(|| panic!("there is no file {path}"));
        let syntax = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        let id = self.all.len();
        let file = self.files.len();
        self.all.push(Module { file, parent, ..Module::default() });
        self.files.push(File { path: path.to_owned(), module: names.to_vec(), root: id, syntax });
        let folder = match path.rsplit_once('/') {
            _ if path == "lib.rs" => String::new(),
            Some((folder, "mod.rs")) => format!("{folder}/"),
            _ => format!("{}/", path.trim_end_matches(".rs")),
        };
        let items = self.files[file].syntax.items.clone();
        self.add_items(sources, &items, id, &folder, names);
        id
    }

    fn add_items(&mut self, sources: &Sources, items: &[Item], id: usize, folder: &str, names: &[String]) {
        for item in items.iter().filter(|item| !for_tests(attributes(item))) {
            match item {
                Item::Mod(module) => {
                    let name = module.ident.to_string();
                    let names = [names, std::slice::from_ref(&name)].concat();
                    let child = if let Some((_, items)) = &module.content {
                        let child = self.all.len();
                        self.all.push(Module {
                            file: self.all[id].file,
                            parent: Some(id),
                            ..Module::default()
                        });
                        self.add_items(sources, items, child, &format!("{folder}{name}/"), &names);
                        child
                    } else {
                        let path = file_of(sources, folder, &name);
                        self.add_file(sources, &path, Some(id), &names)
                    };
                    self.all[id].children.insert(name, child);
                }
                Item::Use(item) => self.add_use(id, item),
                Item::Macro(item) => {
                    if let Some(name) = &item.ident {
                        self.all[id].items.insert(name.to_string());
                        self.macros.entry(name.to_string()).or_default().insert(self.all[id].file);
                    }
                }
                _ => self.all[id].items.extend(name_of(item)),
            }
        }
    }

    fn add_use(&mut self, id: usize, item: &ItemUse) {
        if item.leading_colon.is_some() {
            return;
        }
        for leaf in leaves(&item.tree) {
            match leaf.name {
                Some(name) => {
                    self.all[id].aliases.insert(name, leaf.path);
                }
                None => self.all[id].globs.push(leaf.path),
            }
        }
    }
}

/// One name that a `use` brings in.
#[derive(Debug)]
pub(super) struct Leaf {
    pub(super) path: Vec<String>,
    /// The name here; none for `*`.
    pub(super) name: Option<String>,
}

/// The names that a tree of `use` brings in.
pub(super) fn leaves(tree: &UseTree) -> Vec<Leaf> {
    fn walk(tree: &UseTree, path: &[String], found: &mut Vec<Leaf>) {
        let with = |name: &syn::Ident| [path, &[name.to_string()]].concat();
        match tree {
            UseTree::Path(part) => walk(&part.tree, &with(&part.ident), found),
            UseTree::Name(leaf) if leaf.ident == "self" => {
                found.push(Leaf { path: path.to_vec(), name: path.last().cloned() });
            }
            UseTree::Name(leaf) => {
                found.push(Leaf { path: with(&leaf.ident), name: Some(leaf.ident.to_string()) });
            }
            UseTree::Rename(leaf) if leaf.ident == "self" => {
                found.push(Leaf { path: path.to_vec(), name: Some(leaf.rename.to_string()) });
            }
            UseTree::Rename(leaf) => {
                found.push(Leaf { path: with(&leaf.ident), name: Some(leaf.rename.to_string()) });
            }
            UseTree::Glob(_) => found.push(Leaf { path: path.to_vec(), name: None }),
            UseTree::Group(group) => group.items.iter().for_each(|tree| walk(tree, path, found)),
        }
    }
    let mut found = Vec::new();
    walk(tree, &[], &mut found);
    found
}

/// Whether a `use` hands its names on to others.
pub(super) fn is_re_export(item: &ItemUse) -> bool {
    !matches!(item.vis, Visibility::Inherited)
}

/// Whether `#[cfg(test)]` or `#[test]` stands above.
pub(super) fn for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("test")
            || attribute.path().is_ident("cfg")
                && attribute.parse_args::<syn::Path>().is_ok_and(|path| path.is_ident("test"))
    })
}

/// The attributes above an item.
pub(super) fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

fn name_of(item: &Item) -> Option<String> {
    let ident = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        _ => return None,
    };
    Some(ident.to_string())
}

fn file_of(sources: &Sources, folder: &str, name: &str) -> String {
    let beside = format!("{folder}{name}.rs");
    if sources.0.contains_key(&beside) { beside } else { format!("{folder}{name}/mod.rs") }
}
