//! Who changes the ways in to an account, and what allows it.

use super::proof_error::ProofError;
use crate::Timestamp;
use crate::authority::{Act, Caller, Identity, Proof};
use crate::domain::{Actor, AuthenticationMethod, Credential, Device, Session, User};
use crate::ids::{RelyingPartyId, SessionId, SignOnId, UserId};
use crate::store::{RecordId, StoreError, Version, Versioned};

/// The person whose ways in are changed, and the proof that allows it.
#[derive(Debug)]
pub(crate) struct ForPerson<'a, P> {
    pub(crate) proof: &'a P,
    pub(crate) user: &'a Versioned<User>,
    pub(crate) device: &'a Device,
    pub(crate) reference: Option<&'a str>,
    /// The sign-on, if it is changed in one.
    pub(crate) sign_on: Option<SignOnId>,
    /// The application that the person signs in to, whose look the mail with a code has.
    pub(crate) application: Option<RelyingPartyId>,
}

impl<P: Proof> ForPerson<'_, P> {
    /// A change by this proof.
    pub(crate) fn act(&self) -> Act {
        Act::by_proof::<P>(self.proof).referring(self.reference)
    }
}

/// The caller, who proved who they are a short time ago. A session that is ended meanwhile makes the commit fail.
#[derive(Debug)]
pub(crate) struct RecentlyProved<'a> {
    caller: &'a Caller,
    user: Versioned<User>,
    session: Versioned<Session>,
}

static NO_DEVICE: Device = Device { user_agent: None, address: None };

impl RecentlyProved<'_> {
    /// When they proved it.
    pub(crate) fn proved_at(&self) -> Timestamp {
        self.session.authenticated_at
    }

    /// The session that it was proved for.
    pub(crate) fn session(&self) -> SessionId {
        self.session.id
    }

    pub(crate) fn own(&self) -> ForPerson<'_, Self> {
        let device = self.caller.device().unwrap_or(&NO_DEVICE);
        ForPerson {
            proof: self,
            user: &self.user,
            device,
            reference: self.caller.reference(),
            sign_on: None,
            application: None,
        }
    }
}

impl Proof for RecentlyProved<'_> {
    fn actor(&self) -> Actor {
        Actor::User(self.user.id)
    }

    fn evidence(&self) -> Option<(RecordId, Version)> {
        Some((self.session.id.into(), self.session.version))
    }

    fn caller(&self) -> Option<&Caller> {
        Some(self.caller)
    }
}

impl Identity {
    /// The caller, if they are a person who proved who they are a short time ago.
    pub(crate) async fn recently_proved<'a>(
        &self,
        caller: &'a Caller,
    ) -> Result<RecentlyProved<'a>, ProofError> {
        let user = caller.user().ok_or(ProofError::NoPerson)?;
        let session = self.fresh_session(caller).await?.ok_or(ProofError::ProveAgain)?;
        let user = self.store.users().get(user).await?.ok_or(ProofError::NoPerson)?;
        Ok(RecentlyProved { caller, user, session })
    }

    /// Whether the caller has to prove anew who they are before a change to how somebody signs in: their last proof is older
    /// than [`sensitive_after`](crate::Settings::sensitive_after), or lacks the second proof that they have. A client proves
    /// who it is with each token.
    pub async fn must_prove_again(&self, caller: &Caller) -> Result<bool, StoreError> {
        Ok(caller.user().is_some() && self.fresh_session(caller).await?.is_none())
    }

    /// The caller's session, if a person proved who they are for it a short time ago.
    async fn fresh_session(&self, caller: &Caller) -> Result<Option<Versioned<Session>>, StoreError> {
        let Some((user, session)) = caller.user().zip(caller.session()) else { return Ok(None) };
        let session = self.store.sessions().get(session).await?;
        let Some(session) = session.filter(|session| session.ended_at.is_none()) else { return Ok(None) };
        let recent = self.now() < session.authenticated_at.plus(self.settings().sensitive_after);
        let is_fresh = recent && !self.lacks_second_proof(user, &session).await?;
        Ok(is_fresh.then_some(session))
    }

    /// Whether a session was opened by the password alone though the person had a second proof. One that was set up on the
    /// account page ended all other sessions, so this one may go on without it.
    async fn lacks_second_proof(&self, user: UserId, session: &Session) -> Result<bool, StoreError> {
        let alone = |method: &AuthenticationMethod| {
            let is_first = [AuthenticationMethod::PASSWORD, AuthenticationMethod::FEDERATED].contains(method);
            is_first || method.is_link()
        };
        if !session.methods.iter().all(alone) {
            return Ok(false);
        }
        let all = self.confirmed_credentials(user).await?;
        let earlier = |one: &Versioned<Credential>| {
            one.begun_in.is_some() || one.confirmed_at.is_some_and(|at| at < session.authenticated_at)
        };
        Ok(all.iter().any(|one| one.method().can_be_enrolled() && earlier(one)))
    }
}
