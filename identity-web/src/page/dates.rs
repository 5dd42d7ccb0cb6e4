//! Dates as forms post them.

use identity_core::Timestamp;

pub(crate) const START_OF_DAY: &str = "00:00:00Z";

/// What ends on a day holds during all of it.
pub(crate) const END_OF_DAY: &str = "23:59:59Z";

/// The value of a date field at a time of that day: `Some(None)` if left empty, `None` if it is not a date.
#[allow(clippy::option_option, reason = "absent and wrong are two things")]
pub(crate) fn date(text: &str, time: &str) -> Option<Option<Timestamp>> {
    if text.is_empty() {
        return Some(None);
    }
    Timestamp::parse_rfc3339(&format!("{text}T{time}")).ok().map(Some)
}

/// The last instant of a day named in a form; an error when it is no day.
pub(crate) fn end_of_day(text: &str) -> Result<Option<Timestamp>, ()> {
    date(text, END_OF_DAY).ok_or(())
}
