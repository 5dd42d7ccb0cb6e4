//! What has to be done about the keys of a use, and doing it. Each node looks when it reads the keys anew; of several that
//! see that something is due, one does it.

use super::change::KeySchedule;
use super::key_error::KeyError;
use super::material::{KeyMaterial, SigningKeys};
use super::stored::{activated, in_state, key_trace, retired};
use crate::Timestamp;
use crate::authority::{Act, Identity, Proof};
use crate::domain::{Action, Actor, KeyState, KeyUse, SigningKey};
use crate::store::{StoreError, Versioned};

/// What is due about the keys of a use. It is found from the stored keys and the time only.
#[derive(Debug, PartialEq, Eq)]
enum Step<'a> {
    /// There is no key that signs.
    Begin,
    /// The key that signs has signed for long: its successor is published.
    Announce,
    /// The next key was published for long enough: it signs.
    Activate { active: &'a Versioned<SigningKey>, next: &'a Versioned<SigningKey> },
    /// Nobody holds anything any more that a retired key signed.
    Remove(&'a Versioned<SigningKey>),
}

/// That something is due about the keys of a use.
struct Due<'a>(Step<'a>);

/// How the keys of a use stand.
enum Standing<'a> {
    /// Nothing is due, and this one signs.
    Settled(&'a SigningKey),
    /// Something is due.
    Due(Due<'a>),
}

impl Proof for Due<'_> {
    fn actor(&self) -> Actor {
        Actor::System
    }
}

impl<'a> Standing<'a> {
    fn of(keys: &'a [Versioned<SigningKey>], schedule: &KeySchedule, now: Timestamp) -> Self {
        let Some(active) = in_state(keys, KeyState::Active) else { return Self::Due(Due(Step::Begin)) };
        let is_over = |key: &SigningKey| key.state_until.is_some_and(|until| until <= now);
        let is_old = || schedule.renewed_after.is_some_and(|after| active.state_since.plus(after) <= now);
        match in_state(keys, KeyState::Next) {
            Some(next) if is_over(next) => return Self::Due(Due(Step::Activate { active, next })),
            None if is_old() => return Self::Due(Due(Step::Announce)),
            Some(_) | None => {}
        }
        let forgotten = keys.iter().find(|key| key.state == KeyState::Retired && is_over(key));
        forgotten.map_or(Self::Settled(active), |key| Self::Due(Due(Step::Remove(key))))
    }
}

impl Identity {
    /// The keys of a use, after everything that is due about them. `make` makes a key when one is needed; of several nodes
    /// that make one at once, one key is kept and all get that one.
    #[doc(hidden)]
    pub async fn signing_keys<E, F>(
        &self,
        key_use: KeyUse,
        make: impl Fn() -> F + Send + Sync,
    ) -> Result<SigningKeys, E>
    where
        E: From<KeyError>,
        F: Future<Output = Result<KeyMaterial, E>> + Send,
    {
        let schedule = self.key_schedule(key_use);
        loop {
            let keys = self.stored_keys(key_use).await.map_err(KeyError::from)?;
            let due = match Standing::of(&keys, &schedule, self.now()) {
                Standing::Settled(active) => return Ok(self.open_keys(active, &keys)?),
                Standing::Due(due) => due,
            };
            let fresh = match due.0 {
                Step::Begin => Some(self.sealed_key(key_use, &make().await?, KeyState::Active, None)),
                Step::Announce => {
                    let signs_from = self.now().plus(schedule.announced);
                    Some(self.sealed_key(key_use, &make().await?, KeyState::Next, Some(signs_from)))
                }
                Step::Activate { .. } | Step::Remove(_) => None,
            };
            match self.settle(&due, &schedule, fresh).await {
                Ok(()) | Err(StoreError::AlreadyExists { .. } | StoreError::Conflict { .. }) => {}
                Err(error) => return Err(KeyError::from(error).into()),
            }
        }
    }

    /// Does what is due, with the key that was made for it.
    async fn settle(
        &self,
        due: &Due<'_>,
        schedule: &KeySchedule,
        fresh: Option<SigningKey>,
    ) -> Result<(), StoreError> {
        let mut act = Act::by_proof::<Due<'_>>(due);
        let (action, trace) = match (&due.0, fresh) {
            (_, Some(key)) => {
                let trace = key_trace(&key);
                act.changes().insert(key);
                (Action::SigningKeyCreated, trace)
            }
            (Step::Activate { active, next }, None) => {
                let now = self.now();
                // Before the next one takes it, the active one gives up the key of the active one.
                act.changes().update(retired(active, now, schedule.kept), active.version);
                act.changes().update(activated(next, now), next.version);
                (Action::SigningKeyActivated, key_trace(next))
            }
            (Step::Remove(key), None) => {
                act.changes().remove(key.id, key.version);
                (Action::SigningKeyRemoved, key_trace(key))
            }
            // No key was made where one has to be: there is nothing to write.
            (Step::Begin | Step::Announce, None) => return Ok(()),
        };
        self.commit(act.finish(self, action, trace)).await
    }
}
