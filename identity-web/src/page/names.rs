//! Names of people: as they are typed into forms, and how one is told from another.

use crate::forms::Field;
use crate::language::PageText;
use crate::page::forms::Filled;
use identity_core::domain::User;
use identity_core::values::{PersonName, UnusableCharacter};

/// The e-mail address of a person, or the user name of somebody without one.
pub(crate) fn address_or_name(user: &User) -> String {
    user.email.as_ref().map_or_else(|| user.sign_in_name().to_owned(), ToString::to_string)
}

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
