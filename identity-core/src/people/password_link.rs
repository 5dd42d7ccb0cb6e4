//! Links for a password, which administrators send to people or print for them. Nobody chooses somebody else's password.

use super::password_link_error::PasswordLinkError;
use crate::Timestamp;
use crate::authority::{AccessError, Act, Caller, Identity, Trace, on_fresh_facts};
use crate::delivery::MessageContent;
use crate::domain::{Action, CredentialKey, RecoveryFilter, RecoveryKind, User, UserState};
use crate::ids::{OrganizationId, UserId};
use crate::recovery::PasswordLink;
use crate::store::{StoreError, Versioned};
use crate::values::Locale;
use std::fmt;
use std::time::Duration;

/// How many links a person gets within an hour, and within a day, whoever makes them.
const LINKS: [(Duration, u64); 2] = [(Duration::from_hours(1), 5), (Duration::from_hours(24), 20)];

/// A letter with a link for a password, and with a code that is typed in place of the link. Whoever has it chooses the password,
/// so it is shown once and stored nowhere.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PasswordLetter {
    /// The name of the organisation that the person belongs to.
    pub organization: String,
    /// The whole name of the person.
    pub name: String,
    /// The name to sign in with: the user name, or else the e-mail address.
    pub sign_in_name: String,
    /// The language of the person, if it is known.
    pub locale: Option<Locale>,
    /// Whether it is for the first password of the account.
    pub is_first: bool,
    /// The link.
    pub link: String,
    /// The code, for [`first_use_link`](Identity::first_use_link).
    pub code: String,
    /// The time from which it no longer works.
    pub expires_at: Timestamp,
}

/// Without the link and the code.
impl fmt::Debug for PasswordLetter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PasswordLetter").field("expires_at", &self.expires_at).finish_non_exhaustive()
    }
}

/// What an administrator sees of a person's password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct PasswordStatus {
    /// Whether the person has one.
    pub is_set: bool,
    /// Whether the person has an e-mail address, to which a link can be mailed. To others it is printed.
    pub can_be_mailed: bool,
    /// The link that waits for a person without one, or the letter of somebody without an e-mail address: until when it works,
    /// and how it was sent. One that the person asked for is not shown.
    pub waiting: Option<(RecoveryKind, Timestamp)>,
}

/// What a link is made for.
struct Recipient {
    user: Versioned<User>,
    organization: OrganizationId,
    has_password: bool,
}

impl Identity {
    /// Whether a person has a password, and the link that waits for them, for those who may manage the person's account.
    pub async fn password_status(
        &self,
        caller: &Caller,
        user: UserId,
    ) -> Result<PasswordStatus, AccessError> {
        if !self.may_manage(caller, user).await? {
            return Err(AccessError::NotFound);
        }
        let found = self.store.users().get(user).await?.ok_or(AccessError::NotFound)?;
        let (is_set, can_be_mailed) = (self.has_password_of(user).await?, found.email.is_some());
        if is_set && can_be_mailed {
            return Ok(PasswordStatus { is_set, can_be_mailed, waiting: None });
        }
        let filter = RecoveryFilter { user: Some(user), expired_before: None };
        let now = self.now();
        let links = self.all(self.store.recoveries(), &filter).await?;
        let is_shown = |kind: RecoveryKind| kind.is_first() || !kind.is_mailed();
        let waiting = links.iter().find(|link| is_shown(link.kind) && link.expires_at > now);
        let waiting = waiting.map(|link| (link.kind, link.expires_at));
        Ok(PasswordStatus { is_set, can_be_mailed, waiting })
    }

    /// Mails a person the link with which they choose a new password, or their first one. It works once, for a day, or for
    /// a first password as long as an invitation. Every earlier link ends. Gives the end of the new one.
    ///
    /// Needs the right to manage the person's account. Neither the password nor the person's sessions change before the link is
    /// used.
    pub async fn send_password_link(
        &self,
        caller: &Caller,
        user: UserId,
    ) -> Result<Timestamp, PasswordLinkError> {
        let sent = on_fresh_facts!(async {
            let (mut act, to) = self.begin_link(caller, user).await?;
            self.require_no_approval(user).await?;
            let expires_at = self.put_password_link(&mut act, caller, &to).await?;
            let trace = Trace::of(user).at(to.organization).with("user", user);
            self.commit(act.finish(self, Action::RecoveryStarted, trace)).await?;
            Ok(expires_at)
        });
        self.audit_refusal(caller, None, sent).await
    }

    /// Makes the letter with the link for a first password. It works once, for
    /// [`letter_lifetime`](crate::Settings::letter_lifetime). Every earlier link ends.
    ///
    /// Needs the right to manage the person's account. Somebody who has a password gets no letter, since whoever holds it in
    /// hands could take over the account; but for somebody without an e-mail address, to whom nothing can be mailed. They are told
    /// of it where a text message reaches them.
    pub async fn print_password_letter(
        &self,
        caller: &Caller,
        user: UserId,
    ) -> Result<PasswordLetter, PasswordLinkError> {
        let printed = on_fresh_facts!(async {
            let (mut act, to) = self.begin_link(caller, user).await?;
            let has_way_in = to.has_password || !self.identities_of(user).await?.is_empty();
            if has_way_in && to.user.email.is_some() {
                return Err(PasswordLinkError::HasPassword);
            }
            self.require_no_approval(user).await?;
            let letter = self.put_letter(&mut act, caller, &to).await?;
            let trace = Trace::of(user).at(to.organization).with("user", user);
            self.commit(act.finish(self, Action::RecoveryPrinted, trace)).await?;
            Ok(letter)
        });
        self.audit_refusal(caller, None, printed).await
    }

    /// Puts the link of a letter into the act, and tells a person who has a password already.
    async fn put_letter(
        &self,
        act: &mut Act,
        caller: &Caller,
        to: &Recipient,
    ) -> Result<PasswordLetter, AccessError> {
        let kind = if to.has_password { RecoveryKind::StartedLetter } else { RecoveryKind::Letter };
        let made = self.insert_password_link(act, &to.user, kind).await?;
        let known = self.facts(caller, &[to.organization]).await?;
        if to.has_password {
            let content = MessageContent::LetterPrinted {
                given_name: to.user.given_name.to_string(),
                by: known.subject_name(),
                at: self.instant(caller),
            };
            self.notify(act, &to.user, content, Some(to.organization)).await?;
        }
        let organization = known.organization_name(to.organization);
        Ok(PasswordLetter { organization, ..letter(&to.user, made, kind) })
    }

    /// Puts the link and the mail with it into the act; gives the end of the link.
    async fn put_password_link(
        &self,
        act: &mut Act,
        caller: &Caller,
        to: &Recipient,
    ) -> Result<Timestamp, PasswordLinkError> {
        let mailbox = to.user.email.as_ref().ok_or(PasswordLinkError::NoAddress)?;
        let kind = if to.has_password { RecoveryKind::Started } else { RecoveryKind::FirstPassword };
        let link = self.insert_password_link(act, &to.user, kind).await?;
        let expires_at = link.expires_at;
        let known = self.facts(caller, &[to.organization]).await?;
        let first_at =
            (!to.has_password).then(|| (to.organization, known.organization_name(to.organization)));
        self.queue_password_link(act, (&to.user.record, mailbox), link, known.subject_name(), first_at);
        Ok(expires_at)
    }

    /// Puts a link that two administrators agreed on into the act, with the mail. For somebody without an e-mail address it gives
    /// the letter.
    pub(crate) async fn put_recovery(
        &self,
        act: &mut Act,
        caller: &Caller,
        user: UserId,
        organization: OrganizationId,
    ) -> Result<Option<PasswordLetter>, PasswordLinkError> {
        let to = self.recipient(act, user, organization).await?;
        if to.user.email.is_none() {
            return Ok(Some(self.put_letter(act, caller, &to).await?));
        }
        self.put_password_link(act, caller, &to).await?;
        Ok(None)
    }

    /// Refuses what one administrator does alone to an account that has a way in, where the rules ask for a second one. An
    /// account without any is new: nothing of it can be taken over.
    async fn require_no_approval(&self, user: UserId) -> Result<(), PasswordLinkError> {
        let has_way_in = !self.confirmed_credentials(user).await?.is_empty()
            || !self.identities_of(user).await?.is_empty();
        if has_way_in && self.needs_four_eyes(user).await? {
            return Err(PasswordLinkError::ApprovalNeeded);
        }
        Ok(())
    }

    /// Begins an act on the account of somebody else who can sign in.
    async fn begin_link(&self, caller: &Caller, user: UserId) -> Result<(Act, Recipient), PasswordLinkError> {
        let (mut act, organization) = self.manage(caller, user).await?;
        let organization = organization.ok_or(PasswordLinkError::OwnAccount)?;
        if self.must_prove_again(caller).await? {
            return Err(PasswordLinkError::ProveAgain);
        }
        let to = self.recipient(&mut act, user, organization).await?;
        Ok((act, to))
    }

    /// The person who gets a link, if they can sign in and do not get too many.
    async fn recipient(
        &self,
        act: &mut Act,
        user: UserId,
        organization: OrganizationId,
    ) -> Result<Recipient, PasswordLinkError> {
        if !self.count_link(user).await? {
            return Err(PasswordLinkError::TooMany);
        }
        let found = self.store.users().get(user).await?.ok_or(AccessError::NotFound)?;
        if found.state != UserState::Active {
            return Err(PasswordLinkError::NotActive);
        }
        // The record stays as it is. Of two links that are made at once, the later one finds the earlier one, and ends it.
        act.changes().update(found.record.clone(), found.version);
        let has_password = self.has_password_of(user).await?;
        Ok(Recipient { user: found, organization, has_password })
    }

    /// Counts a link against the person who gets it: nobody floods a mailbox through us.
    async fn count_link(&self, user: UserId) -> Result<bool, StoreError> {
        for (window, most) in LINKS {
            let counter = format!("password-link:{}:{user}", window.as_secs());
            if self.store.counters().hit(&counter, self.window(window)).await? > most {
                return Ok(false);
            }
        }
        Ok(true)
    }

    async fn has_password_of(&self, user: UserId) -> Result<bool, StoreError> {
        Ok(self.store.credentials().find(&CredentialKey::Password(user)).await?.is_some())
    }
}

fn letter(user: &User, made: PasswordLink, kind: RecoveryKind) -> PasswordLetter {
    PasswordLetter {
        organization: String::new(),
        name: user.full_name(),
        sign_in_name: user.sign_in_name().to_owned(),
        locale: user.locale.clone(),
        is_first: kind.is_first(),
        link: made.link,
        code: made.code.unwrap_or_default(),
        expires_at: made.expires_at,
    }
}
