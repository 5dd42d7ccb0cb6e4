//! Setting the password of an account, with everything that ends by it, as part of an act.

use crate::authority::{Act, Identity, Trace};
use crate::delivery::MessageContent;
use crate::domain::{
    Action, AuthenticationMethod, Credential, CredentialKey, CredentialSecret, Proved, RecoveryFilter, User,
};
use crate::ids::SessionId;
use crate::secrets::PasswordHash;
use crate::store::{StoreError, Versioned};

/// A password that is set, mostly in the place of another one.
pub(crate) struct SetPassword {
    /// Whose.
    pub(crate) user: Versioned<User>,
    /// The password that it takes the place of; none for the first one.
    pub(crate) credential: Option<Versioned<Credential>>,
    /// The new one.
    pub(crate) hash: PasswordHash,
    /// The session that stays.
    pub(crate) keep: Option<SessionId>,
    /// Whether the person showed by it that they read the mailbox of the account.
    pub(crate) proves_address: bool,
    /// Why, for the audit trail.
    pub(crate) reason: &'static str,
}

/// A password that was shown in a sign-on.
pub(crate) struct ShownPassword {
    /// The account's password now.
    pub(crate) credential: Versioned<Credential>,
    /// Whether it is another one than the one that was shown.
    pub(crate) is_changed: bool,
}

impl Identity {
    /// The password with which somebody proved who they are, as it stands now; `None` if they showed none. A proof counts no
    /// longer once another password is set, so that a sign-on that waits for a second factor ends with the password that it
    /// began with.
    pub(crate) async fn shown_password(
        &self,
        proofs: &[Proved],
    ) -> Result<Option<ShownPassword>, StoreError> {
        let by_password = |proof: &&Proved| proof.method == AuthenticationMethod::PASSWORD;
        let Some(proof) = proofs.iter().find(by_password) else { return Ok(None) };
        let found = self.store.credentials().find(&CredentialKey::Password(proof.user)).await?;
        Ok(found.map(|credential| {
            let is_changed = match proof.password_set_at {
                Some(at) => credential.changed_at != at,
                // It was set by this very proof, by whoever makes an account or has forgotten the one before.
                None => credential.changed_at > proof.at,
            };
            ShownPassword { credential, is_changed }
        }))
    }

    /// Commits an act that sets a password: the sessions of the person but one and every link to set another password end,
    /// and the person is told.
    pub(crate) async fn commit_password(&self, mut act: Act, set: SetPassword) -> Result<(), StoreError> {
        let SetPassword { user, credential, hash, keep, proves_address, reason } = set;
        let now = self.now();
        if proves_address && user.email_verified_at.is_none() {
            let proved = User { email_verified_at: Some(now), updated_at: now, ..user.record.clone() };
            act.changes().update(proved, user.version);
            // Whoever made the account, or had its letter, is not the one who reads this mailbox.
            self.remove_further_proofs(&mut act, user.id, user.created_at).await?;
        } else {
            act.changes().require_read(&user);
        }
        self.end_sessions_of(&mut act, user.id, keep).await?;
        let filter = RecoveryFilter { user: Some(user.id), expired_before: None };
        for recovery in self.all(self.store.recoveries(), &filter).await? {
            act.changes().remove(recovery.id, recovery.version);
        }
        let content = MessageContent::PasswordChanged { given_name: user.given_name.to_string(), at: now };
        self.notify(&mut act, &user, content, None).await?;
        let id = credential.as_ref().map_or_else(|| self.new_id(), |credential| credential.id);
        match credential {
            Some(credential) => {
                let secret = CredentialSecret::Password(hash);
                let changed = Credential { secret, changed_at: now, ..credential.record };
                act.changes().update(changed, credential.version);
            }
            None => {
                act.changes().insert(Credential::new_password(id, user.id, hash, now));
            }
        }
        let trace = Trace::of(id).with("user", user.id).with("reason", reason);
        self.commit(act.finish(self, Action::PasswordChanged, trace)).await
    }
}
