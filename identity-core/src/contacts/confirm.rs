//! Making a change that was proved.

use super::cancel_error::CancelContactError;
use super::confirm_error::ConfirmContactError;
use super::mail::ADDED;
use super::proved::ProvedContact;
use super::waiting::{present, with_contact};
use crate::Timestamp;
use crate::authority::{Act, Caller, Identity, Own, Trace, on_fresh_facts};
use crate::domain::{Action, ContactChange, EmailUse, User};
use crate::secrets::{Secret, SecretToken};
use crate::store::{StoreError, Versioned};
use crate::values::{Contact, ContactKind, EmailAddress};

/// A change of how somebody is reached that is to be made.
pub(super) struct Making<'a> {
    pub(super) user: &'a Versioned<User>,
    pub(super) kind: ContactKind,
    /// The new address or number; none if it is removed.
    pub(super) after: Option<Contact>,
    /// The change that waited to be proved, if there was one.
    pub(super) waited: Option<&'a Versioned<ContactChange>>,
}

impl Identity {
    /// Changes the caller's e-mail address or telephone number to the one that waits, if the code is the one that was sent to
    /// it. The old mailbox is told, and its link [undoes](super::ContactLink::Undo) the change.
    pub async fn confirm_contact_change(
        &self,
        caller: &Caller,
        kind: ContactKind,
        code: &Secret,
    ) -> Result<(), ConfirmContactError> {
        let user = caller.user().ok_or(ConfirmContactError::NotFound)?;
        self.waiting_change(user, kind).await?.ok_or(ConfirmContactError::NotFound)?;
        // Of the person and not of the change, so that asking for another code gives no more tries.
        let counter = format!("contact:{user}");
        let tries = self.store.counters().hit(&counter, self.window(self.settings().sign_in_window)).await?;
        if tries > self.settings().sign_in_tries {
            return Err(ConfirmContactError::WrongCode);
        }
        on_fresh_facts!(async {
            let proved = self.proved_by_code(caller, kind, code).await?;
            self.make_contact_change(&proved, caller.reference()).await
        })
    }

    /// Gives up the change that waits; there need not be one.
    pub async fn cancel_contact_change(
        &self,
        caller: &Caller,
        kind: ContactKind,
    ) -> Result<(), CancelContactError> {
        on_fresh_facts!(async {
            let user = caller.user().ok_or(CancelContactError::NotFound)?;
            let own = Own::account(caller, user).ok_or(CancelContactError::NotFound)?;
            let Some(change) = self.waiting_change(user, kind).await? else { return Ok(()) };
            let mut act = Act::by_proof::<Own<'_>>(&own);
            self.remove_change(&mut act, &change).await?;
            let trace = Trace::of(user).with("what", kind.as_str());
            Ok(self.commit(act.finish(self, Action::ContactChangeCancelled, trace)).await?)
        })
    }

    /// Commits a change that was proved, with what undoes it.
    pub(super) async fn make_contact_change(
        &self,
        proved: &ProvedContact<'_>,
        reference: Option<&str>,
    ) -> Result<(), ConfirmContactError> {
        let (change, user) = (proved.change(), proved.user());
        let after = change.after.clone().ok_or(ConfirmContactError::NotFound)?;
        if self.other_owner(user.id, &after).await?.is_some() {
            return Err(ConfirmContactError::Taken);
        }
        let mut act = Act::by_proof::<ProvedContact<'_>>(proved).referring(reference);
        if let Some(sent) = proved.sent() {
            act.changes().remove(sent.id, sent.version);
        }
        let making = Making { user, kind: proved.kind(), after: Some(after.clone()), waited: Some(change) };
        match after {
            Contact::Email(email) if change.adds_email() => self.commit_added(act, making, &email).await,
            Contact::Email(email) if user.has_main_email(&email) => {
                self.commit_proved_main(act, user, change, &email).await
            }
            _ if self.commit_contact(act, making).await? => Ok(()),
            _ => Err(ConfirmContactError::Taken),
        }
    }

    /// Commits an act that proves the main address, which an administrator wrote down; nothing else changes.
    async fn commit_proved_main(
        &self,
        mut act: Act,
        user: &Versioned<User>,
        change: &Versioned<ContactChange>,
        email: &EmailAddress,
    ) -> Result<(), ConfirmContactError> {
        let now = self.now();
        act.changes().remove(change.id, change.version);
        let proved = User { email_verified_at: Some(now), updated_at: now, ..user.record.clone() };
        act.changes().update(proved, user.version);
        let trace = Trace::of(user.id).with("what", ContactKind::Email.as_str());
        let trace = trace.with("to", email.masked());
        Ok(self.commit(act.finish(self, Action::ContactChanged, trace)).await?)
    }

    /// Commits an act that changes the main address or the number, tells the old mailbox and keeps what undoes it; `false` if
    /// the address is that of somebody else.
    pub(super) async fn commit_contact(&self, mut act: Act, making: Making<'_>) -> Result<bool, StoreError> {
        let (user, kind, now) = (making.user, making.kind, self.now());
        let before = present(user, kind);
        let made = self.put_made(&mut act, &making, before, kind.as_str()).await?;
        if let Some(Contact::Email(email)) = &making.after
            && !self.move_main_email(&mut act, user, email, made.expires_at).await?
        {
            return Ok(false);
        }
        let trace = Trace::of(user.id).with("what", kind.as_str());
        let to = making.after.as_ref().map(Contact::masked).unwrap_or_default();
        let changed = with_contact(user.record.clone(), kind, making.after, Some(now));
        act.changes().update(User { updated_at: now, ..changed }, user.version);
        self.commit(act.finish(self, Action::ContactChanged, trace.with("to", to))).await?;
        Ok(true)
    }

    /// Makes an address the main one, and reserves the one before as long as that can be undone; `false` if it is that of
    /// somebody else.
    async fn move_main_email(
        &self,
        act: &mut Act,
        user: &Versioned<User>,
        email: &EmailAddress,
        until: Timestamp,
    ) -> Result<bool, StoreError> {
        if !self.take_email(act, user.id, email, EmailUse::Main, None).await? {
            return Ok(false);
        }
        if let Some(before) = user.email.as_ref().filter(|before| before.canonical() != email.canonical()) {
            self.keep_email(act, user.id, before, until).await?;
        }
        Ok(true)
    }

    /// Commits an act that adds an address to those of a person.
    async fn commit_added(
        &self,
        mut act: Act,
        making: Making<'_>,
        email: &EmailAddress,
    ) -> Result<(), ConfirmContactError> {
        let user = making.user;
        act.changes().require_read(user);
        if !self.addresses_of(user).await?.have_room() {
            return Err(ConfirmContactError::TooMany);
        }
        if !self.put_added(&mut act, making, email).await? {
            return Err(ConfirmContactError::Taken);
        }
        let trace = Trace::of(user.id).with("to", email.masked());
        Ok(self.commit(act.finish(self, Action::EmailAdded, trace)).await?)
    }

    /// Adds an address that was proved to those of a person as part of an act; `false` if somebody else has it. The main
    /// mailbox is told, with what undoes it.
    async fn put_added(
        &self,
        act: &mut Act,
        making: Making<'_>,
        email: &EmailAddress,
    ) -> Result<bool, StoreError> {
        let proved = Some(self.now());
        if !self.take_email(act, making.user.id, email, EmailUse::Further, proved).await? {
            return Ok(false);
        }
        self.put_made(act, &making, None, ADDED).await?;
        Ok(true)
    }

    /// Adds an address that its link proved to those of a person as part of another act; `false` if somebody else has it.
    /// Somebody without an address gets it as the main one with [`give_first_email`](Self::give_first_email).
    pub(crate) async fn add_proved_email(
        &self,
        act: &mut Act,
        user: &Versioned<User>,
        email: &EmailAddress,
    ) -> Result<bool, StoreError> {
        let after = Some(Contact::Email(email.clone()));
        let making = Making { user, kind: ContactKind::Email, after, waited: None };
        if !self.put_added(act, making, email).await? {
            return Ok(false);
        }
        act.note(self, Action::EmailAdded, Trace::of(user.id).with("to", email.masked()));
        Ok(true)
    }

    /// Gives an address that its link proved to somebody who has none, as part of another act. Gives the person with it;
    /// nothing if somebody else has it.
    pub(crate) async fn give_first_email(
        &self,
        act: &mut Act,
        user: &Versioned<User>,
        email: &EmailAddress,
    ) -> Result<Option<User>, StoreError> {
        let (kind, now) = (ContactKind::Email, self.now());
        let after = Some(Contact::Email(email.clone()));
        let making = Making { user, kind, after: after.clone(), waited: None };
        let made = self.put_made(act, &making, None, kind.as_str()).await?;
        if !self.move_main_email(act, user, email, made.expires_at).await? {
            return Ok(None);
        }
        let changed = User { updated_at: now, ..with_contact(user.record.clone(), kind, after, Some(now)) };
        act.changes().update(changed.clone(), user.version);
        let trace = Trace::of(user.id).with("what", kind.as_str()).with("to", email.masked());
        act.note(self, Action::ContactChanged, trace);
        Ok(Some(changed))
    }

    /// Puts a change that is made into the change set, in the place of the one that waited, with the notice to where the
    /// account is reached now.
    pub(super) async fn put_made(
        &self,
        act: &mut Act,
        making: &Making<'_>,
        before: Option<Contact>,
        what: &str,
    ) -> Result<ContactChange, StoreError> {
        let (now, token) = (self.now(), SecretToken::generate(self.entropy()));
        let made = ContactChange {
            id: making.waited.map_or_else(|| self.new_id(), |waited| waited.id),
            user: making.user.id,
            before,
            after: making.after.clone(),
            is_first: making.kind == ContactKind::Email && making.user.email.is_none(),
            token: token.digest(),
            // The link of the notice that it was asked for undoes it from now on.
            stop: making.waited.and_then(|waited| waited.stop),
            created_at: now,
            made_at: Some(now),
            expires_at: now.plus(self.settings().contact_undo_lifetime),
        };
        self.queue_contact_changed(act, making.user, &made, what, &token).await?;
        match making.waited {
            Some(waited) => act.changes().update(made.clone(), waited.version),
            None => act.changes().insert(made.clone()),
        };
        Ok(made)
    }

    /// Removes a change with the code that was sent for it.
    pub(super) async fn remove_change(
        &self,
        act: &mut Act,
        change: &Versioned<ContactChange>,
    ) -> Result<(), StoreError> {
        act.changes().remove(change.id, change.version);
        if let Some(sent) = self.code_of(change).await? {
            act.changes().remove(sent.id, sent.version);
        }
        Ok(())
    }
}
