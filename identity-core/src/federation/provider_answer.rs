//! What goes to an identity provider and what comes back, in terms of no protocol: SAML and OpenID Connect are adapters outside.

use crate::Timestamp;
use crate::domain::{Connection, Factors, ProviderSubject};
use crate::secrets::SecretToken;
use crate::values::{EmailAddress, EntityId, FamilyName, Locale, PersonName};
use std::collections::BTreeMap;

/// A sign-on that leaves for an identity provider: what its adapter needs to write the request.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Departure {
    /// The connection.
    pub connection: Connection,
    /// The request's id: the `ID` of SAML, the `state` of `OpenID` Connect, the `RelayState` of both. Opaque outside; it leads back
    /// to the sign-on with [`Identity::returned`](crate::Identity::returned).
    pub request_id: String,
    /// The `nonce` of `OpenID` Connect.
    pub nonce: SecretToken,
    /// The code verifier of PKCE (RFC 7636, section 4.1).
    pub verifier: SecretToken,
    /// Whether the person has to prove who they are anew there (`ForceAuthn`, `prompt=login`).
    pub fresh: bool,
    /// The contexts of which the provider is asked for one; empty for no wish.
    pub contexts: Vec<String>,
    /// What the person typed as their name or address, for `login_hint`.
    pub login_hint: Option<String>,
    /// The language of the page that they leave.
    pub locale: Option<Locale>,
}

/// A sign-on that came back from an identity provider: what its adapter checks the answer against.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Returned {
    /// The connection that was asked, as it stands now; none other may answer.
    pub connection: Connection,
    /// The request's id.
    pub request_id: String,
    /// The `nonce` that was sent.
    pub nonce: SecretToken,
    /// The code verifier that belongs to the challenge that was sent.
    pub verifier: SecretToken,
    /// Whether the person had to prove who they are anew.
    pub fresh: bool,
    /// Whether the answer is to be linked with the account of who is signed in here, who confirms it: a provider that cannot say when
    /// the person proved who they are does for that.
    pub links: bool,
    /// When the request was sent.
    pub sent_at: Timestamp,
}

/// What an identity provider asserts of a person, after every check of its protocol.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ProviderAnswer {
    /// The name of the person there.
    pub subject: ProviderSubject,
    /// What a message of SAML is remembered by, so that it is taken once: its issuer, its `ID`, and until when.
    pub once: Option<(EntityId, String, Timestamp)>,
    /// What the person calls the identity: an address or a name.
    pub label: Option<String>,
    /// Their address there.
    pub email: Option<EmailAddress>,
    /// Whether the provider says that the address is proved.
    pub email_verified: bool,
    /// Their first name there.
    pub given_name: Option<PersonName>,
    /// Their last name there.
    pub family_name: Option<FamilyName>,
    /// The verification level of the account there.
    pub level: Option<String>,
    /// The authentication context (`AuthnContextClassRef`, `acr`).
    pub context: Option<String>,
    /// When they proved there who they are.
    pub authenticated_at: Timestamp,
    /// Its name for the session there (`SessionIndex`, `sid`).
    pub session_name: Option<String>,
    /// When the session here ends at the latest, as the provider wants it.
    pub session_not_after: Option<Timestamp>,
    /// What else it says of them, by name; bounded by the adapter to 100 values of 1,000 octets.
    pub attributes: BTreeMap<String, Vec<String>>,
}

impl ProviderAnswer {
    /// An answer that says nothing but who it is and when they proved it.
    pub const fn new(subject: ProviderSubject, authenticated_at: Timestamp) -> Self {
        Self {
            subject,
            once: None,
            label: None,
            email: None,
            email_verified: false,
            given_name: None,
            family_name: None,
            level: None,
            context: None,
            authenticated_at,
            session_name: None,
            session_not_after: None,
            attributes: BTreeMap::new(),
        }
    }

    /// How many kinds of proof the provider asked for, by the contexts that the connection knows.
    pub(crate) fn factors(&self, connection: &Connection) -> Factors {
        let known = &connection.rules.two_factor_contexts;
        let two = self.context.as_ref().is_some_and(|context| known.contains(context));
        if two { Factors::Two } else { Factors::One }
    }
}
