//! The audit trail.

mod history;
