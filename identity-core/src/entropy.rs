//! Randomness as the domain sees it: one injected source.

use sha2::{Digest, Sha256};
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

/// A source of random bytes that is fit for secrets.
pub trait Entropy: Send + Sync + fmt::Debug + 'static {
    /// Fills the whole buffer.
    fn fill(&self, buffer: &mut [u8]);
}

/// The operating system's generator.
#[derive(Debug, Default, Clone, Copy)]
pub struct OsEntropy;

impl Entropy for OsEntropy {
    #[allow(clippy::panic, reason = "without randomness no secret may be made, so nothing can go on")]
    fn fill(&self, buffer: &mut [u8]) {
        if let Err(error) = getrandom::fill(buffer) {
            panic!("the operating system gives no random bytes: {error}");
        }
    }
}

/// A repeatable sequence for tests; never for anything that must stay secret.
#[derive(Debug)]
pub struct SeededEntropy {
    seed: u64,
    counter: AtomicU64,
}

impl SeededEntropy {
    /// The sequence that belongs to `seed`.
    pub const fn new(seed: u64) -> Self {
        Self { seed, counter: AtomicU64::new(0) }
    }
}

impl Entropy for SeededEntropy {
    fn fill(&self, buffer: &mut [u8]) {
        for chunk in buffer.chunks_mut(32) {
            let block = self.counter.fetch_add(1, Ordering::SeqCst);
            let mut hash = Sha256::new();
            hash.update(self.seed.to_be_bytes());
            hash.update(block.to_be_bytes());
            for (target, source) in chunk.iter_mut().zip(hash.finalize()) {
                *target = source;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_sequence_and_never_repeats_a_block() {
        let (a, b) = (SeededEntropy::new(7), SeededEntropy::new(7));
        let (mut one, mut two, mut three) = ([0; 48], [0; 48], [0; 48]);
        a.fill(&mut one);
        b.fill(&mut two);
        a.fill(&mut three);
        assert_eq!(one, two);
        assert_ne!(one, three);
    }
}
