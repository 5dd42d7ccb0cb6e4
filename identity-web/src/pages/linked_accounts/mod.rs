//! The accounts elsewhere that belong to one's own account: seeing, connecting and disconnecting them.

pub(crate) mod own;
pub(crate) mod samples;
pub(crate) mod views;
