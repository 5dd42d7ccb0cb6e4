//! Typed identifiers: a UUID of version 7 (RFC 9562 section 5.7) for each kind of record.

use crate::{Clock, Entropy};
use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

/// A text that is not a UUID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id: expected a UUID such as 0190b5a4-1c2d-7e3f-8a4b-5c6d7e8f9a0b")]
pub struct InvalidId;

/// Makes a version 7 UUID from the injected clock and entropy.
pub(crate) fn new_uuid(clock: &dyn Clock, entropy: &dyn Entropy) -> Uuid {
    let mut random = [0; 10];
    entropy.fill(&mut random);
    let millis = u64::try_from(clock.now().unix_millis()).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Makes a fresh id.
            pub fn generate(clock: &dyn Clock, entropy: &dyn Entropy) -> Self {
                Self(new_uuid(clock, entropy))
            }

            /// The id that a store kept.
            pub const fn from_uuid(id: Uuid) -> Self {
                Self(id)
            }

            /// The id as a store keeps it.
            pub const fn as_uuid(self) -> Uuid {
                self.0
            }

            /// Reads the text form of an id.
            pub fn parse(text: &str) -> Result<Self, InvalidId> {
                Uuid::try_parse(text).map(Self).map_err(|_| InvalidId)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::parse(text)
            }
        }
    )+};
}

ids! {
    /// Names an [`Organization`](crate::domain::Organization).
    OrganizationId,
    /// Names a [`Contract`](crate::domain::Contract).
    ContractId,
    /// Names a [`Service`](crate::domain::Service).
    ServiceId,
    /// Names a [`User`](crate::domain::User).
    UserId,
    /// Names a [`Membership`](crate::domain::Membership).
    MembershipId,
    /// Names a [`Role`](crate::domain::Role).
    RoleId,
    /// Names a [`Grant`](crate::domain::Grant).
    GrantId,
    /// Names an [`Invitation`](crate::domain::Invitation).
    InvitationId,
    /// Names a [`Session`](crate::domain::Session).
    SessionId,
    /// Names a [`Credential`](crate::domain::Credential).
    CredentialId,
    /// Names a [`Recovery`](crate::domain::Recovery).
    RecoveryId,
    /// Names an [`Approval`](crate::domain::Approval).
    ApprovalId,
    /// Names a [`ContactChange`](crate::domain::ContactChange).
    ContactChangeId,
    /// Names a [`UserEmail`](crate::domain::UserEmail).
    UserEmailId,
    /// Names a [`RelyingParty`](crate::domain::RelyingParty).
    RelyingPartyId,
    /// Names a [`NameIdentifier`](crate::domain::NameIdentifier).
    NameIdentifierId,
    /// Names a [`SigningKey`](crate::domain::SigningKey).
    SigningKeyId,
    /// Names an [`ApiClient`](crate::domain::ApiClient).
    ApiClientId,
    /// Names an application as administrators see it: by the id of its [`RelyingParty`](crate::domain::RelyingParty), or of
    /// its [`ApiClient`](crate::domain::ApiClient) if nobody signs in to it.
    ApplicationId,
    /// Names an [`AccessToken`](crate::domain::AccessToken).
    AccessTokenId,
    /// Names an [`Authorization`](crate::domain::Authorization).
    AuthorizationId,
    /// Names a [`Consent`](crate::domain::Consent).
    ConsentId,
    /// Names an [`AuditEvent`](crate::domain::AuditEvent).
    AuditEventId,
    /// Names an [`OutboxMessage`](crate::domain::OutboxMessage).
    MessageId,
    /// Names a [`SignOn`](crate::domain::SignOn).
    SignOnId,
    /// Names a [`SentCode`](crate::domain::SentCode).
    SentCodeId,
    /// Names a [`RememberedBrowser`](crate::domain::RememberedBrowser).
    RememberedBrowserId,
    /// Names a [`SignInPolicy`](crate::domain::SignInPolicy).
    SignInPolicyId,
    /// Names a [`Brand`](crate::domain::Brand).
    BrandId,
    /// Names the [`SmsSettings`](crate::domain::SmsSettings).
    SmsSettingsId,
    /// Names a [`Participant`](crate::domain::Participant).
    ParticipantId,
    /// Names a [`ConsumedAssertion`](crate::domain::ConsumedAssertion).
    ConsumedAssertionId,
    /// Names a [`Logout`](crate::domain::Logout).
    LogoutId,
    /// Names a [`LoginRequest`](crate::domain::LoginRequest).
    LoginRequestId,
    /// Names a [`ServiceSession`](crate::domain::ServiceSession).
    ServiceSessionId,
    /// Names a [`Connection`](crate::domain::Connection).
    ConnectionId,
    /// Names a [`LinkedIdentity`](crate::domain::LinkedIdentity).
    LinkedIdentityId,
    /// Names a [`LinkOffer`](crate::domain::LinkOffer).
    LinkOfferId,
    /// Names a [`SignInDomain`](crate::domain::SignInDomain).
    SignInDomainId,
}
