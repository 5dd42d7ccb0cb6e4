//! The deployment's own keys of tokens, loaded and ready to sign.

use crate::openid::keys::key_set::KeySet;
use crate::openid::keys::public_key::PublicKey;
use crate::openid::keys::token_key::{TokenKey, TokenKeyError};
use identity_core::domain::{KeyUse, TokenAlgorithm};
use identity_core::store::StoreError;
use identity_core::{Identity, Timestamp};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How long a change of keys by another node may go unnoticed. The next key is published long before it signs, and
/// the last one long after, so nothing fails meanwhile.
const REFRESH: Duration = Duration::from_mins(1);

/// Why there are no keys.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TokenKeyRingError {
    /// The stored key does not open, or the store failed.
    #[error(transparent)]
    Stored(#[from] identity_core::applications::KeyError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The key or the certificate is not usable.
    #[error(transparent)]
    Key(#[from] TokenKeyError),
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
    cached: Mutex<Option<(Timestamp, Arc<TokenKeys>)>>,
}

impl TokenKeyRing {
    /// Loads the keys, and creates the first ones if there are none.
    pub(crate) async fn open(identity: &Identity, name: &str) -> Result<Self, TokenKeyRingError> {
        let ring = Self { name: name.to_owned(), cached: Mutex::new(None) };
        ring.current(identity).await?;
        Ok(ring)
    }

    /// The keys, at most a minute old.
    pub(crate) async fn current(&self, identity: &Identity) -> Result<Arc<TokenKeys>, TokenKeyRingError> {
        let now = identity.clock().now();
        if let Some((since, keys)) = self.cached().as_ref()
            && now.since(*since) < REFRESH
        {
            return Ok(Arc::clone(keys));
        }
        let keys = Arc::new(self.load(identity, now).await?);
        *self.cached() = Some((now, Arc::clone(&keys)));
        Ok(keys)
    }

    async fn load(&self, identity: &Identity, now: Timestamp) -> Result<TokenKeys, TokenKeyRingError> {
        let rs256 = self.signing(identity, TokenAlgorithm::Rs256, now).await?;
        let es256 = self.signing(identity, TokenAlgorithm::Es256, now).await?;
        let mut published = Vec::new();
        for algorithm in TokenAlgorithm::ALL {
            for certificate in identity.published_certificates(key_use(algorithm)).await? {
                published.push(PublicKey::from_certificate(&certificate).map_err(TokenKeyError::from)?);
            }
        }
        Ok(TokenKeys { rs256, es256, published: KeySet::of(published) })
    }

    async fn signing(
        &self,
        identity: &Identity,
        algorithm: TokenAlgorithm,
        now: Timestamp,
    ) -> Result<TokenKey, TokenKeyRingError> {
        // Making an RSA key takes up to a second of a thread, once in the life of a deployment, before it serves.
        let make = || {
            let made = TokenKey::generate(algorithm, &self.name, now, identity.entropy());
            made.map_err(|error| TokenKeyRingError::from(TokenKeyError::from(error)))
        };
        let material = identity.signing_key(key_use(algorithm), make).await?;
        Ok(TokenKey::load(algorithm, &material)?)
    }

    fn cached(&self) -> MutexGuard<'_, Option<(Timestamp, Arc<TokenKeys>)>> {
        self.cached.lock().unwrap_or_else(PoisonError::into_inner)
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
    async fn keys_are_read_again_after_a_minute() {
        let test = TestIdentity::start().await.unwrap();
        let ring = TokenKeyRing::open(test.identity(), "https://my.example.com").await.unwrap();
        let first = ring.current(test.identity()).await.unwrap();
        test.clock().advance(Duration::from_secs(59));
        assert!(Arc::ptr_eq(&first, &ring.current(test.identity()).await.unwrap()));
        test.clock().advance(Duration::from_secs(1));
        assert!(!Arc::ptr_eq(&first, &ring.current(test.identity()).await.unwrap()));
    }

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
