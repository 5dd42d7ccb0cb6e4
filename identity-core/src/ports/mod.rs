//! Ports that a deployment fills, and that are known before any use case.

mod authenticator;

pub use authenticator::Authenticator;
