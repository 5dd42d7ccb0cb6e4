use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// How somebody proved who they are (the values of `amr`, RFC 8176 section 2).
///
/// The list is open: an [`Authenticator`](crate::authenticators::Authenticator) that a deployment adds brings its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AuthenticationMethod(Cow<'static, str>);

impl AuthenticationMethod {
    /// A password.
    pub const PASSWORD: Self = Self::new("pwd");
    /// The link of an invitation or of a recovery, which proves the mailbox.
    pub const MAIL_LINK: Self = Self::new("mail");
    /// The link of a letter on paper, with which a first password is chosen.
    pub const LETTER: Self = Self::new("letter");
    /// A code that an authenticator app shows.
    pub const TOTP: Self = Self::new("otp");
    /// A code by text message.
    pub const SMS: Self = Self::new("sms");
    /// A code by e-mail.
    pub const MAIL_CODE: Self = Self::new("mail_code");
    /// One of the codes that a person keeps for emergencies.
    pub const RECOVERY_CODE: Self = Self::new("recovery_code");

    /// A passkey: the person has the private key.
    pub const PASSKEY: Self = Self::new("pop");
    /// That somebody was there and touched the authenticator that keeps a passkey.
    pub const USER_PRESENT: Self = Self::new("user");
    /// That the authenticator which keeps a passkey verified its owner, by a fingerprint, a face or a PIN: with the passkey
    /// these are two kinds of proof.
    pub const USER_VERIFIED: Self = Self::new("mfa");

    /// An identity provider elsewhere, by which the person signed in.
    pub const FEDERATED: Self = Self::new("fed");
    /// That the identity provider asked for two kinds of proof.
    pub const FEDERATED_TWO: Self = Self::new("fed_mfa");

    /// A method by its `amr` value.
    pub const fn new(amr: &'static str) -> Self {
        Self(Cow::Borrowed(amr))
    }

    /// The method of an `amr` value that somebody sent.
    pub fn named(amr: &str) -> Self {
        Self(Cow::Owned(amr.to_owned()))
    }

    /// Whether it is a link that was sent to somebody, with which an account or a password is made.
    pub fn is_link(&self) -> bool {
        *self == Self::MAIL_LINK || *self == Self::LETTER
    }

    /// Its `amr` value.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AuthenticationMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
