use crate::Timestamp;
use crate::domain::entity::Entity;
use crate::domain::mark::Mark;
use crate::domain::people::user::User;
use crate::domain::record_id::RecordKind;
use crate::domain::unique_key::UniqueKey;
use crate::ids::{UserEmailId, UserId};
use crate::values::EmailAddress;
use serde::{Deserialize, Serialize};

/// What an e-mail address is to the person who has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EmailUse {
    /// The address of their account: messages and applications get it. It stands in [`User`] as well.
    Main,
    /// Another address of theirs, which was proved: they sign in and recover with it too.
    Further,
    /// No longer theirs. Nobody else gets it as long as the change that took it away can be undone.
    Kept,
}

impl EmailUse {
    /// Every use there is.
    pub const ALL: [Self; 3] = [Self::Main, Self::Further, Self::Kept];
}

/// An e-mail address that a person has, or had until a short time ago. There is one for each, so no address is that of two people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserEmail {
    /// Its id.
    pub id: UserEmailId,
    /// Whose address it is.
    pub user: UserId,
    /// The address.
    pub email: EmailAddress,
    /// What it is to them.
    pub usage: EmailUse,
    /// When it was proved, if it is or was a further one; of the main one, [`User`] says it.
    pub verified_at: Option<Timestamp>,
    /// When they got it.
    pub created_at: Timestamp,
    /// From when others can have it; none while it is theirs.
    pub kept_until: Option<Timestamp>,
}

impl UserEmail {
    /// The main address of a new person; none for somebody without one.
    pub fn main(id: UserEmailId, user: &User) -> Option<Self> {
        Some(Self {
            id,
            user: user.id,
            email: user.email.clone()?,
            usage: EmailUse::Main,
            verified_at: None,
            created_at: user.created_at,
            kept_until: None,
        })
    }

    /// Whether it is one of the person's addresses.
    pub const fn is_theirs(&self) -> bool {
        matches!(self.usage, EmailUse::Main | EmailUse::Further)
    }

    /// Whether others can have it by now.
    pub fn is_free(&self, now: Timestamp) -> bool {
        self.kept_until.is_some_and(|until| until <= now)
    }
}

/// The unique keys of an address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UserEmailKey {
    /// [`EmailAddress::canonical`].
    Email(String),
}

impl UniqueKey for UserEmailKey {}

/// Which addresses a list shows; every given condition must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UserEmailFilter {
    /// Only those of this person.
    pub user: Option<UserId>,
    /// Only those that are kept, until before this.
    pub expired_before: Option<Timestamp>,
}

impl Entity for UserEmail {
    const KIND: RecordKind = RecordKind::UserEmail;

    type Id = UserEmailId;
    type Key = UserEmailKey;
    type Filter = UserEmailFilter;

    fn id(&self) -> UserEmailId {
        self.id
    }

    fn keys(&self) -> Vec<UserEmailKey> {
        vec![UserEmailKey::Email(self.email.canonical())]
    }

    fn matches(&self, filter: &UserEmailFilter) -> bool {
        let is_before = |limit| self.kept_until.is_some_and(|until| until < limit);
        filter.user.is_none_or(|user| self.user == user) && filter.expired_before.is_none_or(is_before)
    }

    fn marks(&self) -> Vec<Mark> {
        vec![Mark::new("user", self.user)]
    }

    fn narrow(filter: &UserEmailFilter) -> Option<Vec<Mark>> {
        filter.user.map(|user| vec![Mark::new("user", user)])
    }
}
