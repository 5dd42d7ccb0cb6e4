//! Seeing how text messages are sent.

use crate::Timestamp;
use crate::authority::{AccessError, Caller, Identity};
use crate::delivery::status::{DeliveryStatus, delivery};
use crate::domain::{SmsFormat, SmsGateway, SmsProposal, SmsSettings};
use crate::ids::{OrganizationId, UserId};
use crate::policy::Permission;
use crate::store::{StoreError, Versioned};
use crate::values::PhoneNumber;
use std::collections::BTreeMap;

/// A gateway as administrators see it: without its key.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ShownSmsGateway {
    /// How it takes a message.
    pub format: SmsFormat,
    /// Its address.
    pub address: String,
    /// What is sent besides, by name.
    pub fields: BTreeMap<String, String>,
    /// Whether a key is stored for it.
    pub has_secret: bool,
}

/// What became of a test message.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SmsTestStatus {
    /// The number that it went to, in a form for people who may not know it.
    pub to: String,
    /// When it was asked for.
    pub at: Timestamp,
    /// How far it got.
    pub delivery: DeliveryStatus,
}

/// A change that waits for a second administrator, as administrators see it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProposedSmsSettings {
    /// The gateway; none for the one that the program was started with.
    pub gateway: Option<ShownSmsGateway>,
    /// How many digits a code has; none for as many as the program was started with.
    pub code_digits: Option<u8>,
    /// The name of the administrator who asked for it; none if they are gone.
    pub proposed_by: Option<String>,
    /// Whether that is the caller, who cannot approve it.
    pub is_own: bool,
    /// When they asked for it.
    pub proposed_at: Timestamp,
    /// From when it can no longer be approved.
    pub expires_at: Timestamp,
}

/// How text messages are sent, for those who may change it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SmsSettingsDetails {
    /// The gateway that an administrator set; none for the one that the program was started with.
    pub gateway: Option<ShownSmsGateway>,
    /// How many digits a code has, as an administrator set it.
    pub code_digits: Option<u8>,
    /// How many digits a code has otherwise.
    pub configured_digits: u8,
    /// The caller's own number, to which a test message would go, in a form for people who may not know it.
    pub own_number: Option<String>,
    /// The last test message, if one was sent since the settings last changed.
    pub test: Option<SmsTestStatus>,
    /// The change that waits for a second administrator.
    pub proposed: Option<ProposedSmsSettings>,
}

impl Identity {
    /// How text messages are sent, for those who may change it (`member.manage` at the organisation of the operator).
    pub async fn sms_settings(
        &self,
        caller: &Caller,
        organization: OrganizationId,
    ) -> Result<SmsSettingsDetails, AccessError> {
        self.may_look(caller, Permission::MemberManage, organization).await?;
        self.sms_settings_are_of(caller, organization).await?;
        let stored = self.stored_sms_settings().await?;
        let own = match caller.user() {
            Some(user) => self.own_number(user).await?,
            None => None,
        };
        let test = self.sms_test(stored.as_ref()).await?;
        let proposed = match stored.as_ref().and_then(|stored| stored.waiting(self.now())) {
            Some(waiting) => Some(self.shown_proposal(caller, waiting).await?),
            None => None,
        };
        let (gateway, code_digits) =
            stored.map(|stored| (stored.record.gateway, stored.record.code_digits)).unwrap_or_default();
        Ok(SmsSettingsDetails {
            gateway: gateway.map(shown),
            code_digits,
            configured_digits: self.settings().code_digits,
            own_number: own.map(|number| number.masked()),
            test,
            proposed,
        })
    }

    /// Every organisation but the operator's answers like an unknown one, and so does a deployment without such settings.
    pub(super) async fn sms_settings_are_of(
        &self,
        caller: &Caller,
        organization: OrganizationId,
    ) -> Result<(), AccessError> {
        let is_operator = self.operator().await?.is_some_and(|operator| operator.id == organization);
        if is_operator && self.settings().editable_sms_gateway {
            return Ok(());
        }
        Err(self.not_found_refusal(caller, Permission::MemberManage).await?)
    }

    /// The telephone number of a person: the one in their profile, or else the one that codes go to.
    pub(super) async fn own_number(&self, user: UserId) -> Result<Option<PhoneNumber>, StoreError> {
        let own = self.store.users().get(user).await?.and_then(|user| user.record.phone);
        if own.is_some() { Ok(own) } else { self.telephone_of(user).await }
    }

    async fn shown_proposal(
        &self,
        caller: &Caller,
        waiting: &SmsProposal,
    ) -> Result<ProposedSmsSettings, StoreError> {
        let by = self.store.users().get(waiting.proposed_by).await?;
        Ok(ProposedSmsSettings {
            gateway: waiting.gateway.clone().map(shown),
            code_digits: waiting.code_digits,
            proposed_by: by.map(|user| user.full_name()),
            is_own: caller.user() == Some(waiting.proposed_by),
            proposed_at: waiting.proposed_at,
            expires_at: waiting.expires_at,
        })
    }

    async fn sms_test(
        &self,
        stored: Option<&Versioned<SmsSettings>>,
    ) -> Result<Option<SmsTestStatus>, StoreError> {
        let Some(id) = stored.and_then(|stored| stored.tested) else { return Ok(None) };
        let found = self.store.outbox_messages().get(id).await?;
        Ok(found.map(|message| SmsTestStatus {
            to: PhoneNumber::parse(&message.recipient).map(|number| number.masked()).unwrap_or_default(),
            at: message.created_at,
            delivery: delivery(&message),
        }))
    }
}

fn shown(gateway: SmsGateway) -> ShownSmsGateway {
    let SmsGateway { format, address, fields, secret } = gateway;
    ShownSmsGateway { format, address, fields, has_secret: secret.is_some() }
}
