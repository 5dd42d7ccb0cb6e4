//! The deployment's own signing keys.

use crate::authority::{Act, Identity, Proof, Trace};
use crate::domain::{Action, Actor, KeyState, KeyUse, SigningKey, SigningKeyFilter, SigningKeyKey};
use crate::ids::SigningKeyId;
use crate::secrets::OpenError;
use crate::store::{StoreError, Versioned};

/// A private key in the clear, for the one who signs with it.
#[derive(Clone)]
pub struct KeyMaterial {
    /// Its certificate, DER.
    pub certificate: Vec<u8>,
    /// The private key, PKCS#8 DER.
    pub private_key: Vec<u8>,
}

impl std::fmt::Debug for KeyMaterial {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KeyMaterial([secret])")
    }
}

/// Why a signing key cannot be loaded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// The stored key does not open with this master key.
    #[error("the stored signing key does not open with the configured master key")]
    Sealed(#[from] OpenError),
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A use for which the store has no active key.
struct NoKeyYet {
    key_use: KeyUse,
}

impl NoKeyYet {
    /// What was found for a use: its key, or the proof that there is none.
    fn or_key(key_use: KeyUse, found: Option<Versioned<SigningKey>>) -> Result<Versioned<SigningKey>, Self> {
        found.ok_or(Self { key_use })
    }
}

impl Proof for NoKeyYet {
    fn actor(&self) -> Actor {
        Actor::System
    }
}

impl Identity {
    /// The key that signs for a use. When there is none yet, `make` makes it; of several nodes that start
    /// at once, one key is kept and all get that one.
    #[doc(hidden)]
    pub async fn signing_key<E: From<KeyError>>(
        &self,
        key_use: KeyUse,
        make: impl Fn() -> Result<KeyMaterial, E> + Send + Sync,
    ) -> Result<KeyMaterial, E> {
        loop {
            let found = self.store.signing_keys().find(&SigningKeyKey::Active(key_use)).await;
            let missing = match NoKeyYet::or_key(key_use, found.map_err(KeyError::from)?) {
                Ok(found) => return Ok(self.unseal(&found)?),
                Err(missing) => missing,
            };
            let fresh = make()?;
            let id = self.new_id();
            let key = SigningKey {
                id,
                key_use: missing.key_use,
                state: KeyState::Active,
                certificate: fresh.certificate,
                private_key: self.context.sealer.seal(self.entropy(), &key_aad(id), &fresh.private_key),
                created_at: self.now(),
            };
            let mut act = Act::by_proof::<NoKeyYet>(&missing);
            act.changes().insert(key);
            match self.commit(act.finish(self, Action::SigningKeyCreated, Trace::of(id))).await {
                Ok(()) | Err(StoreError::AlreadyExists { .. }) => {}
                Err(error) => return Err(KeyError::from(error).into()),
            }
        }
    }

    /// The certificates of every published key for a use: the active one first.
    #[doc(hidden)]
    pub async fn published_certificates(&self, key_use: KeyUse) -> Result<Vec<Vec<u8>>, StoreError> {
        let mut keys =
            self.all(self.store.signing_keys(), &SigningKeyFilter { key_use: Some(key_use) }).await?;
        keys.sort_by_key(|key| key.state != KeyState::Active);
        Ok(keys.into_iter().map(|key| key.record.certificate).collect())
    }

    fn unseal(&self, key: &SigningKey) -> Result<KeyMaterial, KeyError> {
        let private_key = self.context.sealer.open(&key_aad(key.id), &key.private_key)?;
        Ok(KeyMaterial { certificate: key.certificate.clone(), private_key })
    }
}

fn key_aad(id: SigningKeyId) -> Vec<u8> {
    format!("signing-key:{id}").into_bytes()
}
