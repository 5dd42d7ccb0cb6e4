//! What somebody sets up.

use crate::domain::AuthenticationMethod;
use crate::values::PhoneNumber;

/// What somebody sets up.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NewAuthenticator {
    /// An app that shows codes.
    Totp,
    /// A telephone that takes text messages.
    Sms(PhoneNumber),
    /// A passkey.
    Passkey,
}

impl NewAuthenticator {
    /// Its method.
    pub const fn method(&self) -> AuthenticationMethod {
        match self {
            Self::Totp => AuthenticationMethod::TOTP,
            Self::Sms(_) => AuthenticationMethod::SMS,
            Self::Passkey => AuthenticationMethod::PASSKEY,
        }
    }
}
