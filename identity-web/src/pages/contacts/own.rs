//! The two kinds of contact on pages: where they are changed, and what they are called.

use crate::forms::contacts::{CHANGE_EMAIL, CHANGE_PHONE, NEW_EMAIL, NEW_PHONE};
use crate::forms::{Field, Form};
use crate::language::PageText;
use crate::page::forms::Filled;
use identity_core::values::{CallingCode, Contact, ContactKind, EmailAddress, PhoneNumber};

/// The page with the own e-mail addresses, below the mount point.
pub(crate) const EMAILS: &str = "/account/email";

/// What the choice of a form says for an address that takes the place of the main one.
pub(crate) const MAIN: &str = "main";

/// What the choice of a form says for an address that stands beside the others.
pub(crate) const FURTHER: &str = "further";

/// The page with the own details, below the mount point.
pub(crate) const PROFILE: &str = "/account/profile";

/// Where a contact of this kind is changed.
pub(crate) const fn path_of(kind: ContactKind) -> &'static str {
    match kind {
        ContactKind::Email => EMAILS,
        ContactKind::Phone => "/account/phone",
    }
}

/// The form that asks for another one.
pub(crate) const fn form_of(kind: ContactKind) -> &'static Form {
    match kind {
        ContactKind::Email => &CHANGE_EMAIL,
        ContactKind::Phone => &CHANGE_PHONE,
    }
}

/// Its field.
pub(crate) const fn field_of(kind: ContactKind) -> Field {
    match kind {
        ContactKind::Email => NEW_EMAIL,
        ContactKind::Phone => NEW_PHONE,
    }
}

/// The heading of the pages on which it is changed.
pub(crate) fn title_of(kind: ContactKind) -> PageText {
    PageText::new(match kind {
        ContactKind::Email => "contact-email-title",
        ContactKind::Phone => "contact-phone-title",
    })
}

/// What was typed; `None` when something is wrong with it, which is then marked.
pub(crate) fn typed(form: &mut Filled, kind: ContactKind, country: Option<&CallingCode>) -> Option<Contact> {
    match kind {
        ContactKind::Email => form.read(&NEW_EMAIL, EmailAddress::parse).map(Contact::Email),
        ContactKind::Phone => {
            form.read(&NEW_PHONE, |text| PhoneNumber::parse_in(text, country)).map(Contact::Phone)
        }
    }
}
