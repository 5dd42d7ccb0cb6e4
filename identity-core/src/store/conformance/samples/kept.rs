//! The fields and the table that every kind has.

use crate::domain::{
    AccessToken, ApiClient, AuditEvent, ConsumedAssertion, Contract, Credential, Grant, Invitation,
    LoginRequest, Logout, Membership, NameIdentifier, Organization, OutboxMessage, Participant, RelyingParty,
    Role, Service, ServiceSession, Session, SignOn, SigningKey, User,
};
use crate::for_each_record;
use crate::ids::{
    AccessTokenId, ApiClientId, AuditEventId, ConsumedAssertionId, ContractId, CredentialId, GrantId,
    InvitationId, LoginRequestId, LogoutId, MembershipId, MessageId, NameIdentifierId, OrganizationId,
    ParticipantId, RelyingPartyId, RoleId, ServiceId, ServiceSessionId, SessionId, SignOnId, SigningKeyId,
    UserId,
};
use crate::store::{Entity, Record, RecordId, Store, Table};
use uuid::Uuid;

/// What every kind has, however it is called.
pub(crate) trait Kept: Entity<Id: Into<RecordId>> + Into<Record> {
    const NAME: &'static str;
    fn table(store: &dyn Store) -> &dyn Table<Self>;
    fn of(record: &Record) -> Option<&Self>;
    fn with_id(self, id: Uuid) -> Self;
}

macro_rules! kept {
    ($($(#[$doc:meta])* $kind:ident($id:ty) $accessor:ident $name:literal),+ $(,)?) => {
        $(impl Kept for $kind {
            const NAME: &'static str = $name;

            fn table(store: &dyn Store) -> &dyn Table<Self> {
                store.$accessor()
            }

            fn of(record: &Record) -> Option<&Self> {
                match record {
                    Record::$kind(record) => Some(record),
                    _ => None,
                }
            }

            fn with_id(self, id: Uuid) -> Self {
                Self { id: <$id>::from(id), ..self }
            }
        })+
    };
}

for_each_record!(kept);
