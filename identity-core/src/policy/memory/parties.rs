//! The people, clients and organisations that hold grants, found by their ids.
//!
//! A decision begins here, in memory that is seldom warm. So what it needs of a holder stands beside the id, and three
//! holders share one line of 64 octets: a look-up reads one line, and of about one in thirty a second.

use super::index::hash;
use super::packed::PackedVersion;
use crate::domain::Holder;
use uuid::Uuid;

/// A holder of grants as it comes from the records.
#[derive(Debug, Clone, Copy)]
pub(in crate::policy) struct GivenParty {
    pub(in crate::policy) holder: Holder,
    pub(in crate::policy) version: PackedVersion,
    pub(in crate::policy) active: bool,
}

/// A person or client, or an organisation as a holder of grants.
#[derive(Debug, Clone, Copy)]
pub(in crate::policy) struct Party {
    /// Its position.
    pub(in crate::policy) at: u32,
    pub(in crate::policy) holder: Holder,
    pub(in crate::policy) active: bool,
    /// The position of its first link.
    pub(in crate::policy) first_link: u32,
    /// How many links it has; [`Mark::MANY`] if it has so many or more.
    pub(in crate::policy) links: u8,
}

/// All of them. The position of each is its line times [`SLOTS`], and its slot.
#[derive(Debug, Clone, Default)]
pub(in crate::policy) struct Parties {
    lines: Box<[Line]>,
    /// In the order of the positions.
    versions: Box<[PackedVersion]>,
}

const SLOTS: usize = 3;

/// Parties that share a line of memory.
#[derive(Debug, Clone, Copy)]
#[repr(C, align(64))]
struct Line {
    ids: [Uuid; SLOTS],
    first_links: [u32; SLOTS],
    marks: [Mark; SLOTS],
    /// Whether a party that belongs here stands in a later line.
    displaced: bool,
}

const _: () = assert!(size_of::<Line>() == 64, "a line of parties is a line of memory");

/// Whether the slot is taken, by what kind of holder, whether that is active, and how many links it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark(u8);

impl Mark {
    const FREE: Self = Self(0);
    const ACTIVE: u8 = 4;
    const ONE_LINK: u8 = 8;
    const MANY: u8 = u8::MAX / Self::ONE_LINK;

    const fn new(holder: Holder, active: bool) -> Self {
        let kind = match holder {
            Holder::User(_) => 1,
            Holder::Organization(_) => 2,
            Holder::Client(_) => 3,
        };
        Self(if active { kind | Self::ACTIVE } else { kind })
    }

    fn holder(self, id: Uuid) -> Option<Holder> {
        match self.0 & 3 {
            1 => Some(Holder::User(id.into())),
            2 => Some(Holder::Organization(id.into())),
            3 => Some(Holder::Client(id.into())),
            _ => None,
        }
    }

    const fn is_active(self) -> bool {
        self.0 & Self::ACTIVE != 0
    }

    const fn links(self) -> u8 {
        self.0 / Self::ONE_LINK
    }

    const fn with_one_link_more(self) -> Self {
        if self.links() < Self::MANY { Self(self.0 + Self::ONE_LINK) } else { self }
    }
}

impl Line {
    const EMPTY: Self = Self {
        ids: [Uuid::nil(); SLOTS],
        first_links: [0; SLOTS],
        marks: [Mark::FREE; SLOTS],
        displaced: false,
    };

    fn slots(&self) -> impl Iterator<Item = (Uuid, u32, Mark)> {
        let links = self.first_links.iter().zip(&self.marks);
        self.ids.iter().zip(links).map(|(id, (first, mark))| (*id, *first, *mark))
    }

    fn find(&self, line: usize, holder: Holder) -> Option<Party> {
        let id = holder_id(holder);
        let (slot, (_, first_link, mark)) = self
            .slots()
            .enumerate()
            .find(|(_, (at, _, mark))| *at == id && mark.holder(id) == Some(holder))?;
        Party::of(position(line, slot), holder, first_link, mark)
    }

    fn put(&mut self, party: &GivenParty) -> Option<usize> {
        let slot = self.marks.iter().position(|mark| *mark == Mark::FREE)?;
        *self.marks.get_mut(slot)? = Mark::new(party.holder, party.active);
        *self.ids.get_mut(slot)? = holder_id(party.holder);
        Some(slot)
    }
}

impl Party {
    fn of(at: usize, holder: Holder, first_link: u32, mark: Mark) -> Option<Self> {
        let at = u32::try_from(at).ok()?;
        Some(Self { at, holder, active: mark.is_active(), first_link, links: mark.links() })
    }

    /// Whether it may have more links than it says.
    pub(in crate::policy) const fn has_many_links(&self) -> bool {
        self.links == Mark::MANY
    }
}

/// The id of a holder, whatever its kind.
const fn holder_id(holder: Holder) -> Uuid {
    match holder {
        Holder::User(id) => id.as_uuid(),
        Holder::Organization(id) => id.as_uuid(),
        Holder::Client(id) => id.as_uuid(),
    }
}

const fn position(line: usize, slot: usize) -> usize {
    line * SLOTS + slot
}

impl Parties {
    /// Those that are given, of which none is there twice.
    pub(in crate::policy) fn of(given: &[GivenParty]) -> Self {
        // Four lines for five parties: one in thirty finds its line full.
        let lines = given.len() - given.len() / 5;
        let mut parties = Self {
            lines: vec![Line::EMPTY; lines].into(),
            versions: vec![PackedVersion::default(); lines * SLOTS].into(),
        };
        for party in given {
            parties.add(party);
        }
        parties
    }

    fn add(&mut self, party: &GivenParty) {
        for line in self.lines_for(party.holder) {
            let Some(found) = self.lines.get_mut(line) else { return };
            if let Some(slot) = found.put(party) {
                if let Some(version) = self.versions.get_mut(position(line, slot)) {
                    *version = party.version;
                }
                return;
            }
            found.displaced = true;
        }
    }

    pub(in crate::policy) fn find(&self, holder: Holder) -> Option<Party> {
        for line in self.lines_for(holder) {
            let found = self.lines.get(line)?;
            if let Some(party) = found.find(line, holder) {
                return Some(party);
            }
            if !found.displaced {
                return None;
            }
        }
        None
    }

    pub(in crate::policy) fn get(&self, at: u32) -> Option<Party> {
        let at = at as usize;
        let (id, first_link, mark) = self.lines.get(at / SLOTS)?.slots().nth(at % SLOTS)?;
        Party::of(at, mark.holder(id)?, first_link, mark)
    }

    pub(in crate::policy) fn version(&self, at: u32) -> Option<PackedVersion> {
        self.versions.get(at as usize).copied()
    }

    /// Adds a link to a party. Those of one party are added one after the other.
    pub(in crate::policy) fn add_link(&mut self, party: u32, link: u32) {
        let (at, slot) = (party as usize / SLOTS, party as usize % SLOTS);
        let Some(found) = self.lines.get_mut(at) else { return };
        let (Some(first), Some(mark)) = (found.first_links.get_mut(slot), found.marks.get_mut(slot)) else {
            return;
        };
        if mark.links() == 0 {
            *first = link;
        }
        *mark = mark.with_one_link_more();
    }

    /// The line where a party belongs, and those behind it, round to the first.
    fn lines_for(&self, holder: Holder) -> impl Iterator<Item = usize> + use<> {
        let (first, lines) = (hash(holder_id(holder)).among(self.lines.len()), self.lines.len());
        (first..lines).chain(0..first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Version;

    fn holder(number: u32) -> Holder {
        let id = Uuid::from_u128(u128::from(number / 3) << 64 | 7);
        match number % 3 {
            0 => Holder::User(id.into()),
            1 => Holder::Organization(id.into()),
            _ => Holder::Client(id.into()),
        }
    }

    fn given(number: u32) -> GivenParty {
        let version = Version::from_number(u64::from(number)).into();
        GivenParty { holder: holder(number), version, active: number.is_multiple_of(2) }
    }

    /// How many lines a look-up reads.
    fn lines(parties: &Parties, holder: Holder) -> usize {
        let mut lines = parties.lines_for(holder);
        1 + lines.position(|line| parties.lines[line].find(line, holder).is_some()).unwrap()
    }

    #[test]
    fn who_is_there_is_found_with_what_was_given() {
        for count in [0, 1, 3, 4, 3_000] {
            let mut parties = Parties::of(&(0..count).map(given).collect::<Vec<_>>());
            for number in 0..count {
                let party = parties.find(holder(number)).unwrap();
                assert_eq!((party.holder, party.active), (holder(number), number.is_multiple_of(2)));
                assert_eq!(Version::from(parties.version(party.at).unwrap()).number(), u64::from(number));
                (0..number % 40).for_each(|link| parties.add_link(party.at, 1_000 + link));
                let party = parties.get(party.at).unwrap();
                assert_eq!((party.holder, u32::from(party.links)), (holder(number), (number % 40).min(31)));
                assert_eq!(party.first_link, if number % 40 == 0 { 0 } else { 1_000 });
                assert_eq!(party.has_many_links(), number % 40 >= 31);
            }
            assert!(parties.find(holder(count)).is_none());
        }
    }

    #[test]
    fn a_party_is_found_by_one_line_of_memory() {
        let count = 100_000;
        let users: Vec<_> =
            (0..count).map(|number| GivenParty { holder: holder(number * 3), ..given(0) }).collect();
        let parties = Parties::of(&users);
        let read: usize = users.iter().map(|party| lines(&parties, party.holder)).sum();
        assert!(read <= users.len() + users.len() / 15, "{read} lines");
    }
}
