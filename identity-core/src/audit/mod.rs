//! The audit trail.

mod history;

pub use history::NamedEvent;
