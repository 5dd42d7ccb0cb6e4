//! Keys, certificates, and the algorithms that are accepted.

pub mod algorithms;
pub(crate) mod certificate;
pub(crate) mod self_signed;
pub(crate) mod signing_key;

pub use certificate::{Certificate, KeyError};
pub use signing_key::SigningKey;
