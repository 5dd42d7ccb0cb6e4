use crate::Timestamp;
use crate::domain::entity::Entity;
use crate::domain::mark::Mark;
use crate::domain::record_id::RecordKind;
use crate::domain::unique_key::UniqueKey;
use crate::ids::UserId;
use crate::values::{
    Attributes, EmailAddress, FamilyName, FoldedText, Locale, PersonName, PhoneNumber, Username,
};
use serde::{Deserialize, Serialize};

/// Whether a person can sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UserState {
    /// Can sign in.
    #[default]
    Active,
    /// Barred for now by an administrator.
    Locked,
    /// Out of use; kept so that history stays readable.
    Disabled,
    /// Closed; it is erased when [`User::erase_at`] is over, unless its person takes it back before.
    Closing,
}

impl UserState {
    /// Every state there is.
    pub const ALL: [Self; 4] = [Self::Active, Self::Locked, Self::Disabled, Self::Closing];

    /// The stable code, as JSON and the audit trail have it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Locked => "locked",
            Self::Disabled => "disabled",
            Self::Closing => "closing",
        }
    }
}

/// A person with an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// Its id.
    pub id: UserId,
    /// The name chosen for signing in, beside the e-mail address or, for somebody without one, in its place.
    pub username: Option<Username>,
    /// The main e-mail address; none for somebody who signs in by user name alone.
    #[serde(default)]
    pub email: Option<EmailAddress>,
    /// When the address was proved.
    pub email_verified_at: Option<Timestamp>,
    /// The telephone number.
    pub phone: Option<PhoneNumber>,
    /// When the number was proved to be theirs; none for one that somebody else wrote down.
    #[serde(default)]
    pub phone_verified_at: Option<Timestamp>,
    /// First name.
    pub given_name: PersonName,
    /// Last name; empty for somebody who has one name only.
    pub family_name: FamilyName,
    /// The language that mails and pages use.
    pub locale: Option<Locale>,
    /// What else the person or an administrator told.
    pub attributes: Attributes,
    /// Whether the person can sign in.
    pub state: UserState,
    /// When a closed account is erased; none for every other.
    #[serde(default)]
    pub erase_at: Option<Timestamp>,
    /// When the account was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

fn full_name(given_name: &PersonName, family_name: &FamilyName) -> String {
    let names = [given_name.as_str(), family_name.as_str()];
    names.into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" ")
}

impl User {
    /// Whether the person can prove who they are: to sign in, or to take back an account that they closed.
    pub fn can_prove(&self, now: Timestamp) -> bool {
        match self.state {
            UserState::Active => true,
            UserState::Closing => self.erase_at.is_some_and(|at| now < at),
            UserState::Locked | UserState::Disabled => false,
        }
    }

    /// Whether the account was closed and its time is over, so that it is to be erased.
    pub fn is_to_be_erased(&self, now: Timestamp) -> bool {
        self.state != UserState::Active && self.erase_at.is_some_and(|at| at <= now)
    }

    /// First and last name as one text.
    pub fn full_name(&self) -> String {
        full_name(&self.given_name, &self.family_name)
    }

    /// The key by which the person is sorted among others: first name, then last name, folded.
    pub fn sort_key(&self) -> FoldedText {
        FoldedText::sort_key(&self.full_name())
    }

    /// The main e-mail address, folded and cut to sort by; empty for somebody without one.
    pub fn email_key(&self) -> FoldedText {
        FoldedText::sort_key(&self.email.as_ref().map(EmailAddress::canonical).unwrap_or_default())
    }

    /// The name to sign in with: the user name, or else the e-mail address.
    pub fn sign_in_name(&self) -> &str {
        let email = || self.email.as_ref().map(EmailAddress::as_str);
        self.username.as_ref().map(Username::as_str).or_else(email).unwrap_or_default()
    }

    /// Whether the main e-mail address is this one, however it is written.
    pub fn has_main_email(&self, email: &EmailAddress) -> bool {
        self.email.as_ref().is_some_and(|own| own.canonical() == email.canonical())
    }

    /// What a search for the person looks through: full name, e-mail address and user name, each folded and on a line
    /// of its own.
    pub fn search_text(&self) -> FoldedText {
        let email = self.email.as_ref().map(EmailAddress::as_str);
        let username = self.username.as_ref().map(Username::as_str);
        FoldedText::of_lines(std::iter::once(self.full_name().as_str()).chain(email).chain(username))
    }
}

/// The unique keys of a user, in their canonical spelling.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UserKey {
    /// [`EmailAddress::canonical`].
    Email(String),
    /// [`Username::canonical`].
    Username(String),
}

impl UniqueKey for UserKey {}

/// Which users a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UserFilter {
    /// Only these; `None` does not limit.
    pub ids: Option<Vec<UserId>>,
    /// Only closed accounts that are to be erased before this.
    pub erase_before: Option<Timestamp>,
}

impl Entity for User {
    const KIND: RecordKind = RecordKind::User;

    type Id = UserId;
    type Key = UserKey;
    type Filter = UserFilter;

    fn id(&self) -> UserId {
        self.id
    }

    fn keys(&self) -> Vec<UserKey> {
        let username = self.username.as_ref().map(|name| UserKey::Username(name.canonical()));
        let email = self.email.as_ref().map(|email| UserKey::Email(email.canonical()));
        email.into_iter().chain(username).collect()
    }

    fn matches(&self, filter: &UserFilter) -> bool {
        filter.ids.as_ref().is_none_or(|ids| ids.contains(&self.id))
            && filter.erase_before.is_none_or(|limit| self.erase_at.is_some_and(|at| at < limit))
    }

    fn marks(&self) -> Vec<Mark> {
        vec![Mark::new("id", self.id)]
    }

    fn narrow(filter: &UserFilter) -> Option<Vec<Mark>> {
        filter.ids.as_ref().map(|ids| Mark::each("id", ids))
    }
}
