use serde::{Deserialize, Serialize};
use std::fmt;

/// Calls a macro with every kind of record, so that code for all kinds names none of them.
///
/// `for_each_record!(callback)` becomes `callback! { ... }` with one entry for each kind, separated by commas:
///
/// ```text
/// #[doc = "Organisations."] Organization(OrganizationId) organizations "organization",
/// ```
///
/// | argument | fragment | what |
/// |---|---|---|
/// | documentation | `$(#[$doc:meta])*` | what the kind is called, as documentation of an item |
/// | kind | `$kind:ident` | the record's type in [`domain`](crate::domain), and its variant in [`RecordKind`], [`RecordId`] and [`Record`](crate::domain::Record) |
/// | id | `$id:ty` | the type of its ids, as a whole path |
/// | accessor | `$accessor:ident` | its method in [`Store`](crate::store::Store), a plural that also serves as the name of a table |
/// | name | `$name:literal` | its stable name, that of [`RecordKind::as_str`] |
///
/// # Example
///
/// A table for each kind, and a record of any kind as JSON for its table:
///
/// ```
/// use identity_core::domain::{Record, RecordKind};
/// use identity_core::store::Entity;
///
/// macro_rules! tables {
///     ($($(#[$doc:meta])* $kind:ident($id:ty) $accessor:ident $name:literal),+ $(,)?) => {
///         const TABLES: &[(RecordKind, &str)] =
///             &[$((identity_core::domain::$kind::KIND, stringify!($accessor))),+];
///
///         fn stored_form(record: &Record) -> Result<String, serde_json::Error> {
///             match record { $(Record::$kind(record) => serde_json::to_string(record)),+ }
///         }
///     };
/// }
///
/// identity_core::for_each_record!(tables);
///
/// assert_eq!(TABLES.len(), RecordKind::ALL.len());
/// assert_eq!(TABLES[0], (RecordKind::Organization, "organizations"));
/// # let _ = stored_form;
/// ```
#[macro_export]
macro_rules! for_each_record {
    ($callback:ident) => {
        $callback! {
            /// Organisations.
            Organization($crate::ids::OrganizationId) organizations "organization",
            /// Contracts.
            Contract($crate::ids::ContractId) contracts "contract",
            /// Services.
            Service($crate::ids::ServiceId) services "service",
            /// Users.
            User($crate::ids::UserId) users "user",
            /// Memberships.
            Membership($crate::ids::MembershipId) memberships "membership",
            /// Roles.
            Role($crate::ids::RoleId) roles "role",
            /// Grants.
            Grant($crate::ids::GrantId) grants "grant",
            /// Invitations.
            Invitation($crate::ids::InvitationId) invitations "invitation",
            /// Sessions.
            Session($crate::ids::SessionId) sessions "session",
            /// Credentials.
            Credential($crate::ids::CredentialId) credentials "credential",
            /// Links for a new password.
            Recovery($crate::ids::RecoveryId) recoveries "recovery",
            /// Changes of e-mail addresses and telephone numbers.
            ContactChange($crate::ids::ContactChangeId) contact_changes "contact_change",
            /// E-mail addresses of people.
            UserEmail($crate::ids::UserEmailId) user_emails "user_email",
            /// Requests that wait for a second administrator.
            Approval($crate::ids::ApprovalId) approvals "approval",
            /// Relying parties.
            RelyingParty($crate::ids::RelyingPartyId) relying_parties "relying_party",
            /// Name identifiers.
            NameIdentifier($crate::ids::NameIdentifierId) name_identifiers "name_identifier",
            /// Session participants.
            Participant($crate::ids::ParticipantId) participants "participant",
            /// Signing keys.
            SigningKey($crate::ids::SigningKeyId) signing_keys "signing_key",
            /// API clients.
            ApiClient($crate::ids::ApiClientId) api_clients "api_client",
            /// Access tokens.
            AccessToken($crate::ids::AccessTokenId) access_tokens "access_token",
            /// What people authorised clients to.
            Authorization($crate::ids::AuthorizationId) authorizations "authorization",
            /// What people agreed that clients may know.
            Consent($crate::ids::ConsentId) consents "consent",
            /// The audit trail.
            AuditEvent($crate::ids::AuditEventId) audit_events "audit_event",
            /// Outgoing messages.
            OutboxMessage($crate::ids::MessageId) outbox_messages "outbox_message",
            /// Sign-on attempts.
            SignOn($crate::ids::SignOnId) sign_ons "sign_on",
            /// Codes that were sent.
            SentCode($crate::ids::SentCodeId) sent_codes "sent_code",
            /// Browsers that people have remembered.
            RememberedBrowser($crate::ids::RememberedBrowserId) remembered_browsers "remembered_browser",
            /// What organisations and roles ask of those who sign in.
            SignInPolicy($crate::ids::SignInPolicyId) sign_in_policies "sign_in_policy",
            /// How pages and mails look for organisations and applications.
            Brand($crate::ids::BrandId) brands "brand",
            /// How text messages are sent.
            SmsSettings($crate::ids::SmsSettingsId) sms_settings "sms_settings",
            /// Single logouts under way.
            Logout($crate::ids::LogoutId) logouts "logout",
            /// Login requests of a service provider.
            LoginRequest($crate::ids::LoginRequestId) login_requests "login_request",
            /// Assertions that a service provider used.
            ConsumedAssertion($crate::ids::ConsumedAssertionId) consumed_assertions "consumed_assertion",
            /// Sessions of a service provider.
            ServiceSession($crate::ids::ServiceSessionId) service_sessions "service_session",
            /// Identity providers that sign people in here.
            Connection($crate::ids::ConnectionId) connections "connection",
            /// Identities elsewhere that belong to accounts.
            LinkedIdentity($crate::ids::LinkedIdentityId) linked_identities "linked_identity",
            /// Offers to link an account that people declined.
            LinkOffer($crate::ids::LinkOfferId) link_offers "link_offer",
            /// Mail domains whose people sign in by a connection.
            SignInDomain($crate::ids::SignInDomainId) sign_in_domains "sign_in_domain",
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
