//! The port for passkeys.

use super::passkey_error::PasskeyError;
use crate::domain::{Passkey, PasskeyId};
use std::fmt;

/// What somebody's browser is asked to have an authenticator do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ceremony {
    /// The options of `navigator.credentials`, as JSON.
    pub options: String,
    /// What the check of the response needs. Nobody but this program reads or changes it.
    pub state: String,
}

/// The owner of a passkey, as their authenticator is told of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyOwner {
    /// The user handle: opaque, and no personal data (`WebAuthn` Level 3, section 14.6.1).
    pub handle: Vec<u8>,
    /// The name of the account.
    pub name: String,
    /// The name of the person.
    pub display_name: String,
}

/// Which passkey a response is from, before anything about it is checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedPasskey {
    /// The passkey.
    pub id: PasskeyId,
    /// The user handle that the authenticator keeps with it.
    pub owner: Option<Vec<u8>>,
}

/// A response that was found right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asserted {
    /// The passkey, with its new count.
    pub passkey: Passkey,
    /// Whether the authenticator verified its owner.
    pub is_user_verified: bool,
}

/// Makes the requests that a browser hands to an authenticator, and checks the responses (`WebAuthn` Level 3, section 7).
///
/// It keeps nothing. Which passkey belongs to whom, that a request is answered once and by the browser that it was made for,
/// how long it is good, and what a passkey counts for, is decided here in core. Set with
/// [`IdentityBuilder::passkeys`](crate::IdentityBuilder::passkeys); `identity-web` has one on `webauthn-rs`.
pub trait Passkeys: fmt::Debug + Send + Sync + 'static {
    /// Asks for a new passkey, from an authenticator that has none of these yet.
    fn begin_registration(
        &self,
        owner: &PasskeyOwner,
        excluded: &[PasskeyId],
    ) -> Result<Ceremony, PasskeyError>;

    /// The new passkey.
    fn finish_registration(&self, state: &str, response: &str) -> Result<Passkey, PasskeyError>;

    /// Asks for one of these passkeys, or for any that the authenticator keeps for this site if there are none.
    fn begin_authentication(&self, allowed: &[&Passkey]) -> Result<Ceremony, PasskeyError>;

    /// Which passkey a response claims to be from.
    fn claimed(&self, response: &str) -> Result<ClaimedPasskey, PasskeyError>;

    /// Checks a response with the passkey that it claims to be from.
    fn finish_authentication(
        &self,
        state: &str,
        response: &str,
        passkey: &Passkey,
    ) -> Result<Asserted, PasskeyError>;
}
