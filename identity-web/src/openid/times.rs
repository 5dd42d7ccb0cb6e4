//! When a token is good (RFC 7519, sections 4.1.4 to 4.1.6).

use crate::openid::jws::Claims;
use identity_core::Timestamp;
use std::time::Duration;

/// How far the clock of whoever wrote a token may differ from ours.
pub(crate) const LEEWAY: Duration = Duration::from_mins(1);

/// Why a token is not good now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum TimeError {
    /// A time is no number, or lies outside of all that is written.
    #[error("a time of the token is not a number of seconds")]
    NotATime,
    /// It does not say when it ends.
    #[error("the token has no exp")]
    NoExpiry,
    /// It is over.
    #[error("the token is expired")]
    Expired,
    /// It is for later.
    #[error("the token is not good yet")]
    NotYet,
}

/// A time of a token, if it has it.
pub(crate) fn time(claims: &Claims, name: &str) -> Result<Option<Timestamp>, TimeError> {
    let Some(value) = claims.get(name) else { return Ok(None) };
    let whole = value.as_i64().or_else(|| value.as_f64().and_then(whole_seconds));
    let seconds = whole.filter(|seconds| (0..=LATEST).contains(seconds)).ok_or(TimeError::NotATime)?;
    Ok(Some(Timestamp::from_unix_seconds(seconds)))
}

/// The end of the year 9999.
const LATEST: i64 = 253_402_300_799;

/// A time may have a fraction (RFC 7519, section 2).
fn whole_seconds(seconds: f64) -> Option<i64> {
    format!("{:.0}", seconds.floor()).parse().ok()
}

/// Whether a token is good now; gives when it ends.
pub(crate) fn check(claims: &Claims, now: Timestamp) -> Result<Timestamp, TimeError> {
    let expires_at = time(claims, "exp")?.ok_or(TimeError::NoExpiry)?;
    if expires_at.plus(LEEWAY) <= now {
        return Err(TimeError::Expired);
    }
    for name in ["nbf", "iat"] {
        if time(claims, name)?.is_some_and(|from| from > now.plus(LEEWAY)) {
            return Err(TimeError::NotYet);
        }
    }
    Ok(expires_at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    const NOW: i64 = 1_800_000_000;

    fn checked(claims: Value) -> Result<i64, TimeError> {
        let Value::Object(claims) = claims else { panic!() };
        check(&claims, Timestamp::from_unix_seconds(NOW)).map(Timestamp::unix_seconds)
    }

    #[test]
    fn clocks_may_differ_by_a_minute() {
        assert_eq!(checked(json!({"exp": NOW + 1})), Ok(NOW + 1));
        assert_eq!(checked(json!({"exp": NOW - 59})), Ok(NOW - 59));
        assert_eq!(checked(json!({"exp": NOW - 60})), Err(TimeError::Expired));
        for name in ["nbf", "iat"] {
            assert!(checked(json!({"exp": NOW + 300, name: NOW + 60})).is_ok());
            assert_eq!(checked(json!({"exp": NOW + 300, name: NOW + 61})), Err(TimeError::NotYet));
        }
        assert!(checked(json!({"exp": NOW + 1, "iat": 0})).is_ok());
    }

    #[test]
    fn a_time_is_a_number_that_can_be() {
        assert_eq!(checked(json!({})), Err(TimeError::NoExpiry));
        assert_eq!(checked(json!({"exp": 1_800_000_000.9})), Ok(NOW));
        for exp in
            [json!("1800000300"), json!(null), json!(-1), json!(1e300), json!(LATEST + 1), json!(u64::MAX)]
        {
            assert_eq!(checked(json!({"exp": exp})), Err(TimeError::NotATime), "{exp}");
        }
        assert_eq!(checked(json!({"exp": NOW + 1, "nbf": "0"})), Err(TimeError::NotATime));
    }
}
