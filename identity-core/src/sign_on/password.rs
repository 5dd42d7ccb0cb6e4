//! Checking a password.

use super::answer::AnswerError;
use super::visitor::Visitor;
use crate::Timestamp;
use crate::authority::{Act, Identity, Proof, Trace};
use crate::domain::{Action, Actor, Credential, CredentialKey, CredentialSecret};
use crate::ids::UserId;
use crate::secrets::{HashError, MAX_PASSWORD_OCTETS, Secret, Verification};
use crate::store::{StoreError, Versioned};

/// A password that was just found right.
struct VerifiedPassword {
    credential: Versioned<Credential>,
}

impl VerifiedPassword {
    /// The credential, if the check of the password against its hash said yes.
    fn of(checked: Verification, credential: Versioned<Credential>) -> Option<Self> {
        checked.ok.then_some(Self { credential })
    }
}

impl Proof for VerifiedPassword {
    fn actor(&self) -> Actor {
        Actor::User(self.credential.user)
    }
}

impl Identity {
    /// The person of a user name or e-mail address whose password this is, and when that password was set: what comes of it
    /// counts as long as no other password is set.
    pub(crate) async fn check_password(
        &self,
        identifier: &str,
        password: Secret,
        visitor: &Visitor<'_>,
    ) -> Result<(UserId, Timestamp), AnswerError> {
        if password.expose().len() > MAX_PASSWORD_OCTETS {
            return Err(AnswerError::TooLong);
        }
        let user = self.user_by_identifier(identifier).await?;
        let counted = self.count_try(user.as_ref(), identifier, visitor).await?;
        if counted.is_unread {
            if counted.is_counted() {
                self.refuse_password(user.as_ref(), &counted, visitor).await?;
            }
            return Err(AnswerError::Refused);
        }
        let nobody = UserId::from(uuid::Uuid::nil());
        let key = CredentialKey::Password(user.as_ref().map_or(nobody, |user| user.id));
        let credential = self.store.credentials().find(&key).await?;
        let hash = credential.as_ref().and_then(|credential| credential.password_hash());
        let checked = match self.context.hasher.verify(hash, &password).await {
            Ok(checked) => checked,
            Err(error) => {
                self.try_was_not_judged(&counted).await?;
                return Err(from_hash(error));
            }
        };
        match (user, credential) {
            (Some(user), Some(credential))
                if checked.ok && !counted.is_paused && user.can_prove(self.now()) =>
            {
                self.try_was_right(&counted).await?;
                let set_at = credential.changed_at;
                if checked.needs_rehash
                    && let Some(verified) = VerifiedPassword::of(checked, credential)
                {
                    self.rehash(verified, &password, visitor).await?;
                }
                Ok((user.id, set_at))
            }
            (user, _) => {
                self.refuse_password(user.as_ref(), &counted, visitor).await?;
                Err(AnswerError::Refused)
            }
        }
    }

    /// Whether this is the password of somebody who proved something else already.
    pub(super) async fn is_password_of(&self, user: UserId, password: &Secret) -> Result<bool, AnswerError> {
        let credential = self.store.credentials().find(&CredentialKey::Password(user)).await?;
        let hash = credential.as_ref().and_then(|credential| credential.password_hash());
        Ok(self.context.hasher.verify(hash, password).await.map_err(from_hash)?.ok)
    }

    /// Whether somebody can sign in, or take back an account that they closed.
    pub(super) async fn is_active(&self, user: UserId) -> Result<bool, StoreError> {
        let found = self.store.users().get(user).await?;
        Ok(found.is_some_and(|user| user.can_prove(self.now())))
    }

    /// Hashes a password that was just verified with the present parameters, stronger than those it had.
    /// Who loses the race against another sign-in of the same person loses nothing.
    async fn rehash(
        &self,
        verified: VerifiedPassword,
        password: &Secret,
        visitor: &Visitor<'_>,
    ) -> Result<(), AnswerError> {
        let hash = self.context.hasher.hash(password.clone()).await.map_err(from_hash)?;
        let mut act = Act::by_proof::<VerifiedPassword>(&verified).referring(visitor.reference);
        let credential = verified.credential;
        let trace = Trace::of(credential.id).with("reason", "rehashed");
        let secret = CredentialSecret::Password(hash);
        act.changes().update(Credential { secret, ..credential.record }, credential.version);
        match self.commit(act.finish(self, Action::PasswordChanged, trace)).await {
            Ok(()) | Err(StoreError::Conflict { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

fn from_hash(error: HashError) -> AnswerError {
    match error {
        HashError::TooLong => AnswerError::TooLong,
        HashError::Busy | HashError::Failed => AnswerError::Busy,
    }
}
