//! Forms of how pages and mails look.

use crate::forms::{Field, Form, Kind};
use identity_core::domain::Logo;
use identity_core::values::EmailAddress;

/// Longer names do not fit beside the logo of a page.
const LONGEST_NAME: usize = 60;

const LONGEST_LINE: usize = 120;

/// The name in the header of pages and in mails.
pub(crate) const NAME: Field = Field::new("name", Kind::Text)
    .optional()
    .longest(LONGEST_NAME)
    .label("brand-name")
    .hint("brand-name-hint")
    .error("error-brand-text");

/// The line above the sign-in form in the built-in languages; others are set over JSON.
pub(crate) const WELCOMES: [(&str, Field); 3] = [
    ("en", welcome("welcome_en", "brand-welcome-en")),
    ("fi", welcome("welcome_fi", "brand-welcome-fi")),
    ("sv", welcome("welcome_sv", "brand-welcome-sv")),
];

const fn welcome(name: &'static str, label: &'static str) -> Field {
    Field::new(name, Kind::Text)
        .page_only()
        .optional()
        .longest(LONGEST_LINE)
        .label(label)
        .error("error-brand-text")
}

/// Links and buttons on light pages.
pub(crate) const ACCENT: Field = Field::new("accent", Kind::Key)
    .optional()
    .longest(7)
    .label("brand-accent")
    .hint("brand-accent-hint")
    .error("error-colour");

/// Links and buttons on dark pages.
pub(crate) const ACCENT_DARK: Field = Field::new("accent_dark", Kind::Key)
    .optional()
    .longest(7)
    .label("brand-accent-dark")
    .hint("brand-accent-hint")
    .error("error-colour");

/// The name that mails come from.
pub(crate) const SENDER_NAME: Field = Field::new("sender_name", Kind::Text)
    .optional()
    .longest(LONGEST_NAME)
    .label("brand-sender")
    .hint("brand-sender-hint")
    .error("error-sender-name");

/// The e-mail address of whoever helps.
pub(crate) const HELP_EMAIL: Field = Field::new("help_email", Kind::Email)
    .optional()
    .longest(EmailAddress::MAX_OCTETS)
    .label("brand-help-email")
    .error("error-email");

/// The telephone number of whoever helps.
pub(crate) const HELP_PHONE: Field = Field::new("help_phone", Kind::Text)
    .optional()
    .longest(40)
    .label("brand-help-phone")
    .error("error-brand-text");

/// When somebody is there to help.
pub(crate) const HELP_HOURS: Field = Field::new("help_hours", Kind::Text)
    .optional()
    .longest(LONGEST_LINE)
    .label("brand-help-hours")
    .error("error-brand-text");

/// The image in the header.
pub(crate) const LOGO: Field = Field::new("logo", Kind::File)
    .page_only()
    .label("brand-logo-file")
    .hint("brand-logo-hint")
    .error("error-logo-png");

/// Another logo.
pub(crate) const BRAND_LOGO: Form = Form::new("brand-logo", &[LOGO]);

/// How pages and mails look.
pub(crate) const BRAND: Form = Form::new(
    "brand",
    &[
        NAME,
        WELCOMES[0].1,
        WELCOMES[1].1,
        WELCOMES[2].1,
        Field::new("welcome", Kind::Map).rest_only().optional().at_most(50),
        ACCENT,
        ACCENT_DARK,
        SENDER_NAME,
        HELP_EMAIL,
        HELP_PHONE,
        HELP_HOURS,
        // Base64 has four characters for three octets.
        Field::new("logo", Kind::Key).rest_only().optional().longest(Logo::MAX_OCTETS.div_ceil(3) * 4),
    ],
);
