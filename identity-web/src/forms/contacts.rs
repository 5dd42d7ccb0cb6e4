//! Forms with which people change how they are reached.

use crate::forms::authenticators::PROOF;
use crate::forms::sign_on::STEP;
use crate::forms::{Field, Form, Kind};
use identity_core::values::{EmailAddress, PhoneNumber};

/// The new e-mail address.
pub(crate) const NEW_EMAIL: Field = Field::new("email", Kind::Email)
    .page_only()
    .longest(EmailAddress::MAX_OCTETS)
    .autocomplete("email")
    .label("contact-new-email")
    .hint("contact-new-email-hint")
    .error("error-email");

/// The new telephone number.
pub(crate) const NEW_PHONE: Field = Field::new("number", Kind::Phone)
    .page_only()
    .longest(PhoneNumber::MAX_INPUT_OCTETS)
    .autocomplete("tel")
    .label("contact-new-phone")
    .hint("contact-new-phone-hint")
    .error("error-number");

/// Begins to change the e-mail address.
pub(crate) const CHANGE_EMAIL: Form = Form::new("change-email", &[NEW_EMAIL]);

/// Begins to change the telephone number.
pub(crate) const CHANGE_PHONE: Form = Form::new("change-phone", &[NEW_PHONE]);

/// The code that proves the new one.
pub(crate) const PROVE_CONTACT: Form =
    Form::new("prove-contact", &[Field::new(STEP, Kind::Fixed("code")).page_only(), PROOF]);
