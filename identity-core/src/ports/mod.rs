//! Ports that a deployment fills, and that are known before any use case.

mod authenticator;
mod session_hook;

pub use authenticator::Authenticator;
pub use session_hook::{HostRefusal, SessionHook, SessionOpening};
