use crate::ids::{
    AccessTokenId, ApiClientId, AuditEventId, ConsumedAssertionId, ContractId, CredentialId, GrantId,
    InvitationId, LoginRequestId, LogoutId, MembershipId, MessageId, NameIdentifierId, OrganizationId,
    ParticipantId, RelyingPartyId, RoleId, ServiceId, ServiceSessionId, SessionId, SignOnId, SigningKeyId,
    UserId,
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Calls a macro with every kind of record: `callback!(Kind(KindId) accessor "name", ...)`.
///
/// For adapters that do the same for every kind.
#[macro_export]
macro_rules! for_each_record {
    ($callback:ident) => {
        $callback! {
            /// Organisations.
            Organization(OrganizationId) organizations "organization",
            /// Contracts.
            Contract(ContractId) contracts "contract",
            /// Services.
            Service(ServiceId) services "service",
            /// Users.
            User(UserId) users "user",
            /// Memberships.
            Membership(MembershipId) memberships "membership",
            /// Roles.
            Role(RoleId) roles "role",
            /// Grants.
            Grant(GrantId) grants "grant",
            /// Invitations.
            Invitation(InvitationId) invitations "invitation",
            /// Sessions.
            Session(SessionId) sessions "session",
            /// Credentials.
            Credential(CredentialId) credentials "credential",
            /// Relying parties.
            RelyingParty(RelyingPartyId) relying_parties "relying_party",
            /// Name identifiers.
            NameIdentifier(NameIdentifierId) name_identifiers "name_identifier",
            /// Session participants.
            Participant(ParticipantId) participants "participant",
            /// Signing keys.
            SigningKey(SigningKeyId) signing_keys "signing_key",
            /// API clients.
            ApiClient(ApiClientId) api_clients "api_client",
            /// Access tokens.
            AccessToken(AccessTokenId) access_tokens "access_token",
            /// The audit trail.
            AuditEvent(AuditEventId) audit_events "audit_event",
            /// Outgoing messages.
            OutboxMessage(MessageId) outbox_messages "outbox_message",
            /// Sign-on attempts.
            SignOn(SignOnId) sign_ons "sign_on",
            /// Single logouts under way.
            Logout(LogoutId) logouts "logout",
            /// Login requests of a service provider.
            LoginRequest(LoginRequestId) login_requests "login_request",
            /// Assertions that a service provider used.
            ConsumedAssertion(ConsumedAssertionId) consumed_assertions "consumed_assertion",
            /// Sessions of a service provider.
            ServiceSession(ServiceSessionId) service_sessions "service_session",
        }
    };
}

macro_rules! record_ids {
    ($($(#[$doc:meta])* $kind:ident($id:ty) $accessor:ident $name:literal),+ $(,)?) => {
        /// The kinds of record.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum RecordKind { $($(#[$doc])* #[serde(rename = $name)] $kind),+ }

        impl RecordKind {
            /// Every kind there is.
            pub const ALL: &'static [Self] = &[$(Self::$kind),+];

            /// The stable name of the kind.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$kind => $name),+ }
            }
        }

        /// The id of a record of any kind.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(tag = "kind", content = "id")]
        pub enum RecordId { $($(#[$doc])* #[serde(rename = $name)] $kind($id)),+ }

        impl RecordId {
            /// The kind of the record.
            pub const fn kind(self) -> RecordKind {
                match self { $(Self::$kind(_) => RecordKind::$kind),+ }
            }

            /// The id without its kind.
            pub const fn as_uuid(self) -> uuid::Uuid {
                match self { $(Self::$kind(id) => id.as_uuid()),+ }
            }

            /// Puts an id together from the name of its kind and a UUID.
            pub fn from_parts(kind: &str, id: uuid::Uuid) -> Option<Self> {
                match kind { $($name => Some(Self::$kind(id.into())),)+ _ => None }
            }
        }

        $(impl From<$id> for RecordId {
            fn from(id: $id) -> Self {
                Self::$kind(id)
            }
        })+
    };
}

for_each_record!(record_ids);

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind().as_str(), self.as_uuid())
    }
}
