//! A mandate or grant that is in the caller's hands.

use crate::authority::{Caller, Proof};
use crate::domain::{Actor, Grant, Holder};

/// A mandate that was given to the caller or to a client that they answer for, or came through their hands, so that they can
/// pass it on, answer or end it.
pub(super) struct OwnMandate<'a> {
    caller: &'a Caller,
}

impl<'a> OwnMandate<'a> {
    /// The caller's, if the grant was given to them, or to a client that they answer for.
    pub(super) fn of(caller: &'a Caller, grant: &Grant) -> Option<Self> {
        let person = match grant.holder {
            Holder::User(holder) => Some(holder),
            Holder::Client(_) => grant.owner,
            Holder::Organization(_) => None,
        };
        (person.is_some() && person == caller.user()).then_some(Self { caller })
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
