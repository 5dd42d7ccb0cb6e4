//! The signed-in person: account, sessions, and the organisation that is acted for.

pub(crate) mod account;
pub(crate) mod acting_for;
pub(crate) mod language;
pub(crate) mod password;
pub(crate) mod samples;
pub(crate) mod views;
