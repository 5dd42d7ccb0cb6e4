use crate::domain::applications::{CodeRequest, TokenAlgorithm};
use crate::ids::{ApiClientId, UserId};
use crate::values::Scope;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a request of `OpenID` Connect says besides that somebody is to sign in (Core, section 3.1.2.1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenIdRequest {
    /// The client.
    pub client: ApiClientId,
    /// What it asks for.
    pub scopes: BTreeSet<Scope>,
    /// The scopes that have the single claims which it asks for by name: the person is asked about these too.
    #[serde(default)]
    pub claimed_scopes: BTreeSet<Scope>,
    /// What the redemption of the code has to meet.
    pub code: CodeRequest,
    /// The algorithm of its ID tokens.
    pub algorithm: TokenAlgorithm,
    /// How old the proof may be, in seconds (`max_age`).
    #[serde(default)]
    pub max_age: Option<u32>,
    /// Whether the person is asked for their consent also if they agreed before (`prompt=consent`).
    #[serde(default)]
    pub asks_consent: bool,
    /// The person whom the application means (`id_token_hint`); nobody else will do.
    #[serde(default)]
    pub person: Option<UserId>,
    /// What the person is expected to type as their name (`login_hint`).
    #[serde(default)]
    pub login_hint: Option<String>,
}
