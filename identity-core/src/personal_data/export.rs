//! Everything that is kept about a person, for that person.

use super::export_error::ExportError;
use super::map::personal_data;
use crate::Timestamp;
use crate::authority::{Caller, Identity, Trace, on_fresh_facts};
use crate::contacts::OwnAddresses;
use crate::domain::{
    Action, Actor, AuditFilter, ContactChangeFilter, Credential, CredentialFilter, CredentialSecret,
    GrantFilter, Holder, InvitationFilter, MembershipFilter, NameIdentifierFilter, OutboxFilter,
    ParticipantFilter, RecordKind, RecoveryFilter, RememberedBrowserFilter, SessionFilter, User,
    UserEmailFilter,
};
use crate::domain::{AuthorizationFilter, ConsentFilter, LinkOfferFilter, LinkedIdentityFilter};
use crate::ids::UserId;
use crate::store::{Entity, StoreError, Table, Versioned};
use crate::values::EmailAddress;
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What is kept about a person.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct OwnData {
    /// When it was put together.
    pub exported_at: Timestamp,
    /// The records about the person, by the name of their kind, with the fields that the
    /// [map of personal data](super::personal_data) lets out.
    pub records: BTreeMap<&'static str, Vec<Value>>,
}

impl Identity {
    /// Everything that is kept about the caller, who must have [proved](crate::Settings::sensitive_after) who they are a short
    /// time ago. What an organisation's people did to the caller's roles is in the history of that organisation.
    pub async fn export_own_data(&self, caller: &Caller) -> Result<OwnData, ExportError> {
        on_fresh_facts!(async {
            let recent = self.recently_proved(caller).await?;
            let who = recent.own();
            let records = self.records_about(who.user).await?;
            let trace = Trace::of(who.user.id);
            self.commit(who.act().finish(self, Action::DataExported, trace)).await?;
            Ok(OwnData { exported_at: self.now(), records })
        })
    }

    async fn records_about(
        &self,
        person: &Versioned<User>,
    ) -> Result<BTreeMap<&'static str, Vec<Value>>, StoreError> {
        let (id, store) = (person.id, &self.store);
        let mut found = BTreeMap::new();
        found.insert(RecordKind::User.as_str(), vec![exported(&person.record)]);
        let filter = MembershipFilter { user: Some(id), ..MembershipFilter::default() };
        self.export(&mut found, store.memberships(), &filter).await?;
        let filter = GrantFilter { holders: Some(vec![Holder::User(id)]), ..GrantFilter::default() };
        self.export(&mut found, store.grants(), &filter).await?;
        let addresses = self.addresses_of(person).await?;
        // What was sent to a main address that nobody proved may be meant for somebody else.
        let is_proved =
            |email: &EmailAddress| person.email_verified_at.is_some() || !person.has_main_email(email);
        for email in addresses.emails().iter().filter(|email| is_proved(email)) {
            let filter = InvitationFilter { email: Some(email.canonical()), ..InvitationFilter::default() };
            self.export(&mut found, store.invitations(), &filter).await?;
        }
        let filter = UserEmailFilter { user: Some(id), expired_before: None };
        self.export(&mut found, store.user_emails(), &filter).await?;
        let filter = ContactChangeFilter { user: Some(id), expired_before: None };
        self.export(&mut found, store.contact_changes(), &filter).await?;
        let filter = RecoveryFilter { user: Some(id), expired_before: None };
        self.export(&mut found, store.recoveries(), &filter).await?;
        let filter = RememberedBrowserFilter { user: Some(id), expired_before: None };
        self.export(&mut found, store.remembered_browsers(), &filter).await?;
        self.export(&mut found, store.name_identifiers(), &NameIdentifierFilter { user: Some(id) }).await?;
        let filter = AuthorizationFilter { user: Some(id), expired_before: None };
        self.export(&mut found, store.authorizations(), &filter).await?;
        self.export(&mut found, store.consents(), &ConsentFilter { user: Some(id) }).await?;
        self.export_linked(&mut found, id).await?;
        let filter = AuditFilter { actor: Some(Actor::User(id)), ..AuditFilter::default() };
        self.export(&mut found, store.audit_events(), &filter).await?;
        self.export_messages(&mut found, person, &addresses).await?;
        self.export_sessions(&mut found, person).await?;
        let filter = CredentialFilter { user: Some(id) };
        let credentials = self.all(store.credentials(), &filter).await?;
        let credentials = credentials.iter().map(|one| exported_credential(one)).collect();
        found.insert(RecordKind::Credential.as_str(), credentials);
        Ok(found)
    }

    /// The identities elsewhere that belong to the account, and the offers to link one that the person declined.
    async fn export_linked(
        &self,
        found: &mut BTreeMap<&'static str, Vec<Value>>,
        user: UserId,
    ) -> Result<(), StoreError> {
        let filter = LinkedIdentityFilter { user: Some(user), connection: None };
        self.export(found, self.store.linked_identities(), &filter).await?;
        self.export(found, self.store.link_offers(), &LinkOfferFilter { user: Some(user) }).await
    }

    async fn export<T: Entity>(
        &self,
        found: &mut BTreeMap<&'static str, Vec<Value>>,
        table: &dyn Table<T>,
        filter: &T::Filter,
    ) -> Result<(), StoreError> {
        let records = self.all(table, filter).await?;
        found
            .entry(T::KIND.as_str())
            .or_default()
            .extend(records.iter().map(|record| exported(&record.record)));
        Ok(())
    }

    /// What was sent to the addresses and to the number that the person has now.
    async fn export_messages(
        &self,
        found: &mut BTreeMap<&'static str, Vec<Value>>,
        person: &User,
        addresses: &OwnAddresses,
    ) -> Result<(), StoreError> {
        let number = person.phone.as_ref().map(ToString::to_string);
        for recipient in addresses.emails().iter().map(ToString::to_string).chain(number) {
            let filter = OutboxFilter { recipient: Some(recipient), ..OutboxFilter::default() };
            self.export(found, self.store.outbox_messages(), &filter).await?;
        }
        Ok(())
    }

    /// Where the person was signed in, and the applications that took part.
    async fn export_sessions(
        &self,
        found: &mut BTreeMap<&'static str, Vec<Value>>,
        person: &User,
    ) -> Result<(), StoreError> {
        let filter = SessionFilter { user: Some(person.id), ..SessionFilter::default() };
        self.export(found, self.store.sessions(), &filter).await?;
        for session in self.all(self.store.sessions(), &filter).await? {
            let filter = ParticipantFilter { session: Some(session.id), subject: None };
            self.export(found, self.store.participants(), &filter).await?;
        }
        Ok(())
    }
}

/// The fields of a record that its person gets.
fn exported<T: Entity>(record: &T) -> Value {
    let fields = personal_data(T::KIND).exported;
    let Ok(Value::Object(all)) = serde_json::to_value(record) else { return Value::Null };
    let given: Map<_, _> = all.into_iter().filter(|(name, _)| fields.contains(&name.as_str())).collect();
    Value::Object(given)
}

/// A way to sign in, with what it is instead of its secret.
fn exported_credential(credential: &Credential) -> Value {
    let mut value = exported(credential);
    if let Value::Object(fields) = &mut value {
        fields.insert("method".to_owned(), credential.method().to_string().into());
        if let CredentialSecret::Sms(number) = &credential.secret {
            fields.insert("number".to_owned(), number.to_string().into());
        }
    }
    value
}
