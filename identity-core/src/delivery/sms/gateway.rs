//! The gateway that is in use, for the transport that sends by it.

use super::address;
use crate::authority::Identity;
use crate::domain::{SmsFormat, SmsGateway, SmsSettings};
use crate::secrets::{OpenError, Sealed, Secret};
use crate::store::{StoreError, Versioned};
use crate::values::is_this_machine;
use std::collections::BTreeMap;
use url::Url;

/// A gateway that an administrator set, with what is needed to send by it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SmsGatewayAccess {
    /// How it takes a message.
    pub format: SmsFormat,
    /// Its address; values of its query may hold placeholders.
    pub address: Url,
    /// What is sent besides; the values may hold placeholders.
    pub fields: BTreeMap<String, String>,
    /// The key that takes the place of `{secret}`; without such a place, it is the token of `Authorization: Bearer`.
    pub secret: Option<Secret>,
    /// Whether a value holds `{secret}`.
    pub is_secret_placed: bool,
    /// Whether it may be on this machine, since the deployment is.
    pub may_be_local: bool,
}

/// Why the gateway that an administrator set cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SmsGatewayError {
    /// The address is one that may not be set any more.
    #[error(transparent)]
    Address(#[from] address::GatewayAddressFault),
    /// The key cannot be opened.
    #[error("the key of the SMS gateway cannot be opened: {0}")]
    Secret(#[from] OpenError),
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Identity {
    /// The SMS gateway that an administrator set; none where messages go by the one that the program was started with. Read
    /// for each message, so that a change counts from the next one on, on every node.
    pub async fn sms_gateway(&self) -> Result<Option<SmsGatewayAccess>, SmsGatewayError> {
        let stored = self.stored_sms_settings().await?;
        let Some(gateway) = stored.and_then(|stored| stored.record.gateway) else { return Ok(None) };
        let SmsGateway { format, address, fields, secret } = gateway;
        let base_url = &self.settings().base_url;
        let address = address::server_address(&address, base_url)?;
        let secret = secret.map(|sealed| self.opened_secret(&address, &sealed)).transpose()?;
        let is_secret_placed = address::has_place(&address, &fields, &["{secret}"]);
        let may_be_local = is_this_machine(base_url);
        Ok(Some(SmsGatewayAccess { format, address, fields, secret, is_secret_placed, may_be_local }))
    }

    /// How many digits a code has that is sent now.
    pub async fn code_digits(&self) -> Result<u8, StoreError> {
        let stored = self.stored_sms_settings().await?;
        Ok(stored.and_then(|stored| stored.code_digits).unwrap_or(self.settings().code_digits))
    }

    /// What administrators set, where they may.
    pub(super) async fn stored_sms_settings(&self) -> Result<Option<Versioned<SmsSettings>>, StoreError> {
        if self.settings().editable_sms_gateway {
            return self.store.sms_settings().get(SmsSettings::only()).await;
        }
        Ok(None)
    }

    pub(super) fn sealed_secret(&self, address: &Url, secret: &Secret) -> Sealed {
        self.context.sealer.seal(self.entropy(), &secret_aad(address), secret.expose().as_bytes())
    }

    pub(super) fn opened_secret(&self, address: &Url, sealed: &Sealed) -> Result<Secret, OpenError> {
        let plain = self.context.sealer.open(&secret_aad(address), sealed)?;
        String::from_utf8(plain).map(Secret::from).map_err(|_| OpenError::Shape)
    }
}

/// What binds a sealed key to its server: at another address it does not open.
fn secret_aad(address: &Url) -> Vec<u8> {
    format!("sms gateway:{}", address.origin().ascii_serialization()).into_bytes()
}
