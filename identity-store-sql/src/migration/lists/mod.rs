//! Lists by name, and searching in them.

mod fill;
mod orders;
mod refold;
mod up;

pub(super) use orders::Orders;
pub(super) use refold::Refold;
pub(super) use up::Migration;
