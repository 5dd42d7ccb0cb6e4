//! What allows a change, or the undoing of one.

use super::confirm_error::ConfirmContactError;
use super::link_error::ContactLinkError;
use super::waiting::still_fits;
use crate::authority::{Caller, Identity, Proof};
use crate::domain::{
    Actor, CodePurpose, ContactChange, ContactChangeKey, SentCode, SentCodeKey, User, UserState,
};
use crate::secrets::{Secret, SecretToken};
use crate::store::{StoreError, Versioned};
use crate::values::{Contact, ContactKind};

/// A change whose new address or number was proved: by the code that was sent to it, or by the link.
pub(super) struct ProvedContact<'a> {
    caller: Option<&'a Caller>,
    change: Versioned<ContactChange>,
    user: Versioned<User>,
    kind: ContactKind,
    /// The code that is used up by it, if there is one.
    sent: Option<Versioned<SentCode>>,
}

impl ProvedContact<'_> {
    pub(super) const fn change(&self) -> &Versioned<ContactChange> {
        &self.change
    }

    pub(super) const fn user(&self) -> &Versioned<User> {
        &self.user
    }

    pub(super) const fn kind(&self) -> ContactKind {
        self.kind
    }

    pub(super) const fn sent(&self) -> Option<&Versioned<SentCode>> {
        self.sent.as_ref()
    }
}

impl Proof for ProvedContact<'_> {
    fn actor(&self) -> Actor {
        Actor::User(self.user.id)
    }

    fn caller(&self) -> Option<&Caller> {
        self.caller
    }
}

/// The link of the notice about a change was shown, which the mailbox of the account got when it was asked for, or was made.
pub(super) struct UndoLink {
    change: Versioned<ContactChange>,
    user: Versioned<User>,
    kind: ContactKind,
}

impl UndoLink {
    pub(super) const fn change(&self) -> &Versioned<ContactChange> {
        &self.change
    }

    pub(super) const fn user(&self) -> &Versioned<User> {
        &self.user
    }

    pub(super) const fn kind(&self) -> ContactKind {
        self.kind
    }
}

impl Proof for UndoLink {
    fn actor(&self) -> Actor {
        Actor::User(self.user.id)
    }
}

/// What a link is good for.
pub(super) enum ShownLink {
    Proves(ProvedContact<'static>),
    Undoes(UndoLink),
}

impl Identity {
    /// The change that waits, if the code is right for it.
    pub(super) async fn proved_by_code<'a>(
        &self,
        caller: &'a Caller,
        kind: ContactKind,
        code: &Secret,
    ) -> Result<ProvedContact<'a>, ConfirmContactError> {
        let user = caller.user().ok_or(ConfirmContactError::NotFound)?;
        let change = self.waiting_change(user, kind).await?.ok_or(ConfirmContactError::NotFound)?;
        let user = self.store.users().get(user).await?.ok_or(ConfirmContactError::NotFound)?;
        let target = change.after.as_ref().map(Contact::as_str).ok_or(ConfirmContactError::NotFound)?;
        let purpose = CodePurpose::ContactChange(change.id);
        let sent = self.right_code_to(user.id, purpose, target, code).await?;
        let fits = still_fits(&user, kind, &change);
        // The code to an address of another account was drawn and never sent.
        let sent = sent.filter(|_| fits).ok_or(ConfirmContactError::WrongCode)?;
        Ok(ProvedContact { caller: Some(caller), change, user, kind, sent: Some(sent) })
    }

    /// What the token of a link is good for.
    pub(super) async fn shown_link(&self, token: &SecretToken) -> Result<ShownLink, ContactLinkError> {
        let by_token = self.store.contact_changes().find(&ContactChangeKey::Token(token.digest())).await?;
        let stops = by_token.is_none();
        let found = match by_token {
            Some(found) => Some(found),
            None => self.store.contact_changes().find(&ContactChangeKey::Stop(token.digest())).await?,
        };
        let change = found.ok_or(ContactLinkError::Unknown)?;
        let user = self.store.users().get(change.user).await?.ok_or(ContactLinkError::Unknown)?;
        let kind = change.kind().ok_or(ContactLinkError::Unknown)?;
        // What was changed in another way meanwhile is not changed by a link from before.
        let is_over = change.is_waiting() && !still_fits(&user, kind, &change);
        // A change that a stranger made is undone also when they closed the account.
        let can_use = user.state == UserState::Active || !change.is_waiting() && user.can_prove(self.now());
        if !can_use || is_over {
            return Err(ContactLinkError::Unknown);
        }
        if change.expires_at <= self.now() {
            return Err(ContactLinkError::Expired);
        }
        if stops || !change.is_waiting() {
            return Ok(ShownLink::Undoes(UndoLink { change, user, kind }));
        }
        let sent = self.code_of(&change).await?;
        Ok(ShownLink::Proves(ProvedContact { caller: None, change, user, kind, sent }))
    }

    /// The code that was sent for a change, good or not.
    pub(super) async fn code_of(
        &self,
        change: &ContactChange,
    ) -> Result<Option<Versioned<SentCode>>, StoreError> {
        let purpose = CodePurpose::ContactChange(change.id);
        self.store.sent_codes().find(&SentCodeKey::For(purpose)).await
    }
}
