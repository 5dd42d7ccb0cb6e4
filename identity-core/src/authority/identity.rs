//! The handle that everything goes through, and how it is put together.

use super::guarded::GuardedStore;
use super::outside::Leftover;
use super::turns::Turns;
use crate::ports::{Authenticator, Passkeys, SessionHook};
use crate::secrets::{
    BreachedPasswords, InvalidArgon2Params, MasterKey, PasswordHasher, PasswordHasherConfig, PasswordPolicy,
    Sealer,
};
use crate::store::{Store, StoreError};
use crate::{Clock, Entropy, OsEntropy, Settings, SystemClock, Timestamp};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// The whole of identity, as one value to hand around: cheap to clone, no type parameters.
///
/// ```
/// # use identity_core::{Identity, Settings, secrets::MasterKey, store::MemoryStore, OsEntropy};
/// let base_url = "https://my.example.com".parse()?;
/// let identity = Identity::builder(MemoryStore::new(), Settings::new(base_url), MasterKey::generate(&OsEntropy))
///     .build()?;
/// # let _ = identity;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Identity {
    pub(crate) store: GuardedStore,
    pub(crate) context: Arc<Context>,
}

/// What does not change between requests.
pub(crate) struct Context {
    pub(crate) settings: Settings,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) sealer: Sealer,
    pub(crate) master_key: MasterKey,
    pub(crate) hasher: PasswordHasher,
    pub(crate) password_policy: PasswordPolicy,
    pub(crate) breached_passwords: Option<Arc<dyn BreachedPasswords>>,
    pub(crate) authenticators: Vec<Arc<dyn Authenticator>>,
    pub(crate) passkeys: Option<Arc<dyn Passkeys>>,
    pub(crate) session_hooks: Vec<Arc<dyn SessionHook>>,
    turns: Turns,
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity").field("settings", &self.context.settings).finish_non_exhaustive()
    }
}

/// Puts an [`Identity`] together.
///
/// ```
/// use identity_core::secrets::PasswordPolicy;
/// use identity_core::store::MemoryStore;
/// use identity_core::{Clock, Identity, ManualClock, MasterKey, OsEntropy, Settings, Timestamp};
/// use std::sync::Arc;
///
/// let settings = Settings::new("https://my.example.com".parse()?);
/// let identity = Identity::builder(MemoryStore::new(), settings, MasterKey::generate(&OsEntropy))
///     .password_policy(PasswordPolicy::default().min_length(20))
///     .clock(Arc::new(ManualClock::at(Timestamp::from_unix_seconds(0))))
///     .build()?;
/// assert_eq!(identity.clock().now(), Timestamp::from_unix_seconds(0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct IdentityBuilder {
    store: GuardedStore,
    settings: Settings,
    master_key: MasterKey,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    hasher: Option<PasswordHasher>,
    hashing: PasswordHasherConfig,
    password_policy: PasswordPolicy,
    breached_passwords: Option<Arc<dyn BreachedPasswords>>,
    authenticators: Vec<Arc<dyn Authenticator>>,
    passkeys: Option<Arc<dyn Passkeys>>,
    session_hooks: Vec<Arc<dyn SessionHook>>,
}

impl fmt::Debug for IdentityBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IdentityBuilder").field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl IdentityBuilder {
    /// Takes another clock than the system's.
    #[must_use]
    pub fn clock(self, clock: Arc<dyn Clock>) -> Self {
        Self { clock, ..self }
    }

    /// Takes another source of randomness than the system's.
    #[must_use]
    pub fn entropy(self, entropy: Arc<dyn Entropy>) -> Self {
        Self { entropy, ..self }
    }

    /// Takes a ready password hasher, for example [`PasswordHasher::fast_for_tests`].
    #[must_use]
    pub fn password_hasher(self, hasher: PasswordHasher) -> Self {
        Self { hasher: Some(hasher), ..self }
    }

    /// Takes other rules for new passwords than the default.
    #[must_use]
    pub fn password_policy(self, password_policy: PasswordPolicy) -> Self {
        Self { password_policy, ..self }
    }

    /// Compares new passwords with those that were found in breaches. Without this, they are compared with none.
    #[must_use]
    pub fn breached_passwords(self, breached: Arc<dyn BreachedPasswords>) -> Self {
        Self { breached_passwords: Some(breached), ..self }
    }

    /// Adds a further proof that a sign-on can ask for.
    #[must_use]
    pub fn authenticator(mut self, authenticator: Arc<dyn Authenticator>) -> Self {
        self.authenticators.push(authenticator);
        self
    }

    /// Lets people set up passkeys and sign in with them, if [`Settings::methods`] has
    /// [`PASSKEY`](crate::domain::AuthenticationMethod::PASSKEY).
    #[must_use]
    pub fn passkeys(self, passkeys: Arc<dyn Passkeys>) -> Self {
        Self { passkeys: Some(passkeys), ..self }
    }

    /// Adds something that the host demands before a session opens. The first refusal counts.
    #[must_use]
    pub fn session_hook(mut self, hook: Arc<dyn SessionHook>) -> Self {
        self.session_hooks.push(hook);
        self
    }

    /// Takes other hashing parameters or limits than the default (argon2id, m = 19 MiB, t = 2, p = 1).
    #[must_use]
    pub fn password_hashing(self, hashing: PasswordHasherConfig) -> Self {
        Self { hashing, ..self }
    }

    /// The finished value; an error when the hashing parameters are not ones that argon2 takes.
    pub fn build(self) -> Result<Identity, InvalidArgon2Params> {
        let sealer = Sealer::new(&self.master_key, "seal");
        let hasher = match self.hasher {
            Some(hasher) => hasher,
            None => PasswordHasher::new(self.hashing, Arc::clone(&self.entropy))?,
        };
        let context = Context {
            settings: self.settings,
            clock: self.clock,
            entropy: self.entropy,
            sealer,
            master_key: self.master_key,
            hasher,
            password_policy: self.password_policy,
            breached_passwords: self.breached_passwords,
            authenticators: self.authenticators,
            passkeys: self.passkeys,
            session_hooks: self.session_hooks,
            turns: Turns::new(),
        };
        Ok(Identity { store: self.store, context: Arc::new(context) })
    }
}

impl Identity {
    /// Starts putting an `Identity` together.
    pub fn builder(store: impl Store, settings: Settings, master_key: MasterKey) -> IdentityBuilder {
        IdentityBuilder {
            store: GuardedStore::new(store),
            settings,
            master_key,
            clock: Arc::new(SystemClock::default()),
            entropy: Arc::new(OsEntropy),
            hasher: None,
            hashing: PasswordHasherConfig::default(),
            password_policy: PasswordPolicy::default(),
            breached_passwords: None,
            authenticators: Vec::new(),
            passkeys: None,
            session_hooks: Vec::new(),
        }
    }

    /// The same identity on another store: a store bound to a transaction of the host application, so
    /// that what both write is one commit.
    ///
    /// Refusals and counts of tries are no part of that commit: a rollback takes away neither the trace nor the limit. They
    /// are written with the store of this identity when the transaction has ended, see [`leave_transaction`](Self::leave_transaction).
    #[must_use]
    pub fn with_store(&self, store: impl Store) -> Self {
        let store = GuardedStore::in_place_of(&self.store, store);
        Self { store, context: Arc::clone(&self.context) }
    }

    /// Gives up a store that was bound to a transaction of the host, and hands out what waits to be written when that has
    /// ended. If it is dropped unwritten, a task writes it, in the minute after the transaction has ended; what the process
    /// ends in the middle of is lost.
    #[must_use = "refusals and counts wait in it; call `write` when the transaction has ended"]
    pub fn leave_transaction(self) -> Leftover {
        Leftover::new(self.store.outside().map(Arc::clone))
    }

    /// The turn of a call about a record that many write at once, see [`Turns`]. A call within a transaction of the host does
    /// not wait: who it would wait for may wait for the transaction.
    pub(crate) async fn turn(&self, about: &impl std::hash::Hash) -> Option<tokio::sync::MutexGuard<'_, ()>> {
        if self.store.outside().is_some() { None } else { self.context.turns.wait(about).await }
    }

    /// What the deployment set.
    pub fn settings(&self) -> &Settings {
        &self.context.settings
    }

    /// The clock that everything here goes by.
    pub fn clock(&self) -> &dyn Clock {
        self.context.clock.as_ref()
    }

    /// The source of randomness that everything here uses.
    pub fn entropy(&self) -> &dyn Entropy {
        self.context.entropy.as_ref()
    }

    /// A key of its own for one purpose, derived from the master key.
    #[doc(hidden)]
    pub fn derive_key(&self, purpose: &str) -> [u8; 32] {
        self.context.master_key.derive(purpose)
    }

    /// The rules that a new password has to meet.
    pub fn password_policy(&self) -> &PasswordPolicy {
        &self.context.password_policy
    }

    /// The further proofs that a sign-on can ask for.
    pub(crate) fn authenticators(&self) -> &[Arc<dyn Authenticator>] {
        &self.context.authenticators
    }

    /// What the host demands before a session opens.
    pub(crate) fn session_hooks(&self) -> &[Arc<dyn SessionHook>] {
        &self.context.session_hooks
    }

    /// Whether the store answers and its schema fits this program.
    pub async fn check(&self) -> Result<(), StoreError> {
        self.store.check().await
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.context.clock.now()
    }

    /// The start of the span of this length that the present moment lies in, by which limits are counted.
    pub(crate) fn window(&self, length: Duration) -> Timestamp {
        debug_assert!(length <= self.longest_window(), "counters of this window would be purged too early");
        let length = i64::try_from(length.as_secs()).unwrap_or(i64::MAX).max(1);
        let seconds = self.now().unix_seconds();
        Timestamp::from_unix_seconds(seconds - seconds.rem_euclid(length))
    }

    /// The longest window that anything is counted in: a day, for the invitations that an address gets, or the window for
    /// wrong passwords where that is set longer. Older counters decide nothing and can be purged.
    pub(crate) fn longest_window(&self) -> Duration {
        const DAY: Duration = Duration::from_hours(24);
        self.settings().sign_in_window.max(DAY)
    }

    /// A fresh id of the wanted type.
    pub(crate) fn new_id<T: From<uuid::Uuid>>(&self) -> T {
        crate::ids::new_uuid(self.clock(), self.entropy()).into()
    }
}
