//! The state of a form between two posts: what was typed and what is wrong with it.

use crate::forms::{Control, Field, Form};
use crate::language::PageText;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Values and errors of a form. A page shows one such form; its other forms are single buttons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FormState {
    /// The declaration.
    declared: &'static Form,
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
    /// A form that nothing was filled into.
    pub fn of(form: &'static Form) -> Self {
        let (values, chosen, messages) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        Self { declared: form, values, chosen, messages, errors: Vec::new() }
    }

    /// The form whose state it is.
    pub const fn form(&self) -> &'static Form {
        self.declared
    }

    /// Fills in a field. Passwords and codes are never kept.
    #[must_use]
    pub fn value(mut self, field: &Field, value: impl Into<String>) -> Self {
        self.keep(field, vec![value.into()]);
        self
    }

    /// Makes choices of a list.
    #[must_use]
    pub fn chosen(mut self, field: &Field, values: impl IntoIterator<Item = String>) -> Self {
        self.keep(field, values.into_iter().collect());
        self
    }

    /// Says what is wrong with a field.
    #[must_use]
    pub fn error(mut self, field: &Field, message: PageText) -> Self {
        self.add_error(field, message);
        self
    }

    /// [`value`](Self::value) and [`chosen`](Self::chosen), by the kind of the field.
    pub(crate) fn keep(&mut self, field: &Field, values: Vec<String>) {
        match field.control() {
            _ if field.kind().is_secret() => {}
            Control::Radio | Control::Checkboxes => {
                self.chosen.insert(field.name(), values.into_iter().collect());
            }
            _ => {
                self.values.extend(values.into_iter().map(|value| (field.name(), value)));
            }
        }
    }

    /// [`error`](Self::error). Errors stand in the order in which the fields stand on the page.
    pub(crate) fn add_error(&mut self, field: &Field, message: PageText) {
        let name = field.name();
        self.messages.entry(name).or_insert_with(|| message.clone());
        self.errors.push(FieldMessage { field: name, message });
        let form = self.declared;
        self.errors.sort_by_key(|error| form.page_fields().position(|field| field.name() == error.field));
    }

    /// The form with what was typed, without what is wrong with it.
    pub(crate) fn without_errors(self) -> Self {
        Self { messages: BTreeMap::new(), errors: Vec::new(), ..self }
    }

    /// What was filled into a field, or chosen in it; of several choices the first.
    pub(crate) fn text(&self, field: &Field) -> Option<&str> {
        let chosen = || self.chosen.get(field.name()).and_then(|chosen| chosen.first());
        self.values.get(field.name()).or_else(chosen).map(String::as_str).filter(|text| !text.is_empty())
    }

    /// Takes back what was said about a field.
    pub(crate) fn forgive(&mut self, field: &Field) {
        self.messages.remove(field.name());
        self.errors.retain(|error| error.field != field.name());
    }

    /// Whether something is wrong with a field.
    pub fn is_wrong(&self, field: &Field) -> bool {
        self.messages.contains_key(field.name())
    }

    /// What is wrong, by the name of the field.
    pub(crate) fn errors(&self) -> impl Iterator<Item = (&'static str, &PageText)> {
        self.errors.iter().map(|error| (error.field, &error.message))
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
