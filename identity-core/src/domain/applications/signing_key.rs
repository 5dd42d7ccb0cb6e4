use crate::Timestamp;
use crate::domain::entity::Entity;
use crate::domain::mark::Mark;
use crate::domain::octets;
use crate::domain::record_id::RecordKind;
use crate::domain::unique_key::UniqueKey;
use crate::ids::SigningKeyId;
use crate::secrets::Sealed;
use serde::{Deserialize, Serialize};

/// What a key signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyUse {
    /// Messages of the SAML identity provider.
    SamlIdentityProvider,
    /// Messages of the SAML service provider.
    SamlServiceProvider,
    /// Tokens of the `OpenID` Provider, with RSA.
    OpenIdRs256,
    /// Tokens of the `OpenID` Provider, with ECDSA on P-256.
    OpenIdEs256,
}

impl KeyUse {
    /// All of them.
    pub const ALL: [Self; 4] =
        [Self::SamlIdentityProvider, Self::SamlServiceProvider, Self::OpenIdRs256, Self::OpenIdEs256];

    /// Its stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SamlIdentityProvider => "saml_identity_provider",
            Self::SamlServiceProvider => "saml_service_provider",
            Self::OpenIdRs256 => "open_id_rs256",
            Self::OpenIdEs256 => "open_id_es256",
        }
    }
}

/// Where a key is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyState {
    /// Published, not used yet.
    Next,
    /// Signs.
    Active,
    /// Published for those who still hold what it signed.
    Retired,
}

/// A private key of this deployment with its certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SigningKey {
    /// Its id.
    pub id: SigningKeyId,
    /// What it signs.
    pub key_use: KeyUse,
    /// Where it is in its life.
    pub state: KeyState,
    /// Its self-signed certificate, DER.
    #[serde(with = "octets")]
    pub certificate: Vec<u8>,
    /// The private key (PKCS#8, DER), sealed with the master key.
    pub private_key: Sealed,
    /// When it was made.
    pub created_at: Timestamp,
    /// Since when it is in its state. A key of the release before counts as old.
    #[serde(default = "long_ago")]
    pub state_since: Timestamp,
    /// When its state ends by itself: a next key begins to sign then, a retired one is removed. None for an active key.
    #[serde(default)]
    pub state_until: Option<Timestamp>,
}

/// As all were that were stored before keys were rotated.
const fn long_ago() -> Timestamp {
    Timestamp::from_unix_seconds(0)
}

/// The unique keys of a signing key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SigningKeyKey {
    /// One key signs for each use; what makes two nodes that start together agree on one.
    Active(KeyUse),
    /// One key is the next for each use; what makes two nodes that see the time come agree on one.
    Next(KeyUse),
}

impl UniqueKey for SigningKeyKey {}

/// Which signing keys a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SigningKeyFilter {
    /// Only those for this use.
    pub key_use: Option<KeyUse>,
}

impl Entity for SigningKey {
    const KIND: RecordKind = RecordKind::SigningKey;

    type Id = SigningKeyId;
    type Key = SigningKeyKey;
    type Filter = SigningKeyFilter;

    fn id(&self) -> SigningKeyId {
        self.id
    }

    fn keys(&self) -> Vec<SigningKeyKey> {
        match self.state {
            KeyState::Active => vec![SigningKeyKey::Active(self.key_use)],
            KeyState::Next => vec![SigningKeyKey::Next(self.key_use)],
            KeyState::Retired => Vec::new(),
        }
    }

    fn matches(&self, filter: &SigningKeyFilter) -> bool {
        filter.key_use.is_none_or(|key_use| self.key_use == key_use)
    }

    fn marks(&self) -> Vec<Mark> {
        vec![use_mark(self.key_use)]
    }

    fn narrow(filter: &SigningKeyFilter) -> Option<Vec<Mark>> {
        filter.key_use.map(|key_use| vec![use_mark(key_use)])
    }
}

fn use_mark(key_use: KeyUse) -> Mark {
    Mark::new("use", key_use.as_str())
}
