//! Changes that wait to be proved.

use crate::Timestamp;
use crate::authenticators::CodeSent;
use crate::authority::{AccessError, Act, Caller, Identity};
use crate::domain::{CodePurpose, ContactChange, ContactChangeFilter, User};
use crate::ids::UserId;
use crate::store::{StoreError, Versioned};
use crate::values::{Contact, ContactKind};

/// A change of the caller's that waits to be proved.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct WaitingContact {
    /// The new address or number.
    pub contact: Contact,
    /// Whether it is an e-mail address that is added to the others.
    pub adds_email: bool,
    /// The code that was sent, as long as it is good.
    pub sent: Option<CodeSent>,
    /// From when it cannot be proved any more.
    pub expires_at: Timestamp,
}

impl Identity {
    /// The change of this kind that the caller began and has not proved yet.
    pub async fn waiting_contact_change(
        &self,
        caller: &Caller,
        kind: ContactKind,
    ) -> Result<Option<WaitingContact>, AccessError> {
        let user = caller.user().ok_or(AccessError::NotFound)?;
        let Some(found) = self.waiting_change(user, kind).await? else { return Ok(None) };
        let sent = self.code_sent_for(CodePurpose::ContactChange(found.id)).await?;
        let adds_email = found.adds_email();
        let ContactChange { after, expires_at, .. } = found.record;
        Ok(after.map(|contact| WaitingContact { contact, adds_email, sent, expires_at }))
    }

    /// The change of this kind that a person began last and has not proved yet.
    pub(super) async fn waiting_change(
        &self,
        user: UserId,
        kind: ContactKind,
    ) -> Result<Option<Versioned<ContactChange>>, StoreError> {
        let now = self.now();
        let all = self.changes_of(user).await?.into_iter();
        let waiting = all.filter(|change| change.is_waiting() && change.kind() == Some(kind));
        Ok(waiting.filter(|change| now < change.expires_at).max_by_key(|change| change.created_at))
    }

    /// Ends the changes of a person that wait, as part of an act that ends the sessions in which they were begun.
    pub(crate) async fn end_waiting_changes_of(&self, act: &mut Act, user: UserId) -> Result<(), StoreError> {
        for change in self.changes_of(user).await? {
            if change.is_waiting() {
                act.changes().remove(change.id, change.version);
            }
        }
        Ok(())
    }

    /// Whether a person signs in by user name alone, or may do so again: they have no e-mail address, or got their first one a
    /// short time ago, which can be undone.
    pub(crate) async fn needs_username(&self, user: &User) -> Result<bool, StoreError> {
        let now = self.now();
        let changes = self.changes_of(user.id).await?;
        let takes_away = |change: &Versioned<ContactChange>| {
            change.is_first && !change.is_waiting() && now < change.expires_at
        };
        Ok(user.email.is_none() || changes.iter().any(takes_away))
    }

    /// Every change of a person that waits or can be undone.
    pub(super) async fn changes_of(&self, user: UserId) -> Result<Vec<Versioned<ContactChange>>, StoreError> {
        let filter = ContactChangeFilter { user: Some(user), expired_before: None };
        self.all(self.store.contact_changes(), &filter).await
    }
}

/// Whether what a change is to replace is still the present one; an address that is added replaces nothing.
pub(super) fn still_fits(user: &User, kind: ContactKind, change: &ContactChange) -> bool {
    change.adds_email() || present(user, kind) == change.before
}

/// The present address or number of a person.
pub(super) fn present(user: &User, kind: ContactKind) -> Option<Contact> {
    match kind {
        ContactKind::Email => user.email.clone().map(Contact::Email),
        ContactKind::Phone => user.phone.clone().map(Contact::Phone),
    }
}

/// The person with another address or number, proved at this time.
pub(super) fn with_contact(
    user: User,
    kind: ContactKind,
    contact: Option<Contact>,
    at: Option<Timestamp>,
) -> User {
    match (kind, contact) {
        (_, Some(Contact::Email(email))) => User { email: Some(email), email_verified_at: at, ..user },
        (_, Some(Contact::Phone(phone))) => User { phone: Some(phone), phone_verified_at: at, ..user },
        (ContactKind::Phone, None) => User { phone: None, phone_verified_at: None, ..user },
        (ContactKind::Email, None) => User { email: None, email_verified_at: None, ..user },
    }
}
