//! The wire format of passkeys, behind the port of core.

mod web_authn;
mod web_authn_error;

pub use web_authn::WebAuthn;
pub use web_authn_error::WebAuthnError;
