//! How a record becomes a row and a row a record.
//!
//! A record's fields fill columns of the same name, in the order in which [`mapped!`](super::mapping)
//! lists them. The columns of a field's type are given by its [`Stored`], once for each type.

mod cells;
mod columns;
mod composites;
mod raw;
mod reading;
mod stored;

pub(crate) use cells::{Cell, from_word, to_word, words};
pub(crate) use columns::Columns;
pub(crate) use composites::{actor_parts, holder_parts};
pub(crate) use reading::Row;
pub(crate) use stored::{Stored, parts_of};
