/// Why a passkey was not asked for, or what came back does not count.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PasskeyError {
    /// What was sent is no response of an authenticator.
    #[error("what was sent is no response of an authenticator")]
    Unreadable,
    /// The response is to another request, from another site, or its signature is wrong.
    #[error("the response of the authenticator does not fit: {0}")]
    Mismatch(String),
    /// The passkey has signed more often than this response says: there may be a second copy of its private key
    /// (`WebAuthn` Level 3, section 6.1.1).
    #[error("the signature counter of the passkey went back")]
    Cloned,
    /// No request can be made.
    #[error("no passkey can be asked for: {0}")]
    Unavailable(String),
}

impl PasskeyError {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::Mismatch(_) => "mismatch",
            Self::Cloned => "sign-count",
            Self::Unavailable(_) => "unavailable",
        }
    }
}
