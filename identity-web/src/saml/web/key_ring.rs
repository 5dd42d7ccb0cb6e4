//! The deployment's SAML keys, loaded and ready to sign.

use crate::saml::keys::certificate::{Certificate, KeyError};
use crate::saml::keys::signing_key::SigningKey;
use crate::saml::signatures::xmlsec::{VerifyError, self_test};
use identity_core::applications::KeyMaterial;
use identity_core::domain::KeyUse;
use identity_core::store::StoreError;
use identity_core::{Identity, Timestamp};
use std::num::NonZero;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Semaphore;

/// How long a change of keys by another node may go unnoticed. The next key is published long before it signs, and
/// the last one long after, so nothing fails meanwhile.
const REFRESH: Duration = Duration::from_mins(1);

/// The keys as they stand.
#[derive(Debug)]
pub(crate) struct Keys {
    /// Signs.
    pub(crate) signing: SigningKey,
    /// What peers should believe: of the signing key, of the next, of the last.
    pub(crate) published: Vec<Certificate>,
}

/// Why there are no keys.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeyRingError {
    /// The stored key does not open, or the store failed.
    #[error(transparent)]
    Stored(#[from] identity_core::applications::KeyError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The key or the certificate is not usable.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The libraries failed to tell a genuine signature from a forged one.
    #[error("the self-test of the XML signature libraries failed: {0}")]
    SelfTest(#[from] VerifyError),
    /// So many messages wait to be read or signed that this one does not join them.
    #[error("too many SAML messages are waiting; try again in a moment")]
    Busy,
    /// The work was given up because the process is ending.
    #[error("the process is ending")]
    Ending,
}

/// Hands out the keys of one use.
#[derive(Debug)]
pub(crate) struct KeyRing {
    key_use: KeyUse,
    name: String,
    cached: Mutex<Option<(Timestamp, Arc<Keys>)>>,
}

impl KeyRing {
    /// Loads the keys, creates the first one if there is none, and checks the libraries with it.
    pub(crate) async fn open(identity: &Identity, key_use: KeyUse, name: &str) -> Result<Self, KeyRingError> {
        let ring = Self { key_use, name: name.to_owned(), cached: Mutex::new(None) };
        let keys = ring.current(identity).await?;
        tracing::info!("trying that a forged signature is refused, of which libxmlsec prints a line itself");
        blocking(move || self_test(&keys.signing)).await??;
        Ok(ring)
    }

    /// The keys, at most a minute old.
    pub(crate) async fn current(&self, identity: &Identity) -> Result<Arc<Keys>, KeyRingError> {
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

    async fn load(&self, identity: &Identity, now: Timestamp) -> Result<Keys, KeyRingError> {
        // Making a key takes up to a second of a thread, once in the life of a deployment, before it serves.
        let make = || self.make(identity, now);
        let material = identity.signing_key::<KeyRingError>(self.key_use, make).await?;
        let published = identity.published_certificates(self.key_use).await?;
        let signing = SigningKey::from_der(&material.private_key, &material.certificate)?;
        let published = published.iter().map(|der| Certificate::from_der(der)).collect::<Result<_, _>>()?;
        Ok(Keys { signing, published })
    }

    fn make(&self, identity: &Identity, now: Timestamp) -> Result<KeyMaterial, KeyRingError> {
        let key = SigningKey::generate(&self.name, now, identity.entropy())?;
        Ok(KeyMaterial { certificate: key.certificate().der().to_vec(), private_key: key.private_key_der()? })
    }

    fn cached(&self) -> std::sync::MutexGuard<'_, Option<(Timestamp, Arc<Keys>)>> {
        self.cached.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How much work on processors runs at once: beyond their number it would only take memory.
static RUNNING: LazyLock<Semaphore> = LazyLock::new(|| {
    let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
    Semaphore::new(processors.min(16))
});

/// How much of it runs or waits: whoever comes then is told to try again, and does not wait for nothing.
static TAKEN: Semaphore = Semaphore::const_new(256);

/// Runs CPU-heavy work on a thread where it does not block other requests: reading messages, verifying, signing.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, KeyRingError> {
    let _taken = TAKEN.try_acquire().map_err(|_| KeyRingError::Busy)?;
    let _running = RUNNING.acquire().await.map_err(|_| KeyRingError::Ending)?;
    tokio::task::spawn_blocking(work).await.map_err(|_| KeyRingError::Ending)
}
