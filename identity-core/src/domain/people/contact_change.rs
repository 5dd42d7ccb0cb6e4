use crate::Timestamp;
use crate::domain::entity::Entity;
use crate::domain::mark::Mark;
use crate::domain::record_id::RecordKind;
use crate::domain::unique_key::UniqueKey;
use crate::ids::{ContactChangeId, UserId};
use crate::secrets::TokenDigest;
use crate::values::{Contact, ContactKind};
use serde::{Deserialize, Serialize};

/// A change of a person's e-mail address or telephone number: one that waits to be proved, or one that was made and can still
/// be undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactChange {
    /// Its id; not a secret.
    pub id: ContactChangeId,
    /// Whose address or number it is.
    pub user: UserId,
    /// What it was before; none if there was none, or if an e-mail address is added to the others.
    pub before: Option<Contact>,
    /// What it becomes; none if it is removed.
    pub after: Option<Contact>,
    /// Whether it gives an e-mail address to somebody who had none: the address becomes the main one.
    #[serde(default)]
    pub is_first: bool,
    /// Digest of the token in the link: the one that proves the new address, or the one that undoes the change.
    pub token: TokenDigest,
    /// Digest of the token in the notice that the change was asked for, which went to the mailbox of the account: it stops the
    /// change while it waits, and undoes it once it is made. None if there was no such notice.
    #[serde(default)]
    pub stop: Option<TokenDigest>,
    /// When it was asked for; of one that was made, when it was made.
    pub created_at: Timestamp,
    /// When it was made; none while it waits.
    pub made_at: Option<Timestamp>,
    /// From when the link no longer works.
    pub expires_at: Timestamp,
}

impl ContactChange {
    /// What is changed.
    pub fn kind(&self) -> Option<ContactKind> {
        self.after.as_ref().or(self.before.as_ref()).map(Contact::kind)
    }

    /// Whether the new e-mail address stands beside those that the account has, and takes the place of none.
    pub const fn adds_email(&self) -> bool {
        !self.is_first && matches!((&self.before, &self.after), (None, Some(Contact::Email(_))))
    }

    /// Whether it waits to be proved.
    pub const fn is_waiting(&self) -> bool {
        self.made_at.is_none()
    }
}

/// The unique keys of a change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactChangeKey {
    /// The digest of its token.
    Token(TokenDigest),
    /// The digest of the token that stops it.
    Stop(TokenDigest),
}

impl UniqueKey for ContactChangeKey {}

/// Which changes a list shows; every given condition must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContactChangeFilter {
    /// Only those of this person.
    pub user: Option<UserId>,
    /// Only those that expired before this.
    pub expired_before: Option<Timestamp>,
}

impl Entity for ContactChange {
    const KIND: RecordKind = RecordKind::ContactChange;

    type Id = ContactChangeId;
    type Key = ContactChangeKey;
    type Filter = ContactChangeFilter;

    fn id(&self) -> ContactChangeId {
        self.id
    }

    fn keys(&self) -> Vec<ContactChangeKey> {
        let stop = self.stop.map(ContactChangeKey::Stop);
        std::iter::once(ContactChangeKey::Token(self.token)).chain(stop).collect()
    }

    fn matches(&self, filter: &ContactChangeFilter) -> bool {
        filter.user.is_none_or(|user| self.user == user)
            && filter.expired_before.is_none_or(|limit| self.expires_at < limit)
    }

    fn marks(&self) -> Vec<Mark> {
        vec![Mark::new("user", self.user)]
    }

    fn narrow(filter: &ContactChangeFilter) -> Option<Vec<Mark>> {
        filter.user.map(|user| vec![Mark::new("user", user)])
    }
}
