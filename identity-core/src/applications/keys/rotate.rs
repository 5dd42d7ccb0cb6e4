//! Rotating a key by hand, as whoever runs the program asks for it.

use super::change::{KeyChange, PublishedKey};
use super::key_error::RotationError;
use super::material::KeyMaterial;
use super::stored::{activated, in_state, key_trace, retired};
use crate::Timestamp;
use crate::authority::{Act, Identity, Proof, Trace, on_fresh_facts};
use crate::domain::{Action, Actor, KeyState, KeyUse, SigningKey};
use crate::store::{StoreError, Versioned};
use std::marker::PhantomData;

/// Whoever runs the program asks for another key, beside its configuration and its master key.
struct AskedAtConsole<'a>(PhantomData<&'a KeyChange>);

impl<'a> AskedAtConsole<'a> {
    /// What the program was told to do.
    const fn by(_change: &'a KeyChange) -> Self {
        Self(PhantomData)
    }
}

impl Proof for AskedAtConsole<'_> {
    fn actor(&self) -> Actor {
        Actor::System
    }
}

impl Identity {
    /// The keys of a use that are published: the one that signs, the next, then the retired ones.
    pub async fn published_keys(&self, key_use: KeyUse) -> Result<Vec<PublishedKey>, StoreError> {
        let mut keys = self.stored_keys(key_use).await?;
        keys.sort_by_key(|key| match key.state {
            KeyState::Active => 0,
            KeyState::Next => 1,
            KeyState::Retired => 2,
        });
        Ok(keys.into_iter().map(|key| PublishedKey::of(key.record)).collect())
    }

    /// Rotates a key. `fresh` is a new key, which is left unused when the next one is there already and signs now.
    #[doc(hidden)]
    pub async fn rotate_key(
        &self,
        key_use: KeyUse,
        change: &KeyChange,
        fresh: &KeyMaterial,
    ) -> Result<(), RotationError> {
        on_fresh_facts!(self.try_rotate(key_use, change, fresh))
    }

    async fn try_rotate(
        &self,
        key_use: KeyUse,
        change: &KeyChange,
        fresh: &KeyMaterial,
    ) -> Result<(), RotationError> {
        let keys = self.stored_keys(key_use).await?;
        let (active, next) = (in_state(&keys, KeyState::Active), in_state(&keys, KeyState::Next));
        let now = self.now();
        let mut act = Act::by_proof::<AskedAtConsole<'_>>(&AskedAtConsole::by(change));
        let made = |state, until| self.sealed_key(key_use, fresh, state, until);
        let (action, trace) = match (change, next) {
            (KeyChange::Announced(_), Some(next)) => {
                return Err(RotationError::AlreadyAnnounced(next.state_until.unwrap_or(now)));
            }
            (KeyChange::Announced(for_now), None) => {
                let next = made(KeyState::Next, Some(now.plus(*for_now)));
                (Action::SigningKeyCreated, insert(&mut act, next))
            }
            (KeyChange::Now, next) => {
                self.retire(&mut act, active, now);
                match next {
                    Some(next) => {
                        act.changes().update(activated(next, now), next.version);
                        (Action::SigningKeyActivated, key_trace(next))
                    }
                    None => (Action::SigningKeyActivated, insert(&mut act, made(KeyState::Active, None))),
                }
            }
            (KeyChange::Stolen, _) => {
                for key in &keys {
                    act.changes().remove(key.id, key.version);
                    act.note(self, Action::SigningKeyRemoved, key_trace(key));
                }
                (Action::SigningKeyActivated, insert(&mut act, made(KeyState::Active, None)))
            }
        };
        Ok(self.commit(act.finish(self, action, trace)).await?)
    }

    fn retire(&self, act: &mut Act, active: Option<&Versioned<SigningKey>>, now: Timestamp) {
        if let Some(active) = active {
            let kept = self.key_schedule(active.key_use).kept;
            act.changes().update(retired(active, now, kept), active.version);
        }
    }
}

fn insert(act: &mut Act, key: SigningKey) -> Trace {
    let trace = key_trace(&key);
    act.changes().insert(key);
    trace
}

impl PublishedKey {
    fn of(key: SigningKey) -> Self {
        let SigningKey { key_use, state, certificate, state_since, state_until, .. } = key;
        Self { key_use, state, certificate, since: state_since, until: state_until }
    }
}
