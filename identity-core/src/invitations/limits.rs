//! How many invitations somebody may send, and an address may get.

use crate::authority::{Caller, Identity};
use crate::store::StoreError;
use crate::values::EmailAddress;
use std::time::Duration;

/// How many invitations an address gets in a day.
const MAX_TO_ADDRESS: u64 = 10;

const HOUR: Duration = Duration::from_hours(1);
const DAY: Duration = Duration::from_hours(24);

/// Why nothing more is sent for now.
#[derive(Debug)]
pub(crate) enum LimitError {
    /// Only a person can invite.
    NotAPerson,
    /// Too many invitations in a short time.
    TooMany,
    /// The store did not do its part.
    Store(StoreError),
}

impl From<StoreError> for LimitError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Identity {
    /// Counts an invitation against the inviter's hour.
    pub(crate) async fn limit_invitations(&self, caller: &Caller) -> Result<(), LimitError> {
        let Some(user) = caller.user() else { return Err(LimitError::NotAPerson) };
        let count = self.store.counters().hit(&format!("invite:{user}"), self.window(HOUR)).await?;
        if count > self.settings().invitations_per_hour { Err(LimitError::TooMany) } else { Ok(()) }
    }

    /// Counts an invitation against the day of its address, whoever invites: nobody floods a mailbox through us.
    pub(super) async fn limit_address(&self, address: &EmailAddress) -> Result<(), LimitError> {
        let window = self.window(DAY);
        let count = self.store.counters().hit(&format!("invited:{}", address.canonical()), window).await?;
        if count > MAX_TO_ADDRESS { Err(LimitError::TooMany) } else { Ok(()) }
    }
}

/// Lets an error of a use case say what [`LimitError`] says, in variants of the same names.
macro_rules! says_limit {
    ($error:ty) => {
        impl From<$crate::invitations::LimitError> for $error {
            fn from(error: $crate::invitations::LimitError) -> Self {
                match error {
                    $crate::invitations::LimitError::NotAPerson => Self::NotAPerson,
                    $crate::invitations::LimitError::TooMany => Self::TooMany,
                    $crate::invitations::LimitError::Store(error) => error.into(),
                }
            }
        }
    };
}

pub(crate) use says_limit;
