//! The JSON of links for a password.

use crate::forms::Form;
use crate::forms::members::MAKE_PASSWORD_LINK;
use crate::rest::http::body::Declared;
use identity_core::Timestamp;
use identity_core::people::PasswordLetter;
use serde::{Deserialize, Serialize};
use std::fmt;
use utoipa::ToSchema;

/// How a link reaches its person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Delivery {
    /// In a mail.
    Mail,
    /// In a letter that the caller prints.
    Letter,
}

impl Delivery {
    /// The one that was asked for, or else the one that reaches somebody with or without a mailbox.
    pub(crate) fn of(asked: Option<Self>, has_mailbox: bool) -> Self {
        asked.unwrap_or(if has_mailbox { Self::Mail } else { Self::Letter })
    }
}

/// A link for a password to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PasswordLinkCall {
    /// `mail`, or, for somebody without a password or without an e-mail address, `letter`.
    #[schema(value_type = String, example = "mail")]
    pub(crate) delivery: Delivery,
}

impl Declared for PasswordLinkCall {
    const FORM: &'static Form = &MAKE_PASSWORD_LINK;
}

/// A link for a password. Every earlier link of the person works no longer.
#[derive(Serialize, ToSchema)]
pub(crate) struct PasswordLink {
    /// `mail` or `letter`.
    #[schema(value_type = String, example = "mail")]
    pub(crate) delivery: Delivery,
    /// The link of a letter, which is shown here only; `null` if it was mailed.
    pub(crate) link: Option<String>,
    /// The code of a letter, which is typed at `/first-use` in place of the link; `null` if the link was mailed.
    pub(crate) code: Option<String>,
    /// From when the link no longer works.
    #[schema(value_type = String, format = DateTime)]
    pub(crate) expires_at: Timestamp,
}

impl PasswordLink {
    /// A link that was mailed.
    pub(crate) const fn mailed(expires_at: Timestamp) -> Self {
        Self { delivery: Delivery::Mail, link: None, code: None, expires_at }
    }
}

impl From<PasswordLetter> for PasswordLink {
    fn from(letter: PasswordLetter) -> Self {
        let PasswordLetter { link, code, expires_at, .. } = letter;
        Self { delivery: Delivery::Letter, link: Some(link), code: Some(code), expires_at }
    }
}

/// Without the link and the code, which let their holder in.
impl fmt::Debug for PasswordLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PasswordLink").field("delivery", &self.delivery).finish_non_exhaustive()
    }
}
