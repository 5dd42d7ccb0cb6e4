use super::error::StoreError;
use super::page::{Direction, Page};
use crate::domain::{Entity, Mark, OrderBy, Record, RecordId, RecordKind, UniqueKey, Version, Versioned};
use crate::for_each_record;
use std::ops::Range;
use uuid::Uuid;

/// What is stored under what: the first octet of every key.
const RECORDS: u8 = b'r';
const UNIQUE: u8 = b'k';
const LISTS: u8 = b'l';

/// A record as keys and values, for a store that keeps octets under octets and can read them in the order of the keys.
///
/// A commit writes the record, its unique keys and its places in lists, and takes away those of the record as it was
/// before. All begin with one of the letters `k`, `l` and `r`, so that they can share one table with something else. The
/// forms of keys and values are the same in every release.
///
/// ```
/// use identity_core::store::{Entries, Version};
/// # use identity_core::domain::{Service, ServiceKeyed};
/// # use identity_core::{OsEntropy, SystemClock, Timestamp, ids::ServiceId};
/// # let service = Service {
/// #     id: ServiceId::generate(&SystemClock::default(), &OsEntropy),
/// #     key: "reports".parse()?,
/// #     name: "Reports".parse()?,
/// #     needs_contract: false,
/// #     enabled: true,
/// #     start_url: None,
/// #     created_at: Timestamp::from_unix_seconds(0),
/// # };
/// let key = Entries::unique_key::<Service>(&ServiceKeyed::Key(service.key.clone()));
/// let entries = Entries::of(&service.clone().into(), Version::FIRST)?;
/// assert_eq!(entries.id, Entries::id_key(service.id.into()));
/// assert_eq!(entries.unique, [key]);
/// assert_eq!(Entries::decode::<Service>(&entries.value)?.record, service);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entries {
    /// The key of the record.
    pub id: Vec<u8>,
    /// The record in its version; [`decode`](Self::decode) reads it.
    pub value: Vec<u8>,
    /// Its unique keys. Another record may not have one of them; the value beside each is [`id`](Self::id).
    pub unique: Vec<Vec<u8>>,
    /// Its places in lists: one for each of its marks, and one in the list of all, in every order. The value beside each
    /// is [`id`](Self::id).
    pub places: Vec<Vec<u8>>,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident($id:ty) $accessor:ident $name:literal),+ $(,)?) => {
        impl Entries {
            /// The entries of a record that is to be stored in this version.
            pub fn of(record: &Record, version: Version) -> Result<Self, StoreError> {
                match record { $(Record::$kind(record) => Self::of_entity(record.as_ref(), version)),+ }
            }

            /// The entries of the record that is stored as this value; [`Conflict`](StoreError::Conflict) if there is
            /// none, or it is not in this version.
            pub fn read(id: RecordId, version: Version, value: Option<&[u8]>) -> Result<Self, StoreError> {
                let value = Self::require(id, version, value)?;
                match id { $(RecordId::$kind(_) => {
                    let read = Self::decode::<crate::domain::$kind>(value)?;
                    Self::of_entity(&read.record, read.version)
                })+ }
            }
        }
    };
}

for_each_record!(kinds);

impl Entries {
    /// The key of the record with this id.
    pub fn id_key(id: RecordId) -> Vec<u8> {
        begin(RECORDS, id.kind(), id.as_uuid().as_bytes())
    }

    /// The key under which a unique key leads to its record.
    pub fn unique_key<T: Entity>(key: &T::Key) -> Vec<u8> {
        begin(UNIQUE, T::KIND, &key.to_bytes())
    }

    /// Reads a record from the value that is stored under its key.
    pub fn decode<T: Entity>(value: &[u8]) -> Result<Versioned<T>, StoreError> {
        let (version, json) = value.split_first_chunk().ok_or_else(|| failed("record-without-version"))?;
        let record = serde_json::from_slice(json).map_err(failed)?;
        Ok(Versioned::new(record, Version::from_number(u64::from_be_bytes(*version))))
    }

    /// Gives the value that is stored under the key of an id back; [`Conflict`](StoreError::Conflict) if there is none,
    /// or the record is not in this version.
    pub fn require(id: RecordId, version: Version, value: Option<&[u8]>) -> Result<&[u8], StoreError> {
        let is_read = |value: &&[u8]| value.starts_with(&version.number().to_be_bytes());
        value.filter(is_read).ok_or(StoreError::Conflict { record: id })
    }

    /// The parts of the keys, the first one included and the last one not, in which a page of a list is: one for each mark
    /// that the filter names. Read each downwards in a list that goes down, and let [`Page::slice_of_parts`] put the page
    /// together.
    pub fn ranges<T: Entity>(filter: &T::Filter, page: &Page) -> Vec<Range<Vec<u8>>> {
        let order = page.order_of::<T>();
        let start = page.start_of::<T>();
        let marks = T::narrow(filter)
            .map_or(vec![String::new()], |marks| marks.iter().map(Mark::to_string).collect());
        let range = |mark: String| {
            let list = list(T::KIND, &mark, order);
            let mut end = list.clone();
            end.push(u8::MAX);
            let Some(start) = &start else { return list..end };
            let key = start.key().map(ToString::to_string).unwrap_or_default();
            let mut place = place(&list, &key, start.id());
            match page.direction() {
                Direction::Ascending => {
                    // The next key there can be.
                    place.push(0);
                    place..end
                }
                Direction::Descending => list..place,
            }
        };
        marks.into_iter().map(range).collect()
    }

    fn of_entity<T: Entity>(record: &T, version: Version) -> Result<Self, StoreError> {
        let mut value = version.number().to_be_bytes().to_vec();
        serde_json::to_writer(&mut value, record).map_err(failed)?;
        let marks: Vec<_> = record.marks().iter().map(Mark::to_string).chain([String::new()]).collect();
        let id: Uuid = record.id().into();
        let in_order = |order: &OrderBy| {
            let key = record.order_key(*order).map(|key| key.to_string()).unwrap_or_default();
            let places = marks.iter().map(|mark| place(&list(T::KIND, mark, *order), &key, id));
            places.collect::<Vec<_>>()
        };
        Ok(Self {
            id: Self::id_key(record.id().into()),
            value,
            unique: record.keys().iter().map(Self::unique_key::<T>).collect(),
            places: T::ORDERS.iter().flat_map(in_order).collect(),
        })
    }
}

fn failed(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> StoreError {
    StoreError::Failed(error.into())
}

/// Kinds, marks and sort keys have no U+0000, so that it ends each of them, and sorts the shorter one first.
fn begin(first: u8, kind: RecordKind, rest: &[u8]) -> Vec<u8> {
    [&[first], kind.as_str().as_bytes(), &[0], rest].concat()
}

/// What all places of a list begin with: the records of a kind with a mark, in an order.
fn list(kind: RecordKind, mark: &str, order: OrderBy) -> Vec<u8> {
    let order = match order {
        OrderBy::Id => b'i',
        OrderBy::Name => b'n',
        OrderBy::Email => b'e',
        OrderBy::ExternalId => b'x',
    };
    begin(LISTS, kind, &[mark.as_bytes(), &[0, order]].concat())
}

fn place(list: &[u8], key: &str, id: Uuid) -> Vec<u8> {
    [list, key.as_bytes(), &[0], id.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Timestamp;
    use crate::domain::{Service, ServiceFilter, User, UserKey};
    use crate::ids::ServiceId;
    use crate::store::Cursor;

    fn service(number: u128, key: &str) -> Service {
        Service {
            id: ServiceId::from(Uuid::from_u128(number)),
            key: key.parse().unwrap(),
            name: "A service".parse().unwrap(),
            needs_contract: true,
            start_url: None,
            enabled: true,
            created_at: Timestamp::from_unix_seconds(0),
        }
    }

    #[test]
    fn entries_of_a_stored_record_are_those_that_were_written() {
        let record = service(7, "reports");
        let written = Entries::of(&record.clone().into(), Version::from_number(300)).unwrap();
        let (id, version) = (record.id.into(), Version::from_number(300));
        assert_eq!(Entries::read(id, version, Some(&written.value)).unwrap(), written);
        assert!(Entries::decode::<Service>(b"short").is_err());
        assert!(Entries::decode::<Service>(b"12345678{}").is_err());
        for (version, value) in [(Version::FIRST, Some(written.value.as_slice())), (version, None)] {
            let refused = Entries::read(id, version, value);
            assert!(matches!(refused, Err(StoreError::Conflict { record }) if record == id), "{refused:?}");
        }
    }

    #[test]
    fn keys_of_kinds_and_uses_are_apart() {
        let id = Uuid::from_u128(7);
        let (service, user) = (RecordId::Service(id.into()), RecordId::User(id.into()));
        assert_ne!(Entries::id_key(service), Entries::id_key(user));
        let name = "ada".parse().unwrap();
        assert!(Entries::unique_key::<User>(&UserKey::Username(name)).starts_with(b"kuser\0"));
    }

    #[test]
    fn places_sort_as_the_list_does() {
        let list = list(RecordKind::User, "", OrderBy::Name);
        let rows = [("", 9), ("a", 1), ("a", 2), ("a b", 0), ("ab", 0), ("é", 0)];
        let places = rows.map(|(key, id)| place(&list, key, Uuid::from_u128(id)));
        assert!(places.is_sorted());
    }

    #[test]
    fn ranges_begin_behind_the_cursor_either_way() {
        let shown = service(7, "reports");
        let place = |number| {
            let entries = Entries::of(&service(number, "reports").into(), Version::FIRST).unwrap();
            entries.places.last().unwrap().clone()
        };
        let page = Page::first(10).after(Cursor::of(&shown, OrderBy::Id));
        let ranges = |page: &Page| Entries::ranges::<Service>(&ServiceFilter::default(), page);
        let [up] = ranges(&page).try_into().unwrap();
        assert_eq!([6, 7, 8].map(|number| up.contains(&place(number))), [false, false, true]);
        let [down] = ranges(&page.in_direction(Direction::Descending)).try_into().unwrap();
        assert_eq!([6, 7, 8].map(|number| down.contains(&place(number))), [true, false, false]);
        let [all] = ranges(&Page::first(10)).try_into().unwrap();
        assert!([0, 7, u128::MAX].iter().all(|number| all.contains(&place(*number))));
    }
}
