//! The development inbox: outgoing messages, shown on loopback addresses only.

pub(crate) mod inbox;
pub(crate) mod samples;
pub(crate) mod views;
