//! The fields and the table that every kind has.

use crate::for_each_record;
use crate::store::{Entity, Record, Store, Table};
use uuid::Uuid;

/// What every kind has, however it is called.
pub(crate) trait Kept: Entity + Into<Record> {
    fn table(store: &dyn Store) -> &dyn Table<Self>;
    fn of(record: &Record) -> Option<&Self>;
    fn with_id(self, id: Uuid) -> Self;
}

macro_rules! kept {
    ($($(#[$doc:meta])* $kind:ident($id:ty) $accessor:ident $name:literal),+ $(,)?) => {
        $(impl Kept for crate::domain::$kind {
            fn table(store: &dyn Store) -> &dyn Table<Self> {
                store.$accessor()
            }

            fn of(record: &Record) -> Option<&Self> {
                match record {
                    Record::$kind(record) => Some(record),
                    _ => None,
                }
            }

            fn with_id(self, id: Uuid) -> Self {
                Self { id: <$id>::from(id), ..self }
            }
        })+
    };
}

for_each_record!(kept);
