//! Core speaks no language, and REST takes its words from the catalogue: no sentence in their string literals, apart from what
//! only developers read.
//!
//! Developers read doc comments and other attributes (`#[error("…")]` is the text of an error in a log, and for a value that
//! REST refuses also the message of the field), log lines, the messages of panics, and why a value could not be deserialised.

use super::sources::Sources;
use proc_macro2::{TokenStream, TokenTree};
use syn::parse::Parser as _;
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, ExprCall, ExprMethodCall, ImplItemFn, ItemMod, LitStr, Macro, Token};

/// Folders of what only tests use.
const FOR_TESTS: [&str; 2] = ["store/conformance/", "testing/"];

/// Macros whose texts go to a log, or end the process.
const FOR_LOGS: [&str; 10] = [
    "trace",
    "debug",
    "info",
    "warn",
    "error",
    "panic",
    "unreachable",
    "assert",
    "assert_eq",
    "debug_assert",
];

/// Literals that look like a sentence and are none.
const NAMES: [&str; 5] = [
    "name of seal {purpose}",
    "default-src 'none'; frame-ancestors 'none'",
    r#"Bearer realm="identity", error="invalid_request""#,
    r#"Bearer realm="identity", error="invalid_token""#,
    r#"Basic realm="identity", charset="UTF-8""#,
];

/// One message for each literal that holds three words or more.
pub(super) fn sentences(sources: &Sources) -> Vec<String> {
    let mut messages = Vec::new();
    for (path, text) in &sources.0 {
        if FOR_TESTS.iter().any(|folder| path.starts_with(folder)) || path.ends_with("/tests.rs") {
            continue;
        }
        let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        let mut literals = Literals::default();
        literals.visit_file(&file);
        let found = literals.0.into_iter().filter(|literal| is_sentence(literal));
        messages.extend(found.map(|literal| format!("{path}: a sentence in code: {literal:?}")));
    }
    messages
}

fn is_sentence(literal: &str) -> bool {
    let words = literal.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic));
    words.count() >= 3 && !NAMES.contains(&literal)
}

/// The string literals that not only developers read.
#[derive(Default)]
struct Literals(Vec<String>);

impl Literals {
    /// The literals of an expression that is not part of the file's own tree.
    fn visit(&mut self, expression: &Expr) {
        let mut inner = Self::default();
        inner.visit_expr(expression);
        self.0.append(&mut inner.0);
    }

    /// The literals of tokens that are no expressions; attributes, which doc comments are among, are left out.
    fn add_tokens(&mut self, tokens: TokenStream) {
        let mut before_attribute = false;
        for token in tokens {
            let attribute = std::mem::replace(
                &mut before_attribute,
                matches!(&token, TokenTree::Punct(mark) if mark.as_char() == '#'),
            );
            match token {
                TokenTree::Group(_) if attribute => {}
                TokenTree::Group(group) => self.add_tokens(group.stream()),
                TokenTree::Literal(literal) => {
                    if let Ok(text) = syn::parse_str::<LitStr>(&literal.to_string()) {
                        self.0.push(text.value());
                    }
                }
                TokenTree::Ident(_) | TokenTree::Punct(_) => {}
            }
        }
    }
}

impl<'ast> Visit<'ast> for Literals {
    fn visit_attribute(&mut self, _: &'ast Attribute) {}

    fn visit_lit_str(&mut self, literal: &'ast LitStr) {
        self.0.push(literal.value());
    }

    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        let for_tests = |attribute: &Attribute| {
            attribute.path().is_ident("cfg")
                && attribute.parse_args::<syn::Ident>().is_ok_and(|on| on == "test")
        };
        if !module.attrs.iter().any(for_tests) {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_macro(&mut self, found: &'ast Macro) {
        let name = found.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
        if FOR_LOGS.contains(&name.as_str()) {
            return;
        }
        let arguments = Punctuated::<Expr, Token![,]>::parse_terminated.parse2(found.tokens.clone());
        match arguments {
            Ok(arguments) => arguments.iter().for_each(|argument| Literals::visit(self, argument)),
            Err(_) => self.add_tokens(found.tokens.clone()),
        }
    }

    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        if call.method == "expect" {
            self.visit_expr(&call.receiver);
        } else {
            visit::visit_expr_method_call(self, call);
        }
    }

    /// `serde::de::Error::custom`.
    fn visit_expr_call(&mut self, call: &'ast ExprCall) {
        let called = |name: &str| match call.func.as_ref() {
            Expr::Path(path) => path.path.segments.last().is_some_and(|last| last.ident == name),
            _ => false,
        };
        if !called("custom") {
            visit::visit_expr_call(self, call);
        }
    }

    /// `serde::de::Visitor::expecting`.
    fn visit_impl_item_fn(&mut self, function: &'ast ImplItemFn) {
        if function.sig.ident != "expecting" {
            visit::visit_impl_item_fn(self, function);
        }
    }
}
