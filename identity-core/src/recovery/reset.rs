//! Setting a new password by a link.

use super::reset_error::ResetError;
use crate::authority::{Act, Identity, on_fresh_facts};
use crate::domain::{AuthenticationMethod, CredentialKey};
use crate::ids::{RecoveryId, UserId};
use crate::passwords::SetPassword;
use crate::secrets::{Secret, SecretToken};

use super::opened::OpenedRecovery;

impl Identity {
    /// Sets the password that a link is for, if it is that of this recovery. Everything that ends by it is part of one commit
    /// with the end of the link, so of any number of parallel tries one succeeds. Gives the person, who is not signed in by
    /// it, and what the link proves.
    ///
    /// A link for a first password sets no other, and no other link sets a first one.
    pub(crate) async fn reset_password(
        &self,
        recovery: RecoveryId,
        token: &SecretToken,
        password: Secret,
        reference: Option<&str>,
    ) -> Result<(UserId, AuthenticationMethod), ResetError> {
        let opened = self.usable_recovery(token).await?;
        if opened.recovery().id != recovery {
            return Err(ResetError::Unknown);
        }
        self.check_new_password_of(opened.user(), &password).await??;
        let hash = self.context.hasher.hash(password).await?;
        on_fresh_facts!(async {
            let opened = self.usable_recovery(token).await?;
            let user = opened.user().clone();
            let key = CredentialKey::Password(user.id);
            let credential = self.store.credentials().find(&key).await?;
            let kind = opened.recovery().kind;
            if credential.is_none() != kind.is_first() {
                return Err(ResetError::Unknown);
            }
            let act = Act::by_proof::<OpenedRecovery>(&opened).referring(reference);
            let (id, hash) = (user.id, hash.clone());
            let reason = if kind.is_first() { "first" } else { "recovered" };
            // A further address was proved before it counted; the link says nothing of the main one.
            let is_main = opened.recovery().email.as_ref().is_some_and(|email| user.has_main_email(email));
            let proves_address = kind.is_mailed() && is_main;
            let set = SetPassword { user, credential, hash, keep: None, proves_address, reason };
            self.commit_password(act, set).await?;
            let link =
                if kind.is_mailed() { AuthenticationMethod::MAIL_LINK } else { AuthenticationMethod::LETTER };
            Ok((id, link))
        })
    }
}
