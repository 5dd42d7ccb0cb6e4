//! A form: its fields in their order.

use crate::forms::field::Field;
use serde::ser::{Serialize, SerializeStruct, Serializer};
use std::collections::BTreeMap;

/// A form: its fields, in the order in which they stand on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    name: &'static str,
    fields: &'static [Field],
    is_patch: bool,
}

impl Form {
    /// A form under a name that no other form has.
    pub const fn new(name: &'static str, fields: &'static [Field]) -> Self {
        Self { name, fields, is_patch: false }
    }

    /// Its JSON body is a merge patch (RFC 7396): it may leave out every field.
    #[must_use]
    pub const fn patch(self) -> Self {
        Self { is_patch: true, ..self }
    }

    /// Its name, for tests and messages to developers.
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// Every field, of whichever door.
    pub const fn fields(&self) -> &'static [Field] {
        self.fields
    }

    /// The fields of the page.
    pub fn page_fields(&self) -> impl Iterator<Item = &'static Field> {
        self.fields.iter().filter(|field| field.on_page())
    }

    /// The field with this name, if the page has one.
    pub fn page_field(&self, name: &str) -> Option<&'static Field> {
        self.page_fields().find(|field| field.name() == name)
    }

    /// The fields of the JSON body, each with its path and whether it must be there.
    pub fn rest_fields(&self) -> impl Iterator<Item = (&'static str, &'static Field, bool)> {
        let required = |field: &Field| field.is_required_in_rest() && !self.is_patch;
        self.fields.iter().filter_map(move |field| Some((field.in_rest()?, field, required(field))))
    }
}

/// As templates find it: its name, and the fields of the page by their names.
impl Serialize for Form {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields: BTreeMap<_, _> = self.page_fields().map(|field| (field.name(), field)).collect();
        let mut form = serializer.serialize_struct("Form", 2)?;
        form.serialize_field("name", self.name)?;
        form.serialize_field("fields", &fields)?;
        form.end()
    }
}
