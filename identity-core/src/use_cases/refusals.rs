//! Refusals for other reasons than a deny of the policy: of what is not the caller's to give, and of too much.

use super::authority::Trace;
use super::caller::Caller;
use super::invite::InviteError;
use crate::ids::OrganizationId;
use crate::store::StoreError;
use crate::values::EmailAddress;
use crate::{Identity, Timestamp};

/// How many invitations an address gets in a day.
const MAX_TO_ADDRESS: u64 = 10;

/// An error that may tell of somebody who was not let, for another reason than a deny of the policy, which is written
/// down where it happens.
pub(super) trait Refusal {
    /// Why, if it is one.
    fn refusal(&self) -> Option<&InviteError>;
}

impl Refusal for InviteError {
    fn refusal(&self) -> Option<&Self> {
        matches!(self, Self::NotHeld { .. } | Self::TooMany).then_some(self)
    }
}

impl Identity {
    /// Writes down that somebody was refused what they do not hold, or sent too much.
    pub(super) async fn noted<T, E: Refusal + From<StoreError>>(
        &self,
        caller: &Caller,
        organization: impl Into<Option<OrganizationId>>,
        result: Result<T, E>,
    ) -> Result<T, E> {
        if let Some(refusal) = result.as_ref().err().and_then(Refusal::refusal) {
            // Who sends too much was not yet looked at, so the organisation may be anybody's.
            let organization = organization.into().filter(|_| !matches!(refusal, InviteError::TooMany));
            let trace = Trace { organization, ..Trace::default() };
            self.note_refusal(caller, trace.with("missing", refusal)).await?;
        }
        result
    }

    /// Counts an invitation against the day of its address, whoever invites: nobody floods a mailbox through us.
    pub(super) async fn limit_address(&self, address: &EmailAddress) -> Result<(), InviteError> {
        const DAY: i64 = 86_400;
        let seconds = self.now().unix_seconds();
        let window = Timestamp::from_unix_seconds(seconds - seconds.rem_euclid(DAY));
        let count = self.store.counters().hit(&format!("invited:{}", address.canonical()), window).await?;
        if count > MAX_TO_ADDRESS { Err(InviteError::TooMany) } else { Ok(()) }
    }
}
