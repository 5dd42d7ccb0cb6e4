//! Recovery codes: look-up secrets (NIST SP 800-63B-4, section 3.1.2), each good once.

use super::code::{draw_recovery, shown};
use super::for_person::ForPerson;
use crate::authority::{Caller, Identity, Proof, Trace};
use crate::domain::{Action, AuthenticationMethod, Credential, CredentialKey, CredentialSecret};
use crate::ids::{SignOnId, UserId};
use crate::secrets::{Secret, TokenDigest};
use crate::store::{ChangeSet, StoreError};

/// How many codes a person gets at a time.
pub const RECOVERY_CODES: usize = 10;

impl Identity {
    /// The digest of a recovery code of one person.
    pub(super) fn recovery_digest(&self, user: UserId, code: &Secret) -> TokenDigest {
        self.keyed_digest("recovery-codes", &format!("{user} {}", code.expose()))
    }

    /// Makes new recovery codes within a change; those before are worth nothing from then on. Gives them as they are shown,
    /// once. `made_in` is the sign-on that they come with, if they do.
    pub(super) async fn new_recovery_codes(
        &self,
        changes: &mut ChangeSet,
        user: UserId,
        made_in: Option<SignOnId>,
    ) -> Result<Vec<String>, StoreError> {
        let codes: Vec<Secret> = (0..RECOVERY_CODES).map(|_| draw_recovery(self.entropy())).collect();
        let digests = codes.iter().map(|code| self.recovery_digest(user, code)).collect();
        let now = self.now();
        let found = self.store.credentials().find(&CredentialKey::RecoveryCodes(user)).await?;
        let fresh = Credential {
            id: found.as_ref().map_or_else(|| self.new_id(), |found| found.id),
            user,
            secret: CredentialSecret::RecoveryCodes(digests),
            label: None,
            begun_in: made_in,
            created_at: found.as_ref().map_or(now, |found| found.created_at),
            changed_at: now,
            confirmed_at: Some(now),
            last_used_at: None,
        };
        match found {
            Some(found) => changes.update(fresh, found.version),
            None => changes.insert(fresh),
        };
        Ok(codes.iter().map(shown).collect())
    }

    /// Whether the person has a recovery code left.
    pub(super) async fn has_recovery_codes(&self, user: UserId) -> Result<bool, StoreError> {
        let found = self.store.credentials().find(&CredentialKey::RecoveryCodes(user)).await?;
        Ok(found.is_some_and(
            |found| matches!(&found.secret, CredentialSecret::RecoveryCodes(left) if !left.is_empty()),
        ))
    }

    /// Whether a method was set up in a sign-on of this person, and recovery codes came with it. They were shown then.
    pub(crate) async fn came_with_codes(
        &self,
        user: UserId,
        sign_on: SignOnId,
        method: &AuthenticationMethod,
    ) -> Result<bool, StoreError> {
        let mut all = self.confirmed_credentials(user).await?;
        all.retain(|one| one.begun_in == Some(sign_on));
        let has = |method: &AuthenticationMethod| all.iter().any(|one| one.method() == *method);
        Ok(has(method) && has(&AuthenticationMethod::RECOVERY_CODE))
    }

    /// Writes new recovery codes down, and tells their owner. With a caller whose first second proof they come with, all other
    /// sessions end, which were opened without one.
    pub(super) async fn renew_recovery_codes<P: Proof>(
        &self,
        who: &ForPerson<'_, P>,
        first_of: Option<&Caller>,
    ) -> Result<Vec<String>, StoreError> {
        let mut act = who.act();
        let codes = self.new_recovery_codes(act.changes(), who.user.id, None).await?;
        if let Some(caller) = first_of {
            self.end_sessions_of(&mut act, who.user.id, caller.session()).await?;
        } else {
            self.tell_of_change(&mut act, who, &AuthenticationMethod::RECOVERY_CODE, true).await?;
        }
        let trace = Trace::of(who.user.id);
        self.commit(act.finish(self, Action::RecoveryCodesMade, trace)).await?;
        Ok(codes)
    }
}
