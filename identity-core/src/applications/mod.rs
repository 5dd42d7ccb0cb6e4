//! Applications: clients of the REST interface, service providers, signing keys.

mod clients;
mod keys;
mod relying_parties;

pub use clients::{IssuedToken, TokenError};
#[doc(hidden)]
pub use keys::{KeyError, KeyMaterial};
