//! How an SMS gateway takes a message.

use serde::Deserialize;

/// How the fields travel.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SmsBody {
    /// As a JSON object.
    #[default]
    Json,
    /// As `application/x-www-form-urlencoded`.
    Form,
    /// In the query of a GET, for gateways that take nothing else. The text then stands in the gateway's log of addresses.
    Query,
}
