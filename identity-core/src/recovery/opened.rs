//! What shows that a link for a new password can be used.

use super::open_error::OpenRecoveryError;
use crate::Timestamp;
use crate::authority::{Identity, Proof};
use crate::domain::{Actor, Recovery, RecoveryKey, RecoveryKind, User};
use crate::ids::RecoveryId;
use crate::secrets::SecretToken;
use crate::store::Versioned;
use crate::values::{EmailAddress, Username};

/// What the holder of a link for a new password sees.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OpenRecovery {
    /// The recovery.
    pub id: RecoveryId,
    /// The address of the account, if it has one.
    pub email: Option<EmailAddress>,
    /// The name of the account for signing in, if it has one.
    pub username: Option<Username>,
    /// Why the link was made.
    pub kind: RecoveryKind,
    /// The local path to go to afterwards.
    pub return_to: String,
    /// From when it no longer works.
    pub expires_at: Timestamp,
}

impl OpenRecovery {
    /// The name to sign in with: the address, or else the user name.
    pub fn sign_in_name(&self) -> &str {
        let username = || self.username.as_ref().map(Username::as_str);
        self.email.as_ref().map(EmailAddress::as_str).or_else(username).unwrap_or_default()
    }
}

/// The person whose link for a password was shown: it was mailed to an address that their account has, or printed, and works.
pub(super) struct OpenedRecovery {
    recovery: Versioned<Recovery>,
    user: Versioned<User>,
}

impl OpenedRecovery {
    pub(super) const fn recovery(&self) -> &Versioned<Recovery> {
        &self.recovery
    }

    pub(super) const fn user(&self) -> &Versioned<User> {
        &self.user
    }
}

impl Proof for OpenedRecovery {
    fn actor(&self) -> Actor {
        Actor::User(self.user.id)
    }
}

impl Identity {
    /// What a link for a new password is for. Looking does not use it up.
    pub async fn open_recovery(&self, token: &SecretToken) -> Result<OpenRecovery, OpenRecoveryError> {
        let OpenedRecovery { recovery, user } = self.usable_recovery(token).await?;
        Ok(OpenRecovery {
            id: recovery.id,
            email: user.email.clone(),
            username: user.username.clone(),
            kind: recovery.kind,
            return_to: recovery.return_to.clone(),
            expires_at: recovery.expires_at,
        })
    }

    /// The recovery with this token, if a password can be set by it.
    pub(super) async fn usable_recovery(
        &self,
        token: &SecretToken,
    ) -> Result<OpenedRecovery, OpenRecoveryError> {
        let found = self.store.recoveries().find(&RecoveryKey::Token(token.digest())).await?;
        let recovery = found.ok_or(OpenRecoveryError::Unknown)?;
        let user = self.store.users().get(recovery.user).await?.ok_or(OpenRecoveryError::Unknown)?;
        let is_theirs = match &recovery.email {
            Some(email) => self.addresses_of(&user).await?.have(user.id, email),
            // What was printed for somebody without an address is worth nothing from the first address on.
            None => user.email.is_none() || recovery.kind == RecoveryKind::Letter,
        };
        if !user.can_prove(self.now()) || !is_theirs {
            return Err(OpenRecoveryError::Unknown);
        }
        if recovery.expires_at <= self.now() {
            return Err(OpenRecoveryError::Expired);
        }
        Ok(OpenedRecovery { recovery, user })
    }
}
