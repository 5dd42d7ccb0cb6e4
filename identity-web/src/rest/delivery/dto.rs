//! The JSON of how text messages are sent.

use crate::forms::Form;
use crate::forms::sign_on::SMS_SETTINGS;
use crate::language::{PageText, in_english};
use crate::rest::http::body::Declared;
use crate::rest::http::problem::Problem;
use identity_core::Timestamp;
use identity_core::delivery::{
    GatewaySecret, NewSmsGateway, ProposedSmsSettings, SetSmsSettings, SmsSettingsDetails, SmsTestStatus,
};
use identity_core::domain::{MessageState, SmsFormat};
use identity_core::ids::OrganizationId;
use identity_core::secrets::Secret;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// How text messages are to be sent. What is left out is as the program was started with.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SmsSettingsCall {
    /// How the gateway takes a message: `get`, `form` or `json`. Left out for the gateway that the program was started with.
    #[serde(default)]
    format: Option<String>,
    /// The address of the gateway. Values of its query may hold `{number}`, `{text}`, `{id}` and `{secret}`.
    #[serde(default)]
    address: Option<String>,
    /// What is sent besides, by name. The values may hold the same.
    #[serde(default)]
    fields: BTreeMap<String, String>,
    /// The key of the gateway: it takes the place of `{secret}`, or else is the token of `Authorization: Bearer`.
    #[serde(default)]
    secret: Option<String>,
    /// Whether the stored key stays. It does not go to another server.
    #[serde(default)]
    keep_secret: bool,
    /// How many digits a code has that is sent: 6 to 8.
    #[serde(default)]
    code_digits: Option<u8>,
}

impl Declared for SmsSettingsCall {
    const FORM: &'static Form = &SMS_SETTINGS;
}

impl SmsSettingsCall {
    pub(super) fn into_core(self, organization: OrganizationId) -> Result<SetSmsSettings, Problem> {
        let Self { format, address, fields, secret, keep_secret, code_digits } = self;
        let mut wanted = SetSmsSettings::as_configured(organization);
        wanted.code_digits = code_digits;
        let Some(format) = format else { return Ok(wanted) };
        let wrong = |field: &str, key| Problem::field(field, in_english(&PageText::new(key)));
        let format = SmsFormat::parse(&format).ok_or_else(|| wrong("format", "rest-sms-format"))?;
        let address = address.ok_or_else(|| wrong("address", "error-sms-address"))?;
        let secret = match secret {
            Some(secret) => GatewaySecret::New(Secret::new(secret)),
            None if keep_secret => GatewaySecret::Keep,
            None => GatewaySecret::None,
        };
        Ok(wanted.gateway(NewSmsGateway::new(format, address).fields(fields).secret(secret)))
    }
}

/// How text messages are sent.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SmsSettings {
    /// How the gateway takes a message: `get`, `form` or `json`; `null` for the gateway that the program was started with.
    format: Option<&'static str>,
    /// The address of the gateway.
    address: Option<String>,
    /// What is sent besides, by name.
    fields: BTreeMap<String, String>,
    /// Whether a key is stored. It is never shown.
    has_secret: bool,
    /// How many digits a code has, as it was set; `null` for as many as the program was started with.
    code_digits: Option<u8>,
    /// The last test message, if one was sent since the settings last changed.
    test: Option<SmsTest>,
    /// The change that waits for a second administrator.
    proposed: Option<SmsProposal>,
}

/// A change that waits for a second administrator.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SmsProposal {
    /// How the gateway takes a message; `null` for the gateway that the program was started with.
    format: Option<&'static str>,
    /// The address of the gateway.
    address: Option<String>,
    /// What is sent besides, by name.
    fields: BTreeMap<String, String>,
    /// Whether there is a key. It is never shown.
    has_secret: bool,
    /// How many digits a code has; `null` for as many as the program was started with.
    code_digits: Option<u8>,
    /// Who asked for it.
    proposed_by: Option<String>,
    /// When they asked for it.
    #[schema(value_type = String, format = DateTime)]
    proposed_at: Timestamp,
    /// From when it can no longer be approved.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
}

impl From<ProposedSmsSettings> for SmsProposal {
    fn from(found: ProposedSmsSettings) -> Self {
        let ProposedSmsSettings { gateway, code_digits, proposed_by, proposed_at, expires_at, .. } = found;
        Self {
            format: gateway.as_ref().map(|gateway| gateway.format.as_str()),
            address: gateway.as_ref().map(|gateway| gateway.address.clone()),
            has_secret: gateway.as_ref().is_some_and(|gateway| gateway.has_secret),
            fields: gateway.map(|gateway| gateway.fields).unwrap_or_default(),
            code_digits,
            proposed_by,
            proposed_at,
            expires_at,
        }
    }
}

/// What became of a test message.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SmsTest {
    /// The number that it went to, but for its last digits.
    to: String,
    /// When it was asked for.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// `queued`, `sent` or `dead`.
    #[schema(value_type = String)]
    state: MessageState,
    /// Why it was given up: what the gateway answered, or a code.
    reason: Option<String>,
}

impl From<SmsSettingsDetails> for SmsSettings {
    fn from(found: SmsSettingsDetails) -> Self {
        let gateway = found.gateway;
        Self {
            format: gateway.as_ref().map(|gateway| gateway.format.as_str()),
            address: gateway.as_ref().map(|gateway| gateway.address.clone()),
            has_secret: gateway.as_ref().is_some_and(|gateway| gateway.has_secret),
            fields: gateway.map(|gateway| gateway.fields).unwrap_or_default(),
            code_digits: found.code_digits,
            test: found.test.map(SmsTest::from),
            proposed: found.proposed.map(SmsProposal::from),
        }
    }
}

impl From<SmsTestStatus> for SmsTest {
    fn from(test: SmsTestStatus) -> Self {
        let SmsTestStatus { to, at, delivery, .. } = test;
        Self { to, at, state: delivery.state, reason: delivery.last_error }
    }
}
