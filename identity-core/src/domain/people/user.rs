use crate::Timestamp;
use crate::domain::entity::Entity;
use crate::ids::UserId;
use crate::values::{Attributes, EmailAddress, Locale, PersonName, PhoneNumber, Username};
use serde::{Deserialize, Serialize};

/// Whether a person can sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UserState {
    /// Can sign in.
    Active,
    /// Barred for now by an administrator.
    Locked,
    /// Out of use; kept so that history stays readable.
    Disabled,
}

/// A person with an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Its id.
    pub id: UserId,
    /// The name chosen for signing in, beside the e-mail address.
    pub username: Option<Username>,
    /// The address that was proved to be theirs.
    pub email: EmailAddress,
    /// When the address was proved.
    pub email_verified_at: Option<Timestamp>,
    /// The phone number as given; not proved yet.
    pub phone: Option<PhoneNumber>,
    /// First name.
    pub given_name: PersonName,
    /// Last name.
    pub family_name: PersonName,
    /// The language that mails and pages use.
    pub locale: Option<Locale>,
    /// What else the person or an administrator told.
    pub attributes: Attributes,
    /// Whether the person can sign in.
    pub state: UserState,
    /// When the account was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

impl User {
    /// First and last name as one text.
    pub fn full_name(&self) -> String {
        format!("{} {}", self.given_name, self.family_name)
    }
}

/// The unique keys of a user, in their canonical spelling.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UserKey {
    /// [`EmailAddress::canonical`].
    Email(String),
    /// [`Username::canonical`].
    Username(String),
}

/// Which users a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UserFilter {
    /// Only these; `None` does not limit.
    pub ids: Option<Vec<UserId>>,
}

impl Entity for User {
    type Id = UserId;
    type Key = UserKey;
    type Filter = UserFilter;

    fn id(&self) -> UserId {
        self.id
    }

    fn keys(&self) -> Vec<UserKey> {
        let username = self.username.as_ref().map(|name| UserKey::Username(name.canonical()));
        std::iter::once(UserKey::Email(self.email.canonical())).chain(username).collect()
    }

    fn matches(&self, filter: &UserFilter) -> bool {
        filter.ids.as_ref().is_none_or(|ids| ids.contains(&self.id))
    }
}
