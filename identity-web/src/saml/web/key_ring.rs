//! The deployment's SAML keys, loaded and ready to sign.

use crate::refreshed::Refreshed;
use crate::saml::keys::certificate::{Certificate, KeyError};
use crate::saml::keys::signing_key::SigningKey;
use crate::saml::signatures::xmlsec::{VerifyError, self_test};
use identity_core::Identity;
use identity_core::applications::{KeyChange, KeyMaterial, RotationError};
use identity_core::domain::KeyUse;
use std::num::NonZero;
use std::sync::{Arc, LazyLock};
use std::time::Duration;
use tokio::sync::Semaphore;

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

/// Why a key was not rotated.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeyRotationError {
    /// No key was made.
    #[error(transparent)]
    Keys(#[from] KeyRingError),
    /// The rotation is refused.
    #[error(transparent)]
    Refused(#[from] RotationError),
}

/// Hands out the keys of one use.
#[derive(Debug)]
pub(crate) struct KeyRing {
    key_use: KeyUse,
    name: String,
    keys: Refreshed<Keys>,
}

impl KeyRing {
    /// Loads the keys, creates the first one if there is none, and checks the libraries with it.
    pub(crate) async fn open(identity: &Identity, key_use: KeyUse, name: &str) -> Result<Self, KeyRingError> {
        let ring = Self { key_use, name: name.to_owned(), keys: Refreshed::new() };
        let keys = ring.current(identity).await?;
        tracing::info!("trying that a forged signature is refused, of which libxmlsec prints a line itself");
        blocking(move || self_test(&keys.signing)).await??;
        Ok(ring)
    }

    /// The keys, at most a minute old. The next key is published long before it signs and a retired one long after, so nothing
    /// fails meanwhile.
    pub(crate) async fn current(&self, identity: &Identity) -> Result<Arc<Keys>, KeyRingError> {
        self.keys.current(identity.clock().now(), self.load(identity)).await
    }

    /// Rotates the key.
    pub(crate) async fn rotate(
        &self,
        identity: &Identity,
        change: &KeyChange,
    ) -> Result<(), KeyRotationError> {
        let fresh = self.make(identity).await?;
        Ok(identity.rotate_key(self.key_use, change, &fresh).await?)
    }

    async fn load(&self, identity: &Identity) -> Result<Keys, KeyRingError> {
        let keys = identity.signing_keys(self.key_use, || self.make(identity)).await?;
        let signing = SigningKey::from_der(&keys.signing.private_key, &keys.signing.certificate)?;
        let published =
            keys.published.iter().map(|der| Certificate::from_der(der)).collect::<Result<_, _>>()?;
        Ok(Keys { signing, published })
    }

    /// Makes a key, on a thread where it does not block other requests: it takes up to a second.
    async fn make(&self, identity: &Identity) -> Result<KeyMaterial, KeyRingError> {
        let (identity, name) = (identity.clone(), self.name.clone());
        let made = blocking(move || SigningKey::generate(&name, identity.clock().now(), identity.entropy()))
            .await??;
        let (certificate, private_key) = (made.certificate().der().to_vec(), made.private_key_der()?);
        Ok(KeyMaterial { certificate, private_key })
    }
}

/// Work on processors of one kind: how much of it runs at once, and how much runs or waits.
#[derive(Debug)]
struct Lane {
    running: Arc<Semaphore>,
    taken: Arc<Semaphore>,
}

/// How long work waits until it runs; longer than a full lane takes. Whoever asked has lost patience by then.
const WAITS: Duration = Duration::from_secs(30);

/// Messages that anybody can send are read here, so that they keep nobody's sign-on waiting.
static READING: LazyLock<Lane> = LazyLock::new(|| Lane::new(64));

/// What is signed, and checked against the key of a party that is known.
static OWN: LazyLock<Lane> = LazyLock::new(|| Lane::new(256));

impl Lane {
    /// Beyond the number of processors more at once would only take memory. Whoever comes when `taken` wait is told to try
    /// again, and does not wait for nothing.
    fn new(taken: usize) -> Self {
        let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
        Self { running: Arc::new(Semaphore::new(processors.min(16))), taken: Arc::new(Semaphore::new(taken)) }
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, KeyRingError> {
        let taken = Arc::clone(&self.taken).try_acquire_owned().map_err(|_| KeyRingError::Busy)?;
        let turn = tokio::time::timeout(WAITS, Arc::clone(&self.running).acquire_owned()).await;
        let turn = turn.map_err(|_| KeyRingError::Busy)?.map_err(|_| KeyRingError::Ending)?;
        // They are held until the work is done: it goes on when whoever asked has hung up.
        let work = move || {
            let _held = (taken, turn);
            work()
        };
        tokio::task::spawn_blocking(work).await.map_err(|_| KeyRingError::Ending)
    }
}

/// Signs or verifies on a thread where it does not block other requests.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, KeyRingError> {
    OWN.run(work).await
}

/// Reads what anybody can send on a thread where it does not block other requests.
pub(crate) async fn reading<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, KeyRingError> {
    READING.run(work).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    /// Work whose asker has gone still counts, so that nobody makes more of it run at once.
    #[tokio::test(flavor = "multi_thread")]
    async fn work_holds_its_place_until_it_is_done() {
        let lane =
            Arc::new(Lane { running: Arc::new(Semaphore::new(1)), taken: Arc::new(Semaphore::new(2)) });
        let ((begun, has_begun), (end, may_end)) = (mpsc::channel(), mpsc::channel::<()>());
        let asking = tokio::spawn({
            let lane = Arc::clone(&lane);
            async move {
                let work = move || {
                    begun.send(()).unwrap();
                    may_end.recv().unwrap();
                };
                lane.run(work).await
            }
        });
        tokio::task::spawn_blocking(move || has_begun.recv().unwrap()).await.unwrap();
        asking.abort();
        assert!(asking.await.unwrap_err().is_cancelled());
        assert_eq!((lane.running.available_permits(), lane.taken.available_permits()), (0, 1));
        end.send(()).unwrap();
        lane.run(|| ()).await.unwrap();
    }
}
