//! The clauses, a file for each part of the contract.

pub(crate) mod atomicity;
pub(crate) mod claims;
pub(crate) mod counters;
pub(crate) mod crashes;
pub(crate) mod durability;
pub(crate) mod gathering;
pub(crate) mod keys;
pub(crate) mod lists;
pub(crate) mod model;
pub(crate) mod orders;
pub(crate) mod parallel;
pub(crate) mod records;
pub(crate) mod sets;
pub(crate) mod sharing;
pub(crate) mod sizes;
pub(crate) mod versions;
pub(crate) mod visibility;
