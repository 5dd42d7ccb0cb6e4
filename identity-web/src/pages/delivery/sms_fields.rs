//! The form of how text messages are sent: filled in, and read.

use crate::forms::sign_on::{ADDRESS, CODE_DIGITS, FORGET_SECRET, FORMAT, SECRET, SMS_SETTINGS, VALUES};
use crate::page::forms::{Filled, page_forms};
use crate::page::views::form::FormState;
use identity_core::delivery::{GatewaySecret, NewSmsGateway, SetSmsSettings, SmsSettingsDetails};
use identity_core::domain::SmsFormat;
use identity_core::ids::OrganizationId;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use std::collections::BTreeMap;

/// The choice of the gateway that the program was started with.
const CONFIGURED: &str = "configured";

/// The choices.
pub(super) const FORMATS: [&str; 4] =
    [CONFIGURED, SmsFormat::Get.as_str(), SmsFormat::Form.as_str(), SmsFormat::Json.as_str()];

/// What stands for something else in the query of an address. Braces do not, so that placeholders stay legible.
const MEANT: &AsciiSet = &CONTROLS.add(b'%').add(b'&').add(b'+').add(b'=').add(b' ');

page_forms! {
    /// How text messages are sent.
    SmsForm => SMS_SETTINGS;
}

/// The form with what is set now.
pub(super) fn shown(found: &SmsSettingsDetails) -> FormState {
    let form = FormState::of(&SMS_SETTINGS);
    let digits = found.code_digits.map(|digits| digits.to_string()).unwrap_or_default();
    let form = form.value(&CODE_DIGITS, digits);
    match &found.gateway {
        None => form.chosen(&FORMAT, [CONFIGURED.to_owned()]),
        Some(gateway) => form
            .chosen(&FORMAT, [gateway.format.as_str().to_owned()])
            .value(&ADDRESS, gateway.address.clone())
            .value(&VALUES, written(&gateway.fields)),
    }
}

/// What the form asks for, if all of it can be read. A key that is left empty stays the stored one.
pub(super) fn read(
    form: &mut Filled,
    organization: OrganizationId,
    found: &SmsSettingsDetails,
) -> Option<SetSmsSettings> {
    let format = form.read(&FORMAT, |text| match text {
        CONFIGURED => Ok(None),
        other => SmsFormat::parse(other).map(Some).ok_or(()),
    });
    let digits = form.read(&CODE_DIGITS, str::parse);
    let mut wanted = SetSmsSettings::as_configured(organization);
    wanted.code_digits = digits;
    if let Some(format) = format? {
        let address = form.text(&ADDRESS);
        if address.is_empty() {
            form.wrong(&ADDRESS);
        }
        let fields = form.read(&VALUES, values).unwrap_or_default();
        let secret = form.secret(&SECRET);
        let forgets = !form.list(&FORGET_SECRET).is_empty();
        let is_stored = found.gateway.as_ref().is_some_and(|gateway| gateway.has_secret);
        let secret = match (secret.is_empty(), forgets) {
            (false, _) => GatewaySecret::New(secret),
            (true, false) if is_stored => GatewaySecret::Keep,
            _ => GatewaySecret::None,
        };
        wanted = wanted.gateway(NewSmsGateway::new(format, address).fields(fields).secret(secret));
    }
    Some(wanted).filter(|_| form.is_right())
}

/// Reads `name=value&name=value`.
fn values(text: &str) -> Result<BTreeMap<String, String>, ()> {
    let is_pair = |pair: &str| pair.split_once('=').is_some_and(|(name, _)| !name.is_empty());
    if !text.split('&').all(is_pair) {
        return Err(());
    }
    let pairs: Vec<_> = form_urlencoded::parse(text.as_bytes()).into_owned().collect();
    let count = pairs.len();
    let read: BTreeMap<_, _> = pairs.into_iter().collect();
    if read.len() == count { Ok(read) } else { Err(()) }
}

/// Writes them so that [`values`] reads them.
fn written(fields: &BTreeMap<String, String>) -> String {
    let part = |text: &str| utf8_percent_encode(text, MEANT).to_string();
    let pair = |(name, value): (&String, &String)| format!("{}={}", part(name), part(value));
    fields.iter().map(pair).collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again_and_places_stay_legible() {
        let pairs =
            [("to", "{number}"), ("a b", "1+1=2 & 100 %"), ("text", "Koodi: {text} ä"), ("empty", "")];
        let fields: BTreeMap<_, _> =
            pairs.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        assert_eq!(values(&written(&fields)), Ok(fields.clone()));
        assert!(written(&fields).contains("to={number}"), "{}", written(&fields));
    }

    #[test]
    fn what_is_no_list_of_named_values_is_refused() {
        for bad in ["to", "=x", "to={number}&", "&to=1", "a=1&a=2"] {
            assert_eq!(values(bad), Err(()), "{bad}");
        }
    }
}
