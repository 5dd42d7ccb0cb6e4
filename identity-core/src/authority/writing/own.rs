//! What belongs to the caller.

use super::super::caller::Caller;
use super::proof::Proof;
use crate::domain::{Actor, Session};
use crate::ids::UserId;

/// An account or a session that is the caller's own.
#[derive(Debug)]
pub(crate) struct Own<'a> {
    caller: &'a Caller,
}

impl<'a> Own<'a> {
    /// The caller's own account.
    pub(crate) fn account(caller: &'a Caller, user: UserId) -> Option<Self> {
        (caller.user() == Some(user)).then_some(Self { caller })
    }

    /// A session of the caller's.
    pub(crate) fn session(caller: &'a Caller, session: &Session) -> Option<Self> {
        Self::account(caller, session.user)
    }
}

impl Proof for Own<'_> {
    fn actor(&self) -> Actor {
        self.caller.actor()
    }

    fn caller(&self) -> Option<&Caller> {
        Some(self.caller)
    }
}
