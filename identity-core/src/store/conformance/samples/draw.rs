//! The seeded source of everything that the suite makes up: the same seed, the same records.

use crate::Timestamp;
use crate::domain::OrganizationPath;
use crate::secrets::{PasswordHash, Sealed, TokenDigest};
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use std::collections::{BTreeSet, VecDeque};
use uuid::Uuid;

/// How many organisations [`Draw::drawn_organization`] chooses from.
const REMEMBERED: usize = 8;

/// How many ids [`Draw::known`] chooses from: few, so that records share owners and filters find several.
const KNOWN_IDS: usize = 5;

/// Draws values from a seed (`SplitMix64`). Good for variety, never for secrets.
#[derive(Debug, Clone)]
pub(crate) struct Draw {
    state: u64,
    taken: u64,
    known: Vec<Uuid>,
    organizations: VecDeque<OrganizationPath>,
}

impl Draw {
    pub(crate) fn new(seed: u64) -> Self {
        let mut draw = Self { state: seed, taken: 0, known: Vec::new(), organizations: VecDeque::new() };
        draw.known = (0..KNOWN_IDS).map(|_| draw.uuid()).collect();
        draw
    }

    pub(crate) fn number(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`; zero when there is none.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.number() % limit).unwrap_or(0)
    }

    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    #[allow(
        clippy::indexing_slicing,
        reason = "`below` stays below the length, and an empty array has no type"
    )]
    pub(crate) fn one_of<T: Clone, const N: usize>(&mut self, choices: &[T; N]) -> T {
        choices[self.below(N)].clone()
    }

    /// One of the elements, where there are any.
    pub(crate) fn among<'a, T>(&mut self, choices: &'a [T]) -> Option<&'a T> {
        choices.get(self.below(choices.len()))
    }

    pub(crate) fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.chance(50) { Some(make(self)) } else { None }
    }

    pub(crate) fn mostly<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.chance(75) { Some(make(self)) } else { None }
    }

    /// Up to `most` values; often none.
    pub(crate) fn some<T>(&mut self, most: usize, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.below(most + 1)).map(|_| make(self)).collect()
    }

    pub(crate) fn set<T: Ord>(&mut self, most: usize, make: impl FnMut(&mut Self) -> T) -> BTreeSet<T> {
        self.some(most, make).into_iter().collect()
    }

    /// A number that was not drawn before.
    pub(crate) fn fresh_number(&mut self) -> u64 {
        self.taken += 1;
        self.taken
    }

    pub(crate) fn bytes<const N: usize>(&mut self) -> [u8; N] {
        std::array::from_fn(|_| self.number().to_be_bytes()[0])
    }

    fn uuid(&mut self) -> Uuid {
        Uuid::from_bytes(self.bytes())
    }

    /// An id of its own. Its octets are random, so that a store that orders ids by anything but all of
    /// their octets is found out.
    pub(crate) fn id<T: From<Uuid>>(&mut self) -> T {
        self.uuid().into()
    }

    /// One of a few ids that come up again and again.
    pub(crate) fn known<T: From<Uuid>>(&mut self) -> T {
        let at = self.below(KNOWN_IDS);
        self.known.get(at).copied().unwrap_or_default().into()
    }

    /// The path of one of the organisations that were drawn last, where there are any.
    pub(crate) fn drawn_organization(&mut self) -> Option<OrganizationPath> {
        let at = self.below(self.organizations.len());
        self.organizations.get(at).cloned()
    }

    pub(crate) fn remember_organization(&mut self, path: OrganizationPath) {
        self.organizations.truncate(REMEMBERED - 1);
        self.organizations.push_front(path);
    }

    /// An instant; sometimes one of the first or last there are, and always with odd microseconds somewhere.
    pub(crate) fn time(&mut self) -> Timestamp {
        match self.below(10) {
            0 => self.one_of(&Self::extreme_times()),
            1 => Timestamp::from_unix_micros(-i64::from(u32::try_from(self.below(9_999_999)).unwrap_or(1))),
            _ => Timestamp::from_unix_micros(
                1_800_000_000_000_000 + i64::try_from(self.below(100_000_000_000)).unwrap_or(0),
            ),
        }
    }

    /// The first and last instants there are, and those around the turn of the epoch.
    pub(crate) fn extreme_times() -> [Timestamp; 7] {
        [i64::MIN, -1, 0, 1, 999_999, 1_800_000_000_123_457, i64::MAX].map(Timestamp::from_unix_micros)
    }

    pub(crate) fn count(&mut self) -> u64 {
        let any = self.number();
        self.one_of(&[0, 1, 7, u64::from(u32::MAX), i64::MAX.unsigned_abs(), u64::MAX, any])
    }

    pub(crate) fn digest(&mut self) -> TokenDigest {
        TokenDigest::from_bytes(self.bytes())
    }

    pub(crate) fn sealed(&mut self) -> Sealed {
        let octets = self.some(200, |draw| draw.bytes::<1>()[0]);
        Sealed::from_bytes(octets)
    }

    pub(crate) fn octets(&mut self) -> Vec<u8> {
        self.some(80, |draw| draw.bytes::<1>()[0])
    }

    pub(crate) fn password_hash(&mut self) -> PasswordHash {
        self.parsed(
            |draw| {
                let salt = STANDARD_NO_PAD.encode(draw.bytes::<16>());
                let output = STANDARD_NO_PAD.encode(draw.bytes::<32>());
                format!("$argon2id$v=19$m=19456,t=2,p=1${salt}${output}")
            },
            PasswordHash::parse,
        )
    }

    /// Draws texts until one is a value of the wanted type.
    pub(crate) fn parsed<T, E>(
        &mut self,
        mut text: impl FnMut(&mut Self) -> String,
        parse: impl Fn(&str) -> Result<T, E>,
    ) -> T {
        loop {
            if let Ok(value) = parse(&text(self)) {
                return value;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_draws_the_same() {
        let (mut one, mut two, mut other) = (Draw::new(1), Draw::new(1), Draw::new(2));
        let (a, b, c) = (one.bytes::<32>(), two.bytes::<32>(), other.bytes::<32>());
        assert_eq!(a, b);
        assert_ne!(a, c);
    }
}
