//! What people prove who they are with, beside their password.

mod authenticator;
mod factor;

pub use authenticator::Authenticator;
pub use factor::{Factor, Factors};
