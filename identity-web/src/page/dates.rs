//! Dates as forms post them.

use identity_core::Timestamp;

/// The first instant of a day named in a form; an error when it is no day.
pub(crate) fn start_of_day(text: &str) -> Result<Timestamp, ()> {
    Timestamp::parse_rfc3339(&format!("{text}T00:00:00Z")).map_err(|_| ())
}

/// The last instant of a day named in a form, since what ends on a day holds during all of it; an error when it is no
/// day.
pub(crate) fn end_of_day(text: &str) -> Result<Timestamp, ()> {
    Timestamp::parse_rfc3339(&format!("{text}T23:59:59Z")).map_err(|_| ())
}
