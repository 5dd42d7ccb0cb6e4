use crate::Timestamp;
use crate::domain::entity::Entity;
use crate::domain::mark::Mark;
use crate::domain::record_id::RecordKind;
use crate::domain::unique_key::UniqueKey;
use crate::ids::{OrganizationId, SessionId, UserId};
use crate::secrets::TokenDigest;
use crate::values::Network;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeSet;
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

/// What the browser told of itself, shown to its user among the sessions. Nothing is decided by it, but limits of tries
/// count those from one network together.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Device {
    /// The `User-Agent` header, cut to 400 characters.
    pub user_agent: Option<String>,
    /// The address that the request came from.
    pub address: Option<String>,
}

impl Device {
    /// The network of its address, if the address is known.
    pub fn network(&self) -> Option<Network> {
        self.address.as_ref()?.parse().ok().map(Network::of)
    }
}

/// That a person is signed in with one browser.
///
/// The browser holds an opaque token of which only the digest is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Its id; not a secret.
    pub id: SessionId,
    /// Who is signed in.
    pub user: UserId,
    /// Digest of the token in the cookie.
    pub token: TokenDigest,
    /// How they proved it.
    pub methods: BTreeSet<AuthenticationMethod>,
    /// When they proved it (`auth_time`, `AuthnInstant`).
    pub authenticated_at: Timestamp,
    /// The organisation acted for, one at a time.
    pub acting_for: Option<OrganizationId>,
    /// The browser.
    pub device: Device,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, to within a minute.
    pub last_seen_at: Timestamp,
    /// When it ends however much it is used (absolute limit).
    pub expires_at: Timestamp,
    /// When it was ended on purpose.
    pub ended_at: Option<Timestamp>,
}

/// The unique keys of a session.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionKey {
    /// The digest of its token.
    Token(TokenDigest),
}

impl UniqueKey for SessionKey {}

/// Which sessions a list shows; every given condition must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SessionFilter {
    /// Only those of this person.
    pub user: Option<UserId>,
    /// Only those that were not ended on purpose.
    pub unended: bool,
    /// Only those whose absolute limit is before this.
    pub expired_before: Option<Timestamp>,
}

impl Entity for Session {
    const KIND: RecordKind = RecordKind::Session;

    type Id = SessionId;
    type Key = SessionKey;
    type Filter = SessionFilter;

    fn id(&self) -> SessionId {
        self.id
    }

    fn keys(&self) -> Vec<SessionKey> {
        vec![SessionKey::Token(self.token)]
    }

    fn matches(&self, filter: &SessionFilter) -> bool {
        filter.user.is_none_or(|user| self.user == user)
            && (!filter.unended || self.ended_at.is_none())
            && filter.expired_before.is_none_or(|limit| self.expires_at < limit)
    }

    fn marks(&self) -> Vec<Mark> {
        vec![Mark::new("user", self.user)]
    }

    fn narrow(filter: &SessionFilter) -> Option<Vec<Mark>> {
        filter.user.map(|user| vec![Mark::new("user", user)])
    }
}
