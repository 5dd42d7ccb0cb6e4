//! The keys of tokens: our own, which sign, and those of clients, which are believed.

pub(crate) mod jwk;
pub(crate) mod key_set;
pub(crate) mod public_key;
pub(crate) mod token_key;
pub(crate) mod token_key_ring;
