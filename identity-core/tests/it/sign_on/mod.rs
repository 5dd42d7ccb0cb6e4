//! Signing in and signing on.

mod answers;
pub(crate) mod application;
pub(crate) mod further_proof;
mod meanwhile;
mod password;
mod policies;
mod recovery;
mod reset_race;
mod session_hook;
mod tries;
