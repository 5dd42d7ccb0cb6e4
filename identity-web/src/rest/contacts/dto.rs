//! The JSON of the caller's addresses and number.

use crate::forms::Form;
use crate::forms::contacts::{BEGIN_CHANGE, CONFIRM_CHANGE};
use crate::rest::http::body::Declared;
use crate::rest::http::problem::Problem;
use identity_core::Timestamp;
use identity_core::contacts::{FurtherEmail, OwnEmails, WaitingContact};
use identity_core::secrets::Secret;
use identity_core::values::{Contact, ContactKind, EmailAddress, PhoneNumber};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// One of the caller's e-mail addresses.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OwnEmail {
    /// Names a further address; `null` for the main one.
    id: Option<Uuid>,
    #[schema(value_type = String, format = Email)]
    email: EmailAddress,
    /// Whether messages go to it and applications are told it.
    main: bool,
    /// The time when it was verified; `null` for one that an administrator wrote down.
    #[schema(value_type = Option<String>, format = DateTime)]
    verified_at: Option<Timestamp>,
}

impl OwnEmail {
    /// The addresses, the main one first.
    pub(crate) fn all(own: OwnEmails) -> Vec<Self> {
        let verified_at = own.main_verified_at;
        let main = own.main.map(|email| Self { id: None, email, main: true, verified_at });
        let further = own.further.into_iter().map(|FurtherEmail { id, email, verified_at, .. }| Self {
            id: Some(id.into()),
            email,
            main: false,
            verified_at: Some(verified_at),
        });
        main.into_iter().chain(further).collect()
    }
}

/// Another address or number.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ContactChangeCall {
    /// The e-mail address, or the telephone number with `+` and the country code.
    #[schema(example = "jeremy@home.example")]
    to: String,
    /// Whether the address is added to those that the caller has. If left out, it takes the place of the main one.
    further: Option<bool>,
}

impl Declared for ContactChangeCall {
    const FORM: &'static Form = &BEGIN_CHANGE;
}

impl ContactChangeCall {
    /// Whether it is an address to add.
    pub(crate) fn adds(&self) -> bool {
        self.further.unwrap_or_default()
    }

    /// The address or number, as its kind wants it.
    pub(crate) fn contact(&self, kind: ContactKind) -> Result<Contact, Problem> {
        let wrong = |error: &dyn std::fmt::Display| Problem::field("to", error.to_string());
        match kind {
            ContactKind::Email => self.email().map(Contact::Email),
            ContactKind::Phone if self.adds() => Err(Problem::said_of_field("further", "rest-one-number")),
            ContactKind::Phone => {
                PhoneNumber::parse(&self.to).map(Contact::Phone).map_err(|error| wrong(&error))
            }
        }
    }

    /// The address.
    pub(crate) fn email(&self) -> Result<EmailAddress, Problem> {
        EmailAddress::parse(&self.to).map_err(|error| Problem::field("to", error.to_string()))
    }
}

/// The code that was sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ContactCodeCall {
    /// Its digits; blanks do no harm.
    #[schema(value_type = String, example = "123456")]
    pub(crate) code: Secret,
}

impl Declared for ContactCodeCall {
    const FORM: &'static Form = &CONFIRM_CHANGE;
}

/// A change that waits for the code, or for the link in the same mail.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ContactChange {
    /// `email` or `phone`.
    kind: &'static str,
    /// The new address or number.
    to: String,
    /// Whether it is an address that is added to the others.
    further: bool,
    /// From when another code can be sent; `null` if none is good any more.
    #[schema(value_type = Option<String>, format = DateTime)]
    resend_at: Option<Timestamp>,
    /// From when the code is no longer good; `null` if none is.
    #[schema(value_type = Option<String>, format = DateTime)]
    code_expires_at: Option<Timestamp>,
    /// From when the change cannot be confirmed any more.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
}

impl From<WaitingContact> for ContactChange {
    fn from(waiting: WaitingContact) -> Self {
        Self {
            kind: waiting.contact.kind().as_str(),
            to: waiting.contact.as_str().to_owned(),
            further: waiting.adds_email,
            resend_at: waiting.sent.as_ref().map(|sent| sent.again_at),
            code_expires_at: waiting.sent.as_ref().map(|sent| sent.expires_at),
            expires_at: waiting.expires_at,
        }
    }
}
