//! Who changes the ways in to an account, and what allows it.

use super::enrol_error::EnrolError;
use crate::authority::{Act, Caller, Identity, Proof};
use crate::domain::{Actor, Device, User};
use crate::store::Versioned;

/// The person whose ways in are changed, and the proof that allows it.
#[derive(Debug)]
pub(crate) struct ForPerson<'a, P> {
    pub(crate) proof: &'a P,
    pub(crate) user: &'a Versioned<User>,
    pub(crate) device: &'a Device,
    pub(crate) reference: Option<&'a str>,
}

impl<P: Proof> ForPerson<'_, P> {
    /// A change by this proof.
    pub(super) fn act(&self) -> Act {
        Act::by_proof::<P>(self.proof).referring(self.reference)
    }
}

/// The caller, who proved who they are a short time ago.
#[derive(Debug)]
pub(crate) struct RecentlyProved<'a> {
    caller: &'a Caller,
    user: Versioned<User>,
}

static NO_DEVICE: Device = Device { user_agent: None, address: None };

impl RecentlyProved<'_> {
    pub(super) fn own(&self) -> ForPerson<'_, Self> {
        let device = self.caller.device().unwrap_or(&NO_DEVICE);
        ForPerson { proof: self, user: &self.user, device, reference: self.caller.reference() }
    }
}

impl Proof for RecentlyProved<'_> {
    fn actor(&self) -> Actor {
        Actor::User(self.user.id)
    }

    fn caller(&self) -> Option<&Caller> {
        Some(self.caller)
    }
}

impl Identity {
    /// The caller, if they are a person who proved who they are a short time ago.
    pub(super) async fn recently_proved<'a>(
        &self,
        caller: &'a Caller,
    ) -> Result<RecentlyProved<'a>, EnrolError> {
        let (user, session) = caller.user().zip(caller.session()).ok_or(EnrolError::NotFound)?;
        let session = self.store.sessions().get(session).await?.ok_or(EnrolError::NotFound)?;
        if session.authenticated_at.plus(self.settings().sensitive_after) <= self.now() {
            return Err(EnrolError::ProveAgain);
        }
        let user = self.store.users().get(user).await?.ok_or(EnrolError::NotFound)?;
        Ok(RecentlyProved { caller, user })
    }
}
