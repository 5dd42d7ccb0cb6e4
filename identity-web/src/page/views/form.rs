//! The state of a form between two posts: what was typed and what is wrong with it.

use crate::language::PageText;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Values and errors of a form. A page shows one such form; its other forms are single buttons.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FormState {
    values: BTreeMap<&'static str, String>,
    chosen: BTreeMap<&'static str, BTreeSet<String>>,
    messages: BTreeMap<&'static str, PageText>,
    errors: Vec<FieldMessage>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct FieldMessage {
    field: &'static str,
    message: PageText,
}

impl FormState {
    /// An empty form.
    pub fn new() -> Self {
        Self::default()
    }

    /// Keeps what was typed. Passwords and codes are never kept: leave them out.
    #[must_use]
    pub fn value(mut self, field: &'static str, value: impl Into<String>) -> Self {
        self.values.insert(field, value.into());
        self
    }

    /// Keeps which choices of a list were made.
    #[must_use]
    pub fn chosen(mut self, field: &'static str, values: impl IntoIterator<Item = String>) -> Self {
        self.chosen.insert(field, values.into_iter().collect());
        self
    }

    /// Says what is wrong with a field, in the order in which the fields stand on the page.
    #[must_use]
    pub fn error(mut self, field: &'static str, message: PageText) -> Self {
        self.messages.entry(field).or_insert_with(|| message.clone());
        self.errors.push(FieldMessage { field, message });
        self
    }

    /// Whether anything is wrong.
    pub const fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }
}

/// One of several things to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// What is posted.
    pub value: String,
    /// What is read.
    pub label: String,
    /// What choosing it means, in one sentence; may be empty.
    pub hint: String,
    /// Whether it is a role that is held by mandate only; the form's part about mandates goes with it.
    pub by_mandate: bool,
}

impl Choice {
    /// A choice with an explanation.
    pub fn new(value: impl Into<String>, label: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), hint: hint.into(), by_mandate: false }
    }
}
