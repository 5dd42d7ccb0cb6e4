//! The JSON of the caller and their sessions.

mod me;
mod session;

pub(crate) use me::{ActingForCall, Me, MyClient, MySelf};
pub(crate) use session::Session;
