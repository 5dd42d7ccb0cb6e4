//! The audit trail.

mod activity;
mod history;
mod kind;
mod search;

pub use activity::{ActivityKind, OwnEvent};
pub use history::NamedEvent;
pub use kind::EventKind;
pub use search::AuditSearch;
