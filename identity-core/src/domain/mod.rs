//! The records that the store keeps, one aggregate a file.
//!
//! Records are plain data with public fields and are *not* `#[non_exhaustive]`: a store adapter takes
//! them apart and puts them together again, and one that forgets a new field must not compile.

mod api_client;
mod audit;
mod contract;
mod credential;
mod grant;
mod invitation;
mod logout;
mod mandate;
mod membership;
mod message;
mod organization;
mod relying_party;
mod role;
mod service;
mod service_provider;
mod session;
mod sign_on;
mod signing_key;
mod user;

pub use api_client::{
    AccessToken, AccessTokenFilter, AccessTokenKey, ApiClient, ApiClientFilter, ApiClientKey,
};
pub use audit::{Action, Actor, AuditEvent, AuditFilter};
pub use contract::{Contract, ContractFilter, ContractKey};
pub use credential::{Credential, CredentialFilter, CredentialKey, CredentialSecret};
pub use grant::{Grant, GrantFilter, GrantPath, GrantScope, Holder, Rights, TooManyHands};
pub use invitation::{Invitation, InvitationFilter, InvitationKey, InvitationState};
pub use logout::{Logout, LogoutInitiator};
pub use mandate::{Mandate, MandateAnswer, MandateNotice, MandateTerms};
pub use membership::{Membership, MembershipFilter, MembershipKey};
pub use message::{Channel, MessageState, OutboxFilter, OutboxMessage};
pub use organization::{
    Organization, OrganizationClass, OrganizationFilter, OrganizationKey, OrganizationPath,
    OrganizationState, PathTooDeep, Region,
};
pub use relying_party::{
    AssertionConsumerService, NameIdentifier, NameIdentifierFilter, NameIdentifierKey, Participant,
    ParticipantFilter, ParticipantKey, RelyingParty, RelyingPartyFilter, RelyingPartyKey,
};
pub use role::{Role, RoleFilter, RoleRef};
pub use service::{Service, ServiceFilter, ServiceKeyed};
pub use service_provider::{
    ConsumedAssertion, ConsumedAssertionKey, ExpiryFilter, LoginRequest, LoginRequestKey, ServiceSession,
    ServiceSessionFilter, ServiceSessionKey,
};
pub use session::{AuthenticationMethod, Device, Session, SessionFilter, SessionKey};
pub use sign_on::{Origin, SamlOrigin, SignOn, SignOnKey};
pub use signing_key::{KeyState, KeyUse, SigningKey, SigningKeyFilter, SigningKeyKey};
pub use user::{User, UserFilter, UserKey, UserState};

/// The key type of aggregates that nothing but their id names; it has no values.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoKey {}

/// A span of time with an inclusive start and an exclusive end, either of which may be open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, serde::Serialize, serde::Deserialize)]
pub struct Period {
    /// First instant at which it holds; `None` = always has.
    pub not_before: Option<crate::Timestamp>,
    /// First instant at which it no longer holds; `None` = does not end.
    pub not_after: Option<crate::Timestamp>,
}

impl Period {
    /// A period without start and end.
    pub const ALWAYS: Self = Self { not_before: None, not_after: None };

    /// Whether it ends before it begins.
    pub fn is_empty(&self) -> bool {
        matches!((self.not_before, self.not_after), (Some(start), Some(end)) if end <= start)
    }

    /// Whether the period has begun at `now`.
    pub fn has_begun(&self, now: crate::Timestamp) -> bool {
        self.not_before.is_none_or(|start| start <= now)
    }

    /// Whether the period is over at `now`.
    pub fn is_over(&self, now: crate::Timestamp) -> bool {
        self.not_after.is_some_and(|end| end <= now)
    }

    /// Whether `now` lies within the period.
    pub fn contains(&self, now: crate::Timestamp) -> bool {
        self.has_begun(now) && !self.is_over(now)
    }
}
