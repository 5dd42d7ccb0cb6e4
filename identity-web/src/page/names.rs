//! Names of people as they are typed into forms.

use crate::forms::Field;
use crate::language::PageText;
use crate::page::forms::Filled;
use identity_core::values::{PersonName, UnusableCharacter};

/// The name in a field; `None` when it is absent, and when something is wrong with it, which is then marked: a character
/// that a name cannot hold is told with its place.
pub(crate) fn read_name(form: &mut Filled, field: &Field) -> Option<PersonName> {
    if let Some(found) = UnusableCharacter::first_in(&form.text(field)) {
        let code = format!("U+{:04X}", u32::from(found.character));
        let text = PageText::new("error-name-character").with("character", code);
        form.refuse(field, text.with("position", found.position.to_string()));
    }
    form.read(field, PersonName::parse)
}
