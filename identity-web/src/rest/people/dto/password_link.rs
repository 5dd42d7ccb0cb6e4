//! The JSON of links for a password.

use crate::forms::Form;
use crate::forms::members::MAKE_PASSWORD_LINK;
use crate::rest::http::body::Declared;
use identity_core::Timestamp;
use serde::{Deserialize, Serialize};
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

/// A link for a password to make.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PasswordLinkCall {
    /// `mail`, or, for somebody without a password, `letter`.
    #[schema(value_type = String, example = "mail")]
    pub(crate) delivery: Delivery,
}

impl Declared for PasswordLinkCall {
    const FORM: &'static Form = &MAKE_PASSWORD_LINK;
}

/// A link for a password. Every earlier link of the person works no longer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PasswordLink {
    /// `mail` or `letter`.
    #[schema(value_type = String, example = "mail")]
    pub(crate) delivery: Delivery,
    /// The link of a letter, which is shown here only; `null` if it was mailed.
    pub(crate) link: Option<String>,
    /// From when the link no longer works.
    #[schema(value_type = String, format = DateTime)]
    pub(crate) expires_at: Timestamp,
}
