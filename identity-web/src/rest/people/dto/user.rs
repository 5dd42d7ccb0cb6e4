//! The JSON of people with an account.

use crate::forms::Form;
use crate::forms::people::EDIT_PERSON;
use crate::rest::http::body::Declared;
use crate::rest::http::patch::{Removable, kept, removable};
use identity_core::Timestamp;
use identity_core::domain::{self, UserState};
use identity_core::people::UserPatch;
use identity_core::store::Expected;
use identity_core::values::{
    Attributes, AttributesPatch, EmailAddress, Locale, PersonName, PhoneNumber, Username,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The changes to a person (RFC 7396): fields left out stay as they are, `null` removes a value.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UserPatchCall {
    #[serde(default, deserialize_with = "kept")]
    #[schema(value_type = String, required = false)]
    given_name: Option<PersonName>,
    #[serde(default, deserialize_with = "kept")]
    #[schema(value_type = String, required = false)]
    family_name: Option<PersonName>,
    /// The user name, for signing in instead of the e-mail address.
    #[serde(default, deserialize_with = "removable")]
    #[schema(value_type = Option<String>)]
    username: Removable<Username>,
    /// The telephone number, with `+` and the country code. People change their own on its page, where they prove it.
    #[serde(default, deserialize_with = "removable")]
    #[schema(value_type = Option<String>, example = "+358401234567")]
    phone: Removable<PhoneNumber>,
    #[serde(default, deserialize_with = "removable")]
    #[schema(value_type = Option<String>, example = "en")]
    locale: Removable<Locale>,
    /// Sets the named texts; `null` removes one.
    #[serde(default, deserialize_with = "kept")]
    #[schema(value_type = std::collections::BTreeMap<String, Option<String>>, required = false)]
    attributes: Option<AttributesPatch>,
}

impl Declared for UserPatchCall {
    const FORM: &'static Form = &EDIT_PERSON;
}

impl UserPatchCall {
    pub(crate) fn into_core(self, expected: Option<Expected>) -> UserPatch {
        let mut patch = UserPatch::default();
        patch.given_name = self.given_name;
        patch.family_name = self.family_name.map(Into::into);
        patch.username = self.username;
        patch.phone = self.phone;
        patch.locale = self.locale;
        patch.attributes = self.attributes;
        patch.expected = expected;
        patch
    }
}

/// A person with an account.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct User {
    id: Uuid,
    #[schema(value_type = Option<String>)]
    username: Option<Username>,
    /// `null` for somebody who signs in by user name alone.
    #[schema(value_type = Option<String>)]
    email: Option<EmailAddress>,
    /// The time when the e-mail address was verified.
    #[schema(value_type = Option<String>, format = DateTime)]
    email_verified_at: Option<Timestamp>,
    #[schema(value_type = Option<String>)]
    phone: Option<PhoneNumber>,
    /// The time when the telephone number was verified; `null` for one that somebody else wrote down.
    #[schema(value_type = Option<String>, format = DateTime)]
    phone_verified_at: Option<Timestamp>,
    #[schema(value_type = String)]
    given_name: PersonName,
    /// `null` for a person who has one name only.
    #[schema(value_type = Option<String>)]
    family_name: Option<PersonName>,
    #[schema(value_type = Option<String>)]
    locale: Option<Locale>,
    #[schema(value_type = std::collections::BTreeMap<String, String>)]
    attributes: Attributes,
    /// `active`, `locked`, `disabled` or `closing`.
    #[schema(value_type = String, example = "active")]
    state: UserState,
    /// The time when an account that its person closed is erased.
    #[schema(value_type = Option<String>, format = DateTime)]
    erase_at: Option<Timestamp>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    updated_at: Timestamp,
}

impl From<domain::User> for User {
    fn from(record: domain::User) -> Self {
        Self {
            id: record.id.into(),
            username: record.username,
            email: record.email,
            email_verified_at: record.email_verified_at,
            phone: record.phone,
            phone_verified_at: record.phone_verified_at,
            given_name: record.given_name,
            family_name: record.family_name.name(),
            locale: record.locale,
            attributes: record.attributes,
            state: record.state,
            erase_at: record.erase_at,
            created_at: record.created_at,
            updated_at: record.updated_at,
        }
    }
}
