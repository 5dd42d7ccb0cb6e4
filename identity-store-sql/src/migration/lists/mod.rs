//! Lists by name, and searching in them.

mod fill;
mod refold;
mod up;

pub(super) use refold::Refold;
pub(super) use up::Migration;
