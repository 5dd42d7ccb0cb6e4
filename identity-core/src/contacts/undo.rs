//! Undoing a change that the owner of the account did not make.

use super::link_error::ContactLinkError;
use super::proved::UndoLink;
use super::waiting::with_contact;
use crate::authority::{Act, Identity, Trace};
use crate::domain::{Action, Credential, CredentialKey, CredentialSecret, RecoveryFilter, User};
use crate::roles::keep_state;
use crate::secrets::{PasswordHash, Secret, SecretToken};
use crate::values::{Contact, ContactKind};

impl Identity {
    /// The hash of a password that nobody knows.
    pub(super) async fn unusable_password(&self) -> Result<PasswordHash, ContactLinkError> {
        let drawn = SecretToken::generate(self.entropy());
        Ok(self.context.hasher.hash(Secret::new(drawn.expose())).await?)
    }

    /// Gives the account back the address and the number that it had before a change, or stops one that waits. Whoever made it
    /// may know the password and be signed in, so what they could have done with it is undone too: changes that were made
    /// since, of both kinds, and those that wait; every session; ways to sign in that were set up, and addresses that were
    /// added, in the lifetime of a session before, or later.
    /// The password works no longer, and a link for a new one goes to the mailbox that the account has then.
    pub(super) async fn undo_contact_change(
        &self,
        undo: &UndoLink,
        lock: &PasswordHash,
        reference: Option<&str>,
    ) -> Result<(), ContactLinkError> {
        let (change, user, kind) = (undo.change(), undo.user(), undo.kind());
        let now = self.now();
        let mut act = Act::by_proof::<UndoLink>(undo).referring(reference);
        self.end_sessions_of(&mut act, user.id, None).await?;
        // One that was made before stays: its link goes back further than this one.
        let mut since = self.changes_of(user.id).await?;
        since.retain(|other| !other.is_waiting() && other.created_at >= change.created_at);
        // The latest first, so that the account ends with what it had before the earliest of them.
        since.sort_by_key(|other| std::cmp::Reverse((other.created_at, other.id)));
        let mut restored = user.record.clone();
        for other in &since {
            self.remove_change(&mut act, other).await?;
            if other.adds_email() {
                continue;
            }
            let kind = other.kind().unwrap_or(kind);
            // The link itself went to the mailbox that is there again; nothing proved the telephone.
            let proved = (kind == ContactKind::Email).then_some(now);
            restored = with_contact(restored, kind, other.before.clone(), proved);
        }
        let filter = RecoveryFilter { user: Some(user.id), expired_before: None };
        for recovery in self.all(self.store.recoveries(), &filter).await? {
            act.changes().remove(recovery.id, recovery.version);
        }
        // Whoever added an address to somebody's account does not get it back by the link that went there.
        if let (Some(own), Some(restored)) = (&user.email, &restored.email)
            && self.has_for_longer(own, restored).await?
        {
            return Err(ContactLinkError::Unknown);
        }
        let before = change.created_at.minus(self.settings().session_lifetime);
        if !self.restore_emails(&mut act, user, restored.email.as_ref(), before).await? {
            return Err(ContactLinkError::Taken);
        }
        self.remove_further_proofs(&mut act, user.id, before).await?;
        let restored = User { updated_at: now, ..restored };
        keep_state(&mut act, &user.record, &restored);
        act.changes().update(restored.clone(), user.version);
        let credential = self.store.credentials().find(&CredentialKey::Password(user.id)).await?;
        let start = self.settings().start_path();
        // Somebody without a mailbox gets a letter from an administrator.
        if let Some(email) = &restored.email {
            self.queue_recovery(&mut act, (&restored, email), credential.as_deref(), &start);
        }
        if let Some(credential) = credential {
            let secret = CredentialSecret::Password(lock.clone());
            let locked = Credential { secret, changed_at: now, ..credential.record };
            act.changes().update(locked, credential.version);
        }
        let to = change.before.as_ref().map(Contact::masked).unwrap_or_default();
        let trace = Trace::of(user.id).with("what", kind.as_str()).with("to", to);
        Ok(self.commit(act.finish(self, Action::ContactChangeUndone, trace)).await?)
    }
}
