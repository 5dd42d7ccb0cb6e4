//! Whose an e-mail address is.

use crate::Timestamp;
use crate::authority::{Act, Caller, Identity};
use crate::domain::{EmailUse, User, UserEmail, UserEmailFilter, UserEmailKey, UserKey};
use crate::ids::UserId;
use crate::store::{StoreError, Versioned};
use crate::values::EmailAddress;

/// How many e-mail addresses somebody has beside the main one, at most.
pub const MOST_FURTHER_EMAILS: usize = 10;

/// The addresses of one person, as they stand in the store: the main one, and the further ones that they proved.
#[derive(Debug)]
pub(crate) struct OwnAddresses {
    user: UserId,
    emails: Vec<EmailAddress>,
}

impl OwnAddresses {
    /// Those of a person who is being made: the main one, if there is one.
    pub(crate) fn of_new(user: &User) -> Self {
        Self { user: user.id, emails: user.email.iter().cloned().collect() }
    }

    /// Whether an address is one of this person's, however it is written.
    pub(crate) fn have(&self, user: UserId, email: &EmailAddress) -> bool {
        self.user == user && self.emails.iter().any(|own| own.canonical() == email.canonical())
    }

    /// Whether there is room for another one beside the main one.
    pub(crate) fn have_room(&self) -> bool {
        self.emails.len() <= MOST_FURTHER_EMAILS
    }

    /// The addresses, the main one first.
    pub(crate) fn emails(&self) -> &[EmailAddress] {
        &self.emails
    }
}

impl Identity {
    /// The addresses of a person.
    pub(crate) async fn addresses_of(&self, user: &User) -> Result<OwnAddresses, StoreError> {
        let mut own = OwnAddresses::of_new(user);
        let further = self.email_records_of(user.id).await?.into_iter();
        let further = further.filter(|found| found.usage == EmailUse::Further);
        own.emails.extend(further.map(|found| found.record.email));
        Ok(own)
    }

    /// Whether an address is one of the caller's: the main one, or one that they proved.
    pub async fn is_own_address(&self, caller: &Caller, email: &EmailAddress) -> Result<bool, StoreError> {
        let Some(id) = caller.user() else { return Ok(false) };
        let Some(user) = self.store.users().get(id).await? else { return Ok(false) };
        Ok(self.addresses_of(&user).await?.have(id, email))
    }

    /// The person whose address it is, main or further.
    pub(crate) async fn user_by_email(
        &self,
        email: &EmailAddress,
    ) -> Result<Option<Versioned<User>>, StoreError> {
        match self.email_record(email).await?.filter(|found| found.usage == EmailUse::Further) {
            Some(found) => self.store.users().get(found.user).await,
            None => self.store.users().find(&UserKey::Email(email.canonical())).await,
        }
    }

    /// The person for whom an address is reserved: it is theirs, or a change that took it away can still be undone.
    pub(crate) async fn holder_of(&self, email: &EmailAddress) -> Result<Option<UserId>, StoreError> {
        let now = self.now();
        if let Some(found) = self.email_record(email).await?.filter(|found| !found.is_free(now)) {
            return Ok(Some(found.user));
        }
        let user = self.store.users().find(&UserKey::Email(email.canonical())).await?;
        Ok(user.map(|user| user.id))
    }

    /// The record of an address, whosever it is.
    pub(crate) async fn email_record(
        &self,
        email: &EmailAddress,
    ) -> Result<Option<Versioned<UserEmail>>, StoreError> {
        self.store.user_emails().find(&UserEmailKey::Email(email.canonical())).await
    }

    /// Whether a person has one of their addresses for longer than another.
    pub(super) async fn has_for_longer(
        &self,
        one: &EmailAddress,
        other: &EmailAddress,
    ) -> Result<bool, StoreError> {
        let since =
            async |email| Ok::<_, StoreError>(self.email_record(email).await?.map(|found| found.created_at));
        Ok(since(one).await?.zip(since(other).await?).is_some_and(|(one, other)| one < other))
    }

    /// Every address that is kept for a person, theirs or not.
    pub(crate) async fn email_records_of(
        &self,
        user: UserId,
    ) -> Result<Vec<Versioned<UserEmail>>, StoreError> {
        let filter = UserEmailFilter { user: Some(user), expired_before: None };
        self.all(self.store.user_emails(), &filter).await
    }

    /// Gives an address to a person as part of an act; `false` if it is that of somebody else, or reserved for them.
    pub(crate) async fn take_email(
        &self,
        act: &mut Act,
        user: UserId,
        email: &EmailAddress,
        usage: EmailUse,
        verified_at: Option<Timestamp>,
    ) -> Result<bool, StoreError> {
        let now = self.now();
        if self.holder_of(email).await?.is_some_and(|holder| holder != user) {
            return Ok(false);
        }
        let found = self.email_record(email).await?;
        let already = found.as_ref().filter(|found| found.user == user && found.is_theirs());
        let taken = UserEmail {
            id: found.as_ref().map_or_else(|| self.new_id(), |found| found.id),
            user,
            email: email.clone(),
            usage,
            verified_at,
            created_at: already.map_or(now, |found| found.created_at),
            kept_until: None,
        };
        match found {
            Some(found) => act.changes().update(taken, found.version),
            None => act.changes().insert(taken),
        };
        Ok(true)
    }

    /// Reserves an address that a person no longer has, as part of an act.
    pub(super) async fn keep_email(
        &self,
        act: &mut Act,
        user: UserId,
        email: &EmailAddress,
        until: Timestamp,
    ) -> Result<(), StoreError> {
        let found = self.email_record(email).await?;
        let kept = UserEmail {
            id: found.as_ref().map_or_else(|| self.new_id(), |found| found.id),
            user,
            email: email.clone(),
            usage: EmailUse::Kept,
            verified_at: None,
            created_at: found.as_ref().map_or_else(|| self.now(), |found| found.created_at),
            kept_until: Some(until),
        };
        match found {
            Some(found) if found.user == user => act.changes().update(kept, found.version),
            // It is that of somebody else already, from the time before addresses were reserved.
            Some(_) => act.changes(),
            None => act.changes().insert(kept),
        };
        Ok(())
    }
}
