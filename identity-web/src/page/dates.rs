//! Dates as forms post them. A period ends at an instant that it does not hold, and forms name the last day instead.

use identity_core::Timestamp;
use std::time::Duration;

const DAY: Duration = Duration::from_hours(24);

/// The first instant of a day named in a form; an error when it is no day.
pub(crate) fn start_of_day(text: &str) -> Result<Timestamp, ()> {
    Timestamp::parse_rfc3339(&format!("{text}T00:00:00Z")).map_err(|_| ())
}

/// The end of a period whose last day a form names: the first instant of the day after; an error when it is no day.
pub(crate) fn end_of_day(text: &str) -> Result<Timestamp, ()> {
    Ok(start_of_day(text)?.plus(DAY))
}

/// The last day of a period with this end, as a form has it.
pub(crate) fn last_day(end: Timestamp) -> String {
    end.minus(Duration::from_micros(1)).to_rfc3339().chars().take(10).collect()
}

/// The end that was asked for, or the latest that there can be, if that is on the same day.
pub(crate) fn no_later(asked: Option<Timestamp>, latest: Option<Timestamp>) -> Option<Timestamp> {
    let same_day = |latest: &Timestamp| asked.is_some_and(|asked| last_day(asked) == last_day(*latest));
    latest.filter(same_day).or(asked)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse_rfc3339(text).unwrap()
    }

    #[test]
    fn a_period_holds_to_the_end_of_its_last_day() {
        let end = end_of_day("2028-02-29").unwrap();
        assert_eq!(end, at("2028-03-01T00:00:00Z"));
        assert_eq!(last_day(end), "2028-02-29");
        assert_eq!(last_day(at("2028-02-29T12:00:00Z")), "2028-02-29");
        assert!(end_of_day("2027-02-29").is_err() && end_of_day("").is_err());
    }

    #[test]
    fn what_ends_within_the_last_day_is_passed_on_to_its_end() {
        let (asked, noon) = (end_of_day("2027-05-31").ok(), Some(at("2027-05-31T12:00:00Z")));
        assert_eq!(no_later(asked, noon), noon);
        assert_eq!(no_later(asked, asked), asked);
        assert_eq!(no_later(asked, Some(at("2027-05-30T12:00:00Z"))), asked, "left to the policy to refuse");
        assert_eq!((no_later(asked, None), no_later(None, noon)), (asked, None));
    }
}
