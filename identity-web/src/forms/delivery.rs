//! Forms of how messages are sent.

use crate::forms::{Field, Form, Kind};

/// How the gateway takes a message.
pub(crate) const FORMAT: Field = Field::new("format", Kind::Key)
    .required_on_page()
    .radio()
    .longest(10)
    .label("sms-format")
    .error("error-sms-format");

/// The address of the gateway.
pub(crate) const ADDRESS: Field = Field::new("address", Kind::Key)
    .optional()
    .longest(1000)
    .label("sms-address")
    .hint("sms-address-hint")
    .error("error-sms-address");

/// What is sent besides, as the page asks for it: written like the query of an address.
pub(crate) const VALUES: Field = Field::new("values", Kind::Key)
    .page_only()
    .optional()
    .longest(4000)
    .label("sms-values")
    .hint("sms-values-hint")
    .error("error-sms-values");

/// The key of the gateway.
pub(crate) const SECRET: Field = Field::new("secret", Kind::Password)
    .optional()
    .longest(500)
    .autocomplete("off")
    .label("sms-secret")
    .hint("sms-secret-hint")
    .error("error-sms-secret");

/// Whether the stored key is forgotten.
pub(crate) const FORGET_SECRET: Field = Field::new("forget_secret", Kind::Key)
    .page_only()
    .multiple()
    .optional()
    .longest(3)
    .label("sms-secret-stored");

/// How many digits a code has that is sent.
pub(crate) const CODE_DIGITS: Field = Field::new("code_digits", Kind::Number)
    .optional()
    .select()
    .at_most(8)
    .label("sms-digits")
    .hint("sms-digits-hint")
    .error("error-sms-digits");

/// How text messages are sent.
pub(crate) const SMS_SETTINGS: Form = Form::new(
    "sms-settings",
    &[
        FORMAT,
        ADDRESS,
        VALUES,
        Field::new("fields", Kind::Map).rest_only().optional().at_most(20),
        SECRET,
        FORGET_SECRET,
        Field::new("keep_secret", Kind::Flag).rest_only().optional(),
        CODE_DIGITS,
    ],
);
