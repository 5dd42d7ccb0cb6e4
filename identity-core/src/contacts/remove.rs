//! Removing one's own telephone number.

use super::confirm::Making;
use super::remove_phone_error::RemovePhoneError;
use crate::authority::{Caller, Identity, on_fresh_facts};
use crate::values::ContactKind;

impl Identity {
    /// Removes the caller's telephone number; there need not be one. The caller must have
    /// [proved](crate::Settings::sensitive_after) who they are a short time ago, and is told: by mail, or at the number that goes.
    pub async fn remove_own_phone(&self, caller: &Caller) -> Result<(), RemovePhoneError> {
        on_fresh_facts!(async {
            let recent = self.recently_proved(caller).await?;
            let who = recent.own();
            self.require_own_contact(caller, ContactKind::Phone).await?;
            if who.user.phone.is_none() {
                return Ok(());
            }
            let making = Making { user: who.user, kind: ContactKind::Phone, after: None, waited: None };
            // Of numbers none is anybody's alone, so none is taken.
            self.commit_contact(who.act(), making).await?;
            Ok(())
        })
    }
}
