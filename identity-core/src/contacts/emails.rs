//! One's own e-mail addresses: which there are, which is the main one, and removing a further one.

use super::confirm::Making;
use super::further_email_error::FurtherEmailError;
use crate::Timestamp;
use crate::authority::{AccessError, Act, Caller, Identity, Trace, on_fresh_facts};
use crate::domain::{Action, ContactChange, EmailUse, User, UserEmail};
use crate::ids::UserEmailId;
use crate::store::{StoreError, Versioned};
use crate::values::{Contact, ContactKind, EmailAddress};

/// The e-mail addresses of the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OwnEmails {
    /// The main one, which messages and applications get; none for somebody without an address.
    pub main: Option<EmailAddress>,
    /// When the main one was proved; none if an administrator wrote it down.
    pub main_verified_at: Option<Timestamp>,
    /// The others, in the order in which they were added.
    pub further: Vec<FurtherEmail>,
}

/// An address of the caller beside the main one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FurtherEmail {
    /// Names it.
    pub id: UserEmailId,
    /// The address.
    pub email: EmailAddress,
    /// When it was proved.
    pub verified_at: Timestamp,
}

impl FurtherEmail {
    fn of(record: UserEmail) -> Option<Self> {
        let UserEmail { id, email, usage, verified_at, created_at, .. } = record;
        let verified_at = verified_at.unwrap_or(created_at);
        (usage == EmailUse::Further).then_some(Self { id, email, verified_at })
    }
}

impl Identity {
    /// The e-mail addresses of the caller. They sign in and recover with each of them.
    pub async fn own_emails(&self, caller: &Caller) -> Result<OwnEmails, AccessError> {
        let id = caller.user().ok_or(AccessError::NotFound)?;
        let user = self.store.users().get(id).await?.ok_or(AccessError::NotFound)?;
        let further = self.email_records_of(id).await?.into_iter();
        let further = further.filter_map(|found| FurtherEmail::of(found.record)).collect();
        Ok(OwnEmails { main: user.email.clone(), main_verified_at: user.email_verified_at, further })
    }

    /// One of the caller's addresses beside the main one.
    pub async fn own_email(
        &self,
        caller: &Caller,
        id: UserEmailId,
    ) -> Result<FurtherEmail, FurtherEmailError> {
        let found = self.own_further_email(caller, id).await?;
        FurtherEmail::of(found.record).ok_or(FurtherEmailError::NotFound)
    }

    /// Makes a further address of the caller the main one; the one before stays as a further one, if it was proved. The caller
    /// must have [proved](crate::Settings::sensitive_after) who they are a short time ago. The mailbox of the address before is
    /// told, with a link that [undoes](super::ContactLink::Undo) it, unless the account has the chosen address for longer: who
    /// added an address a short time ago gets no link that brings it back.
    pub async fn choose_main_email(&self, caller: &Caller, id: UserEmailId) -> Result<(), FurtherEmailError> {
        on_fresh_facts!(async {
            let recent = self.recently_proved(caller).await?;
            let who = recent.own();
            self.require_own_contact(caller, ContactKind::Email).await?;
            let chosen = self.own_further_email(caller, id).await?;
            let (user, now, mut act) = (who.user, self.now(), who.act());
            let after = Some(Contact::Email(chosen.email.clone()));
            let making = Making { user, kind: ContactKind::Email, after, waited: None };
            let before = user.email.as_ref().ok_or(FurtherEmailError::NotFound)?;
            let until = if self.has_for_longer(&chosen.email, before).await? {
                now
            } else {
                let had = Some(Contact::Email(before.clone()));
                self.put_made(&mut act, &making, had, ContactKind::Email.as_str()).await?.expires_at
            };
            if user.email_verified_at.is_some() {
                self.take_email(&mut act, user.id, before, EmailUse::Further, user.email_verified_at).await?;
            } else {
                // What nobody proved is no address to sign in with beside the main one.
                self.keep_email(&mut act, user.id, before, until).await?;
            }
            let main = UserEmail { usage: EmailUse::Main, ..chosen.record.clone() };
            act.changes().update(main, chosen.version);
            let (email, email_verified_at) = (Some(chosen.email.clone()), chosen.verified_at);
            let changed = User { email, email_verified_at, updated_at: now, ..user.record.clone() };
            act.changes().update(changed, user.version);
            let trace = Trace::of(user.id).with("what", ContactKind::Email.as_str());
            let trace = trace.with("to", chosen.email.masked());
            Ok(self.commit(act.finish(self, Action::ContactChanged, trace)).await?)
        })
    }

    /// Removes a further address of the caller, who must have [proved](crate::Settings::sensitive_after) who they are a short
    /// time ago. That address is told. The main one stays until another is chosen.
    pub async fn remove_own_email(&self, caller: &Caller, id: UserEmailId) -> Result<(), FurtherEmailError> {
        on_fresh_facts!(async {
            let recent = self.recently_proved(caller).await?;
            let who = recent.own();
            self.require_own_contact(caller, ContactKind::Email).await?;
            let removed = self.own_further_email(caller, id).await?;
            let mut act = who.act();
            // What was begun by the address, such as a new password, does not go on beside its removal.
            let touched = User { updated_at: self.now(), ..who.user.record.clone() };
            act.changes().update(touched, who.user.version);
            let undos = self.changes_of(who.user.id).await?;
            let now = self.now();
            let needs = |change: &&Versioned<ContactChange>| {
                let before = Some(Contact::Email(removed.email.clone()));
                !change.is_waiting() && now < change.expires_at && change.before == before
            };
            // As long as a change can be undone, the address that it goes back to is nobody else's.
            match undos.iter().filter(needs).map(|change| change.expires_at).max() {
                Some(until) => self.keep_email(&mut act, who.user.id, &removed.email, until).await?,
                None => {
                    act.changes().remove(removed.id, removed.version);
                }
            }
            self.queue_email_removed(&mut act, who.user, &removed.email);
            let trace = Trace::of(who.user.id).with("to", removed.email.masked());
            Ok(self.commit(act.finish(self, Action::EmailRemoved, trace)).await?)
        })
    }

    /// A further address of the caller.
    async fn own_further_email(
        &self,
        caller: &Caller,
        id: UserEmailId,
    ) -> Result<Versioned<UserEmail>, FurtherEmailError> {
        let found = self.store.user_emails().get(id).await?;
        let is_own = |found: &Versioned<UserEmail>| {
            caller.user() == Some(found.user) && found.usage == EmailUse::Further
        };
        let Some(found) = found.filter(is_own) else {
            self.note_refusal(caller, Trace::default().with("asked_for", id)).await?;
            return Err(FurtherEmailError::NotFound);
        };
        Ok(found)
    }

    /// Gives a person the main address back that they had before a change, as part of the act that undoes it, and takes away
    /// those that they got since a time; `false` if it is that of somebody else by now.
    pub(super) async fn restore_emails(
        &self,
        act: &mut Act,
        user: &User,
        restored: Option<&EmailAddress>,
        since: Timestamp,
    ) -> Result<bool, StoreError> {
        for found in self.email_records_of(user.id).await? {
            let is_restored = restored.is_some_and(|email| found.email.canonical() == email.canonical());
            if is_restored {
                continue;
            }
            // Somebody who had no address has none again.
            let is_main = found.usage == EmailUse::Main;
            if found.created_at >= since || restored.is_none() && is_main {
                act.changes().remove(found.id, found.version);
            } else if is_main {
                let usage = EmailUse::Further;
                let further =
                    UserEmail { usage, verified_at: user.email_verified_at, ..found.record.clone() };
                act.changes().update(further, found.version);
            }
        }
        match restored {
            Some(restored) if !user.has_main_email(restored) => {
                self.take_email(act, user.id, restored, EmailUse::Main, None).await
            }
            _ => Ok(true),
        }
    }
}
