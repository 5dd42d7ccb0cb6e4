//! Removing the second proofs of somebody who has lost them.

use super::state_error::UserStateError;
use crate::authority::{AccessError, Act, Caller, Identity, Trace, on_fresh_facts};
use crate::delivery::MessageContent;
use crate::domain::{Action, CredentialFilter, CredentialSecret, User};
use crate::ids::UserId;
use crate::store::{StoreError, Versioned};

impl Identity {
    /// Removes all that a person set up beside their password, recovery codes included, and ends their sessions. The person
    /// is told by mail, and sets up new ones where a sign-in asks for them. Nobody does it for themselves, and whoever does it has
    /// [proved](crate::Settings::sensitive_after) who they are a short time ago. Where the rules ask for a second administrator,
    /// it is asked for by [`ask_approval`](Self::ask_approval) instead.
    pub async fn reset_authenticators(&self, caller: &Caller, user: UserId) -> Result<(), UserStateError> {
        let changed = on_fresh_facts!(async {
            if caller.user() == Some(user) {
                return Err(UserStateError::OwnState);
            }
            let (mut act, organization) = self.manage(caller, user).await?;
            if self.must_prove_again(caller).await? {
                return Err(UserStateError::ProveAgain);
            }
            if self.needs_four_eyes(user).await? {
                return Err(UserStateError::ApprovalNeeded);
            }
            let person = self.store.users().get(user).await?.ok_or(AccessError::NotFound)?;
            if !self.remove_second_proofs(&mut act, caller, &person).await? {
                return Ok(());
            }
            let trace = Trace { organization, ..Trace::of(user) }.with("user", user);
            self.commit(act.finish(self, Action::AuthenticatorsReset, trace)).await?;
            Ok(())
        });
        self.audit_refusal(caller, None, changed).await
    }

    /// Removes the second proofs of a person as part of an act, ends the sessions, and tells the person. Says whether there were
    /// any.
    pub(crate) async fn remove_second_proofs(
        &self,
        act: &mut Act,
        caller: &Caller,
        person: &Versioned<User>,
    ) -> Result<bool, StoreError> {
        let all = self.all(self.store.credentials(), &CredentialFilter { user: Some(person.id) }).await?;
        let further = all.iter().filter(|found| !matches!(found.secret, CredentialSecret::Password(_)));
        let further: Vec<_> = further.collect();
        if further.is_empty() {
            return Ok(false);
        }
        for credential in &further {
            act.changes().remove(credential.id, credential.version);
        }
        self.end_sessions_of(act, person.id, None).await?;
        let content = MessageContent::AuthenticatorsReset {
            given_name: person.given_name.to_string(),
            at: self.instant(caller),
            link: self.settings().link("/account/security"),
        };
        self.notify(act, person, content, None).await?;
        Ok(true)
    }
}
