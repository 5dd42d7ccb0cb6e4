use crate::Timestamp;

/// Which short-lived records a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExpiryFilter {
    /// Only those that expired before this.
    pub expired_before: Option<Timestamp>,
}
