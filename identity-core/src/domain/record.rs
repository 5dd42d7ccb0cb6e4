use super::record_id::RecordId;
use crate::for_each_record;

macro_rules! records {
    ($($(#[$doc:meta])* $kind:ident($id:ty) $accessor:ident $name:literal),+ $(,)?) => {
        /// A record of any kind, as part of a change.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Record { $($(#[$doc])* $kind(Box<super::$kind>)),+ }

        impl Record {
            /// The record's id.
            pub fn id(&self) -> RecordId {
                match self { $(Self::$kind(record) => RecordId::$kind(record.id)),+ }
            }
        }

        $(impl From<super::$kind> for Record {
            fn from(record: super::$kind) -> Self {
                Self::$kind(Box::new(record))
            }
        })+
    };
}

for_each_record!(records);
