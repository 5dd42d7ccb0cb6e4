//! Forms with which people change how they are reached.

use crate::forms::authenticators::PROOF;
use crate::forms::sign_on::STEP;
use crate::forms::{Field, Form, Kind};
use identity_core::secrets::MAX_PASSWORD_OCTETS;
use identity_core::values::{EmailAddress, PhoneNumber};

/// The new e-mail address.
pub(crate) const NEW_EMAIL: Field = Field::new("email", Kind::Email)
    .page_only()
    .longest(EmailAddress::MAX_OCTETS)
    .autocomplete("email")
    .label("contact-new-email")
    .hint("contact-new-email-hint")
    .error("error-email");

/// Whether it takes the place of the main address, or stands beside it.
pub(crate) const EMAIL_USE: Field =
    Field::new("use", Kind::Key).page_only().optional().radio().longest(10).label("contact-email-use");

/// The new telephone number.
pub(crate) const NEW_PHONE: Field = Field::new("number", Kind::Phone)
    .page_only()
    .longest(PhoneNumber::MAX_INPUT_OCTETS)
    .autocomplete("tel")
    .label("contact-new-phone")
    .hint("contact-new-phone-hint")
    .error("error-number");

/// Begins a change, as JSON.
pub(crate) const BEGIN_CHANGE: Form = Form::new(
    "begin-change",
    &[
        Field::new("to", Kind::Text).rest_only().longest(EmailAddress::MAX_OCTETS),
        Field::new("further", Kind::Flag).rest_only().optional(),
    ],
);

/// Confirms a change, as JSON.
pub(crate) const CONFIRM_CHANGE: Form =
    Form::new("confirm-change", &[Field::new("code", Kind::Text).rest_only().longest(MAX_PASSWORD_OCTETS)]);

/// Begins to change the e-mail address.
pub(crate) const CHANGE_EMAIL: Form = Form::new("change-email", &[NEW_EMAIL, EMAIL_USE]);

/// Begins to change the telephone number.
pub(crate) const CHANGE_PHONE: Form = Form::new("change-phone", &[NEW_PHONE]);

/// The code that proves the new one.
pub(crate) const PROVE_CONTACT: Form =
    Form::new("prove-contact", &[Field::new(STEP, Kind::Fixed("code")).page_only(), PROOF]);
