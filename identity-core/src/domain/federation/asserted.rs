use super::provider_subject::ProviderSubject;
use crate::Timestamp;
use crate::domain::factor::Factors;
use crate::ids::ConnectionId;
use crate::secrets::{Sealed, TokenDigest};
use crate::values::{EmailAddress, FamilyName, PersonName};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The request that a sign-on sent to an identity provider and waits for. The next answer uses it up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderRequest {
    /// The connection; no other may answer.
    pub connection: ConnectionId,
    /// Digest of the request's id: the `ID` of SAML, the `state` of `OpenID` Connect. The id begins with that of the sign-on.
    pub request: TokenDigest,
    /// What only this deployment knows and the answer has to fit, sealed: the `nonce` and the code verifier of `OpenID` Connect.
    #[serde(default)]
    pub secrets: Option<Sealed>,
    /// Whether the person has to prove who they are anew there.
    pub fresh: bool,
    /// Whether the answer is to be linked with the account of the person who is signed in here, and opens no session of its own.
    pub links: bool,
    /// When it was sent.
    pub sent_at: Timestamp,
}

/// Why the last request to an identity provider came to nothing; shown until the next one is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderFailure {
    /// The connection.
    pub connection: ConnectionId,
    /// The stable code of the check that failed: `cancelled` if the person went back, `unreachable` if nobody answered.
    pub check: String,
    /// When it failed.
    pub at: Timestamp,
}

/// What a person said about the account that an identity from elsewhere is to belong to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkChoice {
    /// Nothing yet.
    #[default]
    Open,
    /// That they have an account here, and sign in to it.
    Connect,
    /// That both belong to them: the link is made when the sign-on is finished.
    Confirmed,
}

/// An identity that a provider asserted in a sign-on and that belongs to no account here yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssertedIdentity {
    /// The connection by which it came.
    pub connection: ConnectionId,
    /// Who asserted it.
    pub issuer: String,
    /// The name of the person there.
    pub subject: ProviderSubject,
    /// What the person calls it: an address or a name.
    pub label: Option<String>,
    /// Their address there.
    pub email: Option<EmailAddress>,
    /// Whether the provider says that it is proved.
    pub email_verified: bool,
    /// Their first name there.
    pub given_name: Option<PersonName>,
    /// Their last name there.
    pub family_name: Option<FamilyName>,
    /// The verification level that the provider said.
    pub level: Option<String>,
    /// How many kinds of proof the provider asked for.
    pub factors: Factors,
    /// When they proved there who they are.
    pub authenticated_at: Timestamp,
    /// When the session here ends at the latest, as the provider wants it.
    #[serde(default)]
    pub session_not_after: Option<Timestamp>,
    /// What else it said of them.
    pub attributes: BTreeMap<String, Vec<String>>,
    /// Its name for the session there (`SessionIndex`, `sid`).
    pub session_name: Option<String>,
    /// When it came.
    pub at: Timestamp,
    /// What the person said about it.
    #[serde(default)]
    pub choice: LinkChoice,
}

/// The session at an identity provider that a session here came from, by whose end it ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderSession {
    /// The connection.
    pub connection: ConnectionId,
    /// The name of the person there.
    pub subject: ProviderSubject,
    /// Its name for the session (`SessionIndex`, `sid`).
    pub name: Option<String>,
}
