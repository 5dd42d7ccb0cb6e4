//! Between what was typed and the settings.

use crate::forms::applications::saml::{
    ADD_SAML_ATTRIBUTE, ATTRIBUTE_NAME, CONDITION, DEFAULT_FORMAT, ENCRYPT, FRIENDLY_NAME, NAME_FORMAT,
    NAME_FORMATS, ORGANIZATION_KEY, PRESET, REQUESTS_SIGNED, ROLE, SAML_SETTINGS, SIGNED, SOURCE, VALUES,
};
use crate::page::forms::Filled;
use crate::page::views::form::FormState;
use identity_core::applications::{SamlPatch, SamlSettings};
use identity_core::domain::{
    AttributeCondition, AttributeEntry, AttributeNameFormat, AttributePreset, AttributeSource,
    AttributeValues, NameFormat, SignedParts,
};
use identity_core::values::RoleKey;

const YES: &str = "yes";

/// The form with what holds now.
pub(super) fn shown(found: &SamlSettings) -> FormState {
    let formats = found.allowed_name_formats.iter().map(|format| format.as_str().to_owned());
    let first = found.allowed_name_formats.first().copied().unwrap_or_default();
    let yes = |flag: bool| flag.then(|| YES.to_owned());
    FormState::of(&SAML_SETTINGS)
        .chosen(&NAME_FORMATS, formats)
        .value(&DEFAULT_FORMAT, first.as_str())
        .chosen(&SIGNED, [found.signed.as_str().to_owned()])
        .chosen(&ENCRYPT, yes(found.encrypt_assertions))
        .chosen(&REQUESTS_SIGNED, yes(found.requests_signed))
        .value(&PRESET, "")
}

/// What changes of the settings; none when something is wrong with the form.
pub(super) fn read(form: &mut Filled, found: &SamlSettings) -> Option<SamlPatch> {
    let named = |text: &str| NameFormat::parse(text).ok_or(());
    let formats = form.read_all(&NAME_FORMATS, named);
    let first = form.read(&DEFAULT_FORMAT, named);
    let of_word = |text: &str| SignedParts::ALL.into_iter().find(|parts| parts.as_str() == text).ok_or(());
    let signed = form.read(&SIGNED, of_word);
    let preset = form.read(&PRESET, |text| AttributePreset::parse(text).ok_or(()));
    let (encrypt, requests) = (form.list(&ENCRYPT), form.list(&REQUESTS_SIGNED));
    let (formats, first, signed) = (formats?, first?, signed?);
    if !form.is_right() {
        return None;
    }
    let others = formats.into_iter().filter(|format| *format != first);
    let formats: Vec<NameFormat> = std::iter::once(first).chain(others).collect();
    let mut patch = SamlPatch::default();
    // What stands by itself goes on to follow the attributes.
    patch.name_formats = Some(formats).filter(|formats| *formats != found.allowed_name_formats);
    patch.signed = Some(signed).filter(|signed| *signed != found.signed);
    patch.encrypt_assertions =
        Some(!encrypt.is_empty()).filter(|encrypt| *encrypt != found.encrypt_assertions);
    patch.requests_signed = Some(!requests.is_empty()).filter(|signed| *signed != found.requests_signed);
    patch.attributes = preset.map(AttributePreset::map);
    Some(patch)
}

/// The form of an attribute that nothing was filled into.
pub(super) fn empty() -> FormState {
    FormState::of(&ADD_SAML_ATTRIBUTE)
        .chosen(&NAME_FORMAT, [AttributeNameFormat::Basic.as_str().to_owned()])
        .chosen(&VALUES, [AttributeValues::Many.as_str().to_owned()])
}

/// The attribute that was filled in; none when something is wrong with the form.
pub(super) fn read_attribute(form: &mut Filled) -> Option<AttributeEntry> {
    let source = read_source(form);
    let format = |text: &str| AttributeNameFormat::ALL.into_iter().find(|format| format.as_str() == text);
    let name_format = form.read(&NAME_FORMAT, |text| format(text).ok_or(()));
    let values = |text: &str| AttributeValues::ALL.into_iter().find(|values| values.as_str() == text);
    let values = form.read(&VALUES, |text| values(text).ok_or(()));
    let condition = read_condition(form);
    let (name, friendly) = (form.text(&ATTRIBUTE_NAME), form.text(&FRIENDLY_NAME));
    if !form.is_right() {
        return None;
    }
    Some(AttributeEntry {
        name_format: name_format?,
        friendly_name: Some(friendly).filter(|friendly| !friendly.is_empty()),
        values: values?,
        condition,
        ..AttributeEntry::new(source?, name)
    })
}

fn read_source(form: &mut Filled) -> Option<AttributeSource> {
    if form.text(&SOURCE) != "organization" {
        return form.read(&SOURCE, AttributeSource::parse);
    }
    let source = AttributeSource::parse(&format!("organization.{}", form.text(&ORGANIZATION_KEY)));
    if source.is_err() {
        form.wrong(&ORGANIZATION_KEY);
    }
    source.ok()
}

fn read_condition(form: &mut Filled) -> Option<AttributeCondition> {
    if form.text(&CONDITION) != "role" {
        return form.read(&CONDITION, AttributeCondition::parse);
    }
    let role = RoleKey::parse(&form.text(&ROLE));
    if role.is_err() {
        form.wrong(&ROLE);
    }
    role.ok().map(AttributeCondition::Role)
}
