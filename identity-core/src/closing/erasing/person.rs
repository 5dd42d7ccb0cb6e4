//! What leads to the records about a person.

use super::over::TimeIsOver;
use crate::authority::Identity;
use crate::domain::{
    Action, Actor, AuditFilter, ContactChangeFilter, CredentialFilter, CredentialSecret, Invitation,
    InvitationFilter, OutboxFilter, OutboxMessage, RecoveryFilter,
};
use crate::store::{RecordId, StoreError, Versioned};
use crate::values::{Contact, EmailAddress, FoldedText};
use std::collections::BTreeSet;

/// What leads to the records about a person.
#[derive(Debug)]
pub(super) struct Found {
    /// The addresses and numbers that are or were theirs, as far as something still tells of them.
    pub(super) contacts: BTreeSet<String>,
    /// The invitations that they accepted, or that were sent to one of their addresses.
    pub(super) invitations: Vec<Versioned<Invitation>>,
    /// The messages to one of their addresses or numbers.
    pub(super) messages: Vec<Versioned<OutboxMessage>>,
    /// Their name and what they are reached by, folded, to be found in texts.
    texts: Vec<FoldedText>,
}

impl Found {
    /// Whether a text has the person's whole name, or an address or number of theirs.
    pub(super) fn is_named_in(&self, text: &str) -> bool {
        let text = FoldedText::of(text);
        self.texts.iter().any(|known| text.contains(known))
    }
}

impl Identity {
    /// What leads to the records about a person.
    pub(super) async fn found_about(&self, over: &TimeIsOver) -> Result<Found, StoreError> {
        let mut contacts = self.contacts_of_person(over).await?;
        let mut invitations = self.accepted_invitations(over).await?;
        contacts.extend(invitations.iter().map(|invitation| invitation.email.to_string()));
        for address in contacts.iter().filter_map(|contact| EmailAddress::parse(contact).ok()) {
            let filter = InvitationFilter { email: Some(address.canonical()), ..InvitationFilter::default() };
            for invitation in self.all(self.store.invitations(), &filter).await? {
                if invitations.iter().all(|known| known.id != invitation.id) {
                    invitations.push(invitation);
                }
            }
        }
        // An address is written to as it was typed each time.
        contacts.extend(invitations.iter().map(|invitation| invitation.email.to_string()));
        let mut messages = Vec::new();
        for recipient in &contacts {
            let filter = OutboxFilter { recipient: Some(recipient.clone()), ..OutboxFilter::default() };
            messages.extend(self.all(self.store.outbox_messages(), &filter).await?);
        }
        let name = over.user().full_name();
        let username = over.user().username.as_ref().map(ToString::to_string);
        let texts = contacts.iter().chain([&name]).chain(&username).map(|text| FoldedText::of(text));
        let texts = texts.filter(|text| !text.as_str().is_empty()).collect();
        Ok(Found { contacts, invitations, messages, texts })
    }

    async fn contacts_of_person(&self, over: &TimeIsOver) -> Result<BTreeSet<String>, StoreError> {
        let person = over.user();
        let mut contacts = BTreeSet::from([person.email.to_string()]);
        contacts.extend(person.phone.as_ref().map(ToString::to_string));
        let emails = self.email_records_of(person.id).await?;
        contacts.extend(emails.iter().map(|own| own.email.to_string()));
        let filter = ContactChangeFilter { user: Some(person.id), expired_before: None };
        for change in self.all(self.store.contact_changes(), &filter).await? {
            let both = change.before.iter().chain(&change.after);
            contacts.extend(both.map(Contact::as_str).map(ToOwned::to_owned));
        }
        let filter = RecoveryFilter { user: Some(person.id), expired_before: None };
        let recoveries = self.all(self.store.recoveries(), &filter).await?;
        contacts.extend(recoveries.iter().map(|recovery| recovery.email.to_string()));
        let filter = CredentialFilter { user: Some(person.id) };
        for credential in self.all(self.store.credentials(), &filter).await? {
            if let CredentialSecret::Sms(number) = &credential.secret {
                contacts.insert(number.to_string());
            }
        }
        Ok(contacts)
    }

    /// The history tells which invitations the person accepted, whatever address they went to.
    async fn accepted_invitations(
        &self,
        over: &TimeIsOver,
    ) -> Result<Vec<Versioned<Invitation>>, StoreError> {
        let filter = AuditFilter {
            actor: Some(Actor::User(over.user().id)),
            actions: Some(vec![Action::InvitationAccepted]),
            ..AuditFilter::default()
        };
        let mut found = Vec::new();
        for event in self.all(self.store.audit_events(), &filter).await? {
            if let Some(RecordId::Invitation(id)) = event.target {
                found.extend(self.store.invitations().get(id).await?);
            }
        }
        Ok(found)
    }
}
