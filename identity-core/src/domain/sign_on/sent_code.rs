use crate::Timestamp;
use crate::domain::entity::Entity;
use crate::domain::expiry::ExpiryFilter;
use crate::domain::record_id::RecordKind;
use crate::domain::unique_key::UniqueKey;
use crate::ids::{ContactChangeId, CredentialId, SentCodeId, SignOnId, UserId};
use crate::secrets::TokenDigest;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a code that was sent is good for. It is good for nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "id")]
pub enum CodePurpose {
    /// A further proof in a sign-on.
    SignOn(SignOnId),
    /// The proof that a person has what a new credential names.
    Enrolment(CredentialId),
    /// The proof that a person has the address or number that they change to.
    ContactChange(ContactChangeId),
}

impl CodePurpose {
    /// The stable codes of all kinds.
    pub const KINDS: [&'static str; 3] = ["sign_on", "enrolment", "contact_change"];

    /// The stable code of its kind.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::SignOn(_) => "sign_on",
            Self::Enrolment(_) => "enrolment",
            Self::ContactChange(_) => "contact_change",
        }
    }

    /// The id of the record that it is about.
    pub const fn id(&self) -> Uuid {
        match self {
            Self::SignOn(id) => id.as_uuid(),
            Self::Enrolment(id) => id.as_uuid(),
            Self::ContactChange(id) => id.as_uuid(),
        }
    }

    /// The purpose of this kind and id.
    pub fn from_parts(kind: &str, id: Uuid) -> Option<Self> {
        match kind {
            "sign_on" => Some(Self::SignOn(id.into())),
            "enrolment" => Some(Self::Enrolment(id.into())),
            "contact_change" => Some(Self::ContactChange(id.into())),
            _ => None,
        }
    }
}

/// A code that was sent to a telephone or a mailbox and waits to be typed in. A new one for the same purpose takes its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentCode {
    /// Its id.
    pub id: SentCodeId,
    /// What it is good for.
    pub purpose: CodePurpose,
    /// Who has to type it in.
    pub user: UserId,
    /// The number or address that it was sent to.
    pub target: String,
    /// Keyed digest of the code: without the master key nobody can try all codes against it.
    pub digest: TokenDigest,
    /// When it was sent.
    pub created_at: Timestamp,
    /// From when it is worth nothing.
    pub expires_at: Timestamp,
}

/// The unique keys of a sent code.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SentCodeKey {
    /// There is one code for each purpose.
    For(CodePurpose),
}

impl UniqueKey for SentCodeKey {}

impl Entity for SentCode {
    const KIND: RecordKind = RecordKind::SentCode;

    type Id = SentCodeId;
    type Key = SentCodeKey;
    type Filter = ExpiryFilter;

    fn id(&self) -> SentCodeId {
        self.id
    }

    fn keys(&self) -> Vec<SentCodeKey> {
        vec![SentCodeKey::For(self.purpose)]
    }

    fn matches(&self, filter: &ExpiryFilter) -> bool {
        filter.expired_before.is_none_or(|limit| self.expires_at < limit)
    }
}
