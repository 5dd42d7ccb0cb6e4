//! A field of a form.

use crate::forms::kind::{Control, Kind};
use serde::ser::{Serialize, SerializeStruct, Serializer};

/// Whether a form can do without a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Presence {
    Required,
    Optional,
    /// One of several, of which exactly one is given.
    Alternative,
    /// Must be on a page; JSON has a default for it.
    RequiredOnPage,
}

/// A field of a form, declared once for all doors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    name: &'static str,
    kind: Kind,
    control: Control,
    on_page: bool,
    in_rest: Option<&'static str>,
    presence: Presence,
    multiple: bool,
    most_entries: u64,
    bounds: (u64, u64),
    autocomplete: &'static str,
    label: &'static str,
    hint: &'static str,
    error: &'static str,
}

impl Field {
    /// The most values of a field that takes several: each is looked up.
    pub const MOST_ENTRIES: u64 = 100;

    /// A field that every door has under this name and that must be filled in.
    pub const fn new(name: &'static str, kind: Kind) -> Self {
        let control = match kind {
            Kind::Password => Control::Password,
            Kind::Fixed(_) => Control::Hidden,
            _ => Control::Input,
        };
        Self {
            name,
            kind,
            control,
            on_page: true,
            in_rest: Some(name),
            presence: Presence::Required,
            multiple: false,
            most_entries: 1,
            bounds: kind.bounds(),
            autocomplete: "",
            label: "",
            hint: "",
            error: "",
        }
    }

    /// The same field under another name.
    #[must_use]
    pub const fn named(self, name: &'static str) -> Self {
        Self { name, ..self }
    }

    /// May be left out.
    #[must_use]
    pub const fn optional(self) -> Self {
        Self { presence: Presence::Optional, ..self }
    }

    /// One of several fields, of which exactly one is given.
    #[must_use]
    pub const fn alternative(self) -> Self {
        Self { presence: Presence::Alternative, ..self }
    }

    /// Must be filled in on the page; JSON may leave it out.
    #[must_use]
    pub const fn required_on_page(self) -> Self {
        Self { presence: Presence::RequiredOnPage, ..self }
    }

    /// The page alone has it.
    #[must_use]
    pub const fn page_only(self) -> Self {
        Self { in_rest: None, ..self }
    }

    /// JSON alone has it.
    #[must_use]
    pub const fn rest_only(self) -> Self {
        Self { on_page: false, ..self }
    }

    /// JSON has it under another name; a dot leads into an object: `to.email`.
    #[must_use]
    pub const fn in_rest_as(self, path: &'static str) -> Self {
        Self { in_rest: Some(path), ..self }
    }

    /// A text has at least and at most so many characters.
    #[must_use]
    pub const fn characters(self, fewest: usize, most: usize) -> Self {
        Self { bounds: (fewest as u64, most as u64), ..self }
    }

    /// A text has at most so many characters.
    #[must_use]
    pub const fn longest(self, most: usize) -> Self {
        self.characters(1, most)
    }

    /// A number is at most this; a map has at most so many entries.
    #[must_use]
    pub const fn at_most(self, greatest: u64) -> Self {
        Self { bounds: (self.bounds.0, greatest), ..self }
    }

    /// Several values may be given, at most [`MOST_ENTRIES`](Self::MOST_ENTRIES): check boxes on a page, a list in JSON.
    #[must_use]
    pub const fn multiple(self) -> Self {
        Self { multiple: true, most_entries: Self::MOST_ENTRIES, control: Control::Checkboxes, ..self }
    }

    /// One of several that are all visible is chosen.
    #[must_use]
    pub const fn radio(self) -> Self {
        Self { control: Control::Radio, ..self }
    }

    /// One of several that are folded away is chosen.
    #[must_use]
    pub const fn select(self) -> Self {
        Self { control: Control::Select, ..self }
    }

    /// A text of several lines.
    #[must_use]
    pub const fn lines(self) -> Self {
        Self { control: Control::Lines, ..self }
    }

    /// The page carries it without showing it.
    #[must_use]
    pub const fn hidden(self) -> Self {
        Self { control: Control::Hidden, ..self }
    }

    /// What browsers and password managers fill in by themselves (HTML, autofill field names).
    #[must_use]
    pub const fn autocomplete(self, autocomplete: &'static str) -> Self {
        Self { autocomplete, ..self }
    }

    /// The key of the label's text. Labels of what may be left out say so.
    #[must_use]
    pub const fn label(self, label: &'static str) -> Self {
        Self { label, ..self }
    }

    /// The key of the sentence below the label.
    #[must_use]
    pub const fn hint(self, hint: &'static str) -> Self {
        Self { hint, ..self }
    }

    /// The key of what is said when the value is missing or cannot be read.
    #[must_use]
    pub const fn error(self, error: &'static str) -> Self {
        Self { error, ..self }
    }

    /// The name; in HTML also the id.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// What it holds.
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// How a page asks for it.
    pub const fn control(&self) -> Control {
        self.control
    }

    /// How many values may be given.
    pub const fn most_entries(&self) -> u64 {
        self.most_entries
    }

    /// Whether several values may be given.
    pub const fn is_multiple(&self) -> bool {
        self.multiple
    }

    /// The fewest and most characters of a text, or the bounds of a number.
    pub const fn bounds(&self) -> (u64, u64) {
        self.bounds
    }

    /// Whether the page has it.
    pub const fn on_page(&self) -> bool {
        self.on_page
    }

    /// The name in JSON, if JSON has it; dots lead into objects.
    pub const fn in_rest(&self) -> Option<&'static str> {
        self.in_rest
    }

    /// Whether a page that leaves it empty is refused.
    pub const fn is_required_on_page(&self) -> bool {
        matches!(self.presence, Presence::Required | Presence::RequiredOnPage)
    }

    /// Whether it is one of several, of which exactly one is given.
    pub const fn is_alternative(&self) -> bool {
        matches!(self.presence, Presence::Alternative)
    }

    /// Whether a JSON body without this field is refused.
    pub const fn is_required_in_rest(&self) -> bool {
        matches!(self.presence, Presence::Required)
    }

    /// The `autocomplete` of HTML; empty for none.
    pub const fn autofill(&self) -> &'static str {
        self.autocomplete
    }

    /// The key of what is said when the value is missing or cannot be read.
    pub const fn error_key(&self) -> &'static str {
        self.error
    }

    /// The keys of its label, hint and error; those that it has not are empty.
    pub const fn texts(&self) -> [&'static str; 3] {
        [self.label, self.hint, self.error]
    }

    /// Whether a text has more characters than declared, blanks around it left aside.
    pub(crate) fn is_too_long(&self, text: &str) -> bool {
        let text = if self.kind.is_secret() { text } else { text.trim() };
        text.chars().count() as u64 > self.bounds.1
    }
}

/// As templates find it.
impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let control = match self.control {
            Control::Input => "input",
            Control::Lines => "lines",
            Control::Password => "password",
            Control::Radio => "radio",
            Control::Checkboxes => "checkbox",
            Control::Select => "select",
            Control::Hidden => "hidden",
        };
        let fixed = if let Kind::Fixed(value) = self.kind { value } else { "" };
        let mut field = serializer.serialize_struct("Field", 9)?;
        field.serialize_field("name", self.name)?;
        field.serialize_field("control", control)?;
        field.serialize_field("type", self.kind.input_type())?;
        field.serialize_field("autocomplete", self.autocomplete)?;
        field.serialize_field("exact", &self.kind.is_exact())?;
        field.serialize_field("short", &(self.kind == Kind::Date))?;
        field.serialize_field("label", self.label)?;
        field.serialize_field("hint", self.hint)?;
        field.serialize_field("value", fixed)?;
        field.end()
    }
}
