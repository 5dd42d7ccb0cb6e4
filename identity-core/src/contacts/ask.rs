//! Asking for another address or number.

use super::contact_error::ContactError;
use super::waiting::present;
use crate::authenticators::Target;
use crate::authority::{Caller, Identity, Trace};
use crate::domain::{Action, AuthenticationMethod, CodePurpose, ContactChange, User, UserKey};
use crate::ids::UserId;
use crate::secrets::SecretToken;
use crate::store::{StoreError, Versioned};
use crate::values::{AttributeWriter, Contact, ContactKind, ProfileField};

/// The detail of a person that a contact is.
const fn field(kind: ContactKind) -> ProfileField {
    match kind {
        ContactKind::Email => ProfileField::Email,
        ContactKind::Phone => ProfileField::Phone,
    }
}

impl Identity {
    /// Begins to change the caller's e-mail address or telephone number: sends a code to the new one, and to a mailbox a link
    /// as well. The present one stays until that is proved. The caller must have
    /// [proved](crate::Settings::sensitive_after) who they are a short time ago.
    ///
    /// A change of the same kind that was begun before and not proved is replaced. An address of another account gets the same
    /// answer; its owner is told by mail, and nothing proves it.
    pub async fn begin_contact_change(&self, caller: &Caller, new: Contact) -> Result<(), ContactError> {
        let recent = self.recently_proved(caller).await?;
        let who = recent.own();
        let kind = new.kind();
        self.require_own_contact(caller, kind).await?;
        if !self.can_prove_contact(kind) {
            return Err(ContactError::NotOffered);
        }
        let before = present(who.user, kind);
        let is_proved = kind == ContactKind::Email || who.user.phone_verified_at.is_some();
        if is_proved && before.as_ref().is_some_and(|before| before.is_same(&new)) {
            return Err(ContactError::Unchanged);
        }
        // Looked up in any case, and told by mail alone.
        let owner = self.other_owner(who.user.id, &new).await?;
        let waiting = self.waiting_change(who.user.id, kind).await?;
        let (token, now) = (SecretToken::generate(self.entropy()), self.now());
        let change = ContactChange {
            id: waiting.as_ref().map_or_else(|| self.new_id(), |waiting| waiting.id),
            user: who.user.id,
            before,
            after: Some(new.clone()),
            token: token.digest(),
            created_at: now,
            made_at: None,
            expires_at: now.plus(self.settings().contact_change_lifetime),
        };
        let mut act = who.act();
        let purpose = CodePurpose::ContactChange(change.id);
        let code = self.put_code(&mut act, &who, purpose, &Target::of(&new)).await?;
        self.queue_contact_proof(&mut act, who.user, owner.as_ref(), &change, &token, &code);
        match waiting {
            Some(waiting) => act.changes().update(change, waiting.version),
            None => act.changes().insert(change),
        };
        let trace = Trace::of(who.user.id).with("what", kind.as_str()).with("to", new.masked());
        match self.commit(act.finish(self, Action::ContactChangeAsked, trace)).await {
            // Another request of the same person has begun one just now, which its page shows.
            Err(StoreError::Conflict { .. } | StoreError::AlreadyExists { .. }) => Ok(()),
            written => Ok(written?),
        }
    }

    /// Sends what proves the change that waits once more, with a new link.
    pub async fn resend_contact_code(&self, caller: &Caller, kind: ContactKind) -> Result<(), ContactError> {
        let user = caller.user().ok_or(ContactError::NotFound)?;
        let waiting = self.waiting_change(user, kind).await?;
        let new = waiting.and_then(|waiting| waiting.record.after).ok_or(ContactError::NotFound)?;
        self.begin_contact_change(caller, new).await
    }

    /// Whether codes can be sent to a contact of this kind.
    pub fn can_prove_contact(&self, kind: ContactKind) -> bool {
        kind == ContactKind::Email || self.settings().methods.contains(&AuthenticationMethod::SMS)
    }

    /// Refuses people who do not own this detail of theirs.
    pub(super) async fn require_own_contact(
        &self,
        caller: &Caller,
        kind: ContactKind,
    ) -> Result<(), ContactError> {
        if self.settings().profile.may_write(field(kind), AttributeWriter::Person) {
            return Ok(());
        }
        let trace = Trace::default().with("reason", "field-not-writable").with("what", kind.as_str());
        self.note_refusal(caller, trace).await?;
        Err(ContactError::NotYours)
    }

    /// Somebody else whose address it is.
    pub(super) async fn other_owner(
        &self,
        user: UserId,
        contact: &Contact,
    ) -> Result<Option<Versioned<User>>, StoreError> {
        let Contact::Email(email) = contact else { return Ok(None) };
        let found = self.store.users().find(&UserKey::Email(email.canonical())).await?;
        Ok(found.filter(|found| found.id != user))
    }
}
