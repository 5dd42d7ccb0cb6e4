//! What leads to the records about a person.

use super::over::TimeIsOver;
use crate::authority::Identity;
use crate::delivery::MessageContent;
use crate::domain::{
    Action, Actor, AuditFilter, ContactChangeFilter, CredentialFilter, CredentialSecret, Invitation,
    InvitationFilter, OutboxFilter, OutboxMessage, RecoveryFilter,
};
use crate::store::{RecordId, StoreError, Versioned};
use crate::values::{Contact, EmailAddress, FoldedText};
use std::collections::BTreeSet;

/// Whose an address is that was the person's at some time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    /// The person's, or nobody's any more.
    Theirs,
    /// That of their account, though nobody proved that the mailbox is theirs.
    Unproved,
    /// Somebody else's.
    Others,
}

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
        self.texts.iter().any(|known| stands_in(text.as_str(), known.as_str()))
    }
}

/// Whether words stand in a text as a whole.
fn stands_in(text: &str, words: &str) -> bool {
    let ends = |letter: Option<char>| !letter.is_some_and(char::is_alphanumeric);
    text.match_indices(words).any(|(at, found)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let behind = text.get(at + found.len()..).and_then(|behind| behind.chars().next());
        ends(before) && ends(behind)
    })
}

impl Identity {
    /// What leads to the records about a person.
    pub(super) async fn found_about(&self, over: &TimeIsOver) -> Result<Found, StoreError> {
        let mut contacts = self.contacts_of_person(over).await?;
        let mut invitations = self.accepted_invitations(over).await?;
        contacts.extend(invitations.iter().map(|invitation| invitation.email.to_string()));
        for address in contacts.iter().filter_map(|contact| EmailAddress::parse(contact).ok()) {
            if self.whose(over, &address).await? != Whose::Theirs {
                continue;
            }
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
            let whose = match EmailAddress::parse(recipient) {
                Ok(address) => self.whose(over, &address).await?,
                Err(_) => Whose::Theirs,
            };
            let filter = OutboxFilter { recipient: Some(recipient.clone()), ..OutboxFilter::default() };
            let mut sent = self.all(self.store.outbox_messages(), &filter).await?;
            sent.retain(|message| match whose {
                Whose::Theirs => true,
                // Others invite whom they like: what they sent there may be for somebody else.
                Whose::Unproved => !self
                    .opened(message)
                    .is_some_and(|message| matches!(message.content, MessageContent::Invitation { .. })),
                Whose::Others => false,
            });
            messages.extend(sent);
        }
        let name = over.user().full_name();
        let username = over.user().username.as_ref().map(ToString::to_string);
        let texts = contacts.iter().chain([&name]).chain(&username).map(|text| FoldedText::of(text));
        let texts = texts.filter(|text| !text.as_str().is_empty()).collect();
        Ok(Found { contacts, invitations, messages, texts })
    }

    async fn contacts_of_person(&self, over: &TimeIsOver) -> Result<BTreeSet<String>, StoreError> {
        let person = over.user();
        let mut contacts: BTreeSet<_> = person.email.iter().map(ToString::to_string).collect();
        contacts.extend(person.phone.as_ref().map(ToString::to_string));
        let emails = self.email_records_of(person.id).await?;
        contacts.extend(emails.iter().map(|own| own.email.to_string()));
        let filter = ContactChangeFilter { user: Some(person.id), expired_before: None };
        for change in self.all(self.store.contact_changes(), &filter).await? {
            // What waits was not proved to be theirs.
            let both = change.before.iter().chain(change.after.iter().filter(|_| !change.is_waiting()));
            contacts.extend(both.map(Contact::as_str).map(ToOwned::to_owned));
        }
        let filter = RecoveryFilter { user: Some(person.id), expired_before: None };
        let recoveries = self.all(self.store.recoveries(), &filter).await?;
        contacts.extend(recoveries.iter().filter_map(|one| one.email.as_ref().map(ToString::to_string)));
        let filter = CredentialFilter { user: Some(person.id) };
        for credential in self.all(self.store.credentials(), &filter).await? {
            if let CredentialSecret::Sms(number) = &credential.secret {
                contacts.insert(number.to_string());
            }
        }
        Ok(contacts)
    }

    /// Whose an address is by now that leads from the person to records about them.
    async fn whose(&self, over: &TimeIsOver, address: &EmailAddress) -> Result<Whose, StoreError> {
        let person = over.user();
        if self.holder_of(address).await?.is_some_and(|holder| holder != person.id) {
            return Ok(Whose::Others);
        }
        let is_main = person.has_main_email(address);
        Ok(if is_main && person.email_verified_at.is_none() { Whose::Unproved } else { Whose::Theirs })
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
