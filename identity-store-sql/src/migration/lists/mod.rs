//! Lists by name, and searching in them.

mod fill;
mod up;

pub(super) use up::Migration;
