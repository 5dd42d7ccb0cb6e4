use super::{
    Claims, Counters, Entity, Gathered, StoreError, Table, Version, Versioned, Wanted, gather_by_tables,
};
use crate::domain::{
    AccessToken, ApiClient, AuditEvent, ConsumedAssertion, Contract, Credential, Grant, Invitation,
    LoginRequest, Logout, Membership, NameIdentifier, Organization, OutboxMessage, Participant, RelyingParty,
    Role, Service, ServiceSession, Session, SignOn, SigningKey, User,
};
use crate::ids::{
    AccessTokenId, ApiClientId, AuditEventId, ConsumedAssertionId, ContractId, CredentialId, GrantId,
    InvitationId, LoginRequestId, LogoutId, MembershipId, MessageId, NameIdentifierId, OrganizationId,
    ParticipantId, RelyingPartyId, RoleId, ServiceId, ServiceSessionId, SessionId, SignOnId, SigningKeyId,
    UserId,
};
use async_trait::async_trait;
use std::fmt;

macro_rules! records {
    ($($(#[$doc:meta])* $kind:ident($id:ty) $accessor:ident $name:literal),+ $(,)?) => {
        /// The kinds of record.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum RecordKind { $($(#[$doc])* $kind),+ }

        impl RecordKind {
            /// Every kind there is.
            pub const ALL: &'static [Self] = &[$(Self::$kind),+];

            /// The stable name of the kind.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$kind => $name),+ }
            }
        }

        /// A record of any kind, as part of a change.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Record { $($(#[$doc])* $kind(Box<$kind>)),+ }

        impl Record {
            /// The record's id.
            pub fn id(&self) -> RecordId {
                match self { $(Self::$kind(record) => RecordId::$kind(record.id)),+ }
            }
        }

        /// The id of a record of any kind.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum RecordId { $($(#[$doc])* $kind($id)),+ }

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

        $(impl From<$kind> for Record {
            fn from(record: $kind) -> Self {
                Self::$kind(Box::new(record))
            }
        }

        impl From<$id> for RecordId {
            fn from(id: $id) -> Self {
                Self::$kind(id)
            }
        })+

        /// Where the records live. See the [module](super) for the rules, and
        /// [`MemoryStore`](super::MemoryStore) for a complete adapter.
        #[async_trait]
        pub trait Store: Send + Sync + 'static {
            /// Applies every change or none.
            ///
            /// [`StoreError::Conflict`] when a version moved or a record is gone,
            /// [`StoreError::AlreadyExists`] when a unique key or id is taken. What is required stays as it
            /// is until the commit is done, whatever runs beside it.
            async fn commit(&self, changes: &ChangeSet) -> Result<(), StoreError>;

            $($(#[$doc])* fn $accessor(&self) -> &dyn Table<$kind>;)+

            /// Reads together what decisions rest on. A store that can read across tables does it in few
            /// round trips; the others need not care.
            async fn gather(&self, wanted: &Wanted) -> Result<Gathered, StoreError> {
                gather_by_tables(self, wanted).await
            }

            /// Counting for limits.
            fn counters(&self) -> &dyn Counters;

            /// Claiming of outgoing messages.
            fn claims(&self) -> &dyn Claims;

            /// Whether the store answers and its schema fits this program; `/readyz` asks it.
            async fn check(&self) -> Result<(), StoreError>;
        }
    };
}

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

for_each_record!(records);

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind().as_str(), self.as_uuid())
    }
}

/// One step of a [`ChangeSet`].
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Write a new record.
    Insert(Record),
    /// Write over the record that was read in this version.
    Update(Record, Version),
    /// Take away the record that was read in this version.
    Remove(RecordId, Version),
    /// Commit only if the record is still in the version that was read: a fact that the decision rests on.
    Require(RecordId, Version),
}

/// Everything that one use case wants written, together with the facts that it decided on.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ChangeSet {
    changes: Vec<Change>,
}

impl ChangeSet {
    /// An empty change set.
    pub fn new() -> Self {
        Self::default()
    }

    /// Writes a new record.
    pub fn insert(&mut self, record: impl Into<Record>) -> &mut Self {
        self.changes.push(Change::Insert(record.into()));
        self
    }

    /// Writes over the record that was read in `version`.
    pub fn update(&mut self, record: impl Into<Record>, version: Version) -> &mut Self {
        self.changes.push(Change::Update(record.into(), version));
        self
    }

    /// Takes away the record that was read in `version`.
    pub fn remove(&mut self, id: impl Into<RecordId>, version: Version) -> &mut Self {
        self.changes.push(Change::Remove(id.into(), version));
        self
    }

    /// Commits only if the record is still as it was read. Asking twice for the same is asking once.
    pub fn require(&mut self, id: impl Into<RecordId>, version: Version) -> &mut Self {
        let change = Change::Require(id.into(), version);
        if !self.changes.contains(&change) {
            self.changes.push(change);
        }
        self
    }

    /// [`require`](Self::require) for a record as it was read.
    pub fn require_read<T: Entity>(&mut self, read: &Versioned<T>) -> &mut Self
    where
        T::Id: Into<RecordId>,
    {
        self.require(read.record.id(), read.version)
    }

    /// The steps, in the order in which they were added.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// Whether there is nothing to do.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }
}
