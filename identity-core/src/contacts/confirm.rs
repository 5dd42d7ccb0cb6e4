//! Making a change that was proved.

use super::contact_error::ContactError;
use super::proved::ProvedContact;
use super::waiting::{present, with_contact};
use crate::Timestamp;
use crate::authority::{Act, Caller, Identity, Own, Trace, on_fresh_facts};
use crate::domain::{Action, ContactChange, User};
use crate::ids::UserId;
use crate::secrets::{Secret, SecretToken};
use crate::store::{StoreError, Versioned};
use crate::values::{Contact, ContactKind};

impl Identity {
    /// Changes the caller's e-mail address or telephone number to the one that waits, if the code is the one that was sent to
    /// it. The old mailbox is told, and its link [undoes](super::ContactLink::Undo) the change.
    pub async fn confirm_contact_change(
        &self,
        caller: &Caller,
        kind: ContactKind,
        code: &Secret,
    ) -> Result<(), ContactError> {
        let user = caller.user().ok_or(ContactError::NotFound)?;
        self.waiting_change(user, kind).await?.ok_or(ContactError::NotFound)?;
        // Of the person and not of the change, so that asking for another code gives no more tries.
        let counter = format!("contact:{user}");
        let tries = self.store.counters().hit(&counter, self.window(self.settings().sign_in_window)).await?;
        if tries > self.settings().sign_in_tries {
            return Err(ContactError::WrongCode);
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
    ) -> Result<(), ContactError> {
        on_fresh_facts!(async {
            let user = caller.user().ok_or(ContactError::NotFound)?;
            let own = Own::account(caller, user).ok_or(ContactError::NotFound)?;
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
    ) -> Result<(), ContactError> {
        let (change, user, kind) = (proved.change(), proved.user(), proved.kind());
        let after = change.after.clone().ok_or(ContactError::NotFound)?;
        if self.other_owner(user.id, &after).await?.is_some() {
            return Err(ContactError::Taken);
        }
        let mut act = Act::by_proof::<ProvedContact<'_>>(proved).referring(reference);
        act.changes().remove(change.id, change.version);
        if let Some(sent) = proved.sent() {
            act.changes().remove(sent.id, sent.version);
        }
        Ok(self.commit_contact(act, user, kind, Some(after)).await?)
    }

    /// Commits an act that changes an address or number, tells the old mailbox and keeps what undoes it.
    pub(super) async fn commit_contact(
        &self,
        mut act: Act,
        user: &Versioned<User>,
        kind: ContactKind,
        after: Option<Contact>,
    ) -> Result<(), StoreError> {
        let now = self.now();
        let token = SecretToken::generate(self.entropy());
        let made = self.made(user.id, (present(user, kind), after.clone()), &token, now);
        self.queue_contact_changed(&mut act, user, &made, kind, &token);
        let trace = Trace::of(user.id).with("what", kind.as_str());
        let to = after.as_ref().map(Contact::masked).unwrap_or_default();
        let changed = with_contact(user.record.clone(), kind, after, Some(now));
        act.changes().update(User { updated_at: now, ..changed }, user.version);
        act.changes().insert(made);
        self.commit(act.finish(self, Action::ContactChanged, trace.with("to", to))).await
    }

    fn made(
        &self,
        user: UserId,
        (before, after): (Option<Contact>, Option<Contact>),
        token: &SecretToken,
        now: Timestamp,
    ) -> ContactChange {
        ContactChange {
            id: self.new_id(),
            user,
            before,
            after,
            token: token.digest(),
            created_at: now,
            made_at: Some(now),
            expires_at: now.plus(self.settings().contact_undo_lifetime),
        }
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
