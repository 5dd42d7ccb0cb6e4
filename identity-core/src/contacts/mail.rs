//! What the messages about an address or number say.

use crate::authority::{Act, Identity};
use crate::delivery::{Message, MessageContent};
use crate::domain::{Channel, ContactChange, User};
use crate::secrets::SecretToken;
use crate::store::{StoreError, Versioned};
use crate::values::{Contact, ContactKind, EmailAddress};

/// What a notice calls an address that stands beside the others.
pub(super) const ADDED: &str = "further_email";

impl Identity {
    /// Puts what proves a new address or number into the change set; the owner of an address of another account is told
    /// instead.
    pub(super) async fn queue_contact_proof(
        &self,
        act: &mut Act,
        user: &User,
        owner: Option<&Versioned<User>>,
        change: &ContactChange,
        token: &SecretToken,
        code: &str,
    ) -> Result<(), StoreError> {
        let Some(new) = &change.after else { return Ok(()) };
        if let Some(owner) = owner {
            let content = MessageContent::ContactTaken {
                given_name: owner.given_name.to_string(),
                link: self.settings().link("/login"),
            };
            // To the address as its owner has it, whatever was typed.
            return self.notify(act, owner, content, None).await;
        }
        let (channel, content) = match new {
            Contact::Phone(_) => (Channel::Sms, self.code_message(code)),
            Contact::Email(_) => {
                let content = MessageContent::ContactProof {
                    given_name: user.given_name.to_string(),
                    code: code.to_owned(),
                    minutes: self.code_minutes(),
                    link: self.contact_link(token),
                    expires_at: change.expires_at,
                };
                (Channel::Email, content)
            }
        };
        let message = Message::new(new.as_str(), content).in_language(user.locale.as_ref());
        self.queue(act, channel, &message, None);
        Ok(())
    }

    /// Tells the person that a change was asked for, with the link that stops it.
    pub(super) async fn queue_contact_asked(
        &self,
        act: &mut Act,
        user: &User,
        asked: &ContactChange,
        kind: ContactKind,
        stop: &SecretToken,
    ) -> Result<(), StoreError> {
        let what = if asked.adds_email() { ADDED } else { kind.as_str() };
        let content = MessageContent::ContactAsked {
            given_name: user.given_name.to_string(),
            what: what.to_owned(),
            to: asked.after.as_ref().map(Contact::masked).unwrap_or_default(),
            at: asked.created_at,
            link: self.contact_link(stop),
            expires_at: asked.expires_at,
        };
        self.notify(act, user, content, None).await
    }

    fn contact_link(&self, token: &SecretToken) -> String {
        self.settings().link(&format!("/contacts/{}", token.expose()))
    }

    /// Tells an address that it belongs to the account no longer.
    pub(super) fn queue_email_removed(&self, act: &mut Act, user: &User, removed: &EmailAddress) {
        let content = MessageContent::EmailRemoved {
            given_name: user.given_name.to_string(),
            at: self.now(),
            link: self.settings().link("/login"),
        };
        let message = Message::new(removed.as_str(), content).in_language(user.locale.as_ref());
        self.queue(act, Channel::Email, &message, None);
    }

    /// Tells the mailbox that the account had before the change, with the link that undoes it, and the old telephone.
    pub(super) async fn queue_contact_changed(
        &self,
        act: &mut Act,
        user: &User,
        made: &ContactChange,
        what: &str,
        token: &SecretToken,
    ) -> Result<(), StoreError> {
        let content = MessageContent::ContactChanged {
            given_name: user.given_name.to_string(),
            what: what.to_owned(),
            to: made.after.as_ref().map(Contact::masked),
            at: made.created_at,
            link: self.contact_link(token),
            expires_at: made.expires_at,
            by_text: user.email.is_none(),
        };
        let number = self.proved_number(user).filter(|_| what == ContactKind::Phone.as_str());
        // Somebody without a mailbox is told there already.
        if let Some(number) = number.filter(|_| user.email.is_some()) {
            let message = Message::new(number.as_str(), content.clone()).in_language(user.locale.as_ref());
            self.queue(act, Channel::Sms, &message, None);
        }
        self.notify(act, user, content, None).await
    }
}
