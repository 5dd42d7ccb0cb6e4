//! Changing one's own password.

use super::change_password_error::ChangePasswordError;
use crate::authority::{Act, Caller, Identity, Own, on_fresh_facts};
use crate::domain::{Credential, CredentialKey, CredentialSecret, User};
use crate::ids::UserId;
use crate::passwords::SetPassword;
use crate::secrets::{Secret, same_password};
use crate::sign_on::Visitor;
use crate::store::{StoreError, Versioned};

impl Identity {
    /// Whether the caller has a password to change.
    pub async fn has_password(&self, caller: &Caller) -> Result<bool, StoreError> {
        match caller.user() {
            Some(user) => Ok(self.password_of(user).await?.is_some()),
            None => Ok(false),
        }
    }

    /// Changes the caller's password. Their other sessions and every link to set another password end in the same commit,
    /// and they are told by mail.
    ///
    /// A wrong present password counts like a wrong sign-in. Who signed in longer ago than
    /// [`sensitive_after`](crate::Settings::sensitive_after) does it again first, with the second proof if they have one.
    pub async fn change_password(
        &self,
        caller: &Caller,
        present: Secret,
        new: Secret,
        visitor: &Visitor<'_>,
    ) -> Result<(), ChangePasswordError> {
        let id = caller.user().ok_or(ChangePasswordError::NoPassword)?;
        let user = self.store.users().get(id).await?.ok_or(ChangePasswordError::NoPassword)?;
        if self.must_prove_again(caller).await? {
            return Err(ChangePasswordError::ProveAgain);
        }
        let is_same = same_password(&present, &new);
        let verified = self.verified_password(&user, present, visitor).await?;
        if is_same {
            return Err(ChangePasswordError::Unchanged);
        }
        self.check_new_password_of(&user, &new).await??;
        let hash = self.context.hasher.hash(new).await?;
        on_fresh_facts!(async {
            let user = self.store.users().get(id).await?.ok_or(ChangePasswordError::NoPassword)?;
            let own = Own::account(caller, user.id).ok_or(ChangePasswordError::NoPassword)?;
            let credential = self.password_of(id).await?.ok_or(ChangePasswordError::NoPassword)?;
            // The password that was shown may be another one by now.
            if credential.secret != verified {
                return Err(ChangePasswordError::WrongPassword);
            }
            let act = Act::by_proof::<Own<'_>>(&own);
            let (hash, keep) = (hash.clone(), caller.session());
            let credential = Some(credential);
            let set = SetPassword { user, credential, hash, keep, proves_address: false, reason: "changed" };
            Ok(self.commit_password(act, set).await?)
        })
    }

    /// What the password of a person is checked against, which was just found right.
    async fn verified_password(
        &self,
        user: &User,
        present: Secret,
        visitor: &Visitor<'_>,
    ) -> Result<CredentialSecret, ChangePasswordError> {
        let before = self.password_of(user.id).await?.ok_or(ChangePasswordError::NoPassword)?;
        self.check_password(user.sign_in_name(), present.clone(), visitor).await?;
        let after = self.password_of(user.id).await?.ok_or(ChangePasswordError::NoPassword)?;
        if after.secret != before.secret {
            // It was hashed anew just now, or somebody else has set another one.
            if !self.context.hasher.verify(after.password_hash(), &present).await?.ok {
                return Err(ChangePasswordError::WrongPassword);
            }
        }
        Ok(after.record.secret)
    }

    async fn password_of(&self, user: UserId) -> Result<Option<Versioned<Credential>>, StoreError> {
        self.store.credentials().find(&CredentialKey::Password(user)).await
    }
}
