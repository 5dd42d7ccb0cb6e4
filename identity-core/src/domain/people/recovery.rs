use crate::Timestamp;
use crate::domain::entity::Entity;
use crate::domain::mark::Mark;
use crate::domain::record_id::RecordKind;
use crate::domain::unique_key::UniqueKey;
use crate::ids::{RecoveryId, UserId};
use crate::secrets::TokenDigest;
use crate::values::EmailAddress;
use serde::{Deserialize, Serialize};

/// Why a link for a password was made, and how it reaches its person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecoveryKind {
    /// Somebody forgot their password and asked for it; it was mailed.
    #[default]
    Forgotten,
    /// An administrator had it mailed to somebody who has a password.
    Started,
    /// It was mailed to somebody who has no password yet, since an administrator made their account.
    FirstPassword,
    /// It was printed as a letter to somebody who has no password yet.
    Letter,
    /// It was printed as a letter to somebody who has a password and no e-mail address.
    StartedLetter,
}

impl RecoveryKind {
    /// Every kind there is.
    pub const ALL: [Self; 5] =
        [Self::Forgotten, Self::Started, Self::FirstPassword, Self::Letter, Self::StartedLetter];

    /// Whether it is for the first password of an account, and for no other.
    pub const fn is_first(self) -> bool {
        matches!(self, Self::FirstPassword | Self::Letter)
    }

    /// Whether the link was mailed, so that whoever has it reads the mailbox.
    pub const fn is_mailed(self) -> bool {
        !matches!(self, Self::Letter | Self::StartedLetter)
    }
}

/// A link by which somebody sets a password: a new one, or the first. It is removed when it is used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recovery {
    /// Its id; not a secret.
    pub id: RecoveryId,
    /// Whose password can be set.
    pub user: UserId,
    /// Digest of the token in the link.
    pub token: TokenDigest,
    /// The address that it was made for, one of those of the account. It does not work once the account no longer has it. None
    /// for somebody without an address.
    #[serde(default)]
    pub email: Option<EmailAddress>,
    /// Why it was made.
    #[serde(default)]
    pub kind: RecoveryKind,
    /// The local path to go to afterwards.
    pub return_to: String,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// From when it no longer works.
    pub expires_at: Timestamp,
}

/// The unique keys of a recovery.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecoveryKey {
    /// The digest of its token.
    Token(TokenDigest),
}

impl UniqueKey for RecoveryKey {}

/// Which recoveries a list shows; every given condition must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecoveryFilter {
    /// Only those of this person.
    pub user: Option<UserId>,
    /// Only those that expired before this.
    pub expired_before: Option<Timestamp>,
}

impl Entity for Recovery {
    const KIND: RecordKind = RecordKind::Recovery;

    type Id = RecoveryId;
    type Key = RecoveryKey;
    type Filter = RecoveryFilter;

    fn id(&self) -> RecoveryId {
        self.id
    }

    fn keys(&self) -> Vec<RecoveryKey> {
        vec![RecoveryKey::Token(self.token)]
    }

    fn matches(&self, filter: &RecoveryFilter) -> bool {
        filter.user.is_none_or(|user| self.user == user)
            && filter.expired_before.is_none_or(|limit| self.expires_at < limit)
    }

    fn marks(&self) -> Vec<Mark> {
        vec![Mark::new("user", self.user)]
    }

    fn narrow(filter: &RecoveryFilter) -> Option<Vec<Mark>> {
        filter.user.map(|user| vec![Mark::new("user", user)])
    }
}
