use crate::Timestamp;
use crate::domain::entity::Entity;
use crate::domain::expiry::ExpiryFilter;
use crate::domain::record_id::RecordKind;
use crate::domain::unique_key::UniqueKey;
use crate::ids::{RelyingPartyId, SignOnId};
use crate::secrets::TokenDigest;
use serde::{Deserialize, Serialize};

/// Where a sign-on started and so where it has to end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Origin {
    /// A page of this application.
    Page {
        /// The local path to go back to.
        return_to: String,
    },
    /// A service provider's `<AuthnRequest>`.
    Saml(SamlOrigin),
}

/// A validated `<AuthnRequest>` (SAML 2.0 core, section 3.4.1), as far as the answer depends on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SamlOrigin {
    /// Who asks.
    pub relying_party: RelyingPartyId,
    /// The request's `ID`; the answer's `InResponseTo`.
    pub request_id: String,
    /// The registered address that the answer goes to.
    pub consumer_url: String,
    /// Handed back as it came; 80 octets at most (SAML 2.0 bindings, section 3.4.3).
    pub relay_state: Option<String>,
    /// `ForceAuthn`: a session that is older than the request does not do.
    pub force_authn: bool,
    /// `IsPassive`: nothing may be asked of the person.
    pub is_passive: bool,
}

/// An attempt to sign in, from the request that started it to its end.
///
/// It is another type than a [`Session`](super::Session) and opens no door.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignOn {
    /// Its id; part of its address `/flow/{id}`.
    pub id: SignOnId,
    /// Digest of the cookie of the browser in which it started; no other browser can go on with it.
    pub browser: TokenDigest,
    /// Where it started.
    pub origin: Origin,
    /// When it started.
    pub created_at: Timestamp,
    /// From when it starts anew.
    pub expires_at: Timestamp,
    /// When it was answered; a sign-on is answered once.
    pub finished_at: Option<Timestamp>,
}

/// The unique keys of a sign-on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignOnKey {
    /// A request id of a relying party is taken once (replay).
    SamlRequest(RelyingPartyId, String),
}

impl UniqueKey for SignOnKey {}

impl Entity for SignOn {
    const KIND: RecordKind = RecordKind::SignOn;

    type Id = SignOnId;
    type Key = SignOnKey;
    type Filter = ExpiryFilter;

    fn id(&self) -> SignOnId {
        self.id
    }

    fn keys(&self) -> Vec<SignOnKey> {
        match &self.origin {
            Origin::Page { .. } => Vec::new(),
            Origin::Saml(saml) => vec![SignOnKey::SamlRequest(saml.relying_party, saml.request_id.clone())],
        }
    }

    fn matches(&self, filter: &ExpiryFilter) -> bool {
        filter.expired_before.is_none_or(|limit| self.expires_at < limit)
    }
}
