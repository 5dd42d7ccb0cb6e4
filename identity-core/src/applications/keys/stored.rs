//! The stored form of keys, and how it changes.

use super::change::KeySchedule;
use super::key_error::KeyError;
use super::material::{KeyMaterial, SigningKeys};
use crate::Timestamp;
use crate::authority::{Identity, Trace};
use crate::domain::{KeyState, KeyUse, SigningKey, SigningKeyFilter};
use crate::ids::SigningKeyId;
use crate::store::{StoreError, Versioned};
use std::time::Duration;

impl Identity {
    pub(super) fn key_schedule(&self, key_use: KeyUse) -> KeySchedule {
        KeySchedule::of(key_use, self.settings().token_keys_renewed_after)
    }

    pub(super) async fn stored_keys(
        &self,
        key_use: KeyUse,
    ) -> Result<Vec<Versioned<SigningKey>>, StoreError> {
        self.all(self.store.signing_keys(), &SigningKeyFilter { key_use: Some(key_use) }).await
    }

    /// A key as it is stored: in a state from now on, until a time.
    pub(super) fn sealed_key(
        &self,
        key_use: KeyUse,
        material: &KeyMaterial,
        state: KeyState,
        state_until: Option<Timestamp>,
    ) -> SigningKey {
        let (id, now) = (self.new_id(), self.now());
        let private_key = self.context.sealer.seal(self.entropy(), &key_aad(id), &material.private_key);
        let certificate = material.certificate.clone();
        SigningKey {
            id,
            key_use,
            state,
            certificate,
            private_key,
            created_at: now,
            state_since: now,
            state_until,
        }
    }

    /// The keys in the clear, of which one signs.
    pub(super) fn open_keys(
        &self,
        active: &SigningKey,
        keys: &[Versioned<SigningKey>],
    ) -> Result<SigningKeys, KeyError> {
        let private_key = self.context.sealer.open(&key_aad(active.id), &active.private_key)?;
        let signing = KeyMaterial { certificate: active.certificate.clone(), private_key };
        let others = keys.iter().filter(|key| key.id != active.id).map(|key| key.certificate.clone());
        let published = std::iter::once(active.certificate.clone()).chain(others).collect();
        Ok(SigningKeys { signing, published })
    }
}

/// The key in a state of which there is one at most.
pub(super) fn in_state(keys: &[Versioned<SigningKey>], state: KeyState) -> Option<&Versioned<SigningKey>> {
    keys.iter().find(|key| key.state == state)
}

/// The next key when it begins to sign.
pub(super) fn activated(next: &SigningKey, now: Timestamp) -> SigningKey {
    SigningKey { state: KeyState::Active, state_since: now, state_until: None, ..next.clone() }
}

/// The active key when it stops signing.
pub(super) fn retired(active: &SigningKey, now: Timestamp, kept: Duration) -> SigningKey {
    let state_until = Some(now.plus(kept));
    SigningKey { state: KeyState::Retired, state_since: now, state_until, ..active.clone() }
}

/// What the audit trail tells of a key.
pub(super) fn key_trace(key: &SigningKey) -> Trace {
    Trace::of(key.id).with("use", key.key_use.as_str())
}

fn key_aad(id: SigningKeyId) -> Vec<u8> {
    format!("signing-key:{id}").into_bytes()
}
