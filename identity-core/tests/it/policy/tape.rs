//! Choices at random that shrink.

use super::records::NOW;
use identity_core::Timestamp;
use identity_core::domain::Period;
use std::collections::BTreeSet;

/// Choices read off a tape of random octets, so that a failing world shrinks to its simplest form: choice 0 is
/// the plainest each time, and what follows the end of the tape is 0.
#[derive(Debug)]
pub(crate) struct Tape {
    octets: Vec<u8>,
    at: usize,
}

impl Tape {
    pub(crate) const fn new(octets: Vec<u8>) -> Self {
        Self { octets, at: 0 }
    }

    pub(crate) fn below(&mut self, limit: u8) -> u8 {
        let octet = self.octets.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        octet % limit
    }

    pub(crate) fn one_in(&mut self, limit: u8) -> bool {
        self.below(limit) == limit - 1
    }

    pub(crate) fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[usize::from(self.below(u8::try_from(choices.len()).unwrap()))]
    }

    /// Everything most of the time.
    pub(crate) fn most<T: Clone + Ord>(&mut self, all: &[T]) -> BTreeSet<T> {
        all.iter().filter(|_| !self.one_in(4)).cloned().collect()
    }

    pub(crate) fn limit<T: Clone + Ord>(&mut self, all: &[T]) -> Option<BTreeSet<T>> {
        self.one_in(6).then(|| self.most(all))
    }

    /// Before, at and after the present instant, to the microsecond.
    fn time(&mut self) -> Timestamp {
        let micros = NOW.unix_micros();
        let choices = [micros + 500, micros + 1, micros, micros - 1, micros - 500, micros + 300];
        Timestamp::from_unix_micros(self.one_of(&choices))
    }

    pub(crate) fn period(&mut self) -> Period {
        Period {
            starts_at: self.one_in(10).then(|| self.time()),
            ends_at: self.one_in(5).then(|| self.time()),
        }
    }
}
