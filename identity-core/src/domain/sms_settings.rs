use crate::Timestamp;
use crate::domain::entity::Entity;
use crate::domain::mark::Mark;
use crate::domain::record_id::RecordKind;
use crate::domain::unique_key::NoKey;
use crate::ids::{MessageId, SmsSettingsId, UserId};
use crate::secrets::Sealed;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// How an SMS gateway takes a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SmsFormat {
    /// In the query of a GET.
    Get,
    /// In a POST, as `application/x-www-form-urlencoded`.
    Form,
    /// In a POST, as a JSON object.
    Json,
}

impl SmsFormat {
    /// Every format there is.
    pub const ALL: [Self; 3] = [Self::Get, Self::Form, Self::Json];

    /// The stable code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "get",
            Self::Form => "form",
            Self::Json => "json",
        }
    }

    /// The format of this code.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == text)
    }
}

/// An SMS gateway that an administrator set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SmsGateway {
    /// How it takes a message.
    pub format: SmsFormat,
    /// Its address; values of its query may hold placeholders.
    pub address: String,
    /// What is sent besides, by name; the values may hold placeholders.
    pub fields: BTreeMap<String, String>,
    /// Its key or password, sealed for the server of the address.
    pub secret: Option<Sealed>,
}

/// Other settings that one administrator wants, and another one has to approve.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SmsProposal {
    /// The gateway; none for the one that the program was started with.
    pub gateway: Option<SmsGateway>,
    /// How many digits a code has that is sent; none for as many as the program was started with.
    pub code_digits: Option<u8>,
    /// The administrator who wants it.
    pub proposed_by: UserId,
    /// When they asked for it.
    pub proposed_at: Timestamp,
    /// From when it can no longer be approved.
    pub expires_at: Timestamp,
}

/// How text messages are sent, as administrators set it in place of what the program was started with. There is one record of
/// it at most.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SmsSettings {
    /// Its id.
    pub id: SmsSettingsId,
    /// The gateway; none for the one that the program was started with.
    pub gateway: Option<SmsGateway>,
    /// How many digits a code has that is sent; none for as many as the program was started with.
    pub code_digits: Option<u8>,
    /// The last test message, if one was sent since the settings last changed.
    pub tested: Option<MessageId>,
    /// What waits for a second administrator.
    #[serde(default)]
    pub proposed: Option<SmsProposal>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl SmsSettings {
    /// The id of the one record in a deployment.
    pub const fn only() -> SmsSettingsId {
        SmsSettingsId::from_uuid(Uuid::nil())
    }

    /// The record of a deployment where everything is as the program was started with.
    pub const fn as_configured(at: Timestamp) -> Self {
        Self {
            id: Self::only(),
            gateway: None,
            code_digits: None,
            tested: None,
            proposed: None,
            created_at: at,
            updated_at: at,
        }
    }

    /// What waits for a second administrator and can still be approved at a moment.
    pub fn waiting(&self, now: Timestamp) -> Option<&SmsProposal> {
        self.proposed.as_ref().filter(|proposed| now < proposed.expires_at)
    }
}

/// Which settings a list shows: all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SmsSettingsFilter;

impl Entity for SmsSettings {
    const KIND: RecordKind = RecordKind::SmsSettings;

    type Id = SmsSettingsId;
    type Key = NoKey;
    type Filter = SmsSettingsFilter;

    fn id(&self) -> SmsSettingsId {
        self.id
    }

    fn keys(&self) -> Vec<NoKey> {
        Vec::new()
    }

    fn matches(&self, _: &SmsSettingsFilter) -> bool {
        true
    }

    fn marks(&self) -> Vec<Mark> {
        Vec::new()
    }

    fn narrow(_: &SmsSettingsFilter) -> Option<Vec<Mark>> {
        None
    }
}
