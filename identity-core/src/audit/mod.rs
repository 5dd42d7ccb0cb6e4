//! The audit trail.

mod activity;
mod history;

pub use activity::{ActivityKind, OwnEvent};
pub use history::NamedEvent;
