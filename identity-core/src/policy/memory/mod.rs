//! The facts in few lines of memory.
//!
//! With many organisations the facts fit no cache, and what a decision costs is how many lines of 64 octets it reads: one
//! of the subject, one of the index of organisations and one of ids, and one for each grant until one allows it.

mod index;
mod packed;
mod parties;
mod places;

pub(super) use index::Index;
pub(super) use packed::{NONE, PackedVersion};
pub(super) use parties::{GivenParty, Parties, Party};
pub(super) use places::{FoundPlace, Place, Places};
