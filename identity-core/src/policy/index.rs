use hashbrown::HashTable;
use uuid::Uuid;

/// Where in a list a record with some id stands. It keeps positions only, not the ids, which stand in the list.
#[derive(Debug, Clone, Default)]
pub(super) struct Index(HashTable<u32>);

impl Index {
    /// The positions of these ids; of an id that is there twice, the first.
    pub(super) fn of(ids: impl ExactSizeIterator<Item = Uuid> + Clone, id_at: impl Fn(u32) -> Uuid) -> Self {
        let mut table = HashTable::with_capacity(ids.len());
        for (at, id) in (0_u32..).zip(ids) {
            if table.find(hash(id), |found| id_at(*found) == id).is_none() {
                table.insert_unique(hash(id), at, |found| hash(id_at(*found)));
            }
        }
        Self(table)
    }

    /// The position of an id.
    pub(super) fn find(&self, id: Uuid, is_at: impl Fn(u32) -> bool) -> Option<u32> {
        self.0.find(hash(id), |found| is_at(*found)).copied()
    }
}

/// Ids are made here from 74 random bits, so that nobody can choose them to collide; mixing spreads counters too.
const fn hash(id: Uuid) -> u64 {
    let (high, low) = id.as_u64_pair();
    let mixed = (low ^ high.rotate_left(32)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mixed ^ (mixed >> 32)
}
