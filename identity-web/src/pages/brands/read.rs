//! Between what was typed and a look.

use crate::forms::Field;
use crate::forms::brands::{
    ACCENT, ACCENT_DARK, BRAND, HELP_EMAIL, HELP_HOURS, HELP_PHONE, NAME, SENDER_NAME, WELCOMES,
};
use crate::page::brand_files::low_contrast;
use crate::page::forms::Filled;
use crate::page::views::form::FormState;
use identity_core::brands::{AccentOf, BrandError};
use identity_core::domain::{BrandLook, Colour};
use identity_core::values::{DisplayName, EmailAddress, Locale};
use std::collections::BTreeMap;

/// The form with a look.
pub(super) fn shown(look: &BrandLook) -> FormState {
    let text = |value: Option<String>| value.unwrap_or_default();
    let line = |value: &Option<DisplayName>| text(value.as_ref().map(ToString::to_string));
    let colour = |value: Option<Colour>| text(value.map(|colour| colour.to_string()));
    let form = FormState::of(&BRAND)
        .value(&NAME, line(&look.name))
        .value(&ACCENT, colour(look.accent))
        .value(&ACCENT_DARK, colour(look.accent_dark))
        .value(&SENDER_NAME, line(&look.sender_name))
        .value(&HELP_EMAIL, text(look.help_email.as_ref().map(ToString::to_string)))
        .value(&HELP_PHONE, line(&look.help_phone))
        .value(&HELP_HOURS, line(&look.help_hours));
    WELCOMES.iter().fold(form, |form, (language, field)| {
        let welcome = Locale::parse(language).ok().and_then(|language| look.welcome.get(&language).cloned());
        form.value(field, line(&welcome))
    })
}

/// What was typed over what stands, which keeps the logo and the languages that the page does not have. `welcomes` says whether
/// there are lines of welcome at all.
pub(super) fn read(form: &mut Filled, stands: &BrandLook, welcomes: bool) -> Option<BrandLook> {
    let mut welcome = if welcomes { stands.welcome.clone() } else { BTreeMap::new() };
    for (language, field) in WELCOMES.iter().filter(|_| welcomes) {
        let Ok(language) = Locale::parse(language) else { continue };
        match form.read(field, DisplayName::parse) {
            Some(line) => welcome.insert(language, line),
            None => welcome.remove(&language),
        };
    }
    let look = BrandLook {
        name: form.read(&NAME, DisplayName::parse),
        welcome,
        accent: form.read(&ACCENT, Colour::parse),
        accent_dark: form.read(&ACCENT_DARK, Colour::parse),
        logo: stands.logo.clone(),
        sender_name: form.read(&SENDER_NAME, DisplayName::parse),
        help_email: form.read(&HELP_EMAIL, EmailAddress::parse),
        help_phone: form.read(&HELP_PHONE, DisplayName::parse),
        help_hours: form.read(&HELP_HOURS, DisplayName::parse),
    };
    form.is_right().then_some(look)
}

/// What is wrong with a look, at its field; the error itself if it is about no field.
pub(super) fn refuse(form: &mut Filled, error: BrandError) -> Result<(), BrandError> {
    match error {
        BrandError::LowContrast { of, contrast, readable, .. } => {
            let field: &Field = if of == AccentOf::Light { &ACCENT } else { &ACCENT_DARK };
            form.refuse(field, low_contrast(contrast, readable));
        }
        BrandError::SenderName => form.wrong(&SENDER_NAME),
        error => return Err(error),
    }
    Ok(())
}
