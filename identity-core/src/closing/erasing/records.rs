//! The records that are removed with their person.

use super::over::TimeIsOver;
use super::person::Found;
use crate::authority::{Act, Identity, Trace};
use crate::domain::{
    Action, AuthorizationFilter, ConsentFilter, ContactChangeFilter, CredentialFilter, ExpiryFilter,
    LinkOfferFilter, LinkedIdentityFilter, NameIdentifierFilter, ParticipantFilter, RecordKind,
    RecoveryFilter, RememberedBrowserFilter, SessionFilter, UserEmailFilter,
};
use crate::personal_data::{Erasing, personal_data};
use crate::store::{Entity, RecordId, StoreError, Table, Version, Versioned};

/// How many records are removed or changed in one commit.
pub(super) const AT_ONCE: usize = 200;

/// The kinds of which something leads to further records, and which so come last.
const LEADING: [RecordKind; 5] = [
    RecordKind::Invitation,
    RecordKind::ContactChange,
    RecordKind::Recovery,
    RecordKind::Credential,
    RecordKind::UserEmail,
];

type Names = Vec<(RecordId, Version)>;

fn names<T: Entity>(records: &[Versioned<T>]) -> Names {
    records.iter().map(|record| (record.record.id().into(), record.version)).collect()
}

impl Identity {
    /// Removes the records of each kind that the map of personal data says is removed. Gives their number.
    pub(super) async fn remove_records_of(
        &self,
        over: &TimeIsOver,
        found: &Found,
    ) -> Result<usize, StoreError> {
        let is_removed = |kind: &&RecordKind| personal_data(**kind).erasing == Erasing::Removed;
        let mut kinds: Vec<_> = RecordKind::ALL.iter().filter(is_removed).copied().collect();
        kinds.sort_by_key(|kind| LEADING.contains(kind));
        let mut removed = 0;
        for kind in kinds {
            let names = self.records_of(kind, over, found).await?;
            for some in names.chunks(AT_ONCE) {
                let mut act = Act::by_proof::<TimeIsOver>(over);
                act.changes().require_read(over.user());
                for (id, version) in some {
                    act.changes().remove(*id, *version);
                }
                let trace = Trace::of(over.user().id).with("user", over.user().id);
                let trace = trace.with("kind", kind.as_str()).with("records", some.len());
                self.commit(act.finish(self, Action::UserDataErased, trace)).await?;
            }
            removed += names.len();
        }
        Ok(removed)
    }

    /// The records of a kind that are removed with a person. The match names every kind, so that a new one is thought of here.
    async fn records_of(
        &self,
        kind: RecordKind,
        over: &TimeIsOver,
        found: &Found,
    ) -> Result<Names, StoreError> {
        let (user, store) = (Some(over.user().id), &self.store);
        let expired_before = None;
        match kind {
            RecordKind::Credential => self.names_in(store.credentials(), &CredentialFilter { user }).await,
            RecordKind::Recovery => {
                self.names_in(store.recoveries(), &RecoveryFilter { user, expired_before }).await
            }
            RecordKind::ContactChange => {
                self.names_in(store.contact_changes(), &ContactChangeFilter { user, expired_before }).await
            }
            RecordKind::UserEmail => {
                self.names_in(store.user_emails(), &UserEmailFilter { user, expired_before }).await
            }
            RecordKind::RememberedBrowser => {
                let filter = RememberedBrowserFilter { user, expired_before };
                self.names_in(store.remembered_browsers(), &filter).await
            }
            RecordKind::NameIdentifier => {
                self.names_in(store.name_identifiers(), &NameIdentifierFilter { user }).await
            }
            RecordKind::Authorization => {
                let filter = AuthorizationFilter { user, expired_before };
                self.names_in(store.authorizations(), &filter).await
            }
            RecordKind::Consent => self.names_in(store.consents(), &ConsentFilter { user }).await,
            RecordKind::LinkedIdentity => self.linked_names(over).await,
            RecordKind::LinkOffer => self.names_in(store.link_offers(), &LinkOfferFilter { user }).await,
            RecordKind::Session => self.session_names(over).await,
            RecordKind::SentCode => self.code_names(over).await,
            RecordKind::Invitation => Ok(names(&found.invitations)),
            RecordKind::OutboxMessage => Ok(names(&found.messages)),
            // With their sessions.
            RecordKind::Participant
            // Given up one by one, and the person last of all.
            | RecordKind::Membership
            | RecordKind::User
            // They stay.
            | RecordKind::Grant
            | RecordKind::AuditEvent
            // They pass by themselves.
            | RecordKind::Approval
            | RecordKind::SignOn
            | RecordKind::Logout
            | RecordKind::LoginRequest
            | RecordKind::ConsumedAssertion
            | RecordKind::ServiceSession
            // They are about no person.
            | RecordKind::Organization
            | RecordKind::Contract
            | RecordKind::Service
            | RecordKind::Role
            | RecordKind::SignInPolicy
            | RecordKind::Brand
            | RecordKind::SmsSettings
            | RecordKind::Connection
            | RecordKind::SignInDomain
            | RecordKind::RelyingParty
            | RecordKind::SigningKey
            | RecordKind::ApiClient
            | RecordKind::AccessToken => Ok(Vec::new()),
        }
    }

    /// The identities elsewhere that belong to the account.
    async fn linked_names(&self, over: &TimeIsOver) -> Result<Names, StoreError> {
        let filter = LinkedIdentityFilter { user: Some(over.user().id), connection: None };
        self.names_in(self.store.linked_identities(), &filter).await
    }

    async fn names_in<T: Entity>(
        &self,
        table: &dyn Table<T>,
        filter: &T::Filter,
    ) -> Result<Names, StoreError> {
        Ok(names(&self.all(table, filter).await?))
    }

    /// The person's sessions, each behind the parts that applications took in it.
    async fn session_names(&self, over: &TimeIsOver) -> Result<Names, StoreError> {
        let filter = SessionFilter { user: Some(over.user().id), ..SessionFilter::default() };
        let mut found = Vec::new();
        for session in self.all(self.store.sessions(), &filter).await? {
            let parts = ParticipantFilter { session: Some(session.id), subject: None };
            found.extend(self.names_in(self.store.participants(), &parts).await?);
            found.push((session.id.into(), session.version));
        }
        Ok(found)
    }

    /// The codes that were sent to the person. All that are good are looked through: they are few, since none is for long.
    async fn code_names(&self, over: &TimeIsOver) -> Result<Names, StoreError> {
        let mut codes = self.all(self.store.sent_codes(), &ExpiryFilter::default()).await?;
        codes.retain(|code| code.user == over.user().id);
        Ok(names(&codes))
    }
}
