//! Ports that a deployment fills, and that are known before any use case.

mod authenticator;
mod passkey_error;
mod passkeys;
mod session_hook;

pub use authenticator::Authenticator;
pub use passkey_error::PasskeyError;
pub use passkeys::{Asserted, Ceremony, ClaimedPasskey, PasskeyOwner, Passkeys};
pub use session_hook::{HostRefusal, SessionHook, SessionOpening};
