//! What a sign-on can need next.

use crate::Timestamp;
use crate::domain::{AuthenticationMethod, UserState};
use crate::ids::{ConnectionId, OrganizationId};
use crate::sign_on::refusal_reason::RefusalReason;
use crate::values::Scope;
use std::collections::BTreeSet;

/// What a sign-on needs next.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignOnStep {
    /// The person says who they are and proves it.
    Identify,
    /// The person who was invited makes an account.
    CreateAccount,
    /// The person who forgot their password sets a new one.
    SetPassword,
    /// The person gives a further proof, by one of these methods.
    Challenge(Vec<AuthenticationMethod>),
    /// The person has no further proof set up, and sets up one of these.
    Enrol(Vec<AuthenticationMethod>),
    /// The person chooses which of these organisations to act for.
    ChooseOrganization(Vec<(OrganizationId, String)>),
    /// The person says whether the application may know and do this (OAuth scopes).
    Consent(BTreeSet<Scope>),
    /// The person closed their account, which is erased then. They say whether to keep it.
    KeepAccount(Timestamp),
    /// The person signed in elsewhere, with an identity that is linked with no account. They say whether they have an account
    /// here.
    ConnectOrCreate {
        /// Whether they can have a new account as well.
        may_create: bool,
    },
    /// The person proved who they are here, after somebody signed in elsewhere. They say whether both are theirs, so that the two
    /// are linked.
    ConfirmLink,
    /// The person who signed in elsewhere is another one than the one who is signed in in this browser. They say as whom they go
    /// on.
    SwitchPerson,
    /// The person signed in here, and is asked to link their account with a connection.
    OfferLink {
        /// The connection.
        connection: ConnectionId,
        /// Whether they cannot go on without.
        required: bool,
    },
    /// The person cannot go on in the way that they came. They are told why, and sign in in another one.
    ChooseOtherWay(OtherWay),
    /// The application, or the person, is told why it does not go on.
    Refuse(RefusalReason),
    /// Everything is there: the session is opened, and the application is told.
    Finish,
    /// It is over. The person starts again where it began.
    Over,
}

/// Why somebody has to sign in in another way than the one that they tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum OtherWay {
    /// Nobody can sign in by the connection now, or only those who manage it.
    ConnectionClosed,
    /// The identity is linked with no account, and the connection makes none: its people are invited first.
    NotInvited,
    /// The verification level of the account elsewhere is lower than the one that is needed.
    LevelTooLow,
    /// The account that the identity is linked with is in this state.
    AccountState(UserState),
    /// The identity is linked with another account than the one whose person wants to link it.
    LinkedElsewhere,
    /// The account is linked with another identity of the same connection.
    OtherIdentityLinked,
    /// The person signs in by this connection alone.
    ProviderOnly(ConnectionId),
}

impl OtherWay {
    /// The stable code: `connection-closed`, `not-invited`, `level-too-low`, `account-locked`, `account-disabled`,
    /// `account-closed`, `linked-elsewhere`, `other-identity-linked`, `provider-only`.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::ConnectionClosed => "connection-closed",
            Self::NotInvited => "not-invited",
            Self::LevelTooLow => "level-too-low",
            Self::AccountState(UserState::Locked) => "account-locked",
            Self::AccountState(UserState::Closing) => "account-closed",
            Self::AccountState(UserState::Active | UserState::Disabled) => "account-disabled",
            Self::LinkedElsewhere => "linked-elsewhere",
            Self::OtherIdentityLinked => "other-identity-linked",
            Self::ProviderOnly(_) => "provider-only",
        }
    }
}
