//! The paths that a file mentions outside tests: in `use`, in code, and among the tokens of macros.

use super::modules::{Modules, attributes, for_tests, is_re_export, leaves};
use syn::buffer::{Cursor, TokenBuffer};
use syn::visit::{self, Visit};

/// How a path came to be mentioned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum How {
    /// A `use` that keeps the name to itself.
    Use,
    /// `use path::*`, likewise.
    Glob,
    /// In code.
    Code,
    /// `name!`: a macro, which is looked for in the whole crate when the module has no such name.
    Macro,
}

/// A path as it is written, and the module that it is written in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mention {
    pub(super) module: usize,
    pub(super) path: Vec<String>,
    pub(super) how: How,
}

/// What the file whose module is `root` mentions.
pub(super) fn mentions(modules: &Modules, root: usize) -> Vec<Mention> {
    let mut reader = Reader { modules, module: root, found: Vec::new() };
    reader.visit_file(&modules.files[modules.all[root].file].syntax);
    reader.found
}

struct Reader<'a> {
    modules: &'a Modules,
    module: usize,
    found: Vec<Mention>,
}

impl Reader<'_> {
    fn add(&mut self, path: Vec<String>, how: How) {
        self.found.push(Mention { module: self.module, path, how });
    }

    fn add_path(&mut self, path: &syn::Path, how: How) {
        if path.leading_colon.is_none() {
            self.add(path.segments.iter().map(|segment| segment.ident.to_string()).collect(), how);
        }
        for segment in &path.segments {
            self.visit_path_arguments(&segment.arguments);
        }
    }

    /// Finds paths among tokens. `prefix` is what stands before the braces of `use prefix::{...}`.
    fn add_tokens(&mut self, mut cursor: Cursor<'_>, prefix: &[String]) {
        let mut before = String::new();
        while !cursor.eof() {
            if let Some((punct, rest)) = cursor.punct() {
                before.push(punct.as_char());
                cursor = rest;
                continue;
            }
            if cursor.ident().is_some() {
                let (path, end) = path_at(cursor);
                let foreign = before.ends_with("::")
                    || before.ends_with('.') && !before.ends_with("..")
                    || before.ends_with('$') && path.first().is_none_or(|first| first != "crate");
                cursor = end;
                if !foreign {
                    cursor = self.add_token_path([prefix, &path].concat(), end);
                }
            } else if let Some((inside, _, _, rest)) = cursor.any_group() {
                self.add_tokens(inside, &[]);
                cursor = rest;
            } else if let Some((literal, rest)) = cursor.literal() {
                self.add_literal(&literal.to_string());
                cursor = rest;
            } else if let Some((_, rest)) = cursor.token_tree() {
                cursor = rest;
            }
            before.clear();
        }
    }

    fn add_token_path<'a>(&mut self, path: Vec<String>, end: Cursor<'a>) -> Cursor<'a> {
        if let Some((inside, rest)) = braces_of_use(end) {
            self.add_tokens(inside, &path);
            return rest;
        }
        let alone_and_small = path.len() == 1 && path.iter().all(|name| is_small(name));
        if end.punct().is_some_and(|(punct, _)| punct.as_char() == '!') {
            self.add(path, How::Macro);
        } else if !alone_and_small || end.any_group().is_some() {
            self.add(path, How::Code);
        }
        end
    }

    /// A path in an attribute, as in `#[serde(with = "crate::times")]`.
    fn add_literal(&mut self, text: &str) {
        if let Ok(path) = syn::parse_str::<syn::Path>(text.trim_matches('"'))
            && path.segments.len() > 1
        {
            self.add_path(&path, How::Code);
        }
    }
}

/// The path that begins at `cursor`, which stands at a name, and where it ends.
fn path_at(mut cursor: Cursor<'_>) -> (Vec<String>, Cursor<'_>) {
    let mut path = Vec::new();
    let mut end = cursor;
    while let Some((name, rest)) = cursor.ident() {
        path.push(name.to_string());
        end = rest;
        match colons(rest) {
            Some(next) => cursor = next,
            None => break,
        }
    }
    (path, end)
}

fn colons(cursor: Cursor<'_>) -> Option<Cursor<'_>> {
    let (first, rest) = cursor.punct()?;
    let (second, rest) = rest.punct()?;
    (first.as_char() == ':' && second.as_char() == ':').then_some(rest)
}

/// What is within the braces of `::{...}`, and what comes after them.
fn braces_of_use(cursor: Cursor<'_>) -> Option<(Cursor<'_>, Cursor<'_>)> {
    let (inside, _, _, rest) = colons(cursor)?.any_group()?;
    Some((inside, rest))
}

fn is_small(name: &str) -> bool {
    name.starts_with(|first: char| !first.is_uppercase())
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        if !for_tests(attributes(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_impl_item(&mut self, item: &'ast syn::ImplItem) {
        let tests = match item {
            syn::ImplItem::Fn(item) => for_tests(&item.attrs),
            syn::ImplItem::Const(item) => for_tests(&item.attrs),
            _ => false,
        };
        if !tests {
            visit::visit_impl_item(self, item);
        }
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if let Some((_, items)) = &item.content {
            let outer = self.module;
            // A module within a function is not in the tree; what it mentions counts for the module around it.
            if let Some(inner) = self.modules.all[outer].children.get(&item.ident.to_string()) {
                self.module = *inner;
            }
            for item in items {
                self.visit_item(item);
            }
            self.module = outer;
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if item.leading_colon.is_some() || is_re_export(item) {
            return;
        }
        for leaf in leaves(&item.tree) {
            let how = if leaf.name.is_some() { How::Use } else { How::Glob };
            self.add(leaf.path, how);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.add_path(path, How::Code);
    }

    // A small name alone is a variable or a function; only one that is called is taken for a function.
    fn visit_expr_path(&mut self, path: &'ast syn::ExprPath) {
        let small = path.path.get_ident().is_some_and(|name| is_small(&name.to_string()));
        if !small {
            visit::visit_expr_path(self, path);
        }
    }

    fn visit_expr_call(&mut self, call: &'ast syn::ExprCall) {
        match &*call.func {
            syn::Expr::Path(path) if path.qself.is_none() => self.add_path(&path.path, How::Code),
            other => self.visit_expr(other),
        }
        call.args.iter().for_each(|argument| self.visit_expr(argument));
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.add_path(&call.path, How::Macro);
        self.add_tokens(TokenBuffer::new2(call.tokens.clone()).begin(), &[]);
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        if let syn::Meta::List(list) = &attribute.meta {
            self.add_tokens(TokenBuffer::new2(list.tokens.clone()).begin(), &[]);
        }
    }
}
