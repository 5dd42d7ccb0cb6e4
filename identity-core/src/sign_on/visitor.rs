//! The browser that a sign-on goes on in.

use crate::domain::Device;
use crate::secrets::SecretToken;
use crate::sessions::Current;

/// The browser that a sign-on goes on in, as one request shows it.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Visitor<'a> {
    /// The value of the cookie that marks the browser.
    pub browser: &'a SecretToken,
    /// What the browser tells of itself.
    pub device: &'a Device,
    /// The live session of the browser.
    pub current: Option<&'a Current>,
    /// The value of the session's cookie, also when that session is over.
    pub session_token: Option<&'a SecretToken>,
    /// The reference that the answer and the log show.
    pub reference: Option<&'a str>,
    /// What the browser keeps of those who signed in with it, see [`SignedIn::known_device`](crate::sessions::SignedIn::known_device).
    pub known_device: Option<&'a str>,
    /// Whether the person asks, with the proof that they give now, for this browser to be remembered.
    pub asks_to_be_remembered: bool,
}

impl<'a> Visitor<'a> {
    /// A browser without a session.
    pub const fn new(browser: &'a SecretToken, device: &'a Device) -> Self {
        Self {
            browser,
            device,
            current: None,
            session_token: None,
            reference: None,
            known_device: None,
            asks_to_be_remembered: false,
        }
    }

    /// Says which session the browser has, and what its cookie holds.
    #[must_use]
    pub const fn session(self, current: Option<&'a Current>, token: Option<&'a SecretToken>) -> Self {
        Self { current, session_token: token, ..self }
    }

    /// Says what the browser keeps of those who signed in with it.
    #[must_use]
    pub const fn known_device(self, known: Option<&'a str>) -> Self {
        Self { known_device: known, ..self }
    }

    /// Says that the person asks, with the further proof that they give now, not to be asked for it in this browser for a while.
    #[must_use]
    pub const fn asking_to_be_remembered(self, asks: bool) -> Self {
        Self { asks_to_be_remembered: asks, ..self }
    }

    /// Sets the reference that the answer and the log show; it goes into the audit trail.
    #[must_use]
    pub const fn reference(self, reference: &'a str) -> Self {
        Self { reference: Some(reference), ..self }
    }
}
