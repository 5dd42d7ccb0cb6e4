//! How many invitations somebody may send, and an address may get.

use super::invite_error::InviteError;
use crate::authority::{Caller, Identity};
use crate::values::EmailAddress;
use std::time::Duration;

/// How many invitations an address gets in a day.
const MAX_TO_ADDRESS: u64 = 10;

const HOUR: Duration = Duration::from_hours(1);
const DAY: Duration = Duration::from_hours(24);

impl Identity {
    /// Counts an invitation against the inviter's hour.
    pub(crate) async fn limit_invitations(&self, caller: &Caller) -> Result<(), InviteError> {
        let Some(user) = caller.user() else { return Err(InviteError::NotAPerson) };
        let count = self.store.counters().hit(&format!("invite:{user}"), self.window(HOUR)).await?;
        if count > self.settings().invitations_per_hour { Err(InviteError::TooMany) } else { Ok(()) }
    }

    /// Counts an invitation against the day of its address, whoever invites: nobody floods a mailbox through us.
    pub(super) async fn limit_address(&self, address: &EmailAddress) -> Result<(), InviteError> {
        let window = self.window(DAY);
        let count = self.store.counters().hit(&format!("invited:{}", address.canonical()), window).await?;
        if count > MAX_TO_ADDRESS { Err(InviteError::TooMany) } else { Ok(()) }
    }
}
