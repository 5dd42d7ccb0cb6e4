//! XML signatures: the gate that every message passes, and the reduction of a message to what was signed.

pub mod gate;
pub(crate) mod shape;
pub mod xmlsec;
