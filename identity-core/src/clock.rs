//! Time as the domain sees it: one instant type, one injected source.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// An instant in UTC with microsecond precision, the finest that every supported database keeps.
///
/// Its text form is RFC 3339, as the REST contract asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(i64);

/// A text that is not an RFC 3339 time in the years 0001 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "write the day, the time and the zone (RFC 3339): 2026-01-31T00:00:00Z is midnight in UTC, \
     2026-01-31T00:00:00+02:00 midnight two hours east of it"
)]
pub struct InvalidTimestamp;

/// 9999-12-31T23:59:59.999999Z: later than this has no RFC 3339 form.
const LATEST: i64 = 253_402_300_799_999_999;
/// 0001-01-01T00:00:00Z.
const EARLIEST: i64 = -62_135_596_800_000_000;

impl Timestamp {
    /// Microseconds since 1970-01-01T00:00:00Z, held within the years 0001 to 9999.
    pub const fn from_unix_micros(micros: i64) -> Self {
        if micros > LATEST {
            Self(LATEST)
        } else if micros < EARLIEST {
            Self(EARLIEST)
        } else {
            Self(micros)
        }
    }

    /// Whole seconds since 1970-01-01T00:00:00Z.
    pub const fn from_unix_seconds(seconds: i64) -> Self {
        Self::from_unix_micros(seconds.saturating_mul(1_000_000))
    }

    /// Microseconds since 1970-01-01T00:00:00Z.
    pub const fn unix_micros(self) -> i64 {
        self.0
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
    pub const fn unix_seconds(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }

    /// Milliseconds since 1970-01-01T00:00:00Z, rounded down; the clock part of a version 7 UUID.
    pub const fn unix_millis(self) -> i64 {
        self.0.div_euclid(1_000)
    }

    /// This instant moved forward; stays at the end of the year 9999 rather than overflowing.
    #[must_use]
    pub fn plus(self, span: Duration) -> Self {
        let micros = i64::try_from(span.as_micros()).unwrap_or(i64::MAX);
        Self::from_unix_micros(self.0.saturating_add(micros))
    }

    /// This instant moved back; stays at the start of the year 1 rather than overflowing.
    #[must_use]
    pub fn minus(self, span: Duration) -> Self {
        let micros = i64::try_from(span.as_micros()).unwrap_or(i64::MAX);
        Self::from_unix_micros(self.0.saturating_sub(micros))
    }

    /// The time from `earlier` to this instant; zero if `earlier` is later.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_micros(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    /// Reads an RFC 3339 time; any offset is turned into UTC and digits beyond microseconds are dropped.
    pub fn parse_rfc3339(text: &str) -> Result<Self, InvalidTimestamp> {
        let parsed = OffsetDateTime::parse(text, &Rfc3339).map_err(|_| InvalidTimestamp)?;
        let micros =
            i64::try_from(parsed.unix_timestamp_nanos().div_euclid(1_000)).map_err(|_| InvalidTimestamp)?;
        if (EARLIEST..=LATEST).contains(&micros) { Ok(Self(micros)) } else { Err(InvalidTimestamp) }
    }

    /// The RFC 3339 form in UTC, for example `2026-01-31T12:00:00Z`.
    pub fn to_rfc3339(self) -> String {
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1_000)
            .ok()
            .and_then(|time| time.format(&Rfc3339).ok())
            .unwrap_or_default()
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_rfc3339())
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_rfc3339())
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse_rfc3339(&text).map_err(serde::de::Error::custom)
    }
}

/// Where the time comes from. Everything that depends on time asks the one clock of its [`Identity`](crate::Identity).
pub trait Clock: Send + Sync + fmt::Debug + 'static {
    /// The present instant.
    fn now(&self) -> Timestamp;
}

/// The clock of the operating system, which can be moved forward for trying out expiry in development.
///
/// It never shows an earlier instant than before, so what was seen to be over stays over: if the system's clock is set back
/// by up to two hours, this one stands still until it is reached again. A larger step back is believed, since the clock was
/// wrong before.
#[derive(Debug, Default)]
pub struct SystemClock {
    ahead_micros: AtomicI64,
    latest_micros: AtomicI64,
}

/// By how much the system's clock may be set back before that is believed.
const BELIEVED_STEP_BACK: Duration = Duration::from_hours(2);

/// The instant to show when the system's clock shows `read`, and `latest` was shown before.
fn steady(latest: &AtomicI64, read: i64) -> i64 {
    let before = latest.fetch_max(read, Ordering::SeqCst);
    let back = before.saturating_sub(read);
    if i128::from(back) <= i128::from(BELIEVED_STEP_BACK.as_secs()) * 1_000_000 {
        return before.max(read);
    }
    tracing::warn!(seconds = back / 1_000_000, "the system's clock was set back");
    latest.store(read, Ordering::SeqCst);
    read
}

impl SystemClock {
    /// Moves this clock forward, on top of earlier moves. Meant for development and tests only.
    pub fn advance(&self, span: Duration) {
        let micros = i64::try_from(span.as_micros()).unwrap_or(i64::MAX / 4);
        self.ahead_micros.fetch_add(micros, Ordering::SeqCst);
    }
}

impl Clock for SystemClock {
    #[allow(clippy::disallowed_methods, reason = "the one place that reads the system's clock")]
    fn now(&self) -> Timestamp {
        let nanos = OffsetDateTime::now_utc().unix_timestamp_nanos().div_euclid(1_000);
        let micros = i64::try_from(nanos).unwrap_or(LATEST);
        let micros = steady(&self.latest_micros, micros);
        Timestamp::from_unix_micros(micros.saturating_add(self.ahead_micros.load(Ordering::SeqCst)))
    }
}

/// A clock that stands still until it is moved; for tests.
#[derive(Debug)]
pub struct ManualClock(AtomicI64);

impl ManualClock {
    /// A clock standing at `start`.
    pub fn at(start: Timestamp) -> Self {
        Self(AtomicI64::new(start.unix_micros()))
    }

    /// Moves the clock forward.
    pub fn advance(&self, span: Duration) {
        let micros = i64::try_from(span.as_micros()).unwrap_or(i64::MAX / 4);
        self.0.fetch_add(micros, Ordering::SeqCst);
    }

    /// Puts the clock to an instant, earlier ones included.
    pub fn set(&self, at: Timestamp) {
        self.0.store(at.unix_micros(), Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_unix_micros(self.0.load(Ordering::SeqCst))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rfc3339_round_trips_to_the_microsecond() {
        let at = Timestamp::from_unix_micros(1_800_000_000_123_456);
        assert_eq!(Timestamp::parse_rfc3339(&at.to_rfc3339()), Ok(at));
        assert_eq!(at.to_rfc3339(), "2027-01-15T08:00:00.123456Z");
    }

    #[test]
    fn d_10_what_was_seen_to_be_over_stays_over_when_the_clock_is_set_back() {
        const HOUR: i64 = 3_600_000_000;
        let latest = AtomicI64::new(0);
        let end = 1_800_000_000_000_000;
        assert_eq!(steady(&latest, end - 1), end - 1, "the last moment before the end");
        assert_eq!(steady(&latest, end), end);
        assert_eq!(steady(&latest, end - HOUR), end, "set back an hour");
        assert_eq!(steady(&latest, end - HOUR + 5), end);
        assert_eq!(steady(&latest, end + 1), end + 1, "it goes on");
        assert_eq!(steady(&latest, end - 24 * HOUR), end - 24 * HOUR, "it was a day ahead, and is right now");
        assert_eq!(steady(&latest, end - 24 * HOUR + 1), end - 24 * HOUR + 1);
    }

    #[test]
    fn offsets_become_utc_and_nonsense_is_refused() {
        let at = Timestamp::parse_rfc3339("2026-01-01T02:00:00+02:00").unwrap();
        assert_eq!(at.to_rfc3339(), "2026-01-01T00:00:00Z");
        assert_eq!(Timestamp::parse_rfc3339("yesterday"), Err(InvalidTimestamp));
    }

    #[test]
    fn arithmetic_stays_in_range() {
        assert_eq!(Timestamp::from_unix_micros(i64::MAX).plus(Duration::MAX).unix_micros(), LATEST);
        assert_eq!(Timestamp::from_unix_micros(i64::MIN).minus(Duration::MAX).unix_micros(), EARLIEST);
        assert_eq!(Timestamp::from_unix_seconds(5).since(Timestamp::from_unix_seconds(9)), Duration::ZERO);
    }
}
