//! Setting the SMS gateway and the digits of codes.

use super::address;
use super::settings_error::SmsSettingsError;
use crate::Timestamp;
use crate::authority::{Act, Caller, Identity, Trace, on_fresh_facts};
use crate::domain::{Action, SmsFormat, SmsGateway, SmsSettings};
use crate::ids::{OrganizationId, UserId};
use crate::policy::Permission;
use crate::secrets::Secret;
use crate::store::Versioned;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

const DIGITS: RangeInclusive<u8> = 6..=8;

const MOST_FIELDS: usize = 20;

const LONGEST_NAME: usize = 100;

const LONGEST_VALUE: usize = 500;

/// What becomes of the key of a gateway.
#[derive(Debug, Clone)]
pub enum GatewaySecret {
    /// There is none; one that was stored is forgotten.
    None,
    /// The stored one stays, as long as the address leads to the same server.
    Keep,
    /// It is this one from now on.
    New(Secret),
}

/// A gateway that is to be used.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct NewSmsGateway {
    /// How it takes a message.
    pub format: SmsFormat,
    /// Its address; values of its query may hold placeholders.
    pub address: String,
    /// What is sent besides, by name; the values may hold placeholders.
    pub fields: BTreeMap<String, String>,
    /// Its key.
    pub secret: GatewaySecret,
}

impl NewSmsGateway {
    /// A gateway without a key. One of the values in the query of the address or in the fields holds `{number}`, one `{text}`.
    pub fn new(format: SmsFormat, address: impl Into<String>) -> Self {
        Self { format, address: address.into(), fields: BTreeMap::new(), secret: GatewaySecret::None }
    }

    /// Sets what is sent besides.
    #[must_use]
    pub fn fields(self, fields: BTreeMap<String, String>) -> Self {
        Self { fields, ..self }
    }

    /// Sets what becomes of the key.
    #[must_use]
    pub fn secret(self, secret: GatewaySecret) -> Self {
        Self { secret, ..self }
    }
}

/// How text messages are to be sent.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SetSmsSettings {
    /// The organisation of the operator.
    pub organization: OrganizationId,
    /// The gateway; none for the one that the program was started with.
    pub gateway: Option<NewSmsGateway>,
    /// How many digits a code has that is sent; none for as many as the program was started with.
    pub code_digits: Option<u8>,
}

impl SetSmsSettings {
    /// Everything as the program was started with.
    pub const fn as_configured(organization: OrganizationId) -> Self {
        Self { organization, gateway: None, code_digits: None }
    }

    /// Sets the gateway.
    #[must_use]
    pub fn gateway(self, gateway: NewSmsGateway) -> Self {
        Self { gateway: Some(gateway), ..self }
    }

    /// Sets how many digits a code has, 6 to 8.
    #[must_use]
    pub fn code_digits(self, digits: u8) -> Self {
        Self { code_digits: Some(digits), ..self }
    }
}

/// What became of a change of how text messages are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmsSettingsSet {
    /// It holds from the next message on.
    InForce,
    /// It waits for a second administrator.
    Waits,
}

impl Identity {
    /// Changes how text messages are sent (`member.manage` at the organisation of the operator), from the next message on, on
    /// every node. Needs a fresh proof.
    ///
    /// Where the deployment, or the rules for the caller, ask for a second administrator, the change waits until
    /// [another one approves it](Self::approve_sms_settings): whoever sets the gateway reads every code that is sent.
    pub async fn set_sms_settings(
        &self,
        caller: &Caller,
        wanted: &SetSmsSettings,
    ) -> Result<SmsSettingsSet, SmsSettingsError> {
        let SetSmsSettings { organization, code_digits, .. } = wanted;
        let set = on_fresh_facts!(async {
            let (act, _) = self.authorize(caller, Permission::MemberManage, *organization).await?;
            self.sms_settings_are_of(caller, *organization).await?;
            if code_digits.is_some_and(|digits| !DIGITS.contains(&digits)) {
                return Err(SmsSettingsError::Digits);
            }
            let stored = self.stored_sms_settings().await?;
            let before = stored.as_ref().and_then(|stored| stored.gateway.as_ref());
            let gateway = match &wanted.gateway {
                Some(gateway) => Some(self.checked_gateway(gateway, before)?),
                None => None,
            };
            if self.must_prove_again(caller).await? {
                return Err(SmsSettingsError::ProveAgain);
            }
            let wanted = Checked { organization: *organization, gateway, code_digits: *code_digits };
            if self.needs_second_administrator(caller, *organization).await? {
                self.propose_sms_settings(caller, act, wanted, stored).await?;
                return Ok(SmsSettingsSet::Waits);
            }
            self.write_sms_settings(self.instant(caller), act, wanted, stored, None).await?;
            Ok(SmsSettingsSet::InForce)
        });
        self.audit_refusal(caller, *organization, set).await
    }

    /// Writes settings that hold from now on, in the place of what waited.
    pub(super) async fn write_sms_settings(
        &self,
        now: Timestamp,
        mut act: Act,
        wanted: Checked,
        stored: Option<Versioned<SmsSettings>>,
        proposed_by: Option<UserId>,
    ) -> Result<(), SmsSettingsError> {
        let mut trace = wanted.trace();
        if let Some(by) = proposed_by {
            trace = trace.with("proposed_by", by);
        }
        let Checked { gateway, code_digits, .. } = wanted;
        let is_empty = gateway.is_none() && code_digits.is_none();
        match stored {
            None if is_empty => return Ok(()),
            Some(stored) if is_empty => {
                act.changes().remove(stored.id, stored.version);
            }
            Some(stored) => {
                let (tested, proposed, updated_at) = (None, None, now);
                let kept = stored.record;
                let record = SmsSettings { gateway, code_digits, tested, proposed, updated_at, ..kept };
                act.changes().update(record, stored.version);
            }
            None => {
                act.changes().insert(SmsSettings { gateway, code_digits, ..SmsSettings::as_configured(now) });
            }
        }
        self.commit(act.finish(self, Action::SmsSettingsChanged, trace)).await?;
        Ok(())
    }

    /// The gateway as it is stored, if it can be used.
    fn checked_gateway(
        &self,
        wanted: &NewSmsGateway,
        before: Option<&SmsGateway>,
    ) -> Result<SmsGateway, SmsSettingsError> {
        let NewSmsGateway { format, address, fields, secret } = wanted;
        let address =
            address::server_address(address, &self.settings().base_url).map_err(SmsSettingsError::Address)?;
        check_fields(fields)?;
        let has = |places: &[&str]| address::has_place(&address, fields, places);
        if !has(&["{number}", "{to}"]) || !has(&["{text}"]) {
            return Err(SmsSettingsError::PlaceMissing);
        }
        let secret = match secret {
            GatewaySecret::None => None,
            GatewaySecret::Keep => {
                let kept = before.and_then(|before| before.secret.clone());
                // At another server the key does not open, and what was for one is not told to another.
                let opens = kept.as_ref().is_none_or(|kept| self.opened_secret(&address, kept).is_ok());
                if !opens {
                    return Err(SmsSettingsError::OtherServer);
                }
                kept
            }
            GatewaySecret::New(secret) => {
                let text = secret.expose();
                if text.is_empty()
                    || text.len() > LONGEST_VALUE
                    || !text.bytes().all(|c| c.is_ascii_graphic())
                {
                    return Err(SmsSettingsError::Secret);
                }
                Some(self.sealed_secret(&address, secret))
            }
        };
        if has(&["{secret}"]) && secret.is_none() {
            return Err(SmsSettingsError::SecretMissing);
        }
        // As it was written: a placeholder that is percent-encoded is not read by people.
        let address = wanted.address.clone();
        Ok(SmsGateway { format: *format, address, fields: fields.clone(), secret })
    }
}

fn check_fields(fields: &BTreeMap<String, String>) -> Result<(), SmsSettingsError> {
    let is_seen = |text: &str| !text.chars().any(char::is_control);
    let is_good = |(name, value): (&String, &String)| {
        let name_fits = !name.is_empty() && name.len() <= LONGEST_NAME && is_seen(name);
        name_fits && value.len() <= LONGEST_VALUE && is_seen(value)
    };
    let all = fields.len() <= MOST_FIELDS && fields.iter().all(is_good);
    if all { Ok(()) } else { Err(SmsSettingsError::Fields) }
}

/// Settings that can be used, as they are stored.
pub(super) struct Checked {
    pub(super) organization: OrganizationId,
    pub(super) gateway: Option<SmsGateway>,
    pub(super) code_digits: Option<u8>,
}

impl Checked {
    /// Where messages go, without the query and the fields, which may hold a key that somebody wrote there.
    pub(super) fn trace(&self) -> Trace {
        let gateway = self.gateway.as_ref();
        let mut trace = Trace::of(SmsSettings::only()).at(self.organization);
        let gateway_is = gateway.map_or("configured", |gateway| gateway.format.as_str());
        trace = trace.with("gateway", gateway_is);
        let server = gateway.and_then(|gateway| url::Url::parse(&gateway.address).ok());
        if let Some(server) = server {
            trace = trace.with("server", server.origin().ascii_serialization());
        }
        match self.code_digits {
            Some(digits) => trace.with("code_digits", digits),
            None => trace,
        }
    }
}
