//! Making and checking password hashes, a bounded number at a time.

use super::MAX_PASSWORD_OCTETS;
use super::argon2_params::{Argon2Params, InvalidArgon2Params};
use super::normal_form::normal_form;
use super::password_hash::{Decoded, OUTPUT_OCTETS, PasswordHash, SALT_OCTETS};
use super::secret::Secret;
use crate::entropy::{Entropy, OsEntropy};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use serde::Deserialize;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use subtle::ConstantTimeEq;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use zeroize::Zeroizing;

/// How passwords are hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PasswordHasherConfig {
    /// What one hash costs.
    pub argon2: Argon2Params,
    /// How many are computed at the same time; each holds its memory. 0 stands for one for each core.
    pub parallel_hashes: usize,
    /// How many more may wait; the next one is turned away with [`HashError::Busy`].
    pub max_waiting: usize,
}

impl Default for PasswordHasherConfig {
    fn default() -> Self {
        Self { argon2: Argon2Params::default(), parallel_hashes: 0, max_waiting: 100 }
    }
}

/// Why there is no answer about a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum HashError {
    /// Longer than [`MAX_PASSWORD_OCTETS`]; nothing was computed.
    #[error("a password has at most 1024 octets: shorten it")]
    TooLong,
    /// More are waiting than are allowed to; answer 503 and have it tried again.
    #[error("too many sign-ins at the same time: try again in a few seconds")]
    Busy,
    /// The computation did not finish, since the process is ending or memory ran out.
    #[error("the password could not be checked: try again")]
    Failed,
}

/// What became of checking a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
#[non_exhaustive]
pub struct Verification {
    /// The password belongs to the hash.
    pub ok: bool,
    /// It does, and the hash costs less than is configured now: replace it while the password is at hand.
    pub needs_rehash: bool,
}

/// Hashes passwords with Argon2id (RFC 9106) on threads of their own.
///
/// At most a fixed number runs at a time, each in memory that is kept for the next, so that neither load nor
/// an attack can take more memory than configured. Passwords are brought into one Unicode form first
/// (RFC 8265 section 4.2, `OpaqueString`), so that a password is the same from every keyboard.
#[derive(Clone)]
pub struct PasswordHasher(Arc<Inner>);

struct Inner {
    cost: Argon2Params,
    params: Params,
    entropy: Arc<dyn Entropy>,
    dummy: PasswordHash,
    running: Arc<Semaphore>,
    admitted: Arc<Semaphore>,
    pool: Mutex<Vec<Vec<Block>>>,
    filled_kib: AtomicU64,
}

impl PasswordHasher {
    /// A hasher with its costs from configuration and its salts from `entropy`.
    pub fn new(config: PasswordHasherConfig, entropy: Arc<dyn Entropy>) -> Result<Self, InvalidArgon2Params> {
        let params = config.argon2.checked(OUTPUT_OCTETS)?;
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let parallel = if config.parallel_hashes == 0 { cores } else { config.parallel_hashes };
        let parallel = parallel.min(Semaphore::MAX_PERMITS / 2);
        let admitted = config.max_waiting.min(Semaphore::MAX_PERMITS / 2) + parallel;
        let (mut salt, mut output) = ([0; SALT_OCTETS], [0; OUTPUT_OCTETS]);
        entropy.fill(&mut salt);
        entropy.fill(&mut output);
        Ok(Self(Arc::new(Inner {
            cost: config.argon2,
            params,
            entropy,
            dummy: PasswordHash::encode(config.argon2, &salt, &output),
            running: Arc::new(Semaphore::new(parallel)),
            admitted: Arc::new(Semaphore::new(admitted)),
            pool: Mutex::new(Vec::new()),
            filled_kib: AtomicU64::new(0),
        })))
    }

    /// A hasher that costs next to nothing and protects nothing, for tests that are not about hashing.
    #[allow(clippy::expect_used, clippy::missing_panics_doc, reason = "these costs are within their bounds")]
    pub fn fast_for_tests() -> Self {
        let argon2 = Argon2Params { memory_kib: 8, iterations: 1, parallelism: 1 };
        let config = PasswordHasherConfig { argon2, parallel_hashes: 4, max_waiting: 10_000 };
        Self::new(config, Arc::new(OsEntropy)).expect("the costs are within their bounds")
    }

    /// Hashes a new password. Whether it is a good one, [`PasswordPolicy`](super::PasswordPolicy) says.
    pub async fn hash(&self, password: Secret) -> Result<PasswordHash, HashError> {
        let password = prepare(&password)?;
        let mut salt = [0; SALT_OCTETS];
        self.0.entropy.fill(&mut salt);
        let (cost, params) = (self.0.cost, self.0.params.clone());
        self.run(move |inner| {
            let output = inner.argon2id(params, &password, &salt, OUTPUT_OCTETS)?;
            Ok(PasswordHash::encode(cost, &salt, &output))
        })
        .await
    }

    /// Checks a password. Without a hash, as for a person who is unknown, it takes the same time and answers
    /// no, so that nobody learns from the clock who is known.
    pub async fn verify(
        &self,
        hash: Option<&PasswordHash>,
        password: &Secret,
    ) -> Result<Verification, HashError> {
        let password = prepare(password)?;
        let known = hash.is_some();
        let stored = hash.unwrap_or(&self.0.dummy).decode().map_err(|_| HashError::Failed)?;
        let configured = self.0.cost;
        self.run(move |inner| {
            let Decoded { cost, params, salt, output } = stored;
            let computed = inner.argon2id(params, &password, &salt, output.len())?;
            let ok = bool::from(computed.ct_eq(&output)) && known;
            Ok(Verification { ok, needs_rehash: ok && cost.is_weaker_than(configured) })
        })
        .await
    }

    /// How much memory hashing has filled since this hasher was made, in KiB: the memory of each hash times its
    /// iterations, which is what a hash costs. For metrics.
    pub fn filled_kib(&self) -> u64 {
        self.0.filled_kib.load(Ordering::Relaxed)
    }

    async fn run<T, F>(&self, work: F) -> Result<T, HashError>
    where
        T: Send + 'static,
        F: FnOnce(&Inner) -> Result<T, HashError> + Send + 'static,
    {
        let permits = self.0.admit().await?;
        let inner = Arc::clone(&self.0);
        let task = tokio::task::spawn_blocking(move || {
            // The permits end with the computation, also when nobody waits for its answer any more.
            let _permits = permits;
            work(&inner)
        });
        task.await.map_err(|_| HashError::Failed)?
    }
}

impl Inner {
    async fn admit(&self) -> Result<[OwnedSemaphorePermit; 2], HashError> {
        let admitted = Arc::clone(&self.admitted).try_acquire_owned().map_err(|_| HashError::Busy)?;
        let running = Arc::clone(&self.running).acquire_owned().await.map_err(|_| HashError::Failed)?;
        Ok([admitted, running])
    }

    fn argon2id(
        &self,
        params: Params,
        password: &str,
        salt: &[u8],
        length: usize,
    ) -> Result<Zeroizing<Vec<u8>>, HashError> {
        let blocks = params.block_count();
        let filled = u64::from(params.m_cost()) * u64::from(params.t_cost());
        self.filled_kib.fetch_add(filled, Ordering::Relaxed);
        let mut memory = self.pool.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
        if memory.len() < blocks {
            memory.resize(blocks, Block::default());
        }
        let mut output = Zeroizing::new(vec![0; length]);
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let outcome =
            argon2.hash_password_into_with_memory(password.as_bytes(), salt, &mut output, &mut memory);
        // A hash of former, larger costs borrows more for once; the pool keeps what is configured.
        if memory.len() > self.params.block_count() {
            memory.truncate(self.params.block_count());
            memory.shrink_to_fit();
        }
        self.pool.lock().unwrap_or_else(PoisonError::into_inner).push(memory);
        outcome.map(|()| output).map_err(|_| HashError::Failed)
    }
}

/// The form in which a password is hashed, unless it is too long.
fn prepare(password: &Secret) -> Result<Zeroizing<String>, HashError> {
    if password.expose().len() > MAX_PASSWORD_OCTETS {
        return Err(HashError::TooLong);
    }
    Ok(normal_form(password))
}

impl fmt::Debug for PasswordHasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PasswordHasher").field("cost", &self.0.cost).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn hasher(
        memory_kib: u32,
        iterations: u32,
        parallel_hashes: usize,
        max_waiting: usize,
    ) -> PasswordHasher {
        let argon2 = Argon2Params { memory_kib, iterations, parallelism: 1 };
        let config = PasswordHasherConfig { argon2, parallel_hashes, max_waiting };
        PasswordHasher::new(config, Arc::new(OsEntropy)).unwrap()
    }

    #[tokio::test]
    async fn a_password_belongs_to_its_hash_alone() {
        let hasher = PasswordHasher::fast_for_tests();
        let hash = hasher.hash(Secret::new("kettle orbit")).await.unwrap();
        let yes = hasher.verify(Some(&hash), &Secret::new("kettle orbit")).await.unwrap();
        assert_eq!(yes, Verification { ok: true, needs_rehash: false });
        let no = hasher.verify(Some(&hash), &Secret::new("kettle orbiT")).await.unwrap();
        assert_eq!(no, Verification { ok: false, needs_rehash: false });
        assert_ne!(hash, hasher.hash(Secret::new("kettle orbit")).await.unwrap());
    }

    #[tokio::test]
    async fn the_hash_is_that_of_the_reference_implementation() {
        // The vector of the reference implementation's `src/test.c`: m=2^16, t=2, p=1, "password", "somesalt".
        let known = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
        let hash = PasswordHash::parse(known).unwrap();
        let verification = hasher(8, 1, 1, 1).verify(Some(&hash), &Secret::new("password")).await.unwrap();
        assert_eq!(verification, Verification { ok: true, needs_rehash: false });
    }

    #[tokio::test]
    async fn weaker_hashes_ask_to_be_replaced() {
        let (old, new) = (hasher(8, 1, 1, 1), hasher(16, 2, 1, 1));
        let password = Secret::new("kettle orbit");
        let hash = old.hash(password.clone()).await.unwrap();
        assert!(new.verify(Some(&hash), &password).await.unwrap().needs_rehash);
        assert!(!new.verify(Some(&hash), &Secret::new("other")).await.unwrap().needs_rehash);
        let hash = new.hash(password.clone()).await.unwrap();
        assert!(!new.verify(Some(&hash), &password).await.unwrap().needs_rehash);
        assert!(!old.verify(Some(&hash), &password).await.unwrap().needs_rehash);
    }

    #[tokio::test]
    async fn an_unknown_person_costs_the_same_computation() {
        let hasher = hasher(64, 3, 1, 1);
        let dummy = hasher.0.dummy.decode().unwrap();
        let known = hasher.hash(Secret::new("x")).await.unwrap().decode().unwrap();
        assert_eq!(
            (dummy.cost, dummy.salt.len(), dummy.output.len()),
            (known.cost, known.salt.len(), known.output.len())
        );
        let verification = hasher.verify(None, &Secret::new("x")).await.unwrap();
        assert_eq!(verification, Verification { ok: false, needs_rehash: false });
    }

    #[tokio::test]
    async fn long_passwords_are_refused_before_hashing() {
        let hasher = hasher(8, 1, 1, 0);
        let _all = Arc::clone(&hasher.0.running).acquire_owned().await.unwrap();
        let long = Secret::new("x".repeat(16_000_000));
        assert_eq!(hasher.hash(long.clone()).await, Err(HashError::TooLong));
        assert_eq!(hasher.verify(None, &long).await, Err(HashError::TooLong));
        assert_eq!(hasher.verify(None, &Secret::new("x".repeat(1025))).await, Err(HashError::TooLong));
    }

    #[tokio::test]
    async fn a_full_queue_turns_the_next_one_away() {
        let hasher = hasher(8, 1, 1, 1);
        let running = Arc::clone(&hasher.0).admit().await.unwrap();
        let waiting = tokio::spawn({
            let hasher = hasher.clone();
            async move { hasher.hash(Secret::new("waits")).await }
        });
        while hasher.0.admitted.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert_eq!(hasher.hash(Secret::new("is turned away")).await, Err(HashError::Busy));
        assert_eq!(hasher.verify(None, &Secret::new("too")).await, Err(HashError::Busy));
        drop(running);
        assert!(waiting.await.unwrap().is_ok());
        assert!(hasher.hash(Secret::new("finds room again")).await.is_ok());
    }

    #[tokio::test]
    async fn one_that_goes_away_while_waiting_leaves_its_place() {
        let hasher = hasher(8, 1, 1, 1);
        let running = Arc::clone(&hasher.0).admit().await.unwrap();
        let gone = tokio::time::timeout(Duration::ZERO, hasher.hash(Secret::new("goes away"))).await;
        assert!(gone.is_err());
        drop(running);
        assert!(hasher.hash(Secret::new("next")).await.is_ok());
        assert_eq!(hasher.0.admitted.available_permits(), 2);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn memory_is_kept_for_the_next_and_bounded_by_the_permits() {
        let hasher = hasher(64, 1, 2, 100);
        let tasks: Vec<_> = (0..50)
            .map(|_| {
                tokio::spawn({
                    let hasher = hasher.clone();
                    async move { hasher.hash(Secret::new("x")).await }
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap().unwrap();
        }
        let larger = PasswordHash::encode(
            Argon2Params { memory_kib: 1024, iterations: 1, parallelism: 1 },
            &[7; 16],
            &[0; 32],
        );
        assert!(!hasher.verify(Some(&larger), &Secret::new("x")).await.unwrap().ok);
        let pool = hasher.0.pool.lock().unwrap();
        assert!(pool.len() <= 2);
        assert!(pool.iter().all(|memory| memory.len() == 64 && memory.capacity() == 64));
    }

    #[tokio::test]
    async fn one_password_from_any_keyboard() {
        let hasher = PasswordHasher::fast_for_tests();
        let hash = hasher.hash(Secret::new("caf\u{e9} orbit")).await.unwrap();
        for text in ["cafe\u{301} orbit", "caf\u{e9}\u{a0}orbit", "caf\u{e9}\u{3000}orbit"] {
            assert!(hasher.verify(Some(&hash), &Secret::new(text)).await.unwrap().ok, "{text}");
        }
        assert!(!hasher.verify(Some(&hash), &Secret::new("cafe orbit")).await.unwrap().ok);
    }
}
