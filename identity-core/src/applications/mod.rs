//! Applications: clients of the REST interface, service providers, signing keys.

mod clients;
mod keys;
mod relying_parties;
mod token_error;
mod verified_client;

pub use clients::IssuedToken;
#[doc(hidden)]
pub use keys::{KeyError, KeyMaterial};
pub use token_error::TokenError;
