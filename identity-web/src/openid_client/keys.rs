//! The public keys of a provider.

use crate::openid::encoding::decode;
use crate::openid::jws::{Claims, JwsError, Unverified};
use crate::openid::keys::jwk;
use crate::openid::keys::public_key::PublicKey;
use crate::openid_client::algorithm::ProviderAlgorithm;
use identity_core::domain::TokenAlgorithm;
use ring::signature::{ED25519, UnparsedPublicKey};
use serde::Deserialize;
use serde_json::{Map, Value};

/// The most keys of a provider that are looked at.
const MOST_KEYS: usize = 64;

/// A key that verifies signatures of a provider.
#[derive(Debug, Clone, PartialEq, Eq)]
enum ProviderKey {
    /// One of the kinds that we sign with ourselves.
    Common(PublicKey),
    /// A point on the curve of Ed25519, with 32 octets.
    Ed25519(Vec<u8>),
}

impl ProviderKey {
    /// Reads a key; none if it is for something else.
    fn read(jwk: &Map<String, Value>) -> Option<Self> {
        let text = |name| jwk.get(name).and_then(Value::as_str);
        if text("kty") != Some("OKP") {
            return jwk::read(jwk).ok().map(Self::Common);
        }
        let is_ours = text("crv") == Some("Ed25519")
            && !jwk.contains_key("d")
            && jwk.get("use").is_none_or(|value| value == "sig")
            && jwk.get("alg").is_none_or(|value| value == "EdDSA" || value == "Ed25519");
        let point = text("x").and_then(decode).filter(|point| point.len() == 32);
        point.filter(|_| is_ours).map(Self::Ed25519)
    }

    const fn algorithm(&self) -> ProviderAlgorithm {
        match self {
            Self::Common(key) => match key.algorithm() {
                TokenAlgorithm::Rs256 => ProviderAlgorithm::Rs256,
                TokenAlgorithm::Es256 => ProviderAlgorithm::Es256,
            },
            Self::Ed25519(_) => ProviderAlgorithm::EdDsa,
        }
    }

    fn verify(&self, octets: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::Common(key) => key.verify(octets, signature),
            Self::Ed25519(point) => UnparsedPublicKey::new(&ED25519, point).verify(octets, signature).is_ok(),
        }
    }
}

/// The keys that a provider publishes (RFC 7517, section 5), as far as they are of use here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ProviderKeys(Vec<(Option<String>, ProviderKey)>);

/// The set as it is fetched.
#[derive(Debug, Deserialize)]
pub(crate) struct PublishedKeys {
    keys: Vec<Value>,
}

impl ProviderKeys {
    /// Takes of a set what can verify; a key that is not known, is private, or is for something else is left out.
    pub(crate) fn of(published: &PublishedKeys) -> Self {
        let usable = |value: &Value| {
            let jwk = value.as_object()?;
            let kid = jwk.get("kid").and_then(Value::as_str).map(ToOwned::to_owned);
            Some((kid, ProviderKey::read(jwk)?))
        };
        Self(published.keys.iter().take(MOST_KEYS).filter_map(usable).collect())
    }

    /// Whether there is none.
    pub(crate) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What a token says, signed with one of these keys: the one that it names, or the only one that fits.
    pub(crate) fn verify(&self, token: &Unverified<'_, ProviderAlgorithm>) -> Result<Claims, JwsError> {
        let fits = |(name, key): &&(Option<String>, ProviderKey)| {
            let is_named = token.kid().is_none_or(|kid| name.as_deref() == Some(kid));
            is_named && key.algorithm() == token.algorithm()
        };
        let mut fitting = self.0.iter().filter(fits).map(|(_, key)| key);
        match (fitting.next(), fitting.next()) {
            (Some(key), None) => token.claims_if(|octets, signature| key.verify(octets, signature)),
            (Some(_), Some(_)) => Err(JwsError::AmbiguousKey),
            (None, _) => Err(JwsError::UnknownKey),
        }
    }
}
