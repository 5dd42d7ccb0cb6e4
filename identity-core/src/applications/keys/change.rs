//! When keys change.

use crate::Timestamp;
use crate::domain::{KeyState, KeyUse};
use std::time::Duration;

const DAY: Duration = Duration::from_hours(24);

/// When the keys of a use change by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct KeySchedule {
    /// For how long a key signs before its successor is published; none for a key that is only rotated by hand.
    pub(super) renewed_after: Option<Duration>,
    /// For how long the next key is published before it signs.
    pub(super) announced: Duration,
    /// For how long a retired key stays published.
    pub(super) kept: Duration,
}

impl KeySchedule {
    /// Applications read the keys of tokens anew by themselves, so these are renewed without anybody's help
    /// (`renewed_after`). A week is more than any of them keeps a key set; a month is more than anybody who signs out holds
    /// an ID token. Metadata of SAML is often a file that somebody puts there by hand, so its keys are rotated when somebody
    /// says so.
    pub(super) const fn of(key_use: KeyUse, renewed_after: Option<Duration>) -> Self {
        match key_use {
            KeyUse::OpenIdRs256 | KeyUse::OpenIdEs256 => {
                Self { renewed_after, announced: days(7), kept: days(30) }
            }
            KeyUse::SamlIdentityProvider | KeyUse::SamlServiceProvider => {
                Self { renewed_after: None, announced: days(30), kept: days(30) }
            }
        }
    }
}

const fn days(days: u32) -> Duration {
    DAY.saturating_mul(days)
}

/// How a key is rotated by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyChange {
    /// The next key is published now and signs after this time.
    Announced(Duration),
    /// The next key signs now; the one that signed until now stays published. An application that does not read the keys
    /// anew by itself refuses what is signed until somebody gives it the new key.
    Now,
    /// The key has been stolen: a new one signs now, and nothing else is published any more.
    Stolen,
}

/// A key as whoever runs the program sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PublishedKey {
    /// What it signs.
    pub key_use: KeyUse,
    /// Where it is in its life.
    pub state: KeyState,
    /// Its certificate, DER.
    pub certificate: Vec<u8>,
    /// Since when it is in its state.
    pub since: Timestamp,
    /// When its state ends by itself.
    pub until: Option<Timestamp>,
}
