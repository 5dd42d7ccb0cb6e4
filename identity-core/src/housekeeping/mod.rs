//! Removal of what has expired.

mod expired;
