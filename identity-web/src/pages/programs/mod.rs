//! Programs at an organisation: what each can do there, why, and how to stop it.

pub(crate) mod list;
pub(crate) mod program;
pub(crate) mod samples;
pub(crate) mod stop;
pub(crate) mod views;
