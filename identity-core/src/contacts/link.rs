//! The links in the mails about an address or number. Looking at one does not use it up: scanners of mails open links too.

use super::confirm_error::ConfirmContactError;
use super::link_error::ContactLinkError;
use super::proved::{ShownLink, UndoLink};
use crate::Timestamp;
use crate::authority::{Identity, on_fresh_facts};
use crate::secrets::SecretToken;
use crate::values::{Contact, ContactKind};

/// What a link is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ContactLink {
    /// It proves the new address, which takes the place of the old one, or stands beside it.
    Proof,
    /// It stops a change that waits to be proved and that the owner of the account did not ask for. The rest is as with
    /// [`Undo`](Self::Undo).
    Stop,
    /// It undoes a change that its owner did not make: the old address or number is there again, and whoever is signed in to
    /// the account is signed out. The password works no longer; a link for a new one is mailed.
    Undo,
}

/// What the holder of a link sees.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OpenContactLink {
    /// What it is good for.
    pub link: ContactLink,
    /// What is, or was, changed.
    pub kind: ContactKind,
    /// The address or number before the change, in a form for people who may not know it; none if there was none, or if an
    /// e-mail address is added.
    pub before: Option<String>,
    /// The one that it becomes, or became, in such a form, but for the address that got the link; none if it was removed.
    pub after: Option<String>,
    /// From when it no longer works.
    pub expires_at: Timestamp,
}

impl Identity {
    /// What a link is good for. Looking does not use it up.
    pub async fn open_contact_link(&self, token: &SecretToken) -> Result<OpenContactLink, ContactLinkError> {
        let (link, kind, change) = match self.shown_link(token).await? {
            ShownLink::Proves(proved) => (ContactLink::Proof, proved.kind(), proved.change().record.clone()),
            ShownLink::Undoes(undo) => (good_for(&undo), undo.kind(), undo.change().record.clone()),
        };
        let (before, after) = (change.before.as_ref(), change.after.as_ref());
        let whole = |contact: &Contact| contact.as_str().to_owned();
        Ok(OpenContactLink {
            link,
            kind,
            before: before.map(Contact::masked),
            after: if link == ContactLink::Proof { after.map(whole) } else { after.map(Contact::masked) },
            expires_at: change.expires_at,
        })
    }

    /// Does what a link is good for, and uses it up.
    pub async fn use_contact_link(
        &self,
        token: &SecretToken,
        reference: Option<&str>,
    ) -> Result<ContactLink, ContactLinkError> {
        let lock = match self.shown_link(token).await? {
            ShownLink::Undoes(_) => Some(self.unusable_password().await?),
            ShownLink::Proves(_) => None,
        };
        on_fresh_facts!(async {
            match (self.shown_link(token).await?, &lock) {
                (ShownLink::Proves(proved), _) => {
                    self.make_contact_change(&proved, reference).await.map_err(of_link)?;
                    Ok(ContactLink::Proof)
                }
                (ShownLink::Undoes(undo), Some(lock)) => {
                    self.undo_contact_change(&undo, lock, reference).await?;
                    Ok(good_for(&undo))
                }
                // A token is good for one of the two as long as it lives.
                (ShownLink::Undoes(_), None) => Err(ContactLinkError::Unknown),
            }
        })
    }
}

fn good_for(undo: &UndoLink) -> ContactLink {
    if undo.change().is_waiting() { ContactLink::Stop } else { ContactLink::Undo }
}

fn of_link(error: ConfirmContactError) -> ContactLinkError {
    match error {
        ConfirmContactError::Taken => ContactLinkError::Taken,
        ConfirmContactError::Store(error) => ContactLinkError::Store(error),
        _ => ContactLinkError::Unknown,
    }
}
