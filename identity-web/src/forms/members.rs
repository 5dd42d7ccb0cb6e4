//! Forms that make people members: an account for somebody, and the link for their password.

use crate::forms::invitations::{EMAIL, LANGUAGE, ROLES};
use crate::forms::people::{FAMILY_NAME, GIVEN_NAME, USERNAME};
use crate::forms::roles::SERVICES;
use crate::forms::{Field, Form, Kind};
use identity_core::values::PhoneNumber;

/// The telephone number of somebody else.
pub(crate) const PHONE: Field = Field::new("phone", Kind::Phone)
    .optional()
    .longest(PhoneNumber::MAX_INPUT_OCTETS)
    .autocomplete("off")
    .label("field-phone-optional")
    .error("error-number");

/// How the link for the first password reaches its person.
pub(crate) const PASSWORD_LINK: Field = Field::new("password_link", Kind::Key)
    .optional()
    .required_on_page()
    .radio()
    .longest(6)
    .label("create-link")
    .error("error-password-link");

/// Makes an account for somebody.
pub(crate) const CREATE_MEMBER: Form = Form::new(
    "create-member",
    &[
        GIVEN_NAME.autocomplete("off"),
        FAMILY_NAME.autocomplete("off"),
        EMAIL.optional().label("field-email-optional").hint("create-email-hint"),
        USERNAME.autocomplete("off").hint("manage-username-hint"),
        PHONE,
        ROLES.hint("create-roles-hint"),
        SERVICES,
        LANGUAGE.hint("create-language-hint"),
        PASSWORD_LINK,
    ],
);

/// Makes a link for a password.
pub(crate) const MAKE_PASSWORD_LINK: Form =
    Form::new("make-password-link", &[Field::new("delivery", Kind::Key).rest_only().longest(6)]);
