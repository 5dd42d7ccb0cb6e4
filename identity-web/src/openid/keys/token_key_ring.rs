//! The deployment's own keys of tokens, loaded and ready to sign.

use crate::openid::keys::key_set::KeySet;
use crate::openid::keys::public_key::PublicKey;
use crate::openid::keys::token_key::{TokenKey, TokenKeyError};
use crate::refreshed::Refreshed;
use identity_core::Identity;
use identity_core::applications::{KeyChange, KeyMaterial, RotationError};
use identity_core::domain::{KeyUse, TokenAlgorithm};
use std::sync::Arc;

/// Why there are no keys.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TokenKeyRingError {
    /// The stored key does not open, or the store failed.
    #[error(transparent)]
    Stored(#[from] identity_core::applications::KeyError),
    /// The key or the certificate is not usable.
    #[error(transparent)]
    Key(#[from] TokenKeyError),
    /// A key was not made because the process is ending.
    #[error("the process is ending")]
    Ending,
}

/// Why the keys were not rotated.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TokenKeyRotationError {
    /// No key was made.
    #[error(transparent)]
    Keys(#[from] TokenKeyRingError),
    /// The rotation is refused.
    #[error(transparent)]
    Refused(#[from] RotationError),
}

/// The keys as they stand.
#[derive(Debug)]
pub(crate) struct TokenKeys {
    rs256: TokenKey,
    es256: TokenKey,
    published: KeySet,
}

impl TokenKeys {
    /// The key that signs by an algorithm.
    pub(crate) const fn signing(&self, algorithm: TokenAlgorithm) -> &TokenKey {
        match algorithm {
            TokenAlgorithm::Rs256 => &self.rs256,
            TokenAlgorithm::Es256 => &self.es256,
        }
    }

    /// What others should believe: of both algorithms the signing key, the next, and the retired ones.
    pub(crate) const fn published(&self) -> &KeySet {
        &self.published
    }
}

/// Hands out the keys of tokens.
#[derive(Debug)]
pub(crate) struct TokenKeyRing {
    name: String,
    keys: Refreshed<TokenKeys>,
}

impl TokenKeyRing {
    /// Loads the keys, and creates the first ones if there are none.
    pub(crate) async fn open(identity: &Identity, name: &str) -> Result<Self, TokenKeyRingError> {
        let ring = Self { name: name.to_owned(), keys: Refreshed::new() };
        ring.current(identity).await?;
        Ok(ring)
    }

    /// The keys, at most a minute old. The next key is published long before it signs and a retired one long after, so nothing
    /// fails meanwhile.
    pub(crate) async fn current(&self, identity: &Identity) -> Result<Arc<TokenKeys>, TokenKeyRingError> {
        self.keys.current(identity.clock().now(), self.load(identity)).await
    }

    /// Rotates the keys of both algorithms.
    pub(crate) async fn rotate(
        &self,
        identity: &Identity,
        change: &KeyChange,
    ) -> Result<(), TokenKeyRotationError> {
        let mut refused = Ok(());
        // One that is announced already keeps no other from being rotated.
        for algorithm in TokenAlgorithm::ALL {
            let fresh = self.make(identity, algorithm).await?;
            let rotated = identity.rotate_key(key_use(algorithm), change, &fresh).await;
            refused = refused.and(rotated.map_err(TokenKeyRotationError::from));
        }
        refused
    }

    async fn load(&self, identity: &Identity) -> Result<TokenKeys, TokenKeyRingError> {
        let mut published = Vec::new();
        let rs256 = self.load_one(identity, TokenAlgorithm::Rs256, &mut published).await?;
        let es256 = self.load_one(identity, TokenAlgorithm::Es256, &mut published).await?;
        Ok(TokenKeys { rs256, es256, published: KeySet::of(published) })
    }

    async fn load_one(
        &self,
        identity: &Identity,
        algorithm: TokenAlgorithm,
        published: &mut Vec<PublicKey>,
    ) -> Result<TokenKey, TokenKeyRingError> {
        let keys = identity.signing_keys(key_use(algorithm), || self.make(identity, algorithm)).await?;
        for certificate in &keys.published {
            published.push(PublicKey::from_certificate(certificate).map_err(TokenKeyError::from)?);
        }
        Ok(TokenKey::load(algorithm, &keys.signing)?)
    }

    /// Makes a key, on a thread where it does not block other requests: an RSA key takes up to a second.
    async fn make(
        &self,
        identity: &Identity,
        algorithm: TokenAlgorithm,
    ) -> Result<KeyMaterial, TokenKeyRingError> {
        let (identity, name) = (identity.clone(), self.name.clone());
        let make = move || TokenKey::generate(algorithm, &name, identity.clock().now(), identity.entropy());
        let generated = tokio::task::spawn_blocking(make).await.map_err(|_| TokenKeyRingError::Ending)?;
        Ok(generated.map_err(TokenKeyError::from)?)
    }
}

const fn key_use(algorithm: TokenAlgorithm) -> KeyUse {
    match algorithm {
        TokenAlgorithm::Rs256 => KeyUse::OpenIdRs256,
        TokenAlgorithm::Es256 => KeyUse::OpenIdEs256,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use identity_core::testing::TestIdentity;

    #[tokio::test]
    async fn o_19_keys_are_made_once_and_what_signs_is_published() {
        let test = TestIdentity::start().await.unwrap();
        let ring = TokenKeyRing::open(test.identity(), "https://my.example.com").await.unwrap();
        let keys = ring.current(test.identity()).await.unwrap();
        let again = TokenKeyRing::open(test.identity(), "https://my.example.com").await.unwrap();
        let same = again.current(test.identity()).await.unwrap();
        for algorithm in TokenAlgorithm::ALL {
            let key = keys.signing(algorithm);
            assert_eq!(key.algorithm(), algorithm);
            assert_eq!(keys.published().find(Some(key.kid()), algorithm), Ok(key.public()));
            assert_eq!(same.signing(algorithm).kid(), key.kid());
        }
        let published = keys.published().to_json().to_string();
        assert_eq!(published.matches("\"kid\"").count(), 2);
        assert!(!published.contains("\"d\""));
    }
}
