//! The ways in to one's own account.

use super::enrol_error::EnrolError;
use super::enrolment::shown_number;
use super::proof_error::ProofError;
use crate::Timestamp;
use crate::authority::{AccessError, Act, Caller, Identity, Trace, carries_store_errors, on_fresh_facts};
use crate::domain::{Action, AuthenticationMethod, Credential, CredentialSecret};
use crate::ids::{CredentialId, UserId};
use crate::store::{StoreError, Versioned};
use crate::values::DisplayName;

/// The ways in to somebody's own account, as they see them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct OwnAuthenticators {
    /// When the password was changed last; none without one.
    pub password_changed_at: Option<Timestamp>,
    /// What was set up beside the password.
    pub further: Vec<OwnAuthenticator>,
    /// How many recovery codes are left; none if there never were any.
    pub recovery_codes: Option<usize>,
    /// The methods that can be set up here.
    pub offered: Vec<AuthenticationMethod>,
}

/// One of the ways in.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OwnAuthenticator {
    /// The credential.
    pub id: CredentialId,
    /// Its method.
    pub method: AuthenticationMethod,
    /// What its owner calls it.
    pub label: Option<DisplayName>,
    /// The end of its number, if it is a telephone.
    pub number: Option<String>,
    /// Whether it is copied to other devices of its owner, if it is a passkey.
    pub is_backed_up: bool,
    /// When it was set up.
    pub added_at: Timestamp,
    /// When it was last used to sign in.
    pub last_used_at: Option<Timestamp>,
}

/// Why a way in is not removed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RemoveAuthenticatorError {
    /// It is the last one of a kind that the deployment, or an organisation or a role of the caller, requires.
    #[error("a second proof is required here, and this is the last one; set up another first")]
    LastRequired,
    /// It cannot be changed at all.
    #[error(transparent)]
    Enrol(EnrolError),
    /// The store did not do its part.
    #[error(transparent)]
    Store(#[from] StoreError),
}

carries_store_errors!(RemoveAuthenticatorError);

impl From<EnrolError> for RemoveAuthenticatorError {
    fn from(error: EnrolError) -> Self {
        match error {
            EnrolError::Store(error) => Self::Store(error),
            other => Self::Enrol(other),
        }
    }
}

impl From<ProofError> for RemoveAuthenticatorError {
    fn from(error: ProofError) -> Self {
        EnrolError::from(error).into()
    }
}

impl Identity {
    /// The ways in to the caller's account.
    pub async fn own_authenticators(&self, caller: &Caller) -> Result<OwnAuthenticators, AccessError> {
        let user = caller.user().ok_or(AccessError::NotFound)?;
        let mut own = OwnAuthenticators { offered: self.offered_methods(), ..OwnAuthenticators::default() };
        for credential in self.confirmed_credentials(user).await? {
            match &credential.secret {
                CredentialSecret::Password(_) => own.password_changed_at = Some(credential.changed_at),
                CredentialSecret::RecoveryCodes(left) => own.recovery_codes = Some(left.len()),
                CredentialSecret::Totp { .. } | CredentialSecret::Sms(_) | CredentialSecret::Passkey(_) => {
                    own.further.push(shown(&credential));
                }
            }
        }
        Ok(own)
    }

    fn offered_methods(&self) -> Vec<AuthenticationMethod> {
        let offered = self.settings().methods.iter();
        offered.filter(|method| method.can_be_enrolled() && self.can_set_up(method)).cloned().collect()
    }

    /// Makes new recovery codes for the caller, shown once. Those before are worth nothing from then on. Whoever has no
    /// second proof has no use for them.
    pub async fn make_recovery_codes(&self, caller: &Caller) -> Result<Vec<String>, EnrolError> {
        on_fresh_facts!(async {
            let recent = self.recently_proved(caller).await?;
            let who = recent.own();
            let all = self.confirmed_credentials(who.user.id).await?;
            if !all.iter().any(|one| one.method().can_be_enrolled()) {
                return Err(EnrolError::NotFound);
            }
            Ok(self.renew_recovery_codes(&who, None).await?)
        })
    }

    /// Gives one of the caller's ways in a name; none takes it away.
    pub async fn rename_authenticator(
        &self,
        caller: &Caller,
        id: CredentialId,
        label: Option<DisplayName>,
    ) -> Result<(), EnrolError> {
        on_fresh_facts!(async {
            let recent = self.recently_proved(caller).await?;
            let who = recent.own();
            let found = self.own_further(caller, id).await?;
            let mut act = who.act();
            act.changes().update(Credential { label: label.clone(), ..found.record.clone() }, found.version);
            let trace = Trace::of(id).with("user", who.user.id);
            Ok(self.commit(act.finish(self, Action::AuthenticatorRenamed, trace)).await?)
        })
    }

    /// Removes one of the caller's ways in; the last one stays where a second proof is required. Who removes the last one
    /// has no use for recovery codes either.
    pub async fn remove_authenticator(
        &self,
        caller: &Caller,
        id: CredentialId,
    ) -> Result<(), RemoveAuthenticatorError> {
        on_fresh_facts!(async {
            let recent = self.recently_proved(caller).await?;
            let who = recent.own();
            let found = self.own_further(caller, id).await?;
            let all = self.confirmed_credentials(who.user.id).await?;
            let is_further = |one: &&Versioned<Credential>| one.id != id && one.method().can_be_enrolled();
            let is_last = !all.iter().any(|one| is_further(&one));
            if is_last && self.second_proof_is_required(who.user.id).await? {
                return Err(RemoveAuthenticatorError::LastRequired);
            }
            let mut act = who.act();
            act.changes().remove(found.id, found.version);
            let codes = all.iter().find(|one| matches!(one.secret, CredentialSecret::RecoveryCodes(_)));
            if let Some(codes) = codes.filter(|_| is_last) {
                act.changes().remove(codes.id, codes.version);
            }
            // The others stay as they are until this is written, so that two who are removed at once do not both go.
            for other in all.iter().filter(is_further) {
                act.changes().require_read(other);
            }
            self.forget_browsers_of(&mut act, who.user.id).await?;
            self.tell_of_change(&mut act, &who, &found.method(), false).await?;
            let organization = self.only_organization(who.user.id).await?;
            let trace = Trace { organization, ..Trace::of(id) };
            let trace = trace.with("user", who.user.id).with("method", found.method());
            Ok(self.commit(act.finish(self, Action::AuthenticatorRemoved, trace)).await?)
        })
    }

    /// Removes what a person set up beside their password since a time, with the identities elsewhere that were linked since, as
    /// part of an act.
    pub(crate) async fn remove_further_proofs(
        &self,
        act: &mut Act,
        user: UserId,
        since: Timestamp,
    ) -> Result<(), StoreError> {
        for found in self.credentials_of(user).await? {
            let is_password = matches!(found.secret, CredentialSecret::Password(_));
            let last =
                found.created_at.max(found.changed_at).max(found.confirmed_at.unwrap_or(found.created_at));
            if !is_password && last >= since {
                act.changes().remove(found.id, found.version);
            }
        }
        for linked in self.identities_of(user).await?.iter().filter(|linked| linked.created_at >= since) {
            act.changes().remove(linked.id, linked.version);
        }
        Ok(())
    }

    /// One of the caller's ways in, beside the password and the recovery codes.
    pub async fn own_authenticator(
        &self,
        caller: &Caller,
        id: CredentialId,
    ) -> Result<OwnAuthenticator, EnrolError> {
        Ok(shown(&self.own_further(caller, id).await?.record))
    }

    async fn own_further(
        &self,
        caller: &Caller,
        id: CredentialId,
    ) -> Result<Versioned<Credential>, EnrolError> {
        let found = self.store.credentials().get(id).await?;
        let own = |found: &Versioned<Credential>| {
            caller.user() == Some(found.user) && found.is_confirmed() && found.method().can_be_enrolled()
        };
        match found.filter(own) {
            Some(found) => Ok(found),
            None => self.nothing_of_the_callers(caller, id).await,
        }
    }
}

fn shown(credential: &Credential) -> OwnAuthenticator {
    let number = match &credential.secret {
        CredentialSecret::Sms(number) => Some(shown_number(number)),
        _ => None,
    };
    OwnAuthenticator {
        id: credential.id,
        method: credential.method(),
        label: credential.label.clone(),
        number,
        is_backed_up: credential.passkey().is_some_and(|passkey| passkey.is_backed_up),
        added_at: credential.confirmed_at.unwrap_or(credential.created_at),
        last_used_at: credential.last_used_at,
    }
}
