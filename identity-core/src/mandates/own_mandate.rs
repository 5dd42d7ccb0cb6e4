//! A mandate or grant that is in the caller's hands.

use crate::authority::{Caller, Proof};
use crate::domain::{Actor, Grant, Holder};

/// A mandate that was given to the caller, or came through their hands, so that they can pass it on, answer or end it.
pub(super) struct OwnMandate<'a> {
    caller: &'a Caller,
}

impl<'a> OwnMandate<'a> {
    /// The caller's, if the grant was given to them.
    pub(super) fn of(caller: &'a Caller, grant: &Grant) -> Option<Self> {
        let is_own = matches!(grant.holder, Holder::User(holder) if caller.user() == Some(holder));
        is_own.then_some(Self { caller })
    }
}

impl Proof for OwnMandate<'_> {
    fn actor(&self) -> Actor {
        self.caller.actor()
    }

    fn caller(&self) -> Option<&Caller> {
        Some(self.caller)
    }
}
