use super::packed::NONE;
use uuid::Uuid;

/// Where in a list a record with some id stands. It keeps positions only, not the ids, which stand in the list.
///
/// Twelve positions share one line of 64 octets, each with an octet of its id's hash: a look-up reads one line here, of
/// about one in a hundred a second, and then the record that it finds.
#[derive(Debug, Clone, Default)]
pub(in crate::policy) struct Index(Box<[Line]>);

const SLOTS: usize = 12;
/// How many positions a line has on average: few find theirs full.
const FILLED: usize = 8;

#[derive(Debug, Clone, Copy)]
#[repr(C, align(64))]
struct Line {
    at: [u32; SLOTS],
    tags: [u8; SLOTS],
    /// Whether a position that belongs here stands in a later line.
    displaced: bool,
}

const _: () = assert!(size_of::<Line>() == 64, "a line of the index is a line of memory");

impl Line {
    const EMPTY: Self = Self { at: [NONE; SLOTS], tags: [0; SLOTS], displaced: false };

    fn find(&self, tag: u8, is_at: impl Fn(u32) -> bool) -> Option<u32> {
        let tagged = self.at.iter().zip(&self.tags).filter(|(_, found)| **found == tag);
        tagged.map(|(at, _)| *at).find(|at| *at != NONE && is_at(*at))
    }

    fn put(&mut self, tag: u8, at: u32) -> bool {
        let free = self.at.iter_mut().zip(&mut self.tags).find(|(at, _)| **at == NONE);
        let Some(slot) = free else { return false };
        (*slot.0, *slot.1) = (at, tag);
        true
    }
}

impl Index {
    /// The positions of these ids; of an id that is there twice, the first.
    pub(in crate::policy) fn of(
        most: usize,
        ids: impl Iterator<Item = (Uuid, u32)>,
        is_at: impl Fn(Uuid, u32) -> bool,
    ) -> Self {
        let mut index = Self(vec![Line::EMPTY; most.div_ceil(FILLED)].into());
        for (id, at) in ids {
            if index.find(id, |at| is_at(id, at)).is_none() {
                index.put(id, at);
            }
        }
        index
    }

    /// The position of an id.
    pub(in crate::policy) fn find(&self, id: Uuid, is_at: impl Fn(u32) -> bool) -> Option<u32> {
        let hash = hash(id);
        for line in self.lines_for(hash) {
            let line = self.0.get(line)?;
            if let Some(found) = line.find(hash.tag(), &is_at) {
                return Some(found);
            }
            if !line.displaced {
                return None;
            }
        }
        None
    }

    fn put(&mut self, id: Uuid, at: u32) {
        let hash = hash(id);
        for line in self.lines_for(hash) {
            let Some(line) = self.0.get_mut(line) else { return };
            if line.put(hash.tag(), at) {
                return;
            }
            line.displaced = true;
        }
    }

    /// The line where an id belongs, and those behind it, round to the first.
    fn lines_for(&self, hash: Hash) -> impl Iterator<Item = usize> + use<> {
        let (first, lines) = (hash.among(self.0.len()), self.0.len());
        (first..lines).chain(0..first)
    }
}

/// What spreads ids over lines.
#[derive(Debug, Clone, Copy)]
pub(in crate::policy) struct Hash(u64);

/// Ids are made here from 74 random bits, so that nobody can choose them to collide; mixing spreads counters too.
pub(in crate::policy) const fn hash(id: Uuid) -> Hash {
    let (high, low) = id.as_u64_pair();
    let mixed = (low ^ high.rotate_left(32)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    Hash(mixed ^ (mixed >> 32))
}

impl Hash {
    /// One of so many lines.
    pub(in crate::policy) fn among(self, lines: usize) -> usize {
        let spread = (u128::from(self.0) * lines as u128) >> 64;
        usize::try_from(spread).unwrap_or(0)
    }

    /// The octet that stands beside a position.
    const fn tag(self) -> u8 {
        self.0.to_le_bytes()[0]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: u32) -> Uuid {
        Uuid::from_u128(u128::from(number) << 64 | 7)
    }

    /// How many lines a look-up reads.
    fn lines(index: &Index, id: Uuid, at: u32) -> usize {
        let hash = hash(id);
        let mut lines = index.lines_for(hash).filter_map(|line| index.0.get(line));
        1 + lines.position(|line| line.find(hash.tag(), |found| found == at).is_some()).unwrap()
    }

    #[test]
    fn what_is_there_is_found_by_one_line_of_memory() {
        for count in [0, 1, 12, 13, 100_000] {
            let index =
                Index::of(count as usize, (0..count).map(|at| (id(at), at)), |wanted, at| id(at) == wanted);
            let mut read = 0;
            for at in 0..count {
                assert_eq!(index.find(id(at), |found| id(found) == id(at)), Some(at));
                read += lines(&index, id(at), at);
            }
            let most = count as usize;
            assert!(read <= most + most / 40, "{read} lines for {count} look-ups");
            assert_eq!(index.find(id(count), |found| id(found) == id(count)), None);
        }
    }
}
